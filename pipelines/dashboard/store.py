"""Queries of the pages, each a file of `sql/pages`, over the version that is published when a page is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from pipelines.checks.files import read_scripts

Row = dict[str, Any]


class Known:
    """What one version was asked for all pages: a version never changes, so its answer stays good."""

    def __init__(self) -> None:
        self._last: tuple[str, dict[str, Any]] = ("", {})

    def of(self, version: str) -> dict[str, Any]:
        """Gives the answers of a version by name; those of another version are forgotten."""
        last, answers = self._last
        if last != version:
            answers = {}
            self._last = version, answers
        return answers


class Store:
    """One version of the warehouse, open for the length of one page: all figures of a page are of one version."""

    def __init__(self, connection: Any, known: Known | None = None) -> None:
        self.connection = connection
        ((path,),) = connection.execute(
            "select path from duckdb_databases() where database_name = current_database()"
        ).fetchall()
        self._known = (known or Known()).of(path)

    def once(self, name: str, ask: Callable[[], Any]) -> Any:
        """Gives what a version answers to every page alike; it is asked when the first page wants it."""
        if name not in self._known:
            self._known[name] = ask()
        return self._known[name]

    def script(self, name: str) -> str:
        """Gives the query of `sql/pages/<name>.sql`."""
        return _scripts()[f"{name}.sql"]

    def read(self, script: str, **values: object) -> list[Row]:
        """Gives the rows of `sql/pages/<script>.sql`, as dictionaries."""
        return self.run(self.script(script), values)

    def run(self, sql: str, values: dict[str, object]) -> list[Row]:
        """Gives the rows of a query that a page has made of declared names; values only ever go in as parameters."""
        answer = self.connection.execute(sql, values)
        names = [name for name, *_ in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def place(self, script: str, **values: object) -> None:
        """Keeps the rows of a query as the temporary table `placed`, for the next query of this page."""
        self.run(f"create or replace temporary table placed as {self.script(script)}", values)

    def batches(self, sql: str, values: dict[str, object]) -> Any:
        """Gives the rows of such a query as a reader of Arrow batches, to be closed by who asks."""
        return self.connection.sql(sql, params=values).to_arrow_reader()


@cache
def _scripts() -> dict[str, str]:
    return dict(read_scripts("pages"))
