"""What rows and columns mean together, form by form, where the rules of one form differ from the next."""

from __future__ import annotations

import pytest

from pipelines import parse
from tests.forms.tables_in_layouts import document

CODED = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
SIDES = "收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n"


def facts(title: str, rows: str, kind: str = "budget") -> list[tuple[str, ...]]:
    """Each cell's side, item, code or name, fund, nature, stage, year."""
    found = parse(document(f"{title}\n单位：元\n{rows}", kind=kind))
    return [
        (
            line.side, line.item, line.functional or line.economic or (line.project.name if line.project else ""),
            line.fund, line.nature, line.stage, str(line.fiscal_year),
        )
        for line in found.lines
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "fund", "nature"),
    [
        ("部门支出总表", "all", "total"),
        ("一般公共预算支出表", "general", "total"),
        ("一般公共预算财政拨款支出决算表", "general", "total"),
        ("财政拨款支出预算表", "fiscal_appropriation", "total"),
        ("政府性基金预算支出表", "government_fund", "total"),
        ("国有资本经营预算支出表", "state_capital", "total"),
        ("一般公共预算基本支出表", "general", "basic"),
        ("财政拨款基本支出预算表", "fiscal_appropriation", "basic"),
    ],
)
def test_a_title_tells_the_fund_and_the_nature(title: str, fund: str, nature: str) -> None:
    assert facts(title, "科目编码\t科目名称\t合计\n合计\t\t3\n") == [
        ("expenditure", "total", "", fund, nature, "budget", "2024")
    ]


def test_a_column_that_names_a_fund_wins_over_the_title() -> None:
    rows = "科目编码\t科目名称\t合计\t一般公共预算\t政府性基金预算\n201\t一般公共服务支出\t3\t2\t1\n"
    assert [fact[3] for fact in facts("部门收入总表", rows)] == ["all", "general", "government_fund"]


@pytest.mark.parametrize(
    ("kind", "words", "stage"),
    [
        ("budget", "预算数", "budget"), ("final", "决算数", "final"), ("final", "合计", "final"),
        ("final", "预算数", "adjusted_budget"), ("final", "年初预算数", "budget"),
        ("final", "调整预算数", "adjusted_budget"),
        ("final", "全年预算数", "adjusted_budget"), ("budget", "合计", "budget"),
    ],
)  # fmt: skip
def test_the_stage_of_a_column(kind: str, words: str, stage: str) -> None:
    found = facts("一般公共预算财政拨款支出表", f"科目编码\t科目名称\t{words}\n201\t一般公共服务支出\t3\n", kind)
    assert [fact[5] for fact in found] == [stage]


def test_a_column_that_names_a_year_belongs_to_it() -> None:
    rows = "科目编码\t科目名称\t2023年预算数\t2024年预算数\n201\t一般公共服务支出\t3\t4\n"
    assert [fact[6] for fact in facts("一般公共预算支出表", rows)] == ["2023", "2024"]


def test_the_last_total_beside_a_total_of_the_year_is_grand() -> None:
    rows = "本年收入合计\t3\t本年支出合计\t3\n上年结转\t1\t结转下年\t1\n收入总计\t4\t支出总计\t4\n"
    items = [fact[:2] for fact in facts("部门收支总表", SIDES + rows)]
    assert items == [
        ("revenue", "current_year_total"), ("expenditure", "current_year_total"), ("revenue", "carry_in"),
        ("expenditure", "carry_out"), ("revenue", "grand_total"), ("expenditure", "grand_total"),
    ]  # fmt: skip


def test_without_it_the_last_total_is_the_total() -> None:
    rows = "一、事业收入\t3\t一、外交支出\t3\n收入总计\t3\t支出总计\t3\n"
    assert [fact[1] for fact in facts("部门收支总表", SIDES + rows)] == ["fund", "code", "total", "total"]


def test_a_fund_below_a_balance_is_a_part_of_it() -> None:
    rows = "一、本年收入\t3\t一、本年支出\t4\n(一)一般公共预算拨款\t3\t(一)外交支出\t4\n"
    rows += "二、上年结转\t1\t\t\n(一)一般公共预算拨款\t1\t\t\n"
    found = [fact[1:4] for fact in facts("财政拨款收支总表", SIDES + rows) if fact[0] == "revenue"]
    assert found == [
        ("current_year_total", "", "fiscal_appropriation"), ("fund", "", "general"),
        ("carry_in", "", "fiscal_appropriation"), ("carry_in", "", "general"),
    ]  # fmt: skip


def test_a_group_of_columns_decides_the_item() -> None:
    header = (
        "单位代码\t单位名称\t合计\t本年收入\t\t上年结转结余\t\n\t\t\t小计\t一般公共预算\t小计\t一般公共预算\n"
        "172\t某市教育局\t4\t3\t3\t1\t1\n合计\t\t4\t3\t3\t1\t1\n"
    )
    one = [
        ("unit", "all"),
        ("current_year_total", "all"),
        ("unit", "general"),
        ("carry_in", "all"),
        ("carry_in", "general"),
    ]
    assert [(fact[1], fact[3]) for fact in facts("部门收入总表", header)] == [
        *one, *((item.replace("unit", "total"), fund) for item, fund in one),
    ]  # fmt: skip


def test_a_code_by_its_name() -> None:
    found = facts("部门支出总表", "科目名称\t合计\n外交支出\t3\n社会保障和就业支出\t2\n合计\t5\n")
    assert [fact[1:3] for fact in found] == [("code", "202"), ("code", "208"), ("total", "")]


def test_projects_and_their_sources() -> None:
    header = "单位名称\t项目名称\t合计\t一般公共预算\t单位资金\n"
    found = facts("项目支出表", header + "某市教育局\t校舍维修\t3\t2\t1\n\t某市教育局\t3\t2\t1\n合计\t\t3\t2\t1\n")
    assert [fact[1:5] for fact in found] == [
        ("project", "校舍维修", "all", "project"), ("project", "校舍维修", "general", "project"),
        ("project", "校舍维修", "unit", "project"),
        ("unit", "", "all", "project"), ("unit", "", "general", "project"), ("unit", "", "unit", "project"),
        ("total", "", "all", "project"), ("total", "", "general", "project"), ("total", "", "unit", "project"),
    ]  # fmt: skip


def test_purchases() -> None:
    header = "项目名称\t采购品目\t数量\t单价(元)\t采购金额\t\n\t\t\t\t采购金额合计\t其中:面向小微企业\n"
    found = parse(document("政府采购预算明细表\n单位：元\n" + header + "校服\t服装\t22\t600.00\t13200.00\t13200.00\n"))
    assert [(line.item, line.project.name if line.project else "") for line in found.lines] == [
        ("unit_price", "校服"), ("purchase", "校服"), ("purchase_micro", "校服"),
    ]  # fmt: skip
    assert [entry.outcome for entry in found.ledger if entry.printed == "22"] == ["attribute"]


def test_operating_cost_beside_the_three() -> None:
    header = "“三公”经费预算数\t\t\t\t\t\t机关运行经费预算数\n"
    header += "合计\t因公出国(境)费\t公务接待费\t公务用车购置及运行费\t\t\t\n\t\t\t小计\t购置费\t运行费\t\n"
    found = facts("“三公”经费和机关运行经费预算表", header + "6\t1\t2\t3\t1\t2\t9\n")
    assert [fact[1] for fact in found] == [
        "three_public_total", "overseas_travel", "reception", "official_vehicle", "vehicle_purchase",
        "vehicle_operation", "operating_cost",
    ]  # fmt: skip


def test_blocks_tell_the_nature_of_their_codes() -> None:
    header = "人员经费\t\t\t公用经费\t\t\n科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数\n"
    rows = "301\t工资福利支出\t5\t302\t商品和服务支出\t3\n人员经费合计\t\t5\t公用经费合计\t\t3\n"
    found = facts("一般公共预算财政拨款基本支出决算表", header + rows, "final")
    assert [(fact[1], fact[2], fact[4]) for fact in found] == [
        ("code", "301", "basic_personnel"), ("code", "302", "basic_public"),
        ("total", "", "basic_personnel"), ("total", "", "basic_public"),
    ]  # fmt: skip
