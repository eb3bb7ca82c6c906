"""What is published, open for reading only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from schemas.catalog import all_tables


class NoWarehouseError(Exception):
    """Nothing that can be read is published at the path."""


@contextmanager
def open_published(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Opens the version that is published now, read-only, by its real path.

    By its real path, since a process that still has an older version open through the link would get that one again.

    Raises:
        NoWarehouseError: there is no file, it is no database that can be read, or one without the declared tables.
    """
    path = warehouse.resolve()
    if not path.is_file():
        raise NoWarehouseError(f"No warehouse at {warehouse}. Run `gongkai build` first, or name one with --warehouse.")
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise NoWarehouseError(
            f"{warehouse} can not be read as a warehouse: {error}. Run `gongkai build` again."
        ) from error
    with connection:
        found = {name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()}
        missing = [spec.name for spec in all_tables() if spec.name not in found]
        if missing:
            raise NoWarehouseError(
                f"{warehouse} is a database without the tables {', '.join(missing)}. Run `gongkai build` to make it."
            )
        yield connection
