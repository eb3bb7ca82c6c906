"""Every file below a raw folder, in one order, and what in it is no file that can be read."""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest, sha256
from io import BufferedReader
from pathlib import Path
from unicodedata import category

from pipelines.model import Quarantine
from pipelines.reading.decoding import MAX_BYTES

#: Says where each file was published; it is no disclosure itself.
MANIFEST = "manifest.csv"

_FILE_SUFFIX = re.compile(
    r"\.(?:txt|text|md|csv|tsv|html?|json|xml|pdf|docx?|xlsx?|ofd|wps|et|zip|rar)$", re.IGNORECASE
)
#: Categories of characters that a terminal or a web page would obey rather than show: controls, marks of direction.
_UNSEEN = {"Cc", "Cf", "Zl", "Zp"}


#: A file that was written this short a time ago may be written again without a new time: its bytes are read again.
_SETTLED_NS = 2_000_000_000

#: Size, time of change, time of change of name or rights (both in nanoseconds) and inode: what changes with the bytes.
Stamp = tuple[int, int, int, int]


class NoInputError(Exception):
    """A raw folder holds nothing to build from: publishing an empty warehouse would help nobody."""


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file that can be read: where it lies, and what its bytes are.

    `stamp` tells whether the bytes may have changed since; None when they were written too short a time ago to tell.
    """

    source_uri: str
    path: Path
    size_bytes: int
    sha256: str
    stamp: Stamp | None = None


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

    @property
    def digest(self) -> str:
        """A hash of which bytes lie where, and of what was refused."""
        lines = [f"{file.source_uri} {file.sha256}" for file in (*self.files, *self.copies)]
        lines += [f"{refusal.source_uri} {refusal.quarantine.reason_code}" for refusal in self.refusals]
        return sha256("\n".join(lines).encode()).hexdigest()

    @property
    def known(self) -> dict[str, RawFile]:
        """Every file, copies too, by source: what the next listing need not read again."""
        return {file.source_uri: file for file in (*self.files, *self.copies)}


def list_raw(folder: Path, known: Mapping[str, RawFile] | None = None) -> RawFolder:
    """Gives every input below `folder`, sorted by path, any depth; hidden names and the manifest are passed over.

    Files with the same bytes count once, under the first path; the others are `copies`. A file that is too large is
    not read. Of a file that is `known` (by source) and has the same stamp as then, the hash is taken over without
    reading it. Never raises for what lies inside the folder.

    Raises:
        NotADirectoryError: `folder` itself is no directory.
        NoInputError: there is no file below it.
    """
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder} is not a directory")
    root = folder.resolve()
    found = sorted(_walk(root, known or {}), key=lambda item: item.source_uri)
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


def read_raw(path: Path) -> bytes:
    """Gives the bytes of a file, never more than one above the largest that is parsed; never waits and follows no link.

    Raises:
        OSError: it can not be opened or read, or is no file any more.
    """
    with _opened(path) as file:
        return file.read(MAX_BYTES + 1)


def _walk(root: Path, known: Mapping[str, RawFile]) -> Iterator[RawFile | Refusal]:
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                names = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
        except OSError as error:
            yield Refusal(_uri(folder, root), _unreadable(error))
            continue
        for name, is_folder in names:
            path = folder / name
            if name.startswith(".") or (folder == root and name == MANIFEST):
                continue
            found = _inspect(path, root, known)
            if found is not None:
                yield found
            if is_folder:
                folders.append(path)


def _inspect(path: Path, root: Path, known: Mapping[str, RawFile]) -> RawFile | Refusal | None:
    """What a name stands for; None for a folder."""
    uri = _uri(path, root)
    try:
        state = path.lstat()
        if stat.S_ISLNK(state.st_mode):
            path = path.resolve()
            if not path.is_relative_to(root) or not path.is_file():
                return Refusal(
                    uri, Quarantine("outside_folder", "符号链接指向原文目录之外、指向目录或已失效。请放入文件本身。")
                )
            state = path.stat()
    except (OSError, RuntimeError) as error:
        return Refusal(uri, _unreadable(error))
    if stat.S_ISREG(state.st_mode):
        before = known.get(uri)
        if before is not None and before.stamp == _stamp(state):
            return RawFile(uri, path, state.st_size, before.sha256, before.stamp)
        return _identify(path, uri)
    if not stat.S_ISDIR(state.st_mode):
        return Refusal(uri, Quarantine("not_a_file", "这不是普通文件（设备、管道或套接字），未读取。请移出原文目录。"))
    if _FILE_SUFFIX.search(path.name):
        return Refusal(uri, Quarantine("not_a_file", "这是一个名称像文件的目录，不是文件。请改名，或放入文件本身。"))
    return None


def _stamp(state: os.stat_result) -> tuple[int, int, int, int]:
    return (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)


def _identify(path: Path, uri: str) -> RawFile | Refusal:
    try:
        with _opened(path) as file:
            state = os.fstat(file.fileno())
            size = state.st_size
            if size <= MAX_BYTES:
                is_settled = max(state.st_mtime_ns, state.st_ctime_ns) < time.time_ns() - _SETTLED_NS
                return RawFile(
                    uri, path, size, file_digest(file, "sha256").hexdigest(), _stamp(state) if is_settled else None
                )
    except OSError as error:
        return Refusal(uri, _unreadable(error))
    megabytes = f"{size / 1e6:.0f} MB，上限 {MAX_BYTES / 1e6:.0f} MB"
    message = f"文件过大（{megabytes}）。请确认是否为单个部门的公开文本，或拆分后再放入。"
    return Refusal(uri, Quarantine("too_large", message), size)


@contextmanager
def _opened(path: Path) -> Iterator[BufferedReader]:
    """A regular file to read: a pipe or a link that took its place since it was listed is an error, not a wait."""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        yield file


def _unreadable(error: Exception) -> Quarantine:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Quarantine("unreadable_file", f"无法打开或读取（{reason}）。请检查权限和磁盘后重新运行。")


def _uri(path: Path, root: Path) -> str:
    """The path below the root with forward slashes, in characters that can be seen and in bytes that are UTF-8.

    What else a name holds is written as an escape, and so is a backslash: two names never become one.
    """
    name = path.relative_to(root).as_posix()
    if not name.isprintable() or "\\" in name:
        name = "".join(f"\\x{ord(c):02x}" if c == "\\" or category(c) in _UNSEEN else c for c in name)
    return os.fsencode(name).decode("utf-8", "backslashreplace")
