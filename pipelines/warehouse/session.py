"""A version in the making, open for writing: with bounded memory, however many documents there are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

import duckdb

#: What the engine holds in memory at most; with Python and Polars beside it a build stays below 4 GB. What does not fit
#: goes to a folder beside the file, `<file>.tmp`, which is gone when the file is closed.
MEMORY = "2GB"


class Storage(StrEnum):
    """How a file is written: the first version of DuckDB whose clients can read it."""

    #: Analysts read the file with whatever client they have.
    OLDER = "v1.2.0"
    #: Some percent smaller.
    NEWEST = "v2.0.0"


@contextmanager
def open_building(path: Path, storage: Storage = Storage.OLDER) -> Iterator[duckdb.DuckDBPyConnection]:
    """Opens the file of a version that is being built; one that is not there is made, and written as `storage` says.

    Raises:
        duckdb.Error: the file can not be written, or is no database.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "storage_compatibility_version": storage.value,
    }
    with duckdb.connect(str(path), config=settings) as connection:
        # on by itself in some child processes, where it would stand between the lines of a log
        connection.execute("set enable_progress_bar = false")
        yield connection
