"""A claim of running text in the warehouse: loaded, checked, explained."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb

from pipelines.frames.batch import batch_frames
from pipelines.frames.keys import statement_key
from pipelines.frames.star import merge
from pipelines.intake.documents import SourcedDocument
from pipelines.model import LedgerEntry, Statement
from pipelines.warehouse.explain import explain_fact
from pipelines.warehouse.load import load_warehouse
from tests.factory import document

CLAIM = Statement(
    topic="reception",
    text="公务接待费2.20万元，较2022年持平",
    source_line=9,
    source_start=300,
    source_end=318,
    statement_year=2023,
    stage="budget",
    amount_yuan=Decimal(22_000),
    base="previous_year",
    change_yuan=Decimal(0),
    tokens=((305, 309),),
)
LEDGER = (LedgerEntry(9, 305, 309, "2.20", "statement", "正文语句", 0),)
DOCUMENT = document("a", lines=(), indicators=(), statements=(CLAIM,), ledger=LEDGER)


def test_a_claim_is_explained(tmp_path: Path) -> None:
    load_warehouse(tmp_path / "w.duckdb", merge([batch_frames([SourcedDocument("a.txt", DOCUMENT)])]))
    with duckdb.connect(str(tmp_path / "w.duckdb"), read_only=True) as connection:
        fact = explain_fact(connection, statement_key(DOCUMENT.sha256, 300, 318, "reception", "previous_year", 0))
    assert fact is not None
    assert (fact.table, fact.source_line, fact.span) == ("fact_statement", 9, (300, 318))
    assert fact.attributes["topic"] == "reception"
    assert fact.attributes["amount (yuan)"] == "22000.00"
    assert fact.attributes["change (yuan)"] == "0.00"
    assert fact.attributes["text"] == CLAIM.text
    assert [(row.printed, row.outcome) for row in fact.ledger] == [("2.20", "statement")]
