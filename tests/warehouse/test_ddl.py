from __future__ import annotations

from collections.abc import Iterator

import duckdb
import polars as pl
import pytest

from pipelines.warehouse.ddl import create_table, ddl, sql_type
from schemas.catalog import all_tables, table


@pytest.fixture
def empty() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        for statement in ddl():
            connection.execute(statement)
        yield connection


def test_every_table_and_column_has_its_comment(empty: duckdb.DuckDBPyConnection) -> None:
    found = dict(empty.execute("select table_name, comment from duckdb_tables()").fetchall())
    assert found == {spec.name: f"{spec.zh} | {spec.en}" for spec in all_tables()}
    rows = empty.execute("select table_name, column_name, comment from duckdb_columns() where not internal").fetchall()
    assert {(t, c): text for t, c, text in rows} == {
        (spec.name, column.name): f"{column.zh} | {column.en}" for spec in all_tables() for column in spec.columns
    }


def test_dimensions_have_a_primary_key_and_facts_have_none(empty: duckdb.DuckDBPyConnection) -> None:
    rows = empty.execute(
        "select table_name, constraint_column_names from duckdb_constraints() where constraint_type = 'PRIMARY KEY'"
    ).fetchall()
    assert {name: tuple(columns) for name, columns in rows} == {
        s.name: s.unique for s in all_tables() if s.is_dimension
    }


def test_money_is_exact(empty: duckdb.DuckDBPyConnection) -> None:
    rows = empty.execute(
        "select distinct data_type from information_schema.columns where ends_with(column_name, '_yuan')"
    ).fetchall()
    assert rows == [("DECIMAL(18,2)",)]


def test_null_is_allowed_where_declared_only() -> None:
    statement = create_table(table("dim_document"))
    assert '"published_on" DATE,' in statement
    assert '"sha256" VARCHAR not null,' in statement


def test_a_new_type_must_be_mapped() -> None:
    with pytest.raises(KeyError):
        sql_type(pl.Duration())
