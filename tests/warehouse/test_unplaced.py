"""What is not understood yet, ranked over all documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.frames.batch import batch_frames
from pipelines.frames.star import merge
from pipelines.intake.documents import SourcedDocument
from pipelines.model import LedgerEntry, ParsedDocument
from pipelines.warehouse.load import load_warehouse
from pipelines.warehouse.unplaced import Unknown, Unplaced, read_unplaced
from tests.factory import document

LONG = "｜".join(["单位：万元", "项目名称", "金额", "2023年 安排数", "1", *["很长的栏目名称"] * 20])[:120]


def with_reasons(name: str, *reasons: str) -> ParsedDocument:
    ledger = tuple(LedgerEntry(6, 10 * at, 10 * at + 1, "7", "unplaced", why) for at, why in enumerate(reasons, 20))
    return document(name, lines=(), indicators=(), ledger=ledger)


@pytest.fixture
def unplaced(tmp_path: Path) -> Iterator[Unplaced]:
    first = with_reasons(
        "a",
        "未识别的表《2023年专项资金安排表》，表头：项目名称｜安排数",
        "未识别的表《2023年专项资金安排表》，表头：项目名称｜安排数",
        "未识别的表《无标题》，表头：债务(余额)｜其中:安排数",
        "《2023年部门收支总表》行名“历年净结余”不在词表中",
        "《2023年部门收入总表》数字不在任何栏目下",
        "正文金额：未构成陈述",
    )
    second = with_reasons(
        "b",
        f"未识别的表《2024年度专项资金安排表》，表头：{LONG}",
        "《2024年部门收支总表》行名“历年净结余”不在词表中",
        "《2024年部门收入总表》数字不在任何栏目下",
    )
    inputs = [SourcedDocument("a.txt", first), SourcedDocument("b.txt", second)]
    load_warehouse(tmp_path / "w.duckdb", merge([batch_frames(inputs)]))
    with duckdb.connect(str(tmp_path / "w.duckdb"), read_only=True) as connection:
        yield read_unplaced(connection)


def test_tables_are_ranked_by_title_whatever_the_year(unplaced: Unplaced) -> None:
    assert unplaced.tables == (
        Unknown("专项资金安排表", "项目名称｜安排数", 3, 2),
        Unknown("无标题", "债务(余额)｜其中:安排数", 1, 1),
    )


def test_header_words_are_ranked_over_documents_and_tables(unplaced: Unplaced) -> None:
    assert [(row.text, row.count, row.documents) for row in unplaced.words] == [
        ("安排数", 3, 2),
        ("项目名称", 2, 2),
        ("债务(余额)", 1, 1),
        ("很长的栏目名称", 1, 1),
        ("金额", 1, 1),
    ]


def test_row_labels_are_ranked(unplaced: Unplaced) -> None:
    assert unplaced.labels == (Unknown("历年净结余", "部门收支总表", 2, 2),)


def test_other_reasons_add_up_over_years(unplaced: Unplaced) -> None:
    assert [(row.text, row.count, row.documents) for row in unplaced.reasons] == [
        ("《部门收入总表》数字不在任何栏目下", 2, 2),
        ("正文金额：未构成陈述", 1, 1),
    ]
