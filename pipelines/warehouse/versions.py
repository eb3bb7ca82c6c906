"""Versions of the warehouse and the link to the published one.

``<folder>/versions/<stem>-<version>.duckdb`` is one version, never changed once it is there; ``<folder>/<name>`` is
a symbolic link to one of them. Publishing replaces the link in one step: who has the old version open keeps it, who
opens next gets the new one, and nobody ever sees half a load. The name of a version says what it was made of, so that
a build knows what is left to do without opening it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import struct
import sys
from dataclasses import dataclass, fields
from pathlib import Path

#: Versions that stay beside the published one, so that slow readers and a way back are safe.
KEPT_VERSIONS = 3

#: Ending of the folder of Parquet files that may stand beside a version, and of the link to it.
PARQUET = ".parquet"

_BUILDING = ".building-"
_CHECKED = ".checked-"
_LINKING = ".linking-"
_MAGIC = b"DUCK"
_MAGIC_AT = 8


class NotAWarehouseError(Exception):
    """The path to publish to holds something that is no warehouse and must not be replaced."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a version was made of, as hashes: its documents, all that shapes and fills its tables, its rules, its marts.

    The same documents, program and rules give the same version whatever was built before.
    """

    documents: str
    shape: str
    rules: str
    marts: str

    def __str__(self) -> str:
        """The part of the file name that tells versions apart."""
        return f"{self.documents}-{self.shape}-{self.rules}-{self.marts}"


def versions_folder(warehouse: Path) -> Path:
    """Gives the folder of the versions behind a published path."""
    return warehouse.parent / "versions"


def building_path(warehouse: Path) -> Path:
    """Gives a fresh path to build a version at, in the folder it will stay in.

    Raises:
        OSError: the folder can not be made.
    """
    folder = versions_folder(warehouse)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{_BUILDING}{warehouse.stem}-{os.getpid()}.duckdb"


def checked_path(warehouse: Path, version: Version) -> Path:
    """Gives where a version waits that is complete and checked, but not published."""
    return versions_folder(warehouse) / f"{_CHECKED}{warehouse.stem}-{version}.duckdb"


def published_version(warehouse: Path) -> Version | None:
    """Gives the version that is published; None for nothing, or a file that no build of today's kind has made."""
    path = warehouse.resolve()
    if not warehouse.is_symlink() or not path.is_file() or path.parent != versions_folder(warehouse).resolve():
        return None
    parts = path.stem.removeprefix(f"{warehouse.stem}-").split("-")
    return Version(*parts) if len(parts) == len(fields(Version)) else None


def clean_leftovers(warehouse: Path) -> list[Path]:
    """Removes what killed builds left behind and gives what was removed; call it while holding the lock."""
    folder = versions_folder(warehouse)
    found = [
        *folder.glob(f"{_BUILDING}{warehouse.stem}-*"),
        *folder.glob(f"{_CHECKED}{warehouse.stem}-*"),
        *warehouse.parent.glob(f"{_LINKING}{warehouse.stem}.*-*"),
    ]
    for path in found:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return sorted(found)


def check_target(warehouse: Path) -> None:
    """Makes sure that publishing to `warehouse` would replace nothing but a warehouse.

    Raises:
        NotAWarehouseError: there is a folder, or a file that is no DuckDB database.
    """
    if warehouse.is_symlink() or not warehouse.exists():
        return
    if not warehouse.is_file():
        raise NotAWarehouseError(
            f"{warehouse} 不是文件。请用 --warehouse 指定要发布的文件。\n"
            f"{warehouse} is not a file. Give --warehouse the path of a file to publish to."
        )
    with warehouse.open("rb") as file:
        head = file.read(_MAGIC_AT + len(_MAGIC))
    if head[_MAGIC_AT:] != _MAGIC:
        raise NotAWarehouseError(
            f"{warehouse} 不是 DuckDB 数据库，保持原样。请用 --warehouse 另选一个文件。\n"
            f"{warehouse} is no DuckDB database and is left as it is. Choose another --warehouse."
        )


def publish(built: Path, warehouse: Path, version: Version | str) -> Path:
    """Puts a built and checked file in place as the published warehouse and gives the path of its version.

    The data reaches the disk before the link does, so that a power failure leaves the old version or the new one.

    Raises:
        NotAWarehouseError: something at `warehouse` must not be replaced.
        OSError: the disk is full or the folder is read-only; the published warehouse is as it was.
    """
    check_target(warehouse)
    path = versions_folder(warehouse) / f"{warehouse.stem}-{version}.duckdb"
    _sync(built)
    built.replace(path)
    _sync(path.parent)
    move_link(warehouse, path)
    return path


def move_link(link: Path, target: Path) -> None:
    """Makes `link` a symbolic link to something below its folder, in one step, in the place of what it was.

    Raises:
        OSError: the folder is read-only, or `link` is a folder.
    """
    new = link.parent / f"{_LINKING}{link.name}-{os.getpid()}"
    new.unlink(missing_ok=True)
    new.symlink_to(target.relative_to(link.parent))
    new.replace(link)
    _sync(link.parent)


def drop_old_versions(warehouse: Path, keep: int = KEPT_VERSIONS) -> list[Path]:
    """Removes all but the published and the `keep` newest other versions and gives what was removed.

    A version that another process has open stays until a later build finds it closed.
    """
    published = warehouse.resolve()
    others = [
        path for path in versions_folder(warehouse).glob(f"{warehouse.stem}-*.duckdb") if path.resolve() != published
    ]
    others.sort(key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    dropped = [path for path in others[keep:] if not _is_open(path)]
    for path in dropped:
        path.unlink(missing_ok=True)
        shutil.rmtree(path.with_suffix(PARQUET), ignore_errors=True)
    parquet = warehouse.with_suffix(PARQUET)
    if parquet.is_symlink() and not parquet.exists():
        parquet.unlink()
    return dropped


def _is_open(path: Path) -> bool:
    """Whether another process has a database open: DuckDB then holds a lock on its file, which is asked for here."""
    if sys.platform == "darwin":
        names, code = ("start", "len", "pid", "type", "whence"), "qqihh"
    else:
        names, code = ("type", "whence", "start", "len", "pid"), "hhqqi"
    asked = dict.fromkeys(names, 0) | {"type": fcntl.F_WRLCK}
    with path.open("rb") as file:
        answer = fcntl.fcntl(file, fcntl.F_GETLK, struct.pack(code, *asked.values()))
    return dict(zip(names, struct.unpack(code, answer), strict=True))["type"] != fcntl.F_UNLCK


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
