"""A version in the making, open for writing: with bounded memory, however many documents there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import duckdb

#: What the engine holds in memory at most; with Python and Polars beside it a build stays below 4 GB. What does not fit
#: goes to a folder beside the file, `<file>.tmp`, which is gone when the file is closed.
MEMORY = "2GB"


@contextmanager
def open_building(
    path: Path, settings: Mapping[str, str] = MappingProxyType({})
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Opens the file of a version that is being built, new or not; `settings` are the engine's own.

    Raises:
        duckdb.Error: the file can not be written, or is no database.
    """
    with duckdb.connect(str(path), config={"memory_limit": MEMORY, **settings}) as connection:
        yield connection
