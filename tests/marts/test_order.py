"""What rules and marts say does not depend on the order in which rows lie in the tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.checks.run import apply_rules
from pipelines.marts.build import create_marts
from pipelines.marts.files import load_marts
from pipelines.warehouse.session import open_building

_FOUND = ("fact_check", "fact_finding", "bridge_finding_fact")

pytestmark = pytest.mark.slow


def test_the_order_of_rows_changes_nothing(seeds_warehouse: Path, tmp_path: Path) -> None:
    given = seeds_warehouse.resolve()
    results = (*_FOUND, *(mart.name for mart in load_marts() if mart.kind == "table"))
    path = tmp_path / "shuffled.duckdb"
    with open_building(path) as connection:
        connection.execute(f"attach '{given}' as given (read_only)")
        tables = connection.execute(
            "select table_name, sql from duckdb_tables() "
            "where database_name = 'given' and not starts_with(table_name, 'mart_')"
        ).fetchall()
        for name, statement in tables:
            connection.execute(statement)
            if name not in _FOUND:
                connection.execute(f"insert into {name} select * from given.{name} as whole order by hash(whole)")
        assert apply_rules(connection) == ()
        create_marts(connection, load_marts())
        for name in results:
            rest = f"(from given.{name} except all from {name}) union all (from {name} except all from given.{name})"
            assert connection.execute(rest).fetchall() == [], name
