"""DuckDB statements that create the warehouse, derived from the models: types, keys, comments."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from schemas.catalog import Column, Table, all_tables

_TYPES: dict[type[pl.DataType], str] = {
    pl.Int64: "BIGINT",
    pl.Int32: "INTEGER",
    pl.String: "VARCHAR",
    pl.Boolean: "BOOLEAN",
    pl.Date: "DATE",
    pl.Datetime: "TIMESTAMP",
}


def ddl() -> Iterator[str]:
    """Gives the statements that create every table with its comments, in loading order."""
    for spec in all_tables():
        yield create_table(spec)
        yield from comments(spec)


def create_table(spec: Table) -> str:
    """Gives ``create table``: NOT NULL as declared, a primary key on dimensions only.

    Keys of facts are checked by query after loading: DuckDB's own would triple the time to load.

    >>> from schemas.catalog import table
    >>> print(create_table(table("dim_year")))
    create table "dim_year" (
        "year_key" BIGINT not null primary key,
        "fiscal_year" INTEGER not null
    )
    """
    lines = ",\n".join(f"    {_column(column, primary=spec.is_dimension and column.is_key)}" for column in spec.columns)
    return f"create table {quoted(spec.name)} (\n{lines}\n)"


def comments(spec: Table) -> Iterator[str]:
    """Gives ``comment on`` for a table and each of its columns, Chinese and English."""
    yield f"comment on table {quoted(spec.name)} is {text_literal(f'{spec.zh} | {spec.en}')}"
    for column in spec.columns:
        described = text_literal(f"{column.zh} | {column.en}")
        yield f"comment on column {quoted(spec.name)}.{quoted(column.name)} is {described}"


def sql_type(dtype: pl.DataType) -> str:
    """Gives the DuckDB type of a Polars type.

    >>> sql_type(pl.Decimal(18, 2)), sql_type(pl.List(pl.Int32()))
    ('DECIMAL(18,2)', 'INTEGER[]')

    Raises:
        KeyError: no table has had a column of this type before; add it to the map.
    """
    if isinstance(dtype, pl.Decimal):
        return f"DECIMAL({dtype.precision},{dtype.scale})"
    if isinstance(dtype, pl.List):
        inner = dtype.inner
        return f"{sql_type(inner() if isinstance(inner, type) else inner)}[]"
    return _TYPES[type(dtype)]


def quoted(name: str) -> str:
    """Gives an identifier in double quotes."""
    return '"' + name.replace('"', '""') + '"'


def text_literal(text: str) -> str:
    """Gives a text in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def _column(column: Column, *, primary: bool) -> str:
    nullable = "" if column.nullable else " not null"
    return f"{quoted(column.name)} {sql_type(column.dtype)}{nullable}{' primary key' if primary else ''}"
