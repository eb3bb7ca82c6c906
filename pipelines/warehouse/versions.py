"""Versions of the warehouse and the link to the published one.

``<folder>/versions/<stem>-<content>.duckdb`` is one version, never changed once it is there; ``<folder>/<name>`` is
a symbolic link to one of them. Publishing replaces the link in one step: who has the old version open keeps it, who
opens next gets the new one, and nobody ever sees half a load.
"""

from __future__ import annotations

import os
from pathlib import Path

#: Versions that stay beside the published one, so that slow readers and a way back are safe.
KEPT_VERSIONS = 3

_BUILDING = ".building-"
_CHECKED = ".checked-"
_LINKING = ".linking-"
_MAGIC = b"DUCK"
_MAGIC_AT = 8


class NotAWarehouseError(Exception):
    """The path to publish to holds something that is no warehouse and must not be replaced."""


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


def checked_path(warehouse: Path, content: str) -> Path:
    """Gives where a version waits that is complete and checked, but not published."""
    return versions_folder(warehouse) / f"{_CHECKED}{warehouse.stem}-{content}.duckdb"


def clean_leftovers(warehouse: Path) -> list[Path]:
    """Removes what killed builds left behind and gives what was removed; call it while holding the lock."""
    folder = versions_folder(warehouse)
    found = [
        *folder.glob(f"{_BUILDING}{warehouse.stem}-*"),
        *folder.glob(f"{_CHECKED}{warehouse.stem}-*"),
        *warehouse.parent.glob(f"{_LINKING}{warehouse.name}-*"),
    ]
    for path in found:
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
        raise NotAWarehouseError(f"{warehouse} is not a file. Give --warehouse the path of a file to publish to.")
    with warehouse.open("rb") as file:
        head = file.read(_MAGIC_AT + len(_MAGIC))
    if head[_MAGIC_AT:] != _MAGIC:
        raise NotAWarehouseError(f"{warehouse} is no DuckDB database and is left as it is. Choose another --warehouse.")


def publish(built: Path, warehouse: Path, content: str) -> Path:
    """Puts a built and checked file in place as the published warehouse and gives the path of its version.

    The data reaches the disk before the link does, so that a power failure leaves the old version or the new one.

    Raises:
        NotAWarehouseError: something at `warehouse` must not be replaced.
        OSError: the disk is full or the folder is read-only; the published warehouse is as it was.
    """
    check_target(warehouse)
    version = versions_folder(warehouse) / f"{warehouse.stem}-{content}.duckdb"
    _sync(built)
    built.replace(version)
    _sync(version.parent)
    link = warehouse.parent / f"{_LINKING}{warehouse.name}-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(version.relative_to(warehouse.parent))
    link.replace(warehouse)
    _sync(warehouse.parent)
    return version


def drop_old_versions(warehouse: Path, keep: int = KEPT_VERSIONS) -> list[Path]:
    """Removes all but the published and the `keep` newest other versions and gives what was removed.

    A reader that still has a removed version open keeps its data until it closes it.
    """
    published = warehouse.resolve()
    others = [
        path for path in versions_folder(warehouse).glob(f"{warehouse.stem}-*.duckdb") if path.resolve() != published
    ]
    others.sort(key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    for path in others[keep:]:
        path.unlink(missing_ok=True)
    return others[keep:]


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
