"""Frames into a new DuckDB file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import polars as pl

from pipelines.warehouse.ddl import ddl, quoted
from schemas.catalog import tables

#: Analysts read the file with whatever client they have: it stays readable from this version of DuckDB on.
_STORAGE = "v1.2.0"


def load_warehouse(path: Path, frames: Mapping[str, pl.DataFrame]) -> None:
    """Creates the database file `path` and loads every table in one transaction, columns by name.

    Raises:
        FileExistsError: there is a file already; a version is never written twice.
        KeyError: a table has no frame.
        duckdb.Error: a row breaks its declaration, or the disk is full; the file is then of no use.
    """
    if path.exists():
        raise FileExistsError(path)
    with duckdb.connect(str(path), config={"storage_compatibility_version": _STORAGE}) as connection:
        connection.execute("begin")
        for statement in ddl():
            connection.execute(statement)
        for spec in tables():
            connection.register("incoming", frames[spec.name])
            connection.execute(f"insert into {quoted(spec.name)} by name select * from incoming")
            connection.unregister("incoming")
        connection.execute("commit")
        connection.execute("checkpoint")
