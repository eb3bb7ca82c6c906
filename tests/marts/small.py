"""A warehouse of a few hand-made rows with its marts."""

from __future__ import annotations

import duckdb

from pipelines.checks.run import run_rules
from pipelines.marts.build import create_marts
from pipelines.marts.files import load_marts
from tests.checks.tiny import TinyStar

TOTAL = "revenue_expenditure_summary total 100 side=expenditure"


def small_warehouse(*rows: str, total: str = TOTAL) -> duckdb.DuckDBPyConnection:
    """One department whose document has a total, then the given rows, in the words of `tests.checks.tiny`."""
    connection = duckdb.connect()
    star = TinyStar(connection)
    star.insert("dim_region", {"region_key": 1, "code": "1", "name": "一县", "level": "county", "parent_key": 0})
    star.begin()
    for words in filter(None, (total, *rows)):
        star.add(words)
    run_rules(connection, ())
    create_marts(connection, load_marts())
    return connection
