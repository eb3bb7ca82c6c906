"""Every file below a raw folder, in one order, and what in it is no file that can be read."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from pipelines.model import Quarantine
from pipelines.reading.decoding import MAX_BYTES

#: Says where each file was published; it is no disclosure itself.
MANIFEST = "manifest.csv"

_FILE_SUFFIX = re.compile(
    r"\.(?:txt|text|md|csv|tsv|html?|json|xml|pdf|docx?|xlsx?|ofd|wps|et|zip|rar)$", re.IGNORECASE
)


class NoInputError(Exception):
    """A raw folder holds nothing to build from: publishing an empty warehouse would help nobody."""


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file that can be read: where it lies, and what its bytes are."""

    source_uri: str
    path: Path
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that gives no facts, before or after it was parsed."""

    source_uri: str
    quarantine: Quarantine
    size_bytes: int | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class RawFolder:
    """What a raw folder holds: files with different bytes, copies of them, and what was refused."""

    files: tuple[RawFile, ...]
    copies: tuple[RawFile, ...]
    refusals: tuple[Refusal, ...]


def list_raw(folder: Path) -> RawFolder:
    """Gives every input below `folder`, sorted by path, any depth; hidden names and the manifest are passed over.

    Files with the same bytes count once, under the first path; the others are `copies`. A file that is too large is
    hashed but never read into memory. Never raises for what lies inside the folder.

    Raises:
        NotADirectoryError: `folder` itself is no directory.
        NoInputError: there is no file below it.
    """
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder} is not a directory")
    root = folder.resolve()
    found = sorted(_walk(root, root), key=lambda item: item.source_uri)
    if not found:
        raise NoInputError(f"There is no file below {folder}. Put the disclosures there, or name another folder.")
    files: dict[str, RawFile] = {}
    copies: list[RawFile] = []
    refusals: dict[str, Refusal] = {}
    for item in found:
        if isinstance(item, Refusal):
            refusals.setdefault(item.sha256 or item.source_uri, item)
        elif item.sha256 in files:
            copies.append(item)
        else:
            files[item.sha256] = item
    return RawFolder(tuple(files.values()), tuple(copies), tuple(refusals.values()))


def _walk(folder: Path, root: Path) -> Iterator[RawFile | Refusal]:
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries)
    except OSError as error:
        yield Refusal(_uri(folder, root), _unreadable(error))
        return
    for name in names:
        path = folder / name
        if name.startswith(".") or (folder == root and name == MANIFEST):
            continue
        yield from _inspect(path, root)


def _inspect(path: Path, root: Path) -> Iterator[RawFile | Refusal]:
    uri = _uri(path, root)
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            target = path.resolve()
            if not target.is_relative_to(root) or not target.is_file():
                yield Refusal(
                    uri, Quarantine("outside_folder", "符号链接指向原文目录之外、指向目录或已失效。请放入文件本身。")
                )
                return
            mode = target.stat().st_mode
    except (OSError, RuntimeError) as error:
        yield Refusal(uri, _unreadable(error))
        return
    if stat.S_ISDIR(mode):
        if _FILE_SUFFIX.search(path.name):
            yield Refusal(uri, Quarantine("not_a_file", "这是一个名称像文件的目录，不是文件。请改名，或放入文件本身。"))
        yield from _walk(path, root)
    elif stat.S_ISREG(mode):
        yield _read(path, uri)
    else:
        yield Refusal(uri, Quarantine("not_a_file", "这不是普通文件（设备、管道或套接字），未读取。请移出原文目录。"))


def _read(path: Path, uri: str) -> RawFile | Refusal:
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            digest = file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return Refusal(uri, _unreadable(error))
    if size > MAX_BYTES:
        megabytes = f"{size / 1e6:.0f} MB，上限 {MAX_BYTES / 1e6:.0f} MB"
        message = f"文件过大（{megabytes}）。请确认是否为单个部门的公开文本，或拆分后再放入。"
        return Refusal(uri, Quarantine("too_large", message), size, digest)
    return RawFile(uri, path, size, digest)


def _unreadable(error: Exception) -> Quarantine:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Quarantine("unreadable_file", f"无法打开或读取（{reason}）。请检查权限和磁盘后重新运行。")


def _uri(path: Path, root: Path) -> str:
    """The path below the root with forward slashes; bytes that are no UTF-8 are written as escapes."""
    return os.fsencode(path.relative_to(root).as_posix()).decode("utf-8", "backslashreplace")
