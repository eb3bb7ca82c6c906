"""Whole tables, from bytes to budget lines: every standard form in every layout, and what departments do to them."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipelines import parse
from pipelines.model import BudgetLine, ParsedDocument
from tests.forms.tables_in_layouts import LAYOUTS, copied, document, grid_of, printed


def _tables(name: str) -> list[dict[str, Any]]:
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))["table"]


TABLES = _tables("standard_tables.toml")
_FURTHER = ("provincial_tables.toml", "other_tables.toml", "template_tables.toml")
#: Of every document (tables_in_layouts.document).
YEAR = 2024
#: Layouts that keep blank cells: they determine every column.
EXPLICIT = ("tabs", "commas", "pipes", "framed", "paragraphs")
CASES = [
    pytest.param(table, layout, id=f"{table['title']}-{layout}")
    for table in TABLES + [one for name in _FURTHER for one in _tables(name)]
    for layout in LAYOUTS
]


def expected(table: dict[str, Any]) -> Counter[str]:
    facts: Counter[str] = Counter()
    for row in table["facts"]:
        what, _, cells = row.partition(": ")
        facts.update(f"{what}: {cell}" for cell in cells.split(" | "))
    return facts


def shown(lines: Iterable[BudgetLine]) -> Counter[str]:
    return Counter(fact(line) for line in lines)


def fact(line: BudgetLine) -> str:
    codes = " ".join(filter(None, (line.functional, line.economic)))
    what = [line.side, line.item, codes or (line.project.name if line.project else "")]
    amount = f"{line.amount_yuan.normalize():f}"
    year = f" {line.fiscal_year}" if line.fiscal_year != YEAR else ""
    return f"{' '.join(filter(None, what))}: {line.fund} {line.nature} {line.stage} {amount}{year}"


def unplaced(found: ParsedDocument) -> list[tuple[str, str]]:
    return [(entry.printed, entry.reason) for entry in found.ledger if entry.outcome == "unplaced"]


@pytest.mark.parametrize(("table", "layout"), CASES)
def test_every_cell_is_right_or_called_ambiguous(table: dict[str, Any], layout: str) -> None:
    found = parse(document(printed(table, layout), kind=table["kind"]))
    wanted = expected(table)
    assert {line.form for line in found.lines} == {table["form"]}
    assert unplaced(found) == []
    assert len(found.lines) == wanted.total()
    assert shown(line for line in found.lines if line.placement != "ambiguous") <= wanted
    if layout in EXPLICIT:
        assert shown(found.lines) == wanted
        assert {line.placement for line in found.lines} == {"printed"}


@pytest.mark.parametrize(
    "table", TABLES + [one for name in _FURTHER for one in _tables(name)], ids=lambda table: table["title"]
)
def test_a_line_a_row_is_right_where_it_is_read(table: dict[str, Any]) -> None:
    """Whole where `copied` says so: its rows name themselves, or its columns stand in a declared order."""
    text = copied(table["title"], table["unit"], grid_of(table["header"]), grid_of(table["data"]))
    found = parse(document(text, kind=table["kind"]))
    assert shown(line for line in found.lines if line.placement != "ambiguous") <= expected(table)
    if table.get("copied"):
        assert shown(found.lines) == expected(table)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_whole_disclosure(layout: str) -> None:
    tables = [table for table in TABLES if table["kind"] == "budget"]
    found = parse(document(*(printed(table, layout) for table in tables)))
    wanted = sum((expected(table) for table in tables), Counter[str]())
    assert unplaced(found) == []
    assert found.unrecognised == ()
    assert len(found.lines) == wanted.total()
    assert shown(line for line in found.lines if line.placement != "ambiguous") <= wanted
    assert {line.form for line in found.lines} == {table["form"] for table in tables}


def test_other_tables_of_a_disclosure_settle_what_one_leaves_open() -> None:
    names = ("一般公共预算基本支出表", "一般公共预算“三公”经费支出表")
    basic, three_public = (next(table for table in TABLES if table["title"] == name) for name in names)
    alone = parse(document(printed(three_public, "lossy")))
    assert {line.placement for line in alone.lines} == {"ambiguous"}
    text = "公务用车运行维护费4.10万元，公务用车购置费0万元。"
    both = parse(document(printed(basic, "lossy"), printed(three_public, "lossy"), text))
    found = [line for line in both.lines if line.form == "three_public"]
    assert shown(found) == expected(three_public)
    assert {line.placement for line in found} == {"inferred"}
    assert all("据" in line.why for line in found)


def test_a_final_amount_is_no_witness_for_a_budget() -> None:
    """30217 公务接待费 1.70 of the final account: the 1.70 budgeted is 公务接待费 or 因公出国(境)费 all the same."""
    basic = next(table for table in TABLES if table["title"] == "财政拨款“三公”经费支出决算表")
    spent = (
        "一般公共预算财政拨款基本支出决算表\n单位：万元\n科目编码\t科目名称\t决算数\n"
        "302\t商品和服务支出\t1.70\n30217\t公务接待费\t1.70\n"
    )
    table = basic | {"data": "1.70|1.70|||||1.70|||||1.70"}
    found = parse(document(spent, printed(table, "lossy"), kind="final"))
    assert {line.placement for line in found.lines if line.stage == "adjusted_budget"} == {"ambiguous"}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("at", range(6))
def test_lists_and_blocks_are_the_same_in_every_layout(at: int, layout: str) -> None:
    table = _tables("lists_and_blocks.toml")[at] | {"unit": "万元"}
    found = parse(document(printed(table, layout)))
    assert shown(found.lines) == shown(parse(document(printed(table, "tabs"))).lines)
    assert unplaced(found) == []


@pytest.mark.parametrize("layout", ["lossy", "cells"])
def test_tables_that_leave_much_open_settle_each_other(layout: str) -> None:
    """The sources of a summary settle its other side; both, and a table that is placed later, settle a fund's."""
    tables = _tables("final_account.toml")
    whole, found = (
        parse(document(*(printed(table, each) for table in tables), kind="final")) for each in ("tabs", layout)
    )
    assert shown(found.lines) == shown(whole.lines)
    assert {line.placement for line in found.lines} == {"printed", "inferred"}
    received = [line for line in found.lines if line.form == "government_fund_expenditure" and line.side == "revenue"]
    assert [(line.item, line.amount_yuan) for line in received] == [("current_year_total", 800_000)] * 4
    assert "据" in received[0].why
    alone = parse(document(printed(tables[-1], layout), kind="final"))
    assert {line.placement for line in alone.lines} == {"ambiguous"}


# --- one small table, and what departments do to it -------------------------------------------------------------------

HEADER = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
TOTAL = "合计\t\t3.00\t2.00\t1.00\n"
ROWS = (
    "201\t一般公共服务支出\t3.00\t2.00\t1.00\n",
    "20101\t人大事务\t3.00\t2.00\t1.00\n",
    "2010101\t行政运行\t2.00\t2.00\t\n",
    "2010102\t一般行政管理事务\t1.00\t\t1.00\n",
)
FACTS = ("total:3 2 1", "201:3 2 1", "20101:3 2 1", "2010101:2 2", "2010102:1 1")


def table(*rows: str, title: str = "部门支出总表", unit: str = "单位：万元", header: str = HEADER) -> str:
    return f"{title}\n{unit}\n{header}{''.join(rows)}"


def money(text: str, scale: int = 10_000) -> list[str]:
    """What each row gives, in order: its code or item, then its amounts in units of `scale` yuan."""
    rows: dict[tuple[int, str], list[str]] = {}
    for line in parse(document(text)).lines:
        name = line.functional or line.economic or (line.project.name if line.project else line.item)
        amount = f"{(line.amount_yuan / scale).normalize():f}"
        rows.setdefault((line.source_line, name), []).append(amount)
    return [f"{name}:{' '.join(amounts)}" for (_, name), amounts in rows.items()]


def test_the_total_first_or_last() -> None:
    assert money(table(TOTAL, *ROWS)) == list(FACTS)
    assert money(table(*ROWS, TOTAL)) == [*FACTS[1:], FACTS[0]]


@pytest.mark.parametrize(("unit", "scale"), [("元", 1), ("千元", 1_000), ("万元", 10_000), ("亿元", 10**8)])
@pytest.mark.parametrize(
    "words", ["单位：{}", "金额单位:{}", "单位：人民币{}", "（单位：{}）", "部门：教育局\t\t\t\t单位：{}"]
)
def test_money_units(unit: str, scale: int, words: str) -> None:
    assert money(table(TOTAL, unit=words.format(unit)), scale) == [FACTS[0]]


def test_a_column_has_a_money_unit_of_its_own() -> None:
    header = "科目编码\t科目名称\t合计（万元）\t基本支出（万元）\t项目支出（元）\n"
    assert money(table(TOTAL, unit="", header=header)) == ["total:3 2 0.0001"]


def test_two_units_in_one_document() -> None:
    assert money(table(TOTAL, unit="单位：元") + "\n" + table(TOTAL, title="一般公共预算支出表"), 1) == [
        FACTS[0],
        "total:30000 20000 10000",
    ]


def test_a_table_without_unit_takes_the_usual_one() -> None:
    with_unit = table(TOTAL, title="一般公共预算支出表")
    assert money(with_unit + "\n" + table(TOTAL, unit="")) == [FACTS[0], FACTS[0]]


def test_no_unit_anywhere_no_amount() -> None:
    found = parse(document(table(TOTAL, unit="")))
    assert found.lines == ()
    assert [printed for printed, _ in unplaced(found)] == ["3.00", "2.00", "1.00"]
    assert all("单位" in reason and "部门支出总表" in reason for _, reason in unplaced(found))


@pytest.mark.parametrize(
    "between",
    ["\n", "\n\n", "第 1 页\n", "\n" + HEADER, "- 2 -\n" + HEADER, "\n部门支出总表\n单位：万元\n" + HEADER],
    ids=["an empty line", "two", "a page number", "the header", "number and header", "title and header"],
)
def test_a_table_over_two_pages(between: str) -> None:
    assert money(table(TOTAL, *ROWS[:2], between, *ROWS[2:])) == list(FACTS)


@pytest.mark.parametrize(
    "codes",
    [
        ("201\t\t", "201\t01\t", "201\t01\t01", "201\t01\t02"),
        ("201\t\t", "201\t1\t", "201\t1\t1", "201\t1\t2"),
    ],
    ids=["whole", "lost zeros"],
)
def test_codes_over_three_columns(codes: tuple[str, ...]) -> None:
    header = "科目编码\t\t\t科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t\n"
    rows = [code + row[row.index("\t") :] for code, row in zip(codes, ROWS, strict=True)]
    assert money(table("合计\t\t\t\t3.00\t2.00\t1.00\n", *rows, header=header)) == list(FACTS)


@pytest.mark.parametrize("parted", ["213-03-01", "213.03.01", "213 03 01"])
def test_codes_with_their_parts_apart(parted: str) -> None:
    text = table(
        "213\t农林水支出\t5.00\t5.00\t\n", f"{parted[:6]}\t水利\t5.00\t5.00\t\n", f"{parted}\t行政运行\t5.00\t5.00\t\n"
    )
    assert money(text) == ["213:5 5", "21303:5 5", "2130301:5 5"]
    assert unplaced(parse(document(text))) == []


@pytest.mark.parametrize("label", ["[{}]{}", "{}-{}", "{}_{}", "{} {}", "{}{}", "{1}（{0}）", "{1}[{0}]"])
def test_codes_and_names_in_one_cell(label: str) -> None:
    rows = [
        label.format(code, name) + "\t5.00\t5.00\t\n" for code, name in (("213", "农林水支出"), ("2130301", "行政运行"))
    ]
    text = table(*rows, header="项目\t合计\t基本支出\t项目支出\n")
    assert money(text) == ["213:5 5", "2130301:5 5"]
    assert unplaced(parse(document(text))) == []


def test_header_words_cut_off() -> None:
    header = "收入\t\t支出\t\t\t\n项目\t预算数\t项目\t合计\t一般公共预\t政府性基金预\n"
    row = "一、一般公共预算拨款\t3\t一、一般公共服务支出\t3\t2\t1\n"
    found = parse(document(table(row, title="财政拨款收支总表", header=header)))
    assert [(line.side, line.fund) for line in found.lines] == [
        ("revenue", "general"),
        ("expenditure", "fiscal_appropriation"),
        ("expenditure", "general"),
        ("expenditure", "government_fund"),
    ]


@pytest.mark.parametrize("number", ["\t\t1\t2\t3\n", "栏次\t\t1\t2\t3\n", "栏次\t\t①\t②\t③\n", "1\t2\t3\t4\t5\n"])
def test_a_row_that_numbers_the_columns_is_no_data(number: str) -> None:
    assert money(table(number, TOTAL)) == [FACTS[0]]


def test_numbered_rows() -> None:
    rows = [f"{at}\t{row}" for at, row in enumerate([*ROWS, TOTAL], start=1)]
    assert money(table(*rows, header="序号\t" + HEADER)) == [*FACTS[1:], FACTS[0]]


@pytest.mark.parametrize("note", ["", "备注：本部门2024年无政府性基金预算支出，故本表为空。\n"])
def test_an_empty_table_gives_nothing(note: str) -> None:
    text = table("合计\t\t\t\t\n", "\t\t\t\t\n", note, title="政府性基金预算支出表")
    found = parse(document(text + "\n" + table(TOTAL)))
    assert [line.form for line in found.lines] == ["expenditure_detail"] * 3
    assert unplaced(found) == []


def test_printed_zeros_are_facts_and_dashes_are_none() -> None:
    found = parse(document(table("合计\t\t0.00\t0\t—\n", title="政府性基金预算支出表")))
    assert [(line.fund, line.nature, line.amount_yuan) for line in found.lines] == [
        ("government_fund", "total", Decimal(0)),
        ("government_fund", "basic", Decimal(0)),
    ]


def test_negative_amounts() -> None:
    assert money(table("合计\t\t-3.00\t（2.00）\t△1.00\n")) == ["total:-3 -2 -1"]


# --- what is not understood stays visible -----------------------------------------------------------------------------


def test_an_unknown_table() -> None:
    unknown = "债券名称\t发行额\t余额\n一般债券\t5.00\t4.00\n"
    found = parse(document(table(TOTAL), "\n债务情况表\n单位：万元\n" + unknown))
    assert shown(found.lines).total() == 3
    assert [printed for printed, _ in unplaced(found)] == ["5.00", "4.00"]
    assert all("债务情况表" in reason and "发行额" in reason for _, reason in unplaced(found))
    assert [(seen.title, seen.source_line) for seen in found.unrecognised] == [("债务情况表", 9)]
    assert {"债券名称", "发行额", "余额"} <= set(found.unrecognised[0].headers)


@pytest.mark.parametrize("row", ["\t红旗街专用\t9.00\t9.00\t\n", "红旗街专用\t\t9.00\t9.00\t\n"])
def test_an_unknown_row(row: str) -> None:
    found = parse(document(table(TOTAL, row)))
    assert shown(found.lines).total() == 3
    assert [printed for printed, _ in unplaced(found)] == ["9.00", "9.00"]
    assert all("红旗街专用" in reason and "部门支出总表" in reason for _, reason in unplaced(found))


def test_an_unknown_source_of_revenue() -> None:
    rows = "一、一般公共预算拨款收入\t5\t一、外交支出\t5\n二、红旗专款\t7\t二、国防支出\t\n"
    found = parse(document(table(rows, title="部门收支总表", header="收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n")))
    assert sorted(line.item for line in found.lines) == ["code", "fund"]
    assert unplaced(found) == [("7", "《部门收支总表》行名“二、红旗专款”不在词表中")]


@pytest.mark.parametrize("bar", ["\t", " | "])
def test_more_numbers_than_columns(bar: str) -> None:
    rows = "科目编码\t科目名称\t合计\n201\t一般公共服务支出\t3.00\t8.00\t9.00\n".replace("\t", bar)
    found = parse(document("部门支出总表\n单位：万元\n" + rows))
    assert [line.amount_yuan for line in found.lines] == [Decimal(30_000)]
    assert [printed for printed, _ in unplaced(found)] == ["8.00", "9.00"]


def test_a_number_too_long_for_an_amount() -> None:
    found = parse(document(table(f"合计\t\t{'9' * 17}.00\t{'8' * 60}\t1.00\n")))
    assert [line.amount_yuan for line in found.lines] == [Decimal(10_000)]
    assert [printed[:2] for printed, _ in unplaced(found)] == ["99", "88"]


@pytest.mark.parametrize(
    "amount", ["1 300 000.00", "1\u00a0300\u00a0000.00", "1,300,000.00", "１，３００，０００．００"]
)
@pytest.mark.parametrize("between", ["\t", " | "])
def test_thousands_of_an_amount_in_its_cell(amount: str, between: str) -> None:
    rows = [
        ["科目编码", "科目名称", "合计"],
        ["205", "教育支出", amount],
        ["合计", "", amount],
        ["207", "文化支出", "5.00"],
    ]
    text = "部门支出总表\n单位：元\n" + "".join(between.join(row) + between.rstrip(" ") + "\n" for row in rows)
    found = parse(document(text))
    assert [line.amount_yuan for line in found.lines] == [1_300_000, 1_300_000, 5]
    assert unplaced(found) == []


def test_thousands_of_amounts_between_columns_of_spaces() -> None:
    """That 000.00 is no amount tells that single blanks part thousands; amounts that blanks part are told by it too."""
    lines = (
        "科目编码     科目名称         合计            基本支出        项目支出",
        "205        教育支出      1 300 000.00    1 000 000.00    300 000.00",
        "20502      普通教育      1 300 000.00    1 000 000.00    300 000.00",
        "2050201    学前教育      1 000 123.00    1 000 123.00",
        "           合计         1 300 000.00    1 000 000.00    300 000.00",
    )
    found = parse(document("部门支出总表\n                                单位：元\n" + "\n".join(lines) + "\n"))
    amounts = [1_300_000, 1_000_000, 300_000]
    assert [line.amount_yuan for line in found.lines] == [*amounts, *amounts, 1_000_123, 1_000_123, *amounts]
    assert found.lines[0].printed == "1 300 000.00"
    assert unplaced(found) == []


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "spaces"])
@pytest.mark.parametrize(
    ("unit", "amounts", "yuan"),
    [
        ("万元", "12.50万元|12.50 万元|￥12.50", 125_000),
        ("元", "12.50万元|125000元|¥125,000.00", 125_000),
        ("万元", "300元|300.00元|0.03", 300),
        ("", "12.50万元|12.50万元|12.50万元", 125_000),
        ("万元", "-12.50万元|(12.50)万元|△12.50万元", -125_000),
    ],
)
def test_amounts_with_their_unit(unit: str, amounts: str, yuan: int, layout: str) -> None:
    table = {"title": "部门支出总表", "unit": unit, "header": "科目编码|科目名称|合计|基本支出|项目支出"}
    found = parse(
        document(printed(table | {"data": f"205|教育支出|{amounts}\n207|文化旅游体育与传媒支出|{amounts}"}, layout))
    )
    assert [line.amount_yuan for line in found.lines] == [yuan] * 6
    assert found.lines[0].printed == amounts.partition("|")[0]
    assert unplaced(found) == []


def test_a_total_printed_in_each_of_its_merged_cells() -> None:
    rows = (
        "合计 | 合计 | 3.00 | 1.00 | 2.00 |\n201 | 一般公共服务支出 | 3.00 | 1.00 | 2.00 |\n"
        "20101 | 人大事务 | 2.00 | 2.00 ||\n20103 | 政府办公厅（室）及相关机构事务 | 1.00 | 1.00 ||\n"
    )
    found = parse(document(f"部门支出总表\n单位：万元\n科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n{rows}"))
    assert [line.nature for line in found.lines[-4:]] == ["total", "project", "total", "basic"]
    assert {line.placement for line in found.lines} == {"printed", "inferred"}


def test_a_year_begins_a_word_of_a_header() -> None:
    """A single blank parts two headings; that one of the columns may be blank is then said."""
    lines = ("一、支出合计     26.00     25.00", "1、公务接待费    16.00     15.00", "2、公务用车费    10.00     10.00")
    text = "部门“三公”经费预算情况表\n    单位：万元\n项目 2023年执行数 2024年预算数\n{}\n"
    found = parse(document(text.format("\n".join(lines))))
    assert [(line.item, line.stage, line.fiscal_year) for line in found.lines[:2]] == [
        ("three_public_total", "final", 2023),
        ("three_public_total", "budget", 2024),
    ]
    one = parse(document(text.format("\n".join(line[:20] for line in lines))))
    assert {line.placement for line in one.lines} == {"ambiguous"}


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("2024年“三公”经费预算为14.6万元，其中公务接待费8.40万元，公车6.2万元。", [146_000, 84_000, 62_000]),
        ("2024年“三公”经费预算为14.6万元。", []),  # one amount may be another's by chance
        ("2024年“三公”经费预算为14.6万元，其中公务接待费8.4元。", []),  # two units
        ("2024年“三公”经费预算比上年减少。", []),
    ],
)
def test_a_unit_that_no_table_names(text: str, amounts: list[int]) -> None:
    """The text states the amounts of the table again, with their unit."""
    table = "一、“三公”经费支出预算表\n项目\t预算数\n合计\t14.60\n公务接待费\t8.40\n公务用车购置及运行费\t6.20\n"
    found = parse(document(table + text))
    assert [line.amount_yuan for line in found.lines] == amounts
    assert all(line.placement == "inferred" and "据正文" in line.why for line in found.lines)


STOCKS = {
    "国有资产占有使用情况表": "项目\t资产总额\t流动资产\n合计\t512.30\t200.10\n",
    "部门固定资产占用情况表": "项目\t数量\t价值\n1、房屋（平方米）\t2100.00\t800.00\n",
    "部门基本信息表": "单位名称\t人员编制\t车辆数\n某市教育局\t45\t3\n",
}


@pytest.mark.parametrize("title", STOCKS)
def test_a_table_without_money_of_the_year_keeps_its_numbers_as_attributes(title: str) -> None:
    found = parse(document(f"{title}\n单位：万元\n{STOCKS[title]}"))
    assert (found.lines, found.unrecognised, unplaced(found)) == ((), (), [])
    assert {entry.outcome for entry in found.ledger if "." in entry.printed or entry.printed in ("45", "3")} == {
        "attribute"
    }


def test_a_list_names_the_project_not_the_code_beside_it() -> None:
    header = "项目名称\t功能科目编码\t功能科目名称\t合计\n"
    rows = "教学设备更新\t2050202\t小学教育\t30.00\n"
    found = parse(document(f"项目支出预算表\n单位：万元\n{header}{rows}"))
    assert [(line.item, line.functional, line.project and line.project.name) for line in found.lines] == [
        ("project", "2050202", "教学设备更新")
    ]


def test_an_item_that_many_groups_have_is_told_by_the_row_above() -> None:
    rows = "公共安全支出\t6.00\n公安\t4.00\n行政运行\t4.00\n司法\t2.00\n行政运行\t2.00\n"
    found = parse(document(f"部门支出预算表\n单位：万元\n科目名称\t合计\n{rows}"))
    assert [line.functional for line in found.lines] == ["204", "20402", "2040201", "20406", "2040601"]
    assert [line.functional for line in found.lines if line.placement == "inferred"] == ["2040201", "2040601"]


def test_the_code_of_a_unit_whose_name_is_wrapped_around_it_is_no_amount() -> None:
    page = """一般公共预算“三公”经费支出预算表
                                                                     单位：万元
                                              当年财政拨款预算安排
 单位编码       单位名称（科目）       合计     因公出国（           公务用车购置及运行费            公务接待费
                                  境）费用      小计      公务用车购置费  公务用车运行费
         合计               56.12   30.76    21.63               21.63     3.72

            某市卫生健康委
160001                    56.12   30.76    21.63               21.63     3.72
            员会
"""
    found = parse(document(page))
    assert {line.printed for line in found.lines} == {"56.12", "30.76", "21.63", "3.72"}
    assert len(found.lines) == 10
