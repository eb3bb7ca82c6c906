"""Marts in a loaded warehouse: created in the order of what they read, commented, and checked against their headers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.checks.files import read_scripts
from pipelines.marts.files import Mart, load_marts
from pipelines.warehouse.ddl import quoted, text_literal


@dataclass(frozen=True, slots=True)
class MartResult:
    """What became of one mart: its rows, keys that are there twice, and columns that are not as declared."""

    name: str
    rows: int
    repeated_keys: int
    wrong_columns: tuple[str, ...]


def build_marts(database: Path) -> tuple[MartResult, ...]:
    """Makes every mart in a warehouse file whose rules have run; gives what became of each.

    Raises:
        MartFileError: a file of `sql/marts` has no sound header.
        duckdb.Error: the file can not be written, or a mart reads what is not there.
    """
    with duckdb.connect(str(database)) as connection:
        create_marts(connection, load_marts())
        connection.execute("checkpoint")
        return tuple(check_mart(connection, mart) for mart in load_marts())


def create_marts(connection: duckdb.DuckDBPyConnection, marts: Sequence[Mart]) -> None:
    """Makes marts in an open database, in the given order, with their comments, then the macros over them.

    What was there is replaced.

    Raises:
        duckdb.Error: a mart reads what is not there.
    """
    there = connection.execute(
        "select table_name, case table_type when 'VIEW' then 'view' else 'table' end from information_schema.tables"
    ).fetchall()
    for name in {mart.name for mart in marts} & dict(there).keys():
        connection.execute(f"drop {dict(there)[name]} {quoted(name)}")
    for mart in marts:
        for statement in statements(mart):
            connection.execute(statement)
    for _, script in read_scripts("shortcuts"):
        connection.execute(script)


def statements(mart: Mart) -> Iterator[str]:
    """Gives the statements that make one mart: ``create``, then a comment on it and on each column."""
    name = quoted(mart.name)
    yield f"create {mart.kind} {name} as\n{mart.sql}"
    yield f"comment on {mart.kind} {name} is {text_literal(f'{mart.zh}：{mart.rows_zh} | {mart.en}: {mart.rows_en}')}"
    for column in mart.columns:
        described = text_literal(f"{column.zh} | {column.en}")
        yield f"comment on column {name}.{quoted(column.name)} is {described}"


def check_mart(connection: duckdb.DuckDBPyConnection, mart: Mart) -> MartResult:
    """Gives the rows of a mart, how many keys are there twice, and which columns are not of their declared type."""
    keys = ", ".join(map(quoted, mart.key))
    rows, repeated = connection.execute(
        f"select coalesce(sum(copies), 0), count(*) filter (where copies > 1) "
        f"from (select count(*) as copies from {quoted(mart.name)} group by {keys}) as counted"
    ).fetchall()[0]
    described = connection.execute(f"describe {quoted(mart.name)}").fetchall()
    found = {name: dtype for name, dtype, *_ in described}
    wrong = (
        f"{column.name} is {found.get(column.name)}, not {column.type}"
        for column in mart.columns
        if found.get(column.name) != column.type
    )
    return MartResult(mart.name, int(rows), int(repeated), tuple(wrong))
