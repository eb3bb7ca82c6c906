"""A warehouse of a few hand-made rows with its marts."""

from __future__ import annotations

import duckdb

from pipelines.checks.run import run_rules
from pipelines.marts.build import create_marts
from pipelines.marts.files import load_marts
from tests.checks.tiny import TinyStar

_TOTAL = "revenue_expenditure_summary total 100 side=expenditure"


def small_warehouse(*, previous: bool = False) -> duckdb.DuckDBPyConnection:
    """One department with a document of the whole and one of its own level, or one of the year before."""
    connection = duckdb.connect()
    star = TinyStar(connection)
    star.insert("dim_region", {"region_key": 1, "code": "1", "name": "一县", "level": "county", "parent_key": 0})
    star.begin()
    star.add(_TOTAL)
    if previous:
        star.add("claim expenditure_total amount=100 change=25 base=previous_year")
        star.add("another year=2022")
        star.add("revenue_expenditure_summary total 80 side=expenditure year=2022")
    else:
        star.add("another scope=unit")
        star.add(_TOTAL)
    run_rules(connection, ())
    create_marts(connection, load_marts())
    return connection
