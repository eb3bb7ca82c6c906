from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.frames.batch import batch_frames
from pipelines.frames.keys import indicator_fact_key, line_key
from pipelines.frames.star import merge
from pipelines.intake.documents import SourcedDocument
from pipelines.intake.raw_folder import Refusal
from pipelines.model import LedgerEntry, Quarantine
from pipelines.warehouse.explain import explain_fact
from pipelines.warehouse.load import load_warehouse
from pipelines.warehouse.overview import read_coverage, read_documents, read_quarantine
from tests.factory import document, indicator, line

DOCUMENT = document(
    "a",
    lines=(line(placement="inferred", why="310.97 = 246.32 + 64.65"),),
    ledger=(
        LedgerEntry(1, 10, 16, "130.50", "budget_line", "", 0),
        LedgerEntry(5, 108, 110, "90", "indicator", "目标值", 0),
        LedgerEntry(6, 120, 121, "7", "unplaced", "没有表头"),
        LedgerEntry(6, 130, 131, "8", "unplaced", "没有表头"),
    ),
)


@pytest.fixture
def loaded(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    refusal = Refusal("bad.txt", Quarantine("empty", "文件为空"), 0, "00")
    bare = document("b", lines=(), indicators=(indicator(project=None),), ledger=())
    inputs = [SourcedDocument("a.txt", DOCUMENT), SourcedDocument("b.txt", bare), refusal]
    load_warehouse(tmp_path / "w.duckdb", merge([batch_frames(inputs)]))
    with duckdb.connect(str(tmp_path / "w.duckdb"), read_only=True) as connection:
        yield connection


def test_documents_are_summed_up(loaded: duckdb.DuckDBPyConnection) -> None:
    first, second = read_documents(loaded)
    assert (first.source_uri, first.department, first.region) == ("a.txt", "随州市政务服务中心", "随州市")
    assert (first.lines, first.indicators, first.tokens, first.unplaced) == (1, 1, 4, 2)
    assert (second.lines, second.indicators, second.tokens, second.unplaced) == (0, 1, 0, 0)


def test_the_ledger_is_summed_up(loaded: duckdb.DuckDBPyConnection) -> None:
    assert read_coverage(loaded) == {
        "budget_line": 1,
        "indicator": 1,
        "statement": 0,
        "attribute": 0,
        "label": 0,
        "unplaced": 2,
    }


def test_the_quarantine_is_listed(loaded: duckdb.DuckDBPyConnection) -> None:
    assert [(row.source_uri, row.reason_code) for row in read_quarantine(loaded)] == [("bad.txt", "empty")]


def test_a_money_cell_is_explained(loaded: duckdb.DuckDBPyConnection) -> None:
    fact = explain_fact(loaded, line_key(DOCUMENT.sha256, 10, 16))
    assert fact is not None
    assert (fact.table, fact.source_uri, fact.source_line, fact.span) == ("fact_budget_line", "a.txt", 1, (10, 16))
    assert fact.attributes["functional code"] == "2010302 一般行政管理事务"
    assert fact.attributes["amount (yuan)"] == "1305000.00"
    assert [(row.printed, row.reason) for row in fact.ledger] == [("130.50", "310.97 = 246.32 + 64.65")]


def test_an_indicator_is_explained(loaded: duckdb.DuckDBPyConnection) -> None:
    fact = explain_fact(loaded, indicator_fact_key(DOCUMENT.sha256, 100, "annual"))
    assert fact is not None
    assert (fact.table, fact.span) == ("fact_indicator", (108, 110))
    assert fact.attributes["indicator"] == "满意度指标 > 服务对象满意度指标 > 办件满意度"
    assert [row.printed for row in fact.ledger] == ["90"]


def test_an_unknown_key_has_no_explanation(loaded: duckdb.DuckDBPyConnection) -> None:
    assert explain_fact(loaded, 5) is None
