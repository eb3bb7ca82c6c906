"""Marks: residue of templates, announcements, titles and names, each with its span; what looks like one and is none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.forms.extraction import Context
from pipelines.model import Mark
from pipelines.prose.marks import find_marks
from pipelines.reading.lines import read_rows
from pipelines.reading.text import SourceText
from schemas.vocabulary import codes


def read(text: str, year: int = 2023) -> list[Mark]:
    source = SourceText(text)
    return find_marks(source, read_rows(source), Context("budget", year))


def of(kind: str, text: str, year: int = 2023) -> list[str]:
    return [mark.text for mark in read(text, year) if mark.kind == kind]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("完成88.15%。主要原因：一是……； 二是……。", "一是……； 二是……"),
        ("比上年增加2万元，主要原因：。", "原因：。"),
        ("XX局2023年部门预算", "XX局"),
        ("接待××人次，共××万元。", "××人"),
        ("比上年增长  %。", "增长 %"),
        ("第三部分 某局202 年度部门决算情况说明", "202 年度部门决算"),
    ],
)
def test_what_was_to_be_filled_in(text: str, found: str) -> None:
    assert of("unfilled", text)[0] == found


@pytest.mark.parametrize(
    "text",
    [
        "一、部门主要职能 …………………………… 3",
        "2024年度部门决算，与2023 年度单位决算相比。",
        "一是办公地点搬迁；二是人员增加。",
        "详细说明原因；不再赘述。",
        "购买XXL号服装20件。",
        "规格3×4米。",
        "主要原因是人员增加。",
    ],
)
def test_whole_sentences_are_no_residue(text: str) -> None:
    assert of("unfilled", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "比年初预算数0万元增加（减少）0万元。",
        "“三公”经费支出决算数比2024年度减\n增加21.90万元。",
        "决算数大\n小于预算数的主要原因：调减项目经费。",
        "长期目标（截止    年）",
        '立项依据\t<ol style="list-style-type: none"> 1.《条例》',
        "1.项目概况。包括项目背景、主要内容、资金投入等。\n",
        "2.绩效评价原则、评价指标体系（附表说明）、评价方法等。",
        "无政府性基金预算收支的，仍保留该表格式，并在本表下方作下述说明：",
    ],
)
def test_what_is_left_of_a_template(text: str) -> None:
    assert len(of("template", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "项目\t增加（减少）\t增长（下降）%",
        "截至2023年12月",
        "当x<5时，y>3。",
        "3.其他支出0万元，包括办公设备购置等。\n",
    ],
)
def test_what_only_looks_like_a_template(text: str) -> None:
    assert of("template", text) == []


def test_tables_in_an_attachment() -> None:
    assert of("attachment", "报表详见附件。") == ["报表详见附件"]
    assert of("attachment", "（详见附表4-8）") == []


def test_a_note_says_that_a_table_is_empty() -> None:
    assert of("empty_note", "备注：本部门无该项收支，故此表无数据。") == ["备注：本部门无该项收支，故此表无数据"]
    assert of("empty_note", "2023年本单位没有使用政府性基金预算拨款安排的支出。") == [
        "没有使用政府性基金预算拨款安排的支出"
    ]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2022年本单位没有使用国有资本经营预算拨款安排的支出。", ["2022"]),
        ("当年绩效目标 | 保障运行,2022年预算派遣人员181.27万元。 |", ["2022"]),
        ("当年绩效目标 | 在2022年全国评估中保持前20名。 |", []),
        ("收入15万元，比\n2022年本单位没有项目时增加。", []),
        ("2022年本单位没有公务用车，2023年本单位购置1辆。", []),
        ("2023年本部门无政府性基金预算。", []),
        ("项目概述 | 2022年预算派遣人员181.27万元。 |", []),
    ],
)
def test_the_year_of_a_sentence_about_the_own_year(text: str, years: list[str]) -> None:
    assert of("own_year", text) == years


def test_headings_say_what_the_document_is() -> None:
    text = (
        "高新区政务服务中心2023年部门预算公开\n第三部分 2023年度单位决算情况\n一般公共预算基本支出部门预算经济分类表\n"
    )
    assert of("heading", text) == ["2023年部门预算", "2023年单位决算"]


def test_names_behind_labels() -> None:
    text = "编制部门：上海市普陀区司法局 单位:万元\n部门/单位:\n部门：荆门市行政审批局（本级） | 金额单位：万元 |"
    assert of("publisher", text) == ["上海市普陀区司法局", "荆门市行政审批局（本级）"]


def test_tables_of_a_table_of_contents_end_where_the_document_begins() -> None:
    text = "目 录\n一、概况… 1\n二、部门预算表… 2\n1.部门收支总表… 2\n2.部门收入总表3\n一、概况\n3.部门支出总表\n"
    assert of("contents_table", text) == ["1.部门收支总表", "2.部门收入总表"]


def test_counts_with_what_is_counted() -> None:
    text = "完成22个乡镇街道,631个村居政务服务站点,共9个部门12个事项电子证照应用。\n≥8个事项\n实际开展76次"
    assert of("count", text) == [
        "22个乡镇街道",
        "631个村居政务服务站点",
        "9个部门",
        "12个事项电子证照应用",
        "实际开展76次",
    ]


def test_the_date_of_approval() -> None:
    assert of("approval", "经区财政局2023年2月1日批复的部门预算") == ["2023-02-01"]
    assert of("approval", "2023年2月30日财政局批复部门预算") == []
    assert of("approval", "项目经发改委2017年3月5日批复。") == []


@given(st.text("一是…;。2023年本单位没有表目录<ol>XX局增加()0 \n|原因:预算部门附件", max_size=300))
def test_any_text_has_marks_in_order_with_true_spans(text: str) -> None:
    marks = read(text)
    assert [mark.source_start for mark in marks] == sorted(mark.source_start for mark in marks)
    assert len({(mark.kind, mark.source_start, mark.source_end) for mark in marks}) == len(marks)
    for mark in marks:
        assert mark.kind in codes("mark")
        assert 0 <= mark.source_start < mark.source_end <= len(text)
        assert mark.source_line == text.count("\n", 0, mark.source_start) + 1


@pytest.mark.parametrize(
    "piece", ["一是…", "无政府", "(   ", "<ol ", "的,仍保留", "2022年本单位没有", "XX", "本表", "目录\n表\n"]
)
def test_hostile_text_takes_no_more_than_its_length(piece: str) -> None:
    def seconds(size: int) -> float:
        source = SourceText(piece * (size // len(piece)))
        rows = read_rows(source)
        begin = time.process_time()
        find_marks(source, rows, Context("budget", 2023))
        return time.process_time() - begin

    seconds(1000)
    assert seconds(80_000) < 12 * max(seconds(20_000), 0.02)


def test_reasons_of_changes() -> None:
    assert of("reason", "比上年增加2万元，主要原因是人员增加；减少系由于压减。") == ["原因", "由于"]


def test_reasons_that_claim_a_saving() -> None:
    text = "与上年持平，主要原因是厉行节约，压减公务接待支出。因公出国费压缩。主要是人员增加。"
    assert of("saving", text) == ["原因是厉行节约"]
