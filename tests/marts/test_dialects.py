"""The same SQL for other engines: what sqlglot generates for Spark and ClickHouse, and what it can not.

Generated and parsed again, not run: neither engine is here. What is known to need a hand is named below, so that a mart
that brings something new to that list shows.
"""

from __future__ import annotations

import pytest
import sqlglot
from sqlglot import exp
from sqlglot.errors import ErrorLevel

from pipelines.marts.files import load_marts
from pipelines.marts.questions import load_questions

MODELS = {model.name: model.sql for model in (*load_marts(), *load_questions())}
ENGINES = ("spark", "clickhouse")

#: Generated word for word, though the engine has no such function.
UNKNOWN = {"COMPARE_PLACES": "a macro of this warehouse (sql/shortcuts): the engine needs it as a view over two places"}
#: What is generated and means something else there, or nothing, by engine.
BY_HAND = {
    "spark": {
        exp.ArrayAgg: "collect_list has no order: keys of a row are the same set in any order",
    },
    "clickhouse": {
        exp.LogicalOr: "bool_or becomes LOGICAL_OR, which is max() there",
        exp.ArrayAgg: "groupArray has no ORDER BY inside: sort with arraySort",
        exp.Values: "VALUES of a WITH is the table function values() there",
    },
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", MODELS)
def test_every_model_is_generated(name: str, engine: str) -> None:
    [text] = sqlglot.transpile(MODELS[name], read="duckdb", write=engine, unsupported_level=ErrorLevel.RAISE)
    query = sqlglot.parse_one(text, dialect=engine)
    assert isinstance(query, exp.Query)
    assert {call.name.upper() for call in query.find_all(exp.Anonymous)} <= UNKNOWN.keys()
    assert query.named_selects == sqlglot.parse_one(MODELS[name], dialect="duckdb").named_selects  # pyright: ignore[reportAttributeAccessIssue]


@pytest.mark.parametrize("engine", ENGINES)
def test_what_needs_a_hand_is_in_use(engine: str) -> None:
    used = {type(node) for sql in MODELS.values() for node in sqlglot.parse_one(sql, dialect="duckdb").walk()}
    assert BY_HAND[engine].keys() <= used


def test_money_stays_exact() -> None:
    spark = sqlglot.transpile(MODELS["mart_three_public"], read="duckdb", write="spark")[0]
    assert "CAST(total_yuan / NULLIF(head_count, 0) AS DECIMAL(18, 2))" in spark
    clickhouse = sqlglot.transpile(MODELS["mart_three_public"], read="duckdb", write="clickhouse")[0]
    assert "CAST(total_yuan / nullIf(head_count, 0) AS Nullable(Decimal(18, 2)))" in clickhouse
