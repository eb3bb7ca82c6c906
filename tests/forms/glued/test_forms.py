"""Whole forms: random figures glued and cut again, other layouts left alone, doubt said, time bounded."""

from __future__ import annotations

import time
from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.forms.extraction import Context, Extraction
from pipelines.forms.glued import extract_glued
from pipelines.reading.lines import read_rows
from pipelines.reading.text import SourceText

HEAD = """部门整体绩效目标表 单位:万元
部门(单位)名称某县水务局
填报人张三联系电话0722-1234567
部门总体资金情况总体资金情况当年金额占比近两年收支金额
2022年2021年
"""
PROJECT = """项目申报表
单位:万元
项目名称河道保洁项目编码P20230001
单位地址长江路8号邮政编码441300
"""


def extract(text: str) -> Extraction:
    source = SourceText(text)
    return extract_glued(read_rows(source), source, Context("budget", 2023))


def printed(cents: int) -> str:
    return format((Decimal(cents) / 100).normalize(), "f")


def draw_funds(random: Random) -> dict[str, list[str]]:
    """收支构成 with figures that add up: label to the four cells of its row."""
    years = []
    for _ in range(3):
        income, other = random.randint(1, 99999), random.choice((0, random.randint(1, 9999)))
        basic = random.randint(0, income + other)
        years.append([income, other, income + other, basic, income + other - basic, income + other])
    now = years[0]
    labels = ("收入构成财政拨款", "其他资金", "合计", "支出构成基本支出", "项目支出", "合计 ")
    return {
        label: [
            printed(now[at]),
            f"{Decimal(100 * now[at]) / now[2]:.0f}%",
            printed(years[1][at]),
            printed(years[2][at]),
        ]
        for at, label in enumerate(labels)
    }


@pytest.mark.parametrize("seed", range(40))
def test_what_is_inferred_of_a_random_form_is_true(seed: int) -> None:
    rows = draw_funds(Random(seed))  # noqa: S311 - drawn figures
    found = extract(HEAD + "\n".join(label.strip() + "".join(cells) for label, cells in rows.items()))
    truth = {
        (at, year): cell
        for at, cells in enumerate(rows.values(), start=6)
        for year, cell in zip((2023, 2022, 2021), [cells[0], *cells[2:]], strict=True)
    }
    assert found.lines or any(claim.outcome == "unplaced" for claim in found.claims)
    for line in found.lines:
        assert line.placement != "printed"
        if line.placement == "inferred":
            assert line.printed == truth[line.source_line, line.fiscal_year]


def test_a_contradicting_form_is_left_unplaced_with_its_title() -> None:
    found = extract(HEAD + "收入构成财政拨款338.52100%294.40\n合计111.11100%294.40\n")
    assert not found.lines
    reasons = {claim.reason for claim in found.claims if claim.outcome == "unplaced"}
    assert reasons
    assert all("部门整体绩效目标表" in reason for reason in reasons)


def test_a_sum_may_be_off_by_rounding() -> None:
    rows = "收入构成财政拨款73.5422%8\n其他资金264.9978%9\n合计338.52100%17\n"
    amounts = {line.source_line: line.printed for line in extract(HEAD + rows).lines if line.fiscal_year == 2023}
    assert amounts == {6: "73.54", 7: "264.99", 8: "338.52"}


def test_a_project_without_a_sum_is_ambiguous_where_its_digits_are() -> None:
    text = HEAD + "项目支出情况项目名称项目类型项目总预算项目本年度预算\n河道保洁常年性项目64.564.5清理河道\n"
    found = extract(text)
    assert [(line.item, line.printed, line.placement) for line in found.lines] == [
        ("project_total", "64.5", "ambiguous"),
        ("project", "64.5", "ambiguous"),
    ]
    assert all(line.why for line in found.lines)


def test_an_ordinal_behind_an_amount_begins_the_next_cell() -> None:
    text = (
        PROJECT
        + "项目总预算30.5项目当年预算30.5\n项目支出明细测算\n项目活动金额\n"
        + "河道保洁清理河道。委托业务费30.51、两公里\n2、三公里\n"
    )
    (line,) = [line for line in extract(text).lines if line.economic]
    assert (line.economic, line.printed, line.placement) == ("30227", "30.5", "inferred")


def test_a_code_that_tells_projects_apart_is_kept_and_a_running_number_is_not() -> None:
    money = "项目总预算5项目当年预算5\n"
    assert {line.project.code for line in extract(PROJECT + money).lines if line.project} == {"P20230001"}
    short = PROJECT.replace("P20230001", "1")
    assert {line.project.code for line in extract(short + money).lines if line.project} == {""}


@pytest.mark.parametrize(
    ("row", "expected"),
    [("垃圾桶20100.52010", ["20", "100.5", "2010"]), ("清运船25,000.0010,000.00", ["2", "5,000.00", "10,000.00"])],
)
def test_a_purchase_is_cut_by_quantity_times_price(row: str, expected: list[str]) -> None:
    text = PROJECT + f"项目总预算30项目当年预算30\n项目采购\n品名数量单价金额\n{row}\n"
    found = extract(text)
    quantities = [text[claim.start : claim.end] for claim in found.claims if claim.reason == "采购数量"]
    prices = [line for line in found.lines if line.item in ("unit_price", "purchase")]
    assert [*quantities, *(line.printed for line in prices)] == expected
    assert prices[-1].amount_yuan == Decimal(expected[-1].replace(",", ""))  # in 元: in 万元 it would exceed the budget


def test_a_purchase_that_two_cuts_explain_is_left_unplaced() -> None:
    found = extract(PROJECT + "项目总预算30项目当年预算30\n项目采购\n品名数量金额\n垃圾桶2111\n")
    assert not [line for line in found.lines if line.item == "purchase"]
    assert [claim.reason for claim in found.claims if claim.outcome == "unplaced"] == [
        "项目申报表：项目采购的数量和金额粘连，没有唯一可信的切法"
    ]


def test_without_a_unit_no_amount_is_given() -> None:
    found = extract(PROJECT.replace("单位:万元\n", "") + "项目总预算5项目当年预算5\n")
    assert not found.lines
    assert [claim.reason for claim in found.claims if claim.outcome == "unplaced"] == ["项目申报表：未写明金额单位"] * 2


def test_other_layouts_and_other_readers_rows_are_left_alone() -> None:
    ruled = "项目申报表\n项目名称 | 河道保洁 |\n项目编码 | P2023 |\n"
    cells = "项目申报表\n\n项目名称\n\n河道保洁\n\n项目编码\n\nP2023\n"
    assert not extract(ruled).taken
    assert not extract(cells).taken
    source = SourceText(PROJECT)
    rows = read_rows(source)
    assert extract_glued(rows, source, Context("budget", 2023)).taken == {0, 1, 2, 3}
    assert not extract_glued(rows, source, Context("budget", 2023), {2}).taken


def test_a_form_ends_where_the_document_goes_on() -> None:
    after = "项目总预算5项目当年预算5\n\n扫一扫在手机上查看当前页面12\n第五部分名词解释"
    assert extract(PROJECT + after).taken == {0, 1, 2, 3, 4}


WORDS = """
    部门整体绩效目标表 项目申报表 单位:万元 项目名称 项目编码 填报人 联系电话 部门总体资金情况
    当年金额 占比 2022年 收入构成 支出构成 财政拨款 合计 基本支出 项目支出 项目支出情况 常年性项目
    项目总预算 项目当年预算 项目资金来源 项目支出明细测算 其他支出 项目采购 品名 数量 金额
    长期绩效指标 年度绩效指标 一级指标 二级指标 指标名称 指标值 绩效标准 前年 上年 产出指标 数量指标
    服务对象满意度指标 是否 不断提高 满意 12 338.52 100% 0 1,320,000.00 64.564.5 00%%00 、 | 1、 ﹪
    年度绩效目标
""".split()  # noqa: SIM905 - words read best as text


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "\n", "\n", "\n\n", " ", "\t"]), max_size=150), st.booleans())
def test_no_text_makes_extraction_raise(words: list[str], opened: bool) -> None:  # noqa: FBT001 - drawn
    text = (PROJECT if opened else HEAD) + "".join(words)
    found = extract(text)
    spans = sorted(
        [(line.source_start, line.source_end) for line in found.lines] + [(c.start, c.end) for c in found.claims]
    )
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert all(text[line.source_start : line.source_end] == line.printed for line in found.lines)


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    [
        "收入构成财政拨款" + "1" * 90 + "100%" + "1" * 90 + "\n",
        "产出指标数量指标" + "满意" * 60 + "是否满意\n",
        "项目支出情况项目名称项目类型项目总预算项目本年度预算\n" + "保洁常年性项目" + "1" * 60 + "\n",
        "项目采购\n品名数量金额\n船" + "1" * 60 + "\n",
        "长期绩效指标一级指标二级指标指标名称前年上年指标值绩效标准\n产出指标数量指标" + "满意" * 60 + "是否满意\n",
    ],
)
def test_work_is_bounded(line: str) -> None:
    text = (HEAD + line * 3 + PROJECT + line * 3) * 40 + HEAD + line * 400
    start = time.process_time()
    extract(text)
    assert time.process_time() - start < 5
