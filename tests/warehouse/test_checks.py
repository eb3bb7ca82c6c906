from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.warehouse.checks import check_warehouse, planned_checks
from pipelines.warehouse.load import load_warehouse


@pytest.fixture
def loaded(tmp_path: Path, star: dict[str, pl.DataFrame]) -> Iterator[duckdb.DuckDBPyConnection]:
    load_warehouse(tmp_path / "w.duckdb", star)
    with duckdb.connect(str(tmp_path / "w.duckdb")) as connection:
        yield connection


def failed(connection: duckdb.DuckDBPyConnection, star: dict[str, pl.DataFrame]) -> set[str]:
    results = check_warehouse(connection, {name: frame.height for name, frame in star.items()})
    return {f"{result.table}.{result.name}" for result in results if not result.passed}


def test_a_sound_warehouse_passes_every_planned_check(
    loaded: duckdb.DuckDBPyConnection, star: dict[str, pl.DataFrame]
) -> None:
    results = check_warehouse(loaded, {name: frame.height for name, frame in star.items()})
    assert all(result.passed for result in results)
    assert [(r.table, r.name, r.blocking) for r in results] == [
        (p.table, p.name, p.blocking) for p in planned_checks() if p.name != "model"
    ]


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("insert into fact_budget_line from fact_budget_line limit 1", {"rows", "unique"}),
        ("delete from fact_budget_line where line_key = (select min(line_key) from fact_budget_line)", {"rows"}),
        ("update fact_budget_line set fund_key = 5", {"reference_fund_key"}),
        ("alter table fact_budget_line add column extra integer", {"contract"}),
        ("alter table fact_budget_line alter printed drop not null", {"contract"}),
    ],
)
def test_damage_is_found(
    loaded: duckdb.DuckDBPyConnection, star: dict[str, pl.DataFrame], damage: str, found: set[str]
) -> None:
    loaded.execute(damage)
    assert {name for name in failed(loaded, star) if name.startswith("fact_budget_line")} == {
        f"fact_budget_line.{name}" for name in found
    }


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (
            "update cell_ledger set target_key = 5 where outcome = 'indicator'",
            {"target_indicator"},
        ),
        ("update cell_ledger set outcome = 'label' where outcome = 'budget_line'", {"complete_budget_line"}),
        ("update cell_ledger set source_end = 109 where outcome = 'budget_line'", {"disjoint"}),
        ("update cell_ledger set source_start = 10", {"unique", "disjoint"}),
    ],
)
def test_damage_of_the_ledger_is_found(
    loaded: duckdb.DuckDBPyConnection, star: dict[str, pl.DataFrame], damage: str, found: set[str]
) -> None:
    loaded.execute(damage)
    assert failed(loaded, star) == {f"cell_ledger.{name}" for name in found}


def test_a_null_key_is_an_orphan(loaded: duckdb.DuckDBPyConnection, star: dict[str, pl.DataFrame]) -> None:
    loaded.execute("alter table fact_indicator alter year_key drop not null")
    loaded.execute("update fact_indicator set year_key = null")
    assert "fact_indicator.reference_year_key" in failed(loaded, star)
