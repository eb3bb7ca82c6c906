"""What is published, open for reading only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
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
    with _connect(warehouse, warehouse.resolve(), settings) as connection:
        yield connection


@dataclass(slots=True)
class _Version:
    """One version that is open, and how many cursors are on it."""

    path: Path
    connection: duckdb.DuckDBPyConnection
    users: int = 0


class Published:
    """The published warehouse for a process that runs on, such as a server: a cursor is on the version of its moment.

    A cursor keeps its version; the next one is on what is published then, and a version that nobody uses any more is
    closed. Threads may share it.
    """

    def __init__(self, warehouse: Path, settings: Mapping[str, str | int | bool] = MappingProxyType({})) -> None:
        self._warehouse, self._settings = warehouse, settings
        self._lock = Lock()
        self._current: _Version | None = None

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Gives a cursor on the version that is published now; `interrupt` on it stops its query alone.

        Raises:
            NoWarehouseError: as `open_published`.
        """
        with self._lock:
            version = self._newest()
            version.users += 1
        try:
            with version.connection.cursor() as cursor:
                yield cursor
        finally:
            with self._lock:
                version.users -= 1
                if version is not self._current and not version.users:
                    version.connection.close()

    @property
    def version(self) -> str:
        """Name of the version that the next cursor is on."""
        return self._warehouse.resolve().stem

    def close(self) -> None:
        """Closes what nobody uses; cursors that are out keep theirs until they are done."""
        with self._lock:
            self._leave()

    def _newest(self) -> _Version:
        path = self._warehouse.resolve()
        if self._current is None or self._current.path != path:
            opened = _Version(path, _connect(self._warehouse, path, self._settings))
            self._leave()
            self._current = opened
        return self._current

    def _leave(self) -> None:
        if self._current is not None and not self._current.users:
            self._current.connection.close()
        self._current = None


def _connect(warehouse: Path, path: Path, settings: Mapping[str, str | int | bool]) -> duckdb.DuckDBPyConnection:
    if not path.is_file() and path == warehouse.resolve():
        raise NoWarehouseError(
            f"{warehouse} 处没有数据仓库。请先运行 `gongkai build`，或用 --warehouse 指定。\n"
            f"No warehouse at {warehouse}. Run `gongkai build` first, or name one with --warehouse."
        )
    try:
        connection = duckdb.connect(str(path), read_only=True, config={**_LOCKED, **settings})
    except duckdb.Error as error:
        if path != warehouse.resolve():  # another was published meanwhile, and this one removed before it was open
            return _connect(warehouse, warehouse.resolve(), settings)
        raise NoWarehouseError(
            f"{warehouse} 无法作为数据仓库读取。请重新运行 `gongkai build`。\n"
            f"{warehouse} can not be read as a warehouse: {error}. Run `gongkai build` again."
        ) from error
    found = {name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()}
    missing = [spec.name for spec in all_tables() if spec.name not in found]
    if missing:
        connection.close()
        raise NoWarehouseError(
            f"{warehouse} 是数据库，但缺少数据表 {', '.join(missing)}。请运行 `gongkai build` 生成。\n"
            f"{warehouse} is a database without the tables {', '.join(missing)}. Run `gongkai build` to make it."
        )
    return connection
