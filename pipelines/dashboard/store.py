"""Queries of the pages, each a file of `sql/pages`, over the version that is published when a page is asked for."""

from __future__ import annotations

from functools import cache
from typing import Any

from pipelines.checks.files import read_scripts

Row = dict[str, Any]


class Store:
    """One version of the warehouse, open for the length of one page: all figures of a page are of one version."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

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

    def batches(self, sql: str, values: dict[str, object]) -> Any:
        """Gives the rows of such a query as a reader of Arrow batches, to be closed by who asks."""
        return self.connection.sql(sql, params=values).to_arrow_reader()


@cache
def _scripts() -> dict[str, str]:
    return dict(read_scripts("pages"))
