"""The copies that the benchmark of marts measures: as sound as the original, and no row of two copies is mixed up."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from benchmarks.copies import copy_warehouse
from pipelines.marts.build import create_marts
from pipelines.marts.files import load_marts
from pipelines.marts.questions import ask, load_questions

pytestmark = pytest.mark.slow


def test_every_copy_gives_the_same_marts(
    seeds: duckdb.DuckDBPyConnection, seeds_warehouse: Path, tmp_path: Path
) -> None:
    copy_warehouse(seeds_warehouse, tmp_path / "copies.duckdb", 3)
    with duckdb.connect(str(tmp_path / "copies.duckdb")) as copies:
        create_marts(copies, load_marts())
        for mart in ("mart_document", "mart_figure", "mart_function_spending", "mart_project", "mart_year_on_year"):
            once, thrice = (one.execute(f"select count(*) from {mart}").fetchall()[0][0] for one in (seeds, copies))
            assert thrice == 3 * once, mart
        two_places = next(question for question in load_questions() if question.name == "q23_two_places")
        assert ask(copies, two_places) == ask(seeds, two_places)
