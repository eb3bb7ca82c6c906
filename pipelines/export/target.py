"""New files and folders that are there complete or not at all, and never in the place of something else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_WRITING = ".writing-"
_BEFORE = ".before-"
#: Names the files of a folder that was written here: what has others beside them is somebody's own.
_LISTING = ".gongkai-export"


class OccupiedError(Exception):
    """There is something at the path already; it is left as it is."""


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """Gives a file to write; it gets its name when all went well and is removed otherwise.

    Raises:
        OccupiedError: something is there already.
        OSError: the folder is missing or read-only, or the disk is full.
    """
    _must_be_free(path)
    writing = path.with_name(f"{_WRITING}{os.getpid()}-{path.name}")
    try:
        with writing.open("xb") as out:
            yield out
        os.link(writing, path)
    except FileExistsError:
        raise _occupied(path) from None
    finally:
        writing.unlink(missing_ok=True)


def _must_be_free(path: Path) -> None:
    if path.is_symlink() or path.exists():
        raise _occupied(path)


def _occupied(path: Path) -> OccupiedError:
    return OccupiedError(
        f"{path} 已经存在，没有改动它。请换一个名字，或先删除它。\n"
        f"{path} is there already and is left as it is. Choose another name, or remove it first."
    )


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Gives an empty folder to fill; it takes its place when all went well and is removed otherwise.

    An empty folder, or one that was written like this before and holds nothing else since, is replaced.

    Raises:
        OccupiedError: there is something else at the path.
        OSError: the folder above is missing or read-only, or the disk is full.
    """
    _must_be_replaceable(path)
    _clean_leftovers(path)
    writing = path.with_name(f"{_WRITING}{os.getpid()}-{path.name}")
    before = path.with_name(f"{_BEFORE}{os.getpid()}-{path.name}")
    writing.mkdir()
    try:
        yield writing
        (writing / _LISTING).write_text("".join(f"{name}\n" for name in _names(writing)), encoding="utf-8")
        _must_be_replaceable(path)
        if path.exists():
            path.replace(before)
        writing.replace(path)
    finally:
        if before.exists() and not path.exists():
            before.replace(path)
        shutil.rmtree(writing, ignore_errors=True)
        shutil.rmtree(before, ignore_errors=True)


def _clean_leftovers(path: Path) -> None:
    """Removes what exports to this path left behind whose processes are gone."""
    for left in path.parent.glob(f"{_WRITING}*-{path.name}"):
        process = left.name.removeprefix(_WRITING).split("-")[0]
        if process.isdigit() and not _is_alive(int(process)):
            shutil.rmtree(left, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _must_be_replaceable(path: Path) -> None:
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise _occupied(path)
    if path.is_dir():
        listing = path / _LISTING
        listed = listing.read_text(encoding="utf-8").split("\n") if listing.is_file() else []
        if not {*_names(path)} <= {*listed, _LISTING}:
            raise _occupied(path)


def _names(folder: Path) -> list[str]:
    return sorted(found.relative_to(folder).as_posix() for found in folder.rglob("*") if not found.is_dir())
