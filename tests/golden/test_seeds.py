"""The five disclosures of ``data/raw`` against their labels: every money cell, every indicator, every digit."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from pipelines import parse
from pipelines.model import DocumentFacts, ParsedDocument, Region
from tests.golden import labels

RAW = Path(__file__).parents[2] / "data" / "raw"
ZONE = Region("421300", "随州市", "zone", "随州高新技术产业开发区")
FILES = {
    "000": "chongqing-dazu-government-services-office-budget-2023",
    "001": "suizhou-hightech-zone-government-services-centre-budget-2023",
    "002": "jingmen-administrative-approval-bureau-final-account-2023",
    "003": "chongqing-nanan-government-services-office-budget-2024",
    "004": "beijing-tongzhou-government-services-bureau-final-account-2023",
}
FACTS = {
    "000": DocumentFacts(
        "重庆市大足区政务服务管理办公室2023年部门预算情况说明", "budget", 2023, "department",
        "重庆市大足区政务服务管理办公室", "172", Region("500111", "大足区", "county"), "county",
        dt.date(2023, 3, 7), "pipes:rows",
    ),
    "001": DocumentFacts(
        "高新区政务服务中心2023年部门预算公开", "budget", 2023, "department", "随州高新技术产业开发区政务服务中心",
        "113001", ZONE, "zone", dt.date(2023, 2, 2), "text:paragraphs",
    ),
    "002": DocumentFacts(
        "", "final_account", 2023, "unit", "荆门市行政审批局(本级)",
        "", Region("420800", "荆门市", "prefecture"), "prefecture", None, "pipes:rows",
    ),
    "003": DocumentFacts(
        "重庆市南岸区政务服务管理办公室2024年部门预算情况说明", "budget", 2024, "department",
        "重庆市南岸区政务服务管理办公室", "236", Region("500108", "南岸区", "county"), "county",
        None, "tabs:explicit",
    ),
    "004": DocumentFacts(
        "", "final_account", 2023, "department", "北京市通州区政务服务管理局",
        "", Region("110112", "通州区", "county"), "county", None, "ruled",
    ),
}  # fmt: skip
DIGIT = re.compile(r"[0-9０-９]")
every_seed = pytest.mark.parametrize("seed", FILES)


@cache
def parsed(seed: str) -> ParsedDocument:
    return parse((RAW / f"{FILES[seed]}.txt").read_bytes())


def test_each_document_of_the_raw_folder_has_labels() -> None:
    assert sorted(path.stem for path in RAW.glob("*.txt")) == sorted(FILES.values())
    for seed in FILES:
        names = {path.name for path in (labels.FOLDER / seed).iterdir()}
        assert names == {"lines.csv", "indicators.csv", "why.md"}


@every_seed
def test_document_facts(seed: str) -> None:
    assert parsed(seed).quarantine is None
    assert parsed(seed).facts == FACTS[seed]


@every_seed
def test_every_money_cell_and_no_other(seed: str) -> None:
    found = [labels.line_key(line) for line in parsed(seed).lines]
    missing, extra = labels.unmatched(labels.expected_lines(seed, FACTS[seed].fiscal_year), found)
    assert (missing, extra) == ([], [])


@every_seed
def test_every_indicator_and_no_other(seed: str) -> None:
    found = [labels.indicator_key(one) for one in parsed(seed).indicators]
    assert labels.unmatched(labels.expected_indicators(seed), found) == ([], [])


@every_seed
def test_no_column_is_called_printed_that_the_layout_does_not_tell(seed: str) -> None:
    told = defaultdict(set)
    for row in labels.rows(seed, "lines"):
        told[int(row["source_line"]), row["printed"]].add(row["placement"])
    bold = [
        line for line in parsed(seed).lines
        if line.placement == "printed" and "printed" not in told[line.source_line, line.printed]
    ]  # fmt: skip
    assert bold == []


@every_seed
def test_what_the_layout_tells_is_called_printed_and_the_rest_has_a_reason(seed: str) -> None:
    told = defaultdict(set)
    for row in labels.rows(seed, "lines"):
        told[int(row["source_line"]), row["printed"]].add(row["placement"])
    shy = [line for line in parsed(seed).lines if line.placement not in told[line.source_line, line.printed]]
    assert shy == []
    assert all(bool(line.why) == (line.placement != "printed") for line in parsed(seed).lines)


@every_seed
def test_every_span_holds_what_is_printed(seed: str) -> None:
    document = parsed(seed)
    for row in (*document.lines, *document.ledger):
        assert document.text[row.source_start : row.source_end] == row.printed
        assert document.text.count("\n", 0, row.source_start) + 1 == row.source_line


# --- the ledger -------------------------------------------------------------------------------------------------------


@every_seed
def test_the_ledger_holds_every_digit_once(seed: str) -> None:
    document = parsed(seed)
    covered = [at for entry in document.ledger for at in range(entry.source_start, entry.source_end)]
    assert len(covered) == len(set(covered))
    assert {found.start() for found in DIGIT.finditer(document.text)} <= set(covered)


@every_seed
def test_every_fact_is_in_the_ledger_and_every_entry_says_why(seed: str) -> None:
    document = parsed(seed)
    money = [entry.target for entry in document.ledger if entry.outcome == "budget_line"]
    assert sorted(target for target in money if target is not None) == list(range(len(document.lines)))
    assert all(entry.reason for entry in document.ledger if entry.outcome in ("label", "attribute", "unplaced"))


@every_seed
def test_nothing_is_unplaced_inside_a_table(seed: str) -> None:
    document = parsed(seed)
    inside = table_lines(seed, document.text)
    lost = [
        (entry.source_line, entry.printed, entry.reason)
        for entry in document.ledger
        if entry.outcome == "unplaced" and entry.source_line in inside
    ]
    assert lost == []


def table_lines(seed: str, text: str) -> set[int]:
    """The lines with rules; where a table is printed a cell a paragraph, all lines between its first and last label."""
    lines = {number for number, line in enumerate(text.split("\n"), start=1) if "|" in line or "\t" in line}
    if not lines:
        labelled = [int(row["source_line"]) for name in ("lines", "indicators") for row in labels.rows(seed, name)]
        lines = set(range(min(labelled), max(labelled) + 1))
    return lines


def test_no_table_is_left_unrecognised() -> None:
    assert [table for seed in FILES for table in parsed(seed).unrecognised] == []
