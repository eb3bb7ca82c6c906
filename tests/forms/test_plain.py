"""Plain text, the reading order of a PDF: rows rebuilt by codes, names and sums; the rest stays unplaced."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.forms.extraction import Context
from pipelines.forms.plain.fragments import read_region
from pipelines.forms.plain.words import is_side_label, read_names
from pipelines.forms.standard import StandardTables, extract_standard
from pipelines.reading.lines import read_rows
from pipelines.reading.text import SourceText


def blocks(*parts: str) -> str:
    """Blocks of text with an empty line between them; `/` parts the lines of a block."""
    return "\n\n".join(part.replace("/", "\n") for part in parts)


def read(text: str) -> StandardTables:
    source = SourceText(text)
    return extract_standard(read_rows(source), source, Context("budget", 2025), frozenset())


def amounts(text: str, form: str) -> set[tuple[str, str, Decimal]]:
    lines = [line for line in read(text).found.lines if line.form == form]
    return {(line.functional or line.economic or line.item, line.nature, line.amount_yuan) for line in lines}


HEAD = ("编制部门：某市某局", "单位：元", "项目/功能分类科目编码/类", "款", "功能分类科目名称", "项")
#: Parts of codes in runs, a class named after its numbers, a wrapped name, the columns' words among the rows.
EXPENDITURE = blocks(
    "2025年部门支出预算总表",
    *HEAD,
    *["201", "201", "03", "201", "03", "201", "03", "01", "02"],
    "一般公共服务支出",
    "支出预算",
    *("合计", "基本支出", "项目支出"),
    *("500.00", "300.00", "200.00"),
    "政府办公厅（室）及/相关机构事务",
    *("500.00", "300.00", "200.00", "行政运行", "300.00", "300.00", "一般行政管理事务", "200.00", "200.00"),
    *("140.00 140.00", "行政事业单位养老支出"),
    *["208", "05"],
    *("140.00", "140.00", "机关事业单位基本养老保险缴费支/出", "100.00 100.00"),
    *["208", "05", "05", "208", "05", "06", "208"],
    *("机关事业单位职业年金缴费支出", "40.00", "40.00", "社会保障和就业支出"),
    *("640.00", "440.00", "200.00", "合计"),
)
EXPECTED = {
    ("201", "total", Decimal(500)),
    ("201", "basic", Decimal(300)),
    ("201", "project", Decimal(200)),
    ("20103", "total", Decimal(500)),
    ("20103", "basic", Decimal(300)),
    ("20103", "project", Decimal(200)),
    ("2010301", "total", Decimal(300)),
    ("2010301", "basic", Decimal(300)),
    ("2010302", "total", Decimal(200)),
    ("2010302", "project", Decimal(200)),
    ("208", "total", Decimal(140)),
    ("208", "basic", Decimal(140)),
    ("20805", "total", Decimal(140)),
    ("20805", "basic", Decimal(140)),
    ("2080505", "total", Decimal(100)),
    ("2080505", "basic", Decimal(100)),
    ("2080506", "total", Decimal(40)),
    ("2080506", "basic", Decimal(40)),
    ("total", "total", Decimal(640)),
    ("total", "basic", Decimal(440)),
    ("total", "project", Decimal(200)),
}


def test_rows_are_rebuilt_from_torn_codes_and_names() -> None:
    assert amounts(EXPENDITURE, "expenditure_detail") == EXPECTED


def test_rebuilt_values_say_so() -> None:
    lines = read(EXPENDITURE).found.lines
    assert lines
    assert {line.placement for line in lines} <= {"inferred", "ambiguous"}
    assert all(line.why for line in lines)


def test_a_detached_column_is_given_back_to_its_rows() -> None:
    torn = EXPENDITURE.replace("行政运行\n\n300.00\n\n300.00", "300.00\n\n行政运行\n\n300.00").replace(
        "一般行政管理事务\n\n200.00\n\n200.00", "一般行政管理事务\n\n200.00\n\n208\n\n200.00"
    )
    assert amounts(torn, "expenditure_detail") <= EXPECTED
    assert ("2010302", "project", Decimal(200)) in amounts(torn, "expenditure_detail")


def test_numbers_that_contradict_the_sums_stay_unplaced() -> None:
    wrong = EXPENDITURE.replace("300.00\n\n300.00\n\n一般行政", "310.00\n\n310.00\n\n一般行政")
    found = read(wrong)
    lines = {(line.functional, line.amount_yuan) for line in found.found.lines}
    assert ("2010301", Decimal(310)) not in lines
    assert ("2080505", Decimal(100)) in lines
    reasons = [claim.reason for claim in found.found.claims if claim.outcome == "unplaced"]
    assert any("次序打乱" in reason for reason in reasons)


def test_columns_swapped_in_one_row_are_refuted_by_the_sums() -> None:
    zeros = EXPENDITURE.replace("一般行政管理事务\n\n200.00\n\n200.00", "一般行政管理事务\n\n200.00\n\n200.00\n\n0.00")
    found = amounts(zeros, "expenditure_detail")
    assert ("2010302", "basic", Decimal(200)) not in found


@pytest.mark.parametrize("column", ["年初预算数/决算数", "年初结转和结余/年末结转和结余"])
def test_a_header_with_columns_of_no_declared_order_gives_no_rows(column: str) -> None:
    words = "\n\n".join(column.split("/"))
    found = amounts(EXPENDITURE.replace("支出预算\n\n合计", f"支出预算\n\n{words}\n\n合计"), "expenditure_detail")
    assert found == set()


SUMMARY = blocks(
    "2025年部门财务收支预算总表",
    "编制部门：某市某局",
    "单位：元",
    "本年收入/项目",
    "本年支出/预算数",
    "项目",
    "预算数",
    "一、财政拨款收入",
    "640.00 一、一般公共服务支出",
    "500.00",
    "1. 一般公共预算资金",
    "640.00 二、社会保障/和就业支出",
    "140.00",
    "2. 政府性基金",
    "二、事业收入/三、事业单位经营收入",
    "收入总计",
    "640.00",
    "支出总计",
    "640.00",
)
THREE_PUBLIC = blocks(
    "2025年部门“三公”经费和机关运行经费预算表",
    "单位:万元/“三公”经费预算数/机关运行经费预算/数",
    "公务用车购置及运行费/合计",
    "因公出国(境)费",
    "公务接待费/小计",
    "10.81",
    "0",
    "0.83/购置费",
    "9.98/运行费",
    "0",
    "9.98",
    "217.83",
)


def test_two_sides_take_their_numbers_and_balance() -> None:
    found = amounts(f"{SUMMARY}\n\n{EXPENDITURE}", "revenue_expenditure_summary")
    assert found == {
        ("fund", "total", Decimal(640)),
        ("201", "total", Decimal(500)),
        ("208", "total", Decimal(140)),
        ("total", "total", Decimal(640)),
    }


def test_a_class_torn_from_its_number_gets_what_another_table_prints() -> None:
    torn = SUMMARY.replace("\n\n140.00\n", "\n").replace("500.00", "500.00\n\n140.00")
    found = amounts(f"{torn}\n\n{EXPENDITURE}", "revenue_expenditure_summary")
    assert ("208", "total", Decimal(140)) in found


def test_a_whole_label_does_not_go_on_behind_an_empty_line() -> None:
    """The source below is a part of a balance whose label stands elsewhere, and none of 债务还本支出."""
    text = blocks("二、债务还本支出", "国有资本经营预/算财政拨款", "0.00", "一、一般公共/服务支出", "5.00")
    found = read_names(read_region(read_rows(SourceText(text)), coded=False).fragments, is_side_label)
    assert [name.cell.key for name in found] == ["二、债务还本支出", "一、一般公共服务支出"]


def test_a_side_that_does_not_balance_is_left_alone() -> None:
    wrong = SUMMARY.replace("二、社会保障/和就业支出", "二、教育支出").replace("500.00", "510.00")
    assert not {key for key in amounts(f"{wrong}\n\n{EXPENDITURE}", "revenue_expenditure_summary") if key[0] == "201"}


#: Row numbers beside the labels, one torn away; more was carried in than the year took; the sum is off by rounding.
NUMBERED = blocks(
    "收入支出决算总表",
    "部门：某市某局 单位：元/收入/支出",
    *("项目", "行次", "决算数", "项目", "行次", "决算数", "栏次", "1", "栏次", "2"),
    *("一、一般公共预算财政拨款收入", "1", "630.00", "一、一般公共服务支出", "7", "500.00"),
    *("二、事业收入", "2", "二、社会保障和就业支出", "8", "140.00", "3", "九、卫生健康支出"),
    *("本年收入合计", "4", "630.00", "9", "本年支出合计", "10", "640.01"),
    *("年初结转和结余", "5", "12.00", "年末结转和结余", "11", "2.00"),
    *("总计", "6", "642.00", "总计", "12", "642.00"),
)


def test_row_numbers_are_no_amounts_and_balances_are_added() -> None:
    assert amounts(f"{EXPENDITURE}\n\n{NUMBERED}", "revenue_expenditure_summary") == {
        ("fund", "total", Decimal(630)),
        ("current_year_total", "total", Decimal(630)),
        ("carry_in", "total", Decimal(12)),
        ("grand_total", "total", Decimal(642)),
        ("201", "total", Decimal(500)),
        ("208", "total", Decimal(140)),
        ("current_year_total", "total", Decimal("640.01")),
        ("carry_out", "total", Decimal(2)),
    }


def test_a_total_that_does_not_add_the_balances_refutes_its_side() -> None:
    wrong = NUMBERED.replace("12.00", "13.00")
    found = amounts(f"{EXPENDITURE}\n\n{wrong}", "revenue_expenditure_summary")
    assert ("carry_out", "total", Decimal(2)) in found
    assert ("carry_in", "total", Decimal(13)) not in found


#: Economic items in blocks side by side: one amount a row, blanks dropped, a code after its amount.
LISTED = blocks(
    "一般公共预算财政拨款基本支出决算表",
    "单位：元/人员经费/公用经费",
    *("科目代码", "科目名称", "决算数", "科目代码", "科目名称", "决算数"),
    *("301", "工资福利支出", "90.00", "302", "商品和服务支出", "10.00"),
    *("30101", "基本工资", "60.00", "30201", "办公费", "8.00"),
    *("30102", "津贴补贴", "30202", "印刷费", "2.00"),
    *("奖金", "30.00", "30103", "310", "资本性支出", "7.00"),
    *("303", "对个人和家庭的补助", "5.00", "31002", "办公设备购置", "6.00"),
    *("30302", "退休费", "5.00", "人员经费合计", "95.00", "公用经费合计", "17.00"),
)


def test_one_amount_a_row_belongs_to_the_name_before_it() -> None:
    assert amounts(f"{EXPENDITURE}\n\n{LISTED}", "general_basic_expenditure") == {
        ("301", "basic_personnel", Decimal(90)),
        ("30101", "basic_personnel", Decimal(60)),
        ("30103", "basic_personnel", Decimal(30)),
        ("303", "basic_personnel", Decimal(5)),
        ("30302", "basic_personnel", Decimal(5)),
        ("302", "basic_public", Decimal(10)),
        ("30201", "basic_public", Decimal(8)),
        ("30202", "basic_public", Decimal(2)),
        ("total", "basic_personnel", Decimal(95)),
    }  # 310 is not the sum of its items, so the public total is not borne out either


def test_the_only_row_of_three_public_takes_the_numbers_in_order() -> None:
    lines = [line for line in read(f"{EXPENDITURE}\n\n{THREE_PUBLIC}").found.lines if line.form == "three_public"]
    found = {(line.item, line.amount_yuan) for line in lines}
    assert ("three_public_total", Decimal(108100)) in found
    assert ("reception", Decimal(8300)) in found
    assert ("vehicle_operation", Decimal(99800)) in found
    assert ("operating_cost", Decimal(2178300)) in found


STAGES = blocks(
    "一般公共预算财政拨款支出决算表",
    *("单位：元", "项目", "年初预算数", "全年预算数", "本年支出决算数", "科目编码", "科目名称"),
    *("小计", "基本支出", "项目支出"),
    *("201", "一般公共服务支出", "450.00", "520.00", "500.00", "300.00", "200.00"),
    *("20103", "政府办公厅（室）及相关机构事务", "450.00", "520.00", "500.00", "300.00", "200.00"),
    *("2010301", "行政运行", "290.00", "310.00", "300.00", "300.00"),
    *("2010302", "一般行政管理事务", "160.00", "210.00", "200.00", "200.00"),
    *("合计", "450.00", "520.00", "500.00", "300.00", "200.00"),
)


def test_budget_and_outcome_side_by_side_each_sum_on_their_own() -> None:
    lines = [line for line in read(f"{EXPENDITURE}\n\n{STAGES}").found.lines if line.form == "general_expenditure"]
    found = {(line.functional, line.stage, line.nature, line.amount_yuan) for line in lines}
    assert len(found) == len(lines) == 23
    assert {row[1:] for row in found if row[0] == "2010302"} == {
        ("budget", "total", Decimal(160)),
        ("adjusted_budget", "total", Decimal(210)),
        ("final", "total", Decimal(200)),
        ("final", "project", Decimal(200)),
    }


SOURCES = ("合计", "一般公共预算拨款", "政府性基金预算拨款", "国有资本经营预算拨款", "财政专户管理资金", "事业收入")
SOURCES += ("事业单位经营收入", "上级补助收入", "附属单位上缴收入", "其他收入")


def test_a_row_of_a_total_and_many_sources_of_which_few_are_printed() -> None:
    three = ("900.00", "600.00", "300.00")
    rows = ("201", "一般公共服务支出", *three, "20103", "政府办公厅（室）及相关机构事务", *three)
    rows += ("2010301", "行政运行", *three, "合计", *three)
    text = blocks("部门收入总表", "单位：元", "科目编码", "科目名称", *SOURCES, *rows)
    lines = [line for line in read(f"{EXPENDITURE}\n\n{text}").found.lines if line.form == "revenue_detail"]
    assert Counter(line.amount_yuan for line in lines) == {Decimal(900): 4, Decimal(600): 4, Decimal(300): 4}
    assert {line.placement for line in lines} == {"ambiguous"}


def test_a_row_whose_sums_are_broken_keeps_its_numbers_from_others() -> None:
    rows = (
        *("208", "社会保障和就业支出", "350.00", "100.00", "250.00"),
        *("20805", "行政事业单位养老支出", "350.00", "10.00", "250.00"),
        *("2080505", "机关事业单位基本养老保险缴费支出", "100.00", "100.00"),
        *("2080506", "机关事业单位职业年金缴费支出", "250.00", "250.00"),
        *("210", "卫生健康支出", "20.00", "20.00", "21011", "行政事业单位医疗", "20.00", "20.00"),
        *("2101101", "行政单位医疗", "20.00", "20.00"),
        *("合计", "370.00", "120.00", "250.00"),
    )
    text = blocks("部门支出总表", "单位：元", "科目编码", "科目名称", "合计", "基本支出", "项目支出", *rows)
    lines = [line for line in read(f"{SUMMARY}\n\n{text}").found.lines if line.form == "expenditure_detail"]
    found = {(line.functional, line.nature): line.amount_yuan for line in lines if line.placement != "ambiguous"}
    assert found["2080506", "project"] == Decimal(250)
    assert found["2080505", "basic"] == Decimal(100)
    assert found["2101101", "basic"] == Decimal(20)
    assert ("20805", "basic") not in found or found["20805", "basic"] == Decimal(10)


ITEMS = ("合计", "因公出国（境）费", "公务用车购置及运行维护费", "公务接待费")
ITEM_CODES = ("three_public_total", "overseas_travel", "official_vehicle", "vehicle_purchase", "vehicle_operation")
ITEM_CODES += ("reception",)
VEHICLES = ("小计", "公务用车购置费", "公务用车运行维护费")


FUND = blocks(
    "政府性基金预算财政拨款收入支出决算表",
    *("单位：元", "项目", "年初结转和结余", "本年收入", "本年支出", "年末结转和结余", "科目编码", "科目名称", "小计"),
    *("基本支出", "项目支出", "229", "其他支出", "2.00", "8.00", "9.00", "9.00", "1.00"),
    *("22960", "彩票公益金安排的支出", "2.00", "8.00", "9.00", "9.00", "1.00"),
    *("2296002", "用于社会福利的彩票公益金支出", "5.00", "5.00", "5.00"),
    *("2296004", "用于教育事业的彩票公益金支出", "2.00", "3.00", "4.00", "4.00", "1.00"),
    *("合计", "2.00", "8.00", "9.00", "9.00", "1.00"),
)


def test_balances_tell_the_rows_of_a_fund() -> None:
    found = [
        line for line in read(f"{EXPENDITURE}\n\n{FUND}").found.lines if line.form == "government_fund_expenditure"
    ]
    own = [(line.functional, line.item, line.amount_yuan) for line in found if len(line.functional) == 7]
    assert own == [
        ("2296002", "current_year_total", 5), ("2296002", "code", 5), ("2296002", "code", 5),
        ("2296004", "carry_in", 2), ("2296004", "current_year_total", 3),
        ("2296004", "code", 4), ("2296004", "code", 4),
        ("2296004", "carry_out", 1),
    ]  # fmt: skip
    assert {line.fund for line in found} == {"government_fund"}


UNNUMBERED = blocks(
    "财政拨款收支总表",
    *("单位：元", "收入", "支出", "项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算"),
    *("一、本年收入", "600.00", "一、本年支出", "640.00", "640.00", "0.00"),
    *("一般公共预算拨款收入", "600.00", "一般公共服务支出", "500.00", "500.00", "0.00"),
    *("政府性基金预算拨款收入", "0.00", "社会保障和就业支出", "140.00", "140.00", "0.00"),
    *("二、上年结转", "40.00", "一般公共预算拨款收入", "40.00"),
    *("收入总计", "640.00", "支出总计", "640.00", "640.00", "0.00"),
)


def test_sources_without_ordinals_belong_to_the_label_above() -> None:
    found = read(f"{EXPENDITURE}\n\n{UNNUMBERED}").found.lines
    revenue = [line for line in found if line.form == "fiscal_appropriation_summary" and line.side == "revenue"]
    assert [(line.item, line.fund, line.amount_yuan) for line in revenue] == [
        ("current_year_total", "fiscal_appropriation", 600), ("fund", "general", 600), ("fund", "government_fund", 0),
        ("carry_in", "fiscal_appropriation", 40), ("carry_in", "general", 40),
        ("grand_total", "fiscal_appropriation", 640),
    ]  # fmt: skip


UNITS = blocks(
    "一般公共预算“三公”经费支出预算表",
    *(
        "单位：万元",
        "单位编码",
        "单位名称（科目）",
        "当年财政拨款预算安排",
        "合计",
        "因公出国（境）费用",
        "公务用车购置及运行维护费",
    ),
    *("公务接待费", "小计", "公务用车购置费", "公务用车运行费"),
    *("合计", "1.89", "0.00", "1.24", "0.00", "1.24", "0.65"),
    *("285001", "某市第一人民医院", "1.89", "0.00", "1.24", "0.00", "1.24", "0.65"),
)


def test_a_row_of_three_public_for_each_unit() -> None:
    """公务用车 stands before 公务接待费, its parts on the line below; all of it is 财政拨款."""
    found = [line for line in read(f"{EXPENDITURE}\n\n{UNITS}").found.lines if line.form == "three_public"]
    row = [
        ("three_public_total", 18_900), ("overseas_travel", 0), ("official_vehicle", 12_400), ("vehicle_purchase", 0),
        ("vehicle_operation", 12_400), ("reception", 6_500),
    ]  # fmt: skip
    assert [(line.item, line.amount_yuan) for line in found] == row * 2
    assert {(line.fund, line.placement) for line in found} == {("fiscal_appropriation", "inferred")}


CHANGES = blocks(
    "一般公共预算支出表",
    *(
        "部门：某部/单位：万元",
        "功能分类科目",
        "2025年预算数",
        "2025年预算数比2024年执行数",
        "科目编码",
        "科目名称",
        "小计",
    ),
    *("基本支出", "项目支出", "增减额", "增减%", "201", "一般公共服务支出"),
    *("445.58", "383.71", "230.45", "153.26", "-61.87", "-13.88", "20103", "政府办公厅（室）及相关机构事务"),
    *("445.58", "383.71", "230.45", "153.26", "-61.87", "-13.88", "2010301", "行政运行"),
    *("289.82", "230.45", "230.45", "-20.49", "2024年执行数", "2010302", "一般行政管理事务"),
    *("155.76", "136.26", "136.26", "-19.50", "-12.52", "2010303", "机关服务", "17.00", "17.00", "17.00"),
    *("合计", "445.58", "383.71", "230.45", "153.26", "-61.87", "-13.88", "-59.37"),
)


def test_changes_against_last_year_tell_the_rows() -> None:
    """差额 and 比率 are of two amounts of the row, also where one of them was torn away; a new row has no last year."""
    found = [line for line in read(f"{EXPENDITURE}\n\n{CHANGES}").found.lines if line.form == "general_expenditure"]
    lines = [(line.functional, line.nature, line.fiscal_year, line.stage) for line in found]
    assert lines[:4] == [
        ("201", "total", 2024, "final"), ("201", "total", 2025, "budget"),
        ("201", "basic", 2025, "budget"), ("201", "project", 2025, "budget"),
    ]  # fmt: skip
    own = {code: [] for code in ("2010301", "2010302", "2010303")}
    for line in found:
        if line.functional in own:
            own[line.functional].append((line.nature, line.fiscal_year, line.amount_yuan / 10_000))
    assert own == {
        "2010301": [("total", 2024, Decimal("289.82")), *[(n, 2025, Decimal("230.45")) for n in ("total", "basic")]],
        "2010302": [("total", 2024, Decimal("155.76")), *[(n, 2025, Decimal("136.26")) for n in ("total", "project")]],
        "2010303": [(nature, 2025, Decimal(17)) for nature in ("total", "project")],
    }


def test_a_number_that_is_an_amount_or_a_change_belongs_to_no_column() -> None:
    """136.26 three times and 0.00: 项目支出 of nothing, no change, or 136.26 more than nothing."""
    text = CHANGES.replace("155.76\n\n136.26\n\n136.26\n\n-19.50\n\n-12.52", "136.26\n\n136.26\n\n136.26\n\n0.00")
    text = f"{EXPENDITURE}\n\n{text}".replace("445.58", "426.08").replace("-61.87", "-42.37").replace("-13.88", "-9.94")
    found = read(text).found
    lines = [line for line in found.lines if line.functional == "2010302" and line.form == "general_expenditure"]
    assert {(line.nature, line.amount_yuan / 10_000) for line in lines} <= {
        (nature, Decimal("136.26")) for nature in ("total", "project")
    }
    untold = [text[claim.start : claim.end] for claim in found.claims if "无法确定数字所属的行或栏" in claim.reason]
    assert {"136.26", "0.00"} <= set(untold)


def test_budget_and_outcome_of_three_public_in_one_row() -> None:
    amounts = ("6.00", "0.00", "4.00", "0.00", "4.00", "2.00", "5.00", "0.00", "4.00", "0.00", "4.00", "1.00")
    head = ("单位：元", "预算数", "决算数", *ITEMS, *ITEMS, *VEHICLES, *VEHICLES)
    text = blocks("财政拨款“三公”经费支出决算表", *head, *amounts)
    lines = [line for line in read(f"{EXPENDITURE}\n\n{text}").found.lines if line.form == "three_public"]
    assert {(line.item, line.stage): line.amount_yuan for line in lines} == {
        (item, stage): Decimal(amount)
        for stage, column in (("budget", amounts[:6]), ("final", amounts[6:]))
        for item, amount in zip(ITEM_CODES, column, strict=True)
    }


def test_budget_and_outcome_under_each_item_of_three_public() -> None:
    amounts = ("6.00", "5.00", "0.00", "0.00", "4.00", "4.00", "0.00", "0.00", "4.00", "4.00", "2.00", "1.00")
    head = ("单位：元", *ITEMS, *VEHICLES, *(("预算数", "决算数") * 6))
    text = blocks("财政拨款“三公”经费支出决算表", *head, *amounts)
    lines = [line for line in read(f"{EXPENDITURE}\n\n{text}").found.lines if line.form == "three_public"]
    assert {(line.item, line.stage): line.amount_yuan for line in lines} == {
        (item, stage): Decimal(amount)
        for stage, column in (("budget", amounts[::2]), ("final", amounts[1::2]))
        for item, amount in zip(ITEM_CODES, column, strict=True)
    }


def test_a_row_of_three_public_for_each_stage() -> None:
    head = ("单位：元", "项目", "“三公”经费", "小计", "因公出国（境）费用", "公务接待费", "公务用车购置及运行维护费")
    rows = ("预算数", "6.00", "0.00", "2.00", "4.00", "0.00", "4.00", "0.50", "0.60")
    rows += ("决算数", "5.00", "0.00", "1.00", "4.00", "0.00", "4.00", "0.40", "0.30")
    text = blocks("“三公”经费及会议费、培训费支出决算表", *head, *VEHICLES, "会议费", "培训费", *rows)
    lines = [line for line in read(f"{EXPENDITURE}\n\n{text}").found.lines if line.form == "three_public"]
    assert {(line.stage, line.amount_yuan) for line in lines if line.item == "reception"} == {
        ("adjusted_budget", Decimal(2)),
        ("final", Decimal(1)),
    }


@pytest.mark.parametrize("text", [EXPENDITURE, f"{SUMMARY}\n\n{EXPENDITURE}\n\n{THREE_PUBLIC}"])
def test_every_number_is_told_of_once(text: str) -> None:
    found = read(text).found
    spans = [(line.source_start, line.source_end) for line in found.lines]
    spans += [(claim.start, claim.end) for claim in found.claims]
    assert max(Counter(spans).values()) == 1


PIECES = EXPENDITURE.split("\n")[3:]


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(len(PIECES))))
def test_no_order_of_fragments_makes_reading_fail(order: list[int]) -> None:
    text = "\n".join([*EXPENDITURE.split("\n")[:3], *(PIECES[at] for at in order)])
    found = read(text).found
    spans = [(line.source_start, line.source_end) for line in found.lines]
    spans += [(claim.start, claim.end) for claim in found.claims]
    assert not spans or max(Counter(spans).values()) == 1
    for line in found.lines:
        assert text[line.source_start : line.source_end].replace(",", "") == line.printed.replace(",", "")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(PIECES) - 1), st.integers(1, 30))
def test_a_moved_fragment_gives_no_wrong_total(place: int, by: int) -> None:
    pieces = list(PIECES)
    moved = pieces.pop(place)
    pieces.insert(min(len(pieces), place + by), moved)
    text = "\n".join([*EXPENDITURE.split("\n")[:3], *pieces])
    totals = {key for key in amounts(text, "expenditure_detail") if key[1] == "total"}
    assert totals <= EXPECTED


def test_the_code_of_a_unit_before_a_name_is_no_amount() -> None:
    text = EXPENDITURE.replace("一般公共服务支出", "320001 一般公共服务支出").replace("行政运行", "320001\n\n行政运行")
    assert amounts(text, "expenditure_detail") == amounts(EXPENDITURE, "expenditure_detail")


def test_a_total_is_borne_out_by_classes_that_were_rounded() -> None:
    text = EXPENDITURE.replace("640.00", "640.01").replace("440.00", "440.01")
    assert {key for key in amounts(text, "expenditure_detail") if key[0] == "total"} == {
        ("total", "total", Decimal("640.01")),
        ("total", "basic", Decimal("440.01")),
        ("total", "project", Decimal(200)),
    }


def test_a_header_word_goes_on_behind_its_neighbour_and_orders_differ_by_the_place_of_their_words() -> None:
    """Reception before vehicles, both orders are declared; 机关运行经费 is torn around a word that stands beside it."""
    table = (
        "2025年部门“三公”经费和机关运行经费预算表\n单位:万元\n2025年“三公”经费预算数\n2025年机关运行经\n"
        "公务用车购置及运行费\n费预算数\n合计 因公出国(境)费 公务接待费\n小计 购置费 运行费\n"
        "47.91 0 1.35 46.56 25 21.56 443.18"
    )
    lines = [line for line in read(f"{EXPENDITURE}\n\n{table}").found.lines if line.form == "three_public"]
    assert [(line.item, line.printed) for line in lines] == [
        ("three_public_total", "47.91"),
        ("overseas_travel", "0"),
        ("reception", "1.35"),
        ("official_vehicle", "46.56"),
        ("vehicle_purchase", "25"),
        ("vehicle_operation", "21.56"),
        ("operating_cost", "443.18"),
    ]


NAMES = ["一般公共服务支出", "政府办公厅（室）及相关机构事务", "行政运行", "一般行政管理事务", "社会保障和就业支出"]
NAMES += ["行政事业单位养老支出", "机关事业单位基本养老保险缴费支出", "机关事业单位职业年金缴费支出"]


def test_numbers_column_by_column_are_no_rows_though_some_add_up_by_chance() -> None:
    """One below the other a group and its class print the same: taken for a row, 500.00 would be basic expenditure."""
    codes = ["201", "20103", "2010301", "2010302", "208", "20805", "2080505", "2080506"]
    total = ["500.00", "500.00", "300.00", "200.00", "140.00", "140.00", "100.00", "40.00", "640.00"]
    basic = ["300.00", "300.00", "300.00", "0.00", "140.00", "140.00", "100.00", "40.00", "440.00"]
    head = ("2025年部门一般公共预算支出功能分类预算表", "单位：元", "合计", "基本支出", "项目支出")
    text = blocks(*head, *codes, *NAMES, "合计", *total, *basic)
    assert not amounts(f"{EXPENDITURE}\n\n{text}", "general_expenditure")


def test_the_last_of_several_sources_is_not_the_only_one_with_an_amount() -> None:
    """All names stand before all amounts, so the amount behind the last name is not its own."""
    text = blocks(
        "2025年部门财务收支预算总表",
        *("单位：元", "本年收入", "本年支出", "项目", "预算数", "项目", "预算数"),
        *("一、财政拨款收入", "二、事业收入", "三、事业单位经营收入", "四、其他收入"),
        *("640.00 ", "一、一般公共服务支出", "500.00", "二、社会保障和就业支出", "140.00"),
        *("收入总计", "640.00", "支出总计", "640.00"),
    )
    found = amounts(f"{EXPENDITURE}\n\n{text}", "revenue_expenditure_summary")
    assert ("201", "total", Decimal(500)) in found
    assert not {item for item, _, _ in found if item == "fund"}


def test_names_of_one_block_have_the_numbers_of_the_block_behind_them() -> None:
    stacked = LISTED.replace(
        "30201\n\n办公费\n\n8.00\n\n30102\n\n津贴补贴\n\n30202\n\n印刷费\n\n2.00",
        "30102\n\n津贴补贴\n\n30201\n30202\n\n办公费\n印刷费\n\n8.00\n2.00",
    )
    assert amounts(f"{EXPENDITURE}\n\n{stacked}", "general_basic_expenditure") == amounts(
        f"{EXPENDITURE}\n\n{LISTED}", "general_basic_expenditure"
    )


def test_a_class_and_a_total_without_numbers_take_the_only_ones_that_their_sums_ask_for() -> None:
    torn = LISTED.replace("工资福利支出\n\n90.00", "工资福利支出").replace("\n\n95.00", "") + "\n\n90.00\n\n95.00"
    assert amounts(f"{EXPENDITURE}\n\n{torn}", "general_basic_expenditure") == amounts(
        f"{EXPENDITURE}\n\n{LISTED}", "general_basic_expenditure"
    )


def test_a_number_behind_two_names_confirms_no_class_alone() -> None:
    row = ("303", "对个人和家庭的补助", "310", "资本性支出", "5.00", "30302", "退休费", "31002", "办公设备购置", "5.00")
    text = blocks("一般公共预算财政拨款基本支出决算表", "单位：元", "科目代码", "科目名称", "决算数", *row)
    assert amounts(f"{EXPENDITURE}\n\n{text}", "general_basic_expenditure") == set()


def test_codes_whose_nought_is_lost_behind_their_class() -> None:
    table = (
        "2025年部门一般公共预算基本支出部门预算经济分类预算表\n编制部门：某市某局 单位：元\n项目 一般公共预算基本支出\n"
        "经济分类科目编码\n经济分类科目名称 合计 人员经费 公用经费\n类 款\n301 工资福利支出 95.00 95.00 0\n"
        "301 1 基本工资 60.00 60.00 0\n301 2 津贴补贴 35.00 35.00 0\n302 商品和服务支出 10.00 0 10.00\n"
        "302 11 差旅费 10.00 0 10.00\n合计 105.00 95.00 10.00"
    )
    found = amounts(f"{EXPENDITURE}\n\n{table}", "general_basic_expenditure")
    assert {("30101", "basic", Decimal(60)), ("30102", "basic_personnel", Decimal(35))} <= found


def test_cells_wrapped_over_lines_are_the_reading_order_of_a_page() -> None:
    """A cell on a line of its own is never torn: three torn names of codes tell, and then sums bear out the rows."""
    table = (
        "支出决算表\n单位：万元\n项目\n本年支出合计\n基本支出\n项目支出\n对附属单位补\n助支出\n功能分类\n科目编码\n科目名称\n"
        "201\n一般公共\n服务支出\n500.00\n300.00\n200.00\n20103\n政府办公厅（室）及\n相关机构事务\n500.00\n300.00\n200.00\n"
        "2010301\n行政运行\n300.00\n300.00\n2010302\n一般行政管理\n事务\n200.00\n200.00\n合计\n500.00\n300.00\n200.00"
    )
    found = amounts(table, "expenditure_detail")
    assert {("2010301", "basic", Decimal(3000000)), ("2010302", "project", Decimal(2000000))} <= found
    assert ("20103", "total", Decimal(5000000)) in found


def test_a_summary_may_part_its_classes_into_basic_and_project_expenditure() -> None:
    table = (
        "2025年部门财务收支预算总表\n单位：元\n本年收入 本年支出\n预算数\n"
        "项目 预算数 项目 基本支出\n合计 项目支出\n人员经费 公用经费\n"
        "一、财政拨款收入 640.00 一、一般公共服务支出 500.00 250.00 50.00 200.00\n"
        "二、事业收入 二、社会保障和就业支出 140.00 120.00 20.00\n收入总计 640.00 支出总计 640.00 370.00 70.00 200.00"
    )
    found = amounts(f"{EXPENDITURE}\n\n{table}", "revenue_expenditure_summary")
    assert {("201", "basic_personnel", Decimal(250)), ("201", "project", Decimal(200))} <= found
    assert {("total", "basic_public", Decimal(70)), ("total", "total", Decimal(640))} <= found


#: Names of sources before all amounts, each of which shares a line with the class on its row.
BESIDE = blocks(
    "2025年部门财务收支预算总表",
    *("单位：元", "本年收入", "本年支出", "项目", "预算数", "项目", "预算数"),
    *("一、一般公共预算资金", "二、政府性基金", "三、事业收入", "收入总计"),
    *("600.00 一、一般公共服务支出", "500.00", "40.00 二、社会保障和就业支出", "140.00"),
    *("640.00 支出总计", "640.00"),
)


def test_a_number_left_of_a_class_is_of_the_source_on_its_row() -> None:
    found = read(f"{BESIDE}\n\n{EXPENDITURE}").found.lines
    assert {(line.fund, line.printed) for line in found if line.item == "fund"} == {
        ("general", "600.00"),
        ("government_fund", "40.00"),
    }


def test_a_source_that_stands_out_of_order_leaves_the_rows_open() -> None:
    torn = BESIDE.replace("二、政府性基金\n\n三、事业收入", "三、事业收入\n\n二、政府性基金")
    assert not [line for line in read(f"{torn}\n\n{EXPENDITURE}").found.lines if line.item == "fund"]


def test_a_total_of_a_side_is_found_though_its_classes_were_rounded() -> None:
    found = amounts(BESIDE.replace("640.00", "640.01") + f"\n\n{EXPENDITURE}", "revenue_expenditure_summary")
    assert ("total", "total", Decimal("640.01")) in found


def test_headings_of_names_of_row_numbers_and_funds_below_a_balance_begin_anew() -> None:
    text = blocks("项目/支出", "三、国有资本经营预算财政拨款/行次", "年初财政拨款结转和结余/一般公共预算财政拨款")
    names = read_names(read_region(read_rows(SourceText(text)), coded=False).fragments, is_side_label)
    assert [name.cell.key for name in names] == ["三、国有资本经营预算财政拨款", "年初财政拨款结转和结余"]


def test_bare_digits_beside_amounts_with_decimals_number_rows() -> None:
    """The numbering of columns is torn into pieces and begins anew on the other side."""
    torn = NUMBERED.replace("栏次\n\n2\n\n", "").replace("9\n\n本年支出合计", "2\n\n3\n\n9\n\n本年支出合计")
    torn = torn.replace("项目\n\n行次\n\n决算数\n\n项目", "项目\n\n行/次\n\n决算数\n\n项目".replace("/", "\n"))
    assert amounts(f"{EXPENDITURE}\n\n{torn}", "revenue_expenditure_summary") == amounts(
        f"{EXPENDITURE}\n\n{NUMBERED}", "revenue_expenditure_summary"
    )


def test_a_column_whose_word_is_torn_keeps_its_numbers() -> None:
    text = EXPENDITURE.replace("合计\n\n基本支出\n\n项目支出", "出\n\n合计 基本支出 项目支 经营支")
    assert amounts(text, "expenditure_detail") == EXPECTED


def test_a_table_of_more_amounts_than_cells_has_a_column_that_was_not_understood() -> None:
    rows = [
        "合计",
        "6.00",
        "3.00",
        "2.00",
        "1.00",
        "0.00",
        "201",
        "一般公共服务支出",
        "6.00",
        "3.00",
        "2.00",
        "1.00",
        "0.00",
    ]
    head = ("2025年部门收入预算总表", "单位：元", "合计", "一般公共预算", "政府性基金预算", "事业收入")
    text = blocks(*head, *rows, "20103", "政府办公厅（室）及相关机构事务", "6.00", "3.00", "2.00", "1.00", "0.00")
    assert not amounts(f"{EXPENDITURE}\n\n{text}", "revenue_detail")


def test_numbers_before_a_total_do_not_tell_their_columns() -> None:
    torn = EXPENDITURE.replace("300.00\n\n200.00\n\n政府办公厅", "政府办公厅").replace(
        "单位：元", "单位：元\n\n200.00", 1
    )
    found = amounts(torn + "\n\n300.00", "expenditure_detail")
    assert ("201", "total", Decimal(500)) in found
    assert not found & {("201", "basic", Decimal(200)), ("201", "project", Decimal(300))}


def test_numbers_of_columns_that_stand_among_the_amounts_are_none() -> None:
    cells = ("1", "6.00", "2", "3", "4", "0.00", "4.00", "5", "6", "0.00", "4.00", "2.00")
    text = blocks("一般公共预算“三公”经费支出表", "单位：元", *("“三公”经费合计", *ITEMS[1:], *VEHICLES), *cells)
    found = {
        line.item: line.printed for line in read(f"{EXPENDITURE}\n\n{text}").found.lines if line.form == "three_public"
    }
    assert found["three_public_total"] == "6.00"
    assert "1" not in found.values()


def test_a_heading_of_the_year_is_not_the_label_of_the_total() -> None:
    text = EXPENDITURE.replace("640.00\n\n440.00", "本年支出合计\n\n640.00\n\n440.00")
    assert amounts(text, "expenditure_detail") == EXPECTED
