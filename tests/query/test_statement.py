from __future__ import annotations

import pytest

from pipelines.query.dialect import Dialect
from pipelines.query.problem import Place, QueryProblem, RefusedError
from pipelines.query.statement import LONGEST_STATEMENT, read_statement


@pytest.mark.parametrize(
    "sql",
    [
        "select 1",
        "select 1;",
        "select 1; -- the end",
        "-- the beginning\nselect 1",
        "(select 1) union all (select 2)",
        "with a as (select 1) select * from a",
        "values (1)",
        "from dim_year",
        "table dim_year",
        "describe dim_year",
        "summarize dim_year",
        "show tables",
        "pivot dim_year on fiscal_year in (2023) using count(*)",
        "select ';' as a",
    ],
)
def test_what_only_reads_passes_as_it_is_written(sql: str) -> None:
    assert sql.startswith(read_statement(sql).engine_sql)
    assert read_statement(sql).engine_sql.count(";") == sql.count("';'")


@pytest.mark.parametrize(
    ("dialect", "sql", "engine_sql"),
    [
        (
            Dialect.MYSQL,
            "select `name`, ifnull(a, 0) from t limit 2, 3",
            'SELECT "name", COALESCE(a, 0) FROM t LIMIT 3 OFFSET 2',
        ),
        (Dialect.POSTGRES, "select a::text from t", "SELECT CAST(a AS TEXT) FROM t"),
        (Dialect.SPARK, "select nvl(a, 0) from t", "SELECT COALESCE(a, 0) FROM t"),
        (Dialect.HIVE, "select collect_list(a) from t", "SELECT ARRAY_AGG(a) FILTER(WHERE a IS NOT NULL) FROM t"),
        (Dialect.MYSQL, "select 1 /*! , sleep(9) */", "SELECT 1"),
    ],
)
def test_other_dialects_are_translated(dialect: Dialect, sql: str, engine_sql: str) -> None:
    assert read_statement(sql, dialect).engine_sql == engine_sql


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("sql", ["drop table t", "insert into t select 1", "select 1; select 2", "set a = 1", "use t"])
def test_no_dialect_writes(dialect: Dialect, sql: str) -> None:
    with pytest.raises(RefusedError):
        read_statement(sql, dialect)


@pytest.mark.parametrize("sql", ["", "  \n", "-- nothing", ";"])
def test_nothing_is_no_statement(sql: str) -> None:
    with pytest.raises(QueryProblem, match="没有语句"):
        read_statement(sql)


@pytest.mark.parametrize(
    ("sql", "place"),
    [
        ("selec 1", Place(1, 7)),
        ("select 预算 from t\nwhere where 1", Place(2, 7)),
        ("select 1;\n  select 2", Place(2, 3)),
        ("drop table t", Place(1, 1)),
        ("select 'a", None),
    ],
)
def test_what_is_wrong_has_its_place(sql: str, place: Place | None) -> None:
    with pytest.raises(QueryProblem) as raised:
        read_statement(sql)
    assert raised.value.place == place


def test_a_statement_of_a_megabyte_is_not_read() -> None:
    with pytest.raises(QueryProblem, match="太长"):
        read_statement("select 1" + " + 1" * LONGEST_STATEMENT)


def test_a_statement_nested_without_end_is_not_read() -> None:
    with pytest.raises(QueryProblem, match="嵌套太深"):
        read_statement("select " + "(" * 3_000 + "1" + ")" * 3_000)
