"""The tour as a test: queries, chart and the explained number are as printed, every amount stands in its source.

When a change of the program or of the data changes the answers, look at them, then write them anew with
``.venv/bin/python -m tests.marts.test_tour`` after `make warehouse`.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines.marts.documentation import spending_chart
from pipelines.warehouse.workspace import DEFAULT_WAREHOUSE
from tests.test_readme import EXPLAIN, QUESTION, RAW, ROOT, ask, explain, rewritten

TOUR = ROOT / "docs" / "tour.md"
TEXT = TOUR.read_text(encoding="utf-8")

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("number", range(len(QUESTION.findall(TEXT))))
def test_every_answer_is_the_one_printed(seeds_warehouse: Path, number: int) -> None:
    question = list(QUESTION.finditer(TEXT))[number]
    assert ask(seeds_warehouse, question["query"]) == question["answer"], "see the head of this test"


def test_every_query_has_its_answer() -> None:
    assert TEXT.count("```sql") == len(QUESTION.findall(TEXT)) >= 8


def test_a_number_is_explained_as_printed(seeds_warehouse: Path) -> None:
    found = EXPLAIN.search(TEXT)
    assert found is not None
    assert explain(seeds_warehouse, found["key"]) == found["answer"], "see the head of this test"


def test_the_chart_is_up_to_date(seeds: duckdb.DuckDBPyConnection) -> None:
    written = (ROOT / "docs" / "images" / "basic-and-project.svg").read_text(encoding="utf-8")
    assert written == spending_chart(seeds), "run `make docs`"


def test_every_amount_of_the_comparison_stands_in_its_source(seeds: duckdb.DuckDBPyConnection) -> None:
    rows = seeds.execute(
        "select document.source_uri, fact.amount_yuan, fact.printed, fact.source_line "
        "from mart_region_comparison as mart join mart_document as document using (document_key) "
        "join fact_budget_line as fact on list_contains(mart.line_keys, fact.line_key)"
    ).fetchall()
    sources = {path.name: path.read_text(encoding="utf-8").split("\n") for path in RAW.glob("*.txt")}
    assert len(rows) > 500
    for uri, amount, printed, line in rows:
        assert printed in sources[uri][line - 1], (uri, line)
        number = Decimal(printed.replace(",", ""))
        assert amount in {number, number * 10_000}, (uri, line)


if __name__ == "__main__":
    TOUR.write_text(rewritten(TEXT, DEFAULT_WAREHOUSE), encoding="utf-8")
