from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.query.dialect import Dialect
from pipelines.query.limits import Limits
from pipelines.query.problem import Place, QueryProblem
from pipelines.query.run import open_query
from pipelines.warehouse.reader import NoWarehouseError
from schemas.query import listed_functions

LIMITS = Limits(seconds=20, megabytes=500, threads=1)


def ask(warehouse: Path, sql: str, dialect: Dialect = Dialect.DUCKDB, limits: Limits = LIMITS) -> list[tuple[Any, ...]]:
    with open_query(warehouse, sql, dialect, limits) as answer:
        return [row for batch in answer.batches for row in zip(*(c.to_pylist() for c in batch.columns), strict=True)]


def refusal(warehouse: Path, sql: str, dialect: Dialect = Dialect.DUCKDB) -> QueryProblem:
    with pytest.raises(QueryProblem) as raised:
        ask(warehouse, sql, dialect)
    return raised.value


def test_every_listed_function_is_one_of_the_engine() -> None:
    with duckdb.connect() as connection:
        found = connection.execute("select function_name, function_type from duckdb_functions()").fetchall()
    tables = {name for name, kind in found if kind in {"table", "table_macro"}}
    assert listed_functions("table") - tables == {"unnest"} - tables
    assert listed_functions("value") - {name for name, _ in found} == set()


def test_no_listed_function_is_known_to_reach_outside() -> None:
    # the engine's names for files, settings, secrets, session, catalogue
    reaching = (
        "read_",
        "duckdb_",
        "pragma",
        "pg_",
        "glob",
        "sniff",
        "current_setting",
        "getvariable",
        "nextval",
        "query",
    )
    listed = listed_functions("value") | listed_functions("table")
    assert [name for name in listed if name.startswith(reaching)] == []


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        (
            "select sum(amount_yuan)::decimal(18, 2) from fact_budget_line where document_key <> 0",
            [(Decimal("2610000.00"),)],
        ),
        ("select [x * 2 for x in [1, 2, 3] if x > 1]", [([4, 6],)]),
        ("select list_transform([1, 2], lambda x: x + 1)", [([2, 3],)]),
        ("select '预算'.upper() || '决算'", [("预算决算",)]),
        ("with recursive t as (select 1 as x union all select x + 1 from t where x < 3) select max(x) from t", [(3,)]),
        (
            "with a as (select 1 as x), b as (select x + 1 as x from a) select * from a join b on b.x = a.x + 1",
            [(1, 2)],
        ),
        ("select x from (values (2), (1)) as t(x) order by x", [(1,), (2,)]),
        ("select count(*) over (), row_number() over (order by x desc) from range(2) as t(x)", [(2, 1), (2, 2)]),
        ("from dim_year select count(*) where fiscal_year = 2023", [(1,)]),
        ("select case when exists (select 1 from main.dim_fund) then 'yes' end", [("yes",)]),
        ("select max(x)::varchar from unnest([1, 2]) as t(x)", [("2",)]),
        ("select interval 1 day, {'a': 1}, map {'a': 1}, time '10:00'", [("1 day", {"a": 1}, "{a=1}", "10:00:00")]),
        ("select 'a' as x, 'b' as x", [("a", "b")]),
    ],
)
def test_questions_are_answered(warehouse: Path, sql: str, rows: list[tuple[Any, ...]]) -> None:
    assert ask(warehouse, sql) == rows


def test_the_catalogue_can_be_asked_for(warehouse: Path) -> None:
    assert ("fact_budget_line",) in ask(warehouse, "show tables")
    assert [row[:2] for row in ask(warehouse, "describe dim_year")] == [
        ("year_key", "BIGINT"),
        ("fiscal_year", "INTEGER"),
    ]
    assert ask(warehouse, "summarize dim_year")[0][0] == "year_key"


@pytest.mark.parametrize(
    ("dialect", "sql"),
    [
        (Dialect.MYSQL, "select ifnull(`fiscal_year`, 0) from dim_year where fiscal_year = 2023 limit 0, 1"),
        (Dialect.SPARK, "select nvl(fiscal_year, 0) from dim_year where fiscal_year = 2023"),
        (Dialect.HIVE, "select nvl(fiscal_year, 0) from dim_year where fiscal_year = 2023"),
        (Dialect.POSTGRES, "select fiscal_year::int from dim_year where fiscal_year = '2023'::int"),
    ],
)
def test_other_dialects_are_answered(warehouse: Path, dialect: Dialect, sql: str) -> None:
    assert ask(warehouse, sql, dialect) == [(2023,)]


@pytest.mark.parametrize(
    ("sql", "place", "said"),
    [
        ("select '预算', nme from dim_fund", Place(1, 14), "相近的列：name"),
        ("select 1 from dim_fund\nwhere nme = 1", Place(2, 7), "相近的列：name"),
        ("select * from dim_yeer", Place(1, 15), "相近的表：dim_year"),
        ("select summ(1)", Place(1, 8), "相近的函数：sum"),
        ("select sum(name) from dim_fund", Place(1, 8), "不接受这样的参数：sum\\(VARCHAR\\)"),
        ("select name from dim_fund, dim_form", Place(1, 8), "Ambiguous reference"),
        ("select cast(name as int) from dim_fund", None, "Could not convert string"),
        ("select $1", Place(1, 8), "PARAMETER"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(warehouse: Path, sql: str, place: Place | None, said: str) -> None:
    problem = refusal(warehouse, sql)
    assert problem.place == place
    with pytest.raises(QueryProblem, match=said):
        raise problem


def test_the_place_is_the_authors_in_a_translated_statement(warehouse: Path) -> None:
    problem = refusal(warehouse, "select ifnull(1, 2),\n `nme` from dim_fund", Dialect.MYSQL)
    assert problem.place == Place(2, 2)


def test_no_more_rows_than_asked_for(warehouse: Path) -> None:
    for limit, cut in ((0, True), (2, True), (3, False), (4, False), (None, False)):
        with open_query(warehouse, "select unnest([1, 2, 3])", limits=Limits(rows=limit)) as answer:
            assert sum(batch.num_rows for batch in answer.batches) == min(3, 3 if limit is None else limit)
        assert answer.cut is cut


def test_an_answer_that_nobody_reads_leaves_nothing_behind(warehouse: Path) -> None:
    for _ in range(2):
        with open_query(warehouse, "select * from dim_document", limits=LIMITS) as answer:
            assert not answer.cut
    assert ask(warehouse, "select 1") == [(1,)]


def test_a_tree_too_deep_to_walk_is_refused(warehouse: Path) -> None:
    assert "嵌套太深" in str(refusal(warehouse, "select 1" + " + 1" * 900))
    assert "Max expression depth" in str(refusal(warehouse, "select 1" + " + 1" * 20_000))


def test_a_call_that_does_not_hear_the_interrupt_ends_with_the_process(warehouse: Path) -> None:
    script = f"""
import os, time
from pathlib import Path
from pipelines.query.limits import limited_time
from pipelines.warehouse.reader import open_published

with open_published(Path({str(warehouse)!r})) as connection:
    with limited_time(connection, 0.2, lambda: os._exit(7)):
        connection.execute("select len(range(300000000))").fetchall()
        time.sleep(5)
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 7


def test_views_and_macros_of_the_warehouse_may_be_used(tmp_path: Path, warehouse: Path) -> None:
    path = tmp_path / "w.duckdb"
    path.write_bytes(warehouse.read_bytes())
    with duckdb.connect(str(path)) as connection:
        connection.execute("create macro wan(yuan) as yuan / 10000")
        connection.execute("create view listed as select * from duckdb_tables()")
        connection.execute("create macro years() as table select fiscal_year from dim_year")
    assert ask(path, "select wan(20000), count(*) from years()")[0][0] == 2.0
    assert ask(path, "select count(*) > 0 from listed") == [(True,)]


def test_without_a_warehouse_there_is_no_answer(tmp_path: Path) -> None:
    with pytest.raises(NoWarehouseError):
        ask(tmp_path / "none.duckdb", "select 1")
