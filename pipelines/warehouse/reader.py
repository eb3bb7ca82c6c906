"""What is published, open for reading only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import duckdb

from schemas.catalog import all_tables


class NoWarehouseError(Exception):
    """Nothing that can be read is published at the path."""


#: What no reader needs: files, the network, variables of the program; and nobody can switch it on again.
_LOCKED = {
    "enable_external_access": False,
    "autoload_known_extensions": False,
    "autoinstall_known_extensions": False,
    "python_enable_replacements": False,
    "temp_directory": "",
    "lock_configuration": True,
}


@contextmanager
def open_published(
    warehouse: Path, settings: Mapping[str, str | int | bool] = MappingProxyType({})
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Opens the version that is published now, read-only, by its real path; `settings` are the engine's own.

    By its real path, since a process that still has an older version open through the link would get that one again.
    The connection reaches no file but the warehouse, and its settings are locked.

    Raises:
        NoWarehouseError: there is no file, it is no database that can be read, or one without the declared tables.
    """
    path = warehouse.resolve()
    if not path.is_file():
        raise NoWarehouseError(f"No warehouse at {warehouse}. Run `gongkai build` first, or name one with --warehouse.")
    try:
        connection = duckdb.connect(str(path), read_only=True, config={**_LOCKED, **settings})
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
