"""Who belongs to whom: the units that a department names, and the department that a unit names."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.prose.affiliation import find_parents, find_units
from pipelines.reading.lines import read_rows
from pipelines.reading.text import SourceText


def units(text: str) -> list[str]:
    source = SourceText(text)
    return [mark.text for mark in find_units(source, read_rows(source))]


def parents(text: str) -> list[str]:
    return [mark.text for mark in find_parents(SourceText(text))]


OF_COUNTY = ["某县司法局(本级)", "某县法律援助中心", "某县公证处"]


@pytest.mark.parametrize(
    "text",
    [
        # a list below, numbered as lists are
        "纳入某县司法局2023年部门预算编制范围的二级预算单位包括：\n1.某县司法局（本级）\n2.某县法律援助中心。\n3、某县公证处\n表",
        "纳入部门决算编制范围的单位共3个，具体包括：\n（一）某县司法局（本级）；\n（二）某县法律援助中心；\n（三）某县公证处。\n二、收入支出决算总表",
        "本部门预算单位3家，具体包括：1.某县司法局（本级）\n2.某县法律援助中心\n3.某县公证处\n名词解释",
        # a sentence, also one that the page breaks inside a name and one without an end
        "从预算单位构成看，某县司法局部门预算包括：某县司法局（本级）预算、某县法律援助中心预算和某县公证处预算。",
        "下属预算单位3个，分别为：某县司法局（本级）、某县法律援\n助中心、某县公证处。\n主要职责：指导某县图书馆。",
        "下属单位3个，分别是：某县司法局（本级）、某县法律援助中心、某县公证处\n二、主要职责",
        # a table, with cells between pipes, in columns of blanks, and a line each
        (
            "二、单位构成\n序号 | 单位名称 | 单位性质 |\n1 | 某县司法局（本级） | 行政单位 |\n"
            "2 | 某县法律援助中心 | 公益一类 |\n3 | 某县公证处 | 财政补助 |\n收入总表 |"
        ),
        (
            "纳入编制范围的单位包括：\n序号      单位名称        备注\n 1    某县司法局（本级）\n\n"
            " 2    某县法律援助中心\n 3    某县公证处\n收入总表\n"
        ),
        "机构设置\n序号\n单位名称\n备注\n1\n某县司法局（本级）\n2\n某县法律援助中心\n3\n某县公证处\n收入总表\n",
    ],
)
def test_units_that_a_department_names(text: str) -> None:
    assert units(text) == OF_COUNTY


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "本部门下设综合科、监督科3个内设机构。下属有区交易中心、区服务中心2个二级预算事业单位。",
            ["区交易中心", "区服务中心"],
        ),
        ("下设某区行政服务中心（二级事业单位）。目前共有41人。", ["某区行政服务中心"]),
        (
            "行政单位1家，事业单位1家，具体包括：\n1.某区政府办公室本部。\n2.下属事业单位某中心不单列预算，并入本部。",
            ["某区政府办公室本部"],
        ),
        ("部门预算是包括本部以及下属5家预算单位的综合收支计划。", []),
        ("政府采购单位包括：货物、工程、服务。", []),
        ("事业单位经费包括某县剧院维修费、某县图书馆购书费。", []),
        ("序号 | 预算单位 | 合计 |\n1 | 某县图书馆 | 12.00 |", []),
    ],
)
def test_what_is_no_unit_of_the_department(text: str, named: list[str]) -> None:
    assert units(text) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("某县教育局所属某县第一中学2023年单位预算", ["某县教育局"]),
        ("2023年某县教育局下属事业单位某县第一中学单位预算", ["某县教育局"]),
        ("预算主管部门：某县教育局\n预算单位：某县第一中学", ["某县教育局"]),
        ("主管部门 | 101-某县教育局 | 实施单位 | 某县第一中学 |", ["某县教育局"]),
        ("主管部门\n某县教育局\n主管部门\n某县教育局", ["某县教育局"]),
        ("上级补助收入：指从主管部门和上级单位取得的收入。", []),
        ("所属各单位2023年单位预算", []),
    ],
)
def test_departments_that_a_unit_names(text: str, named: list[str]) -> None:
    assert parents(text) == named


@given(st.text("包括:单位构成序号名称\n |1、。;,甲局中心(本级)和下属2主管部门所", max_size=200))
def test_any_text_has_names_with_true_spans(text: str) -> None:
    source = SourceText(text)
    for mark in (*find_units(source, read_rows(source)), *find_parents(source)):
        assert 0 <= mark.source_start < mark.source_end <= len(text)
        assert mark.source_line == text.count("\n", 0, mark.source_start) + 1
        assert mark.text


@pytest.mark.parametrize(
    "piece",
    [
        "所属单位包括",
        "单位包括:\n1\n",
        "单位包括:甲中心、",
        "单位名称\n构成\n",
        "主管部门:",
        "预算单位包括:甲和",
        "下属乙所属",
    ],
)
def test_hostile_text_takes_no_more_than_its_length(piece: str) -> None:
    def seconds(size: int) -> float:
        source = SourceText(piece * (size // len(piece)))
        rows = read_rows(source)
        begin = time.process_time()
        list(find_units(source, rows))
        list(find_parents(source))
        return time.process_time() - begin

    seconds(1000)
    assert seconds(80_000) < 12 * max(seconds(20_000), 0.02)
