"""New files and folders that are there complete or not at all, and never in the place of something else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_WRITING = ".writing-"


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
