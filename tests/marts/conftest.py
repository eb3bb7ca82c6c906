"""The warehouse of the five shipped disclosures, open for all tests of marts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest


@pytest.fixture(scope="session")
def seeds(seeds_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An open connection to a copy, for reading only: DuckDB opens a file with one configuration only."""
    copy = shutil.copy(seeds_warehouse, seeds_warehouse.with_name("copy.duckdb"))
    with duckdb.connect(str(copy), read_only=True) as connection:
        yield connection
