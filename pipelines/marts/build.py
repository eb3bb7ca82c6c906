"""Marts in a loaded warehouse: created in the order of what they read, commented, and checked against their headers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.checks.files import read_scripts
from pipelines.marts.files import Mart, load_marts
from pipelines.warehouse.ddl import quoted, text_literal
from pipelines.warehouse.session import open_building
from schemas.catalog import all_tables


@dataclass(frozen=True, slots=True)
class MartResult:
    """What became of one mart: its rows, keys that are there twice, and columns that are not as declared."""

    name: str
    rows: int
    repeated_keys: int
    wrong_columns: tuple[str, ...]


def build_marts(database: Path, departments: Collection[int] | None = None) -> tuple[MartResult, ...]:
    """Makes every mart in a warehouse file whose rules have run; gives what became of each.

    `departments` are the keys of the departments whose documents came, changed or went since the marts of the file were
    made: only their rows are made anew. None makes every mart anew.

    Raises:
        MartFileError: a file of `sql/marts` has no sound header.
        duckdb.Error: the file can not be written, or a mart reads what is not there.
    """
    with open_building(database) as connection:
        if departments is None or not _are_made(connection, load_marts()):
            create_marts(connection, load_marts())
        elif departments:
            refresh_marts(connection, load_marts(), departments)
        connection.execute("checkpoint")
    with open_building(database) as connection:
        return tuple(check_mart(connection, mart) for mart in load_marts())


def refresh_marts(connection: duckdb.DuckDBPyConnection, marts: Sequence[Mart], departments: Collection[int]) -> None:
    """Makes the rows of some departments anew in every mart that is a table.

    A mart that is a table holds rows that only the documents of their own department decide; one that compares
    departments is a view. So each query is run over temporary tables that hold those departments and stand before
    the warehouse's own: DuckDB looks for a name among temporary tables first.

    Raises:
        duckdb.Error: a mart reads what is not there.
    """
    connection.execute(
        "create temporary table refreshed as select unnest($departments) as department_key",
        {"departments": list(departments)},
    )
    ((database,),) = connection.execute("select current_database()").fetchall()
    own = f"{quoted(database)}.main"  # `main` alone is the temporary schema as well
    for spec in all_tables():
        if "department_key" in spec.dtypes and (not spec.is_dimension or spec.name == "dim_document"):
            _narrow(connection, own, spec.name, "department_key in (select department_key from refreshed)")
    _narrow(connection, own, "cell_ledger", "document_key in (select document_key from dim_document)")
    _narrow(connection, own, "bridge_finding_fact", "finding_key in (select finding_key from fact_finding)")
    for mart in marts:
        if mart.kind == "table":
            name = quoted(mart.name)
            connection.execute(f"create temporary table {name} as\n{mart.sql}")
            connection.execute(
                f"delete from {own}.{name} where department_key in (select department_key from refreshed)"
            )
            connection.execute(f"insert into {own}.{name} by name select * from temp.{name}")


def _narrow(connection: duckdb.DuckDBPyConnection, own: str, name: str, condition: str) -> None:
    connection.execute(f"create temporary table {quoted(name)} as select * from {own}.{quoted(name)} where {condition}")


def _are_made(connection: duckdb.DuckDBPyConnection, marts: Sequence[Mart]) -> bool:
    found = connection.execute("select table_name from information_schema.tables").fetchall()
    return {mart.name for mart in marts} <= {name for (name,) in found}


def create_marts(connection: duckdb.DuckDBPyConnection, marts: Sequence[Mart]) -> None:
    """Makes marts in an open database, in the given order, with their comments, then the macros over them.

    What was there is replaced.

    Raises:
        duckdb.Error: a mart reads what is not there.
    """
    there = connection.execute(
        "select table_name, case table_type when 'VIEW' then 'view' else 'table' end from information_schema.tables "
        "where table_catalog = current_database() and table_schema = 'main'"
    ).fetchall()
    for name in {mart.name for mart in marts} & dict(there).keys():
        connection.execute(f"drop {dict(there)[name]} {quoted(name)}")
    for mart in marts:
        for statement in statements(mart):
            connection.execute(statement)
    create_shortcuts(connection)


def create_shortcuts(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the macros of `sql/shortcuts` over the marts; what was there is replaced.

    Raises:
        duckdb.Error: a mart is missing.
    """
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
