from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.checks.run import apply_rules
from pipelines.frames.batch import batch_frames
from pipelines.frames.keys import line_key
from pipelines.frames.star import merge
from pipelines.intake.documents import SourcedDocument
from pipelines.model import BudgetLine
from pipelines.warehouse.explain import explain_fact
from pipelines.warehouse.load import load_warehouse
from pipelines.warehouse.session import open_building
from pipelines.warehouse.sums import Sum
from tests.factory import document, line


def cell(start: int, printed: str, code: str, nature: str, **changes: Any) -> BudgetLine:
    """A cell of the row of a code; rows are told apart by the first digits of the offset."""
    return line(
        start, printed, functional=code, functional_name=code, nature=nature, source_line=start // 100, **changes
    )


LINES = (
    *(cell(100, "9.00", "20103", "total"), cell(110, "7.00", "20103", "basic"), cell(120, "2.00", "20103", "project")),
    *(cell(200, "5.00", "2010301", "total"), cell(210, "5.00", "2010301", "basic")),
    *(
        cell(300, "4.50", "2010302", "total"),
        cell(310, "2.00", "2010302", "basic"),
        cell(320, "2.00", "2010302", "project"),
    ),
)
DOCUMENT = document("a", lines=LINES, indicators=(), ledger=())


def explained(folder: Path, start: int, printed: str) -> tuple[Sum, ...]:
    load_warehouse(folder / "w.duckdb", merge([batch_frames([SourcedDocument("a.txt", DOCUMENT)])]))
    with open_building(folder / "w.duckdb") as connection:
        apply_rules(connection)
    with duckdb.connect(str(folder / "w.duckdb"), read_only=True) as connection:
        found = explain_fact(connection, line_key(DOCUMENT.sha256, start, start + len(printed)))
    assert found is not None
    return found.sums


def yuan(printed: str) -> Decimal:
    return Decimal(printed) * 10_000


def test_a_row_and_a_column_add_up(tmp_path: Path) -> None:
    row, column = explained(tmp_path, 100, "9.00")
    assert row == Sum("row", ("合计", yuan("9.00")), (("基本支出", yuan("7.00")), ("项目支出", yuan("2.00"))))
    assert row.difference == 0
    assert column == Sum("column", ("20103", yuan("9.00")), (("2010301", yuan("5.00")), ("2010302", yuan("4.50"))))
    assert column.difference == yuan("-0.50")


@pytest.mark.parametrize(
    ("start", "printed", "laws"), [(320, "2.00", ["row", "column"]), (210, "5.00", ["row", "column"])]
)
def test_a_part_is_shown_in_its_whole(tmp_path: Path, start: int, printed: str, laws: list[str]) -> None:
    assert [each.law for each in explained(tmp_path, start, printed)] == laws
