"""Where tables begin and end, and which form each is."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.forms.tables import Table, find_beginnings, find_tables, recognise_form
from pipelines.reading.lines import read_rows
from pipelines.reading.text import SourceText

BODY = "单位：万元\n科目编码\t科目名称\t合计\n201\t一般公共服务支出\t3.00\n"


def tables(text: str, taken: set[int] | None = None) -> list[Table]:
    rows = read_rows(SourceText(text))
    return find_tables(rows, find_beginnings(rows, taken or set()), taken or set())


def form_of(title: str, notes: str = "", header: str = "") -> str:
    table = Table(title, 0, [], "explicit", None, notes=notes)
    form = recognise_form(table, header)
    return form.code if form else ""


def test_a_document_without_tables() -> None:
    assert tables("") == []
    assert tables("一、部门职责\n负责本市教育工作。\n") == []


def test_a_table_of_contents_starts_nothing() -> None:
    contents = "目录\n表一 部门收支总表………1\n部门收入总表....2\n部门支出总表 3\n第一部分 概况\n"
    found = tables(contents + "部门职责为教育。\n部门支出总表\n" + BODY)
    assert [(table.title, table.rows[0].line) for table in found] == [("部门支出总表", 7)]


@pytest.mark.parametrize("leader", ["………12", "......12", "----12", "12", "…………"])
def test_a_title_has_no_leader_and_page_number(leader: str) -> None:
    assert [table.title for table in tables(f"部门支出总表{leader}\n" + BODY)] == ["部门支出总表"]


@pytest.mark.parametrize("number", ["表一", "附表4-1", "公开03表", "表3", "预算03表", "附件2"])
def test_a_number_above_the_title_leaves_the_title(number: str) -> None:
    assert [table.title for table in tables(f"{number}\n部门支出总表\n" + BODY)] == ["部门支出总表"]
    assert [table.title for table in tables(f"部门支出总表\n{number}\n" + BODY)] == ["部门支出总表"]


def test_a_table_that_lost_its_title_begins_at_its_number() -> None:
    found = tables("部门支出总表\n" + BODY + "\n公开09表\n" + BODY + "注：本表反映部门“三公”经费情况。\n")
    assert [table.title for table in found] == ["部门支出总表", ""]
    form = recognise_form(found[1], "")
    assert form is not None
    assert form.code == "three_public"


def test_two_tables_in_a_row() -> None:
    found = tables("部门收入总表\n" + BODY + "部门支出总表\n" + BODY)
    assert [table.title for table in found] == ["部门收入总表", "部门支出总表"]
    assert [list(table.span) for table in found] == [[0, 1, 2, 3], [4, 5, 6, 7]]


def test_a_sentence_ends_a_ruled_table() -> None:
    found = tables("部门支出总表\n" + BODY + "注：本表反映各项支出情况。\n二、收入说明\n甲\t乙\n")
    assert [row.line for row in found[0].rows] == [1, 2, 3, 4]
    assert found[0].notes.startswith("注:本表反映")


@pytest.mark.parametrize(("words", "lines"), [("第 1 页", [1, 2, 3, 4, 6]), ("续表", [1, 2, 3, 4, 5, 6])])
def test_the_end_of_a_page_does_not(words: str, lines: list[int]) -> None:
    found = tables("部门支出总表\n" + BODY + words + "\n20101\t人大事务\t3.00\n")
    assert [row.line for row in found[0].rows] == lines


@pytest.mark.parametrize("words", ["二、重要事项说明如下。", "第三部分 名词解释", "备注：无"])
def test_prose_ends_a_table_of_cells(words: str) -> None:
    found = tables(f"部门支出总表\n单位：元\n科目名称\n合计\n行政运行\n3.00\n{words}\n9.00\n")
    assert [row.line for row in found[0].rows] == [1, 2, 3, 4, 5, 6]


def test_rows_that_were_taken_before_end_a_table() -> None:
    assert [row.line for row in tables("部门支出总表\n" + BODY + "甲\t乙\n", {4})[0].rows] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("body", "mode"),
    [
        ("科目名称\t合计\n行政运行\t3.00\n", "explicit"),
        ("科目名称 | 合计 |\n行政运行 | 3.00 |\n", "explicit"),
        ("科目名称 | 合计 | 基本支出 |\n行政运行 | 3.00 | |\n外交 | ||\n", "rows"),
        ("\n科目名称\n\n合计\n\n行政运行\n\n3.00\n\n", "paragraphs"),
        ("科目名称\n合计\n行政运行\n3.00\n", "cells"),
        ("科目名称     合计\n行政运行     3.00\n外交        1.00\n", "spaced"),
    ],
)
def test_how_much_the_layout_tells(body: str, mode: str) -> None:
    assert [table.mode for table in tables("部门支出总表\n" + body)] == [mode]


@pytest.mark.parametrize(
    ("rows", "last", "mode"),
    [(40, ["5.00"], "plain"), (40, ["", "5.00"], "paragraphs"), (10, ["5.00"], "paragraphs")],
)
def test_many_paragraphs_without_a_blank_one_keep_no_rows(rows: int, last: list[str], mode: str) -> None:
    cells = ["科目名称", "合计", *["行政运行", "3.00", "事业运行"] * rows, *last]
    assert [table.mode for table in tables("部门支出总表\n\n" + "\n\n".join(cells))] == [mode]


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("单位：万元", 10_000), ("金额单位：元", 1), ("单位:亿元", 10**8), ("（单位：千元）", 1_000),
        ("单位：人民币元", 1),
        ("编制单位：教育局\t单位：万元", 10_000), ("部门：教育局", None), ("单位：人", None),
    ],
)  # fmt: skip
def test_the_money_unit(words: str, unit: int | None) -> None:
    found = tables(f"部门支出总表\n{words}\n科目名称\t合计\n行政运行\t3.00\n")[0].unit
    assert found == (None if unit is None else Decimal(unit))


TITLES = {
    "revenue_expenditure_summary": ("部门收支总表", "收入支出决算总表", "2024年部门收支总体情况表", "部门收支预算总表"),
    "revenue_detail": ("部门收入总表", "收入决算表", "2024年收入预算总表", "部门收入总体情况表"),
    "expenditure_detail": ("部门支出总表", "支出决算表", "某局支出预算总表", "部门支出总体情况表"),
    "fiscal_appropriation_summary": ("财政拨款收支总表", "财政拨款收入支出决算总表", "财政拨款收支总体情况表"),
    "general_expenditure": (
        "一般公共预算支出表", "一般公共预算财政拨款支出决算表", "财政拨款支出预算表", "一般公共预算支出功能分类预算表",
    ),
    "general_basic_expenditure": (
        "一般公共预算基本支出表", "一般公共预算财政拨款基本支出决算表", "一般公共预算基本支出经济分类表",
        "财政拨款基本支出预算明细表",
    ),
    "three_public": (
        "一般公共预算三公经费支出表", "财政拨款三公经费支出决算表", "三公经费和机关运行经费预算表",
    ),
    "government_fund_expenditure": (
        "政府性基金预算支出表", "政府性基金预算财政拨款收入支出决算表", "政府性基金预算支出情况表",
    ),
    "state_capital_expenditure": ("国有资本经营预算支出表", "国有资本经营预算财政拨款支出决算表"),
    "project_expenditure": ("项目支出表", "部门项目支出预算明细表", "重点项目预算表"),
    "procurement": ("政府采购预算表", "政府采购预算明细表", "部门政府采购情况表"),
    "": ("债务情况表", "国有资产占用情况统计", "行政事业性收费项目表", "人员情况表"),
}  # fmt: skip


@pytest.mark.parametrize(("title", "form"), [(title, form) for form, titles in TITLES.items() for title in titles])
def test_a_form_is_told_by_its_title(title: str, form: str) -> None:
    assert form_of(title) == form


@pytest.mark.parametrize(
    ("header", "form"),
    [
        ("科目编码|科目名称|合计|基本支出|项目支出|上缴上级支出|", "expenditure_detail"),
        ("科目编码|科目名称|合计|基本支出|项目支出|", "general_expenditure"),
        ("科目编码|科目名称|合计|人员经费|公用经费|", "general_basic_expenditure"),
        ("合计|因公出国(境)费|公务用车购置及运行费|公务接待费|", "three_public"),
        ("科目编码|科目名称|合计|事业收入|附属单位上缴收入|", "revenue_detail"),
        ("甲|乙|", ""),
    ],
)
def test_else_by_its_header(header: str, form: str) -> None:
    assert form_of("", header=header) == form


@pytest.mark.parametrize(
    "number",
    [" PAGEREF _Toc1234 h 15", " PAGEREF _Toc1234 \\h 15", "......15", "…………（15）", " 15", "（15）", "\t15", ""],
)
def test_a_table_of_contents_holds_no_table(number: str) -> None:
    names = ("一、收入支出决算总表", "二、收入决算表", "三、支出决算表", "四、财政拨款“三公”经费支出决算表")
    contents = "".join(f"{name}{number}\n" for name in names)
    assert tables(f"目录\n{contents}第三部分 说明\n2023年收入3.00万元。\n") == []
    found = tables(f"目录\n{contents}收入决算表\n{BODY}")
    assert [table.title for table in found] == ["收入决算表"]


@pytest.mark.parametrize(
    "title", ["## 表3 部门支出总表", "**表3 部门支出总表**", "### 部门支出总表：", "*部门支出总表*"]
)
def test_a_title_that_is_marked_up(title: str) -> None:
    table, *others = tables(f"{title}\n\n{BODY}")
    assert not others
    assert form_of(table.title) == "expenditure_detail"


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from(["部门支出总表\n", "公开01表\n", "甲\t3\n", "甲 | 3 |\n", "3.00\n", "\n", "注：甲\n", "话。\n"])
    )
)
def test_tables_do_not_overlap(lines: list[str]) -> None:
    seen = [at for table in tables("".join(lines)) for at in table.span]
    assert seen == sorted(set(seen))


@pytest.mark.parametrize("between", ["", "发布时间：2024-02-10 来源：某馆\n", "部门：某馆\n"])
def test_a_line_of_the_unit_begins_a_table_whose_title_calls_itself_none(between: str) -> None:
    found = tables("某馆2024年“三公”经费预算公开\n" + between + BODY)
    assert [(table.title, table.unit) for table in found] == [("某馆2024年三公经费预算公开", Decimal(10_000))]


def test_a_line_of_the_unit_below_sentences_begins_a_table() -> None:
    text = "部门支出总表\n" + BODY + "本部门支出3万元。\n十、一般公共预算“三公”经费情况\n" + BODY
    assert [(table.title, table.rows[0].line) for table in tables(text)] == [
        ("部门支出总表", 1),
        ("十、一般公共预算三公经费情况", 7),
    ]


def test_a_line_of_the_unit_within_a_table_begins_none() -> None:
    assert [table.title for table in tables("部门支出总表\n" + BODY + BODY)] == ["部门支出总表"]
