"""Cases that generated disclosures brought up: one small text each, and the cells it must give."""

from __future__ import annotations

import pytest

from pipelines.forms.extraction import Context
from pipelines.forms.standard import extract_standard
from pipelines.reading.lines import read_rows
from pipelines.reading.text import SourceText

BUDGET = Context("budget", 2023)


def cells(text: str, context: Context = BUDGET) -> list[str]:
    """Every money line of a text as what it is of, its nature or fund, and the amount as printed."""
    source = SourceText(text)
    found = extract_standard(read_rows(source), source, context, frozenset())
    return [
        " ".join(
            word
            for word in (
                line.functional or line.economic or line.item,
                line.nature if line.nature != "total" else "",
                line.fund if line.fund != "all" else "",
                line.printed,
            )
            if word
        )
        for line in found.found.lines
    ]


def spilled(*rows: str) -> str:
    """Rows with every cell on a line of its own; `<` is a cell merged with the one before it."""
    lines: list[str] = []
    for row in rows:
        parts = row.split(",")
        lines += [f"{part} |" if part else "|" for part in parts if part != "<"]
        merged = parts.count("<")
        lines += ["|" * merged] if merged else []
    return "\n".join(lines)


EXPENDITURE = (
    "科目编码,科目名称,合计,基本支出,项目支出,经营支出",
    "合计,<,30.00,21.00,9.00,",
    "201,一般公共服务支出,25.00,16.00,9.00,",
    "20103,政府办公厅及相关机构事务,25.00,16.00,9.00,",
    "2010301,行政运行,16.00,16.00,,",
    "2010302,一般行政管理事务,9.00,,9.00,",
    "221,住房保障支出,5.00,5.00,,",
    "22102,住房改革支出,5.00,5.00,,",
    "2210201,住房公积金,5.00,5.00,,",
)
EXPENDITURE_CELLS = """
    total 30.00, total basic 21.00, total project 9.00
    201 25.00, 201 basic 16.00, 201 project 9.00
    20103 25.00, 20103 basic 16.00, 20103 project 9.00
    2010301 16.00, 2010301 basic 16.00
    2010302 9.00, 2010302 project 9.00
    221 5.00, 221 basic 5.00
    22102 5.00, 22102 basic 5.00
    2210201 5.00, 2210201 basic 5.00
"""


def listed(text: str) -> list[str]:
    return [cell.strip() for line in text.strip().splitlines() for cell in line.split(",")]


def test_every_cell_on_a_line_of_its_own() -> None:
    """Nothing ends a row but the width; the total's label spans two columns."""
    assert cells("部门支出总表\n单位：万元\n" + spilled(*EXPENDITURE)) == listed(EXPENDITURE_CELLS)


def test_every_cell_on_a_line_of_its_own_below_a_title_that_spans_the_row() -> None:
    """The title prints the width; the table above, another. Its number stands on a row of its own."""
    above = spilled("附表1,,,", "收支总表,<,<,<", "单位：万元,<,<,<", "收入,<,支出,<", "项目,预算数,项目,预算数")
    above += "\n" + spilled("一、一般公共预算拨款收入,30.00,一、一般公共服务支出,25.00", ",,二、住房保障支出,5.00")
    text = above + "\n" + spilled("附表2,,,,,", "部门支出总表,<,<,<,<,<", "单位：万元,<,<,<,<,<", *EXPENDITURE)
    assert cells(text) == ["fund general 30.00", "201 25.00", "221 5.00", *listed(EXPENDITURE_CELLS)]


def stacked(*rows: str) -> str:
    """Every cell and every pipe on a line of its own; no pipe stands for a merged cell."""
    return "\n".join(f"{part}\n|" if part else "|" for row in rows for part in row.split(",") if part != "<")


def test_pipes_on_lines_of_their_own_and_headings_that_span_columns() -> None:
    text = stacked(
        "收入支出决算总表,,,,,", "公开01表,<,<,<,<,<", "金额单位：元,<,<,<,<,<", "收入,<,<,支出,<,<",
        "项目,行次,决算数,项目（按功能分类）,行次,决算数", "栏次,,1,栏次,,2",
        "一、一般公共预算财政拨款收入,1,900.00,一、一般公共服务支出,31,700.00",
        "五、事业收入,5,100.00,八、社会保障和就业支出,38,200.00",
        "本年收入合计,27,1000.00,本年支出合计,57,900.00",
        "年初结转和结余,29,,年末结转和结余,59,100.00", "总计,30,1000.00,总计,60,1000.00",
    )  # fmt: skip
    assert cells(text, Context("final_account", 2023)) == [
        "fund general 900.00", "201 700.00", "fund business 100.00", "208 200.00",
        "current_year_total 1000.00", "current_year_total 900.00", "carry_out 100.00",
        "grand_total 1000.00", "grand_total 1000.00",
    ]  # fmt: skip


@pytest.mark.parametrize("closing", [" |", "\n|"])
def test_cells_whose_rows_nothing_shows(closing: str) -> None:
    """A header of two levels over one row, no run of pipes: the order of the cells tells what they are."""
    header = "“三公”经费合计,因公出国（境）费,公务用车购置及运行费,公务接待费,小计,公务用车购置费,公务用车运行费"
    lines = "".join(f"{cell}{closing}\n" for cell in f"{header},79,0,75,50,25,4".split(","))
    assert cells(f"一般公共预算“三公”经费支出预算表\n单位：万元\n{lines}二、情况说明\n") == [
        "three_public_total general 79", "overseas_travel general 0", "official_vehicle general 75",
        "vehicle_purchase general 50", "vehicle_operation general 25", "reception general 4",
    ]  # fmt: skip


def test_row_numbers_jump_where_rows_were_left_out() -> None:
    """Without positions only the amount behind it tells a row number from an amount."""
    text = """收入支出决算总表
金额单位：万元 | |||||
收入 | 支出 | ||||
项目 | 行次 | 决算数 | 项目 | 行次 | 决算数 |
一、财政拨款收入 | 1 | 90.00 | 一、一般公共服务支出 | 31 | 80.00 |
本年收入合计 | 27 | 90.00 | 本年支出合计 | 57 | 80.00 |
年末结转和结余 | 58 | 10 | |||
总计 | 30 | 90.00 | 总计 | 60 | 90.00 |
"""
    assert cells(text, Context("final_account", 2023)) == [
        "fund fiscal_appropriation 90.00", "201 80.00", "current_year_total 90.00", "current_year_total 80.00",
        "carry_out 10", "grand_total 90.00", "grand_total 90.00",
    ]  # fmt: skip


def test_header_cells_that_begin_with_a_line_break() -> None:
    """Only the header spills; the rows below it tell its width."""
    text = """收支总表
单位：万元
收入 |
支出 | |||
项目 |
预算数 |
项目 |
预算数 |
一、一般公共预算拨款收入 | 30.00 | 一、一般公共服务支出 | 25.00 |
二、住房保障支出 | 5.00 | |||
收入总计 | 30.00 | 支出总计 | 30.00 |
"""
    assert cells(text) == ["fund general 30.00", "201 25.00", "221 5.00", "total 30.00", "total 30.00"]


def test_the_only_row_tells_how_wide_a_spilled_header_is() -> None:
    """Twelve column numbers on lines of their own are one row of numbers, no amount among them."""
    text = """一般公共预算“三公”经费支出决算表
单位：万元
预算数 |
决算数 | |||||
合计 |
因公出国（境）费 |
公务接待费 |
合计 |
因公出国（境）费 |
公务接待费 |
1 |
2 |
3 |
4 |
5 |
6 |
5.00 | 0 | 5.00 | 3.00 | 0 | 3.00 |
"""
    assert cells(text, Context("final_account", 2023)) == [
        f"{what} general {amount}"
        for stage in ("5.00", "3.00")
        for what, amount in (("three_public_total", stage), ("overseas_travel", "0"), ("reception", stage))
    ]


def test_two_totals_whose_labels_span_columns() -> None:
    """人员经费合计 over two columns, 公用经费合计 over five: the second amount stands in the last column."""
    text = "一般公共预算基本支出表\n单位：万元\n" + spilled(
        "人员经费,<,<,公用经费,<,<,<,<,<",
        "科目编码,科目名称,预算数,科目编码,科目名称,预算数,科目编码,科目名称,预算数",
        "301,工资福利支出,9.00,302,商品和服务支出,3.00,310,资本性支出,1.00",
        "30101,基本工资,5.00,30201,办公费,1.00,31002,办公设备购置,1.00",
        "30102,津贴补贴,3.00,30211,差旅费,2.00,,,",
        "30103,奖金,1.00,,,,,,",
        "人员经费合计,<,9.00,公用经费合计,<,<,<,<,4.00",
    )
    assert cells(text)[-2:] == ["total basic_personnel general 9.00", "total basic_public general 4.00"]


THREE_PUBLIC = (
    "项目,预算数",
    "“三公”经费,1.40",
    "（一）因公出国（境）支出,",
    "（二）公务用车购置及运行维护支出,1.40",
    "1.公务用车购置,",
    "2.公务用车运行维护费,1.40",
    "（三）公务接待费支出,",
)
THREE_PUBLIC_CELLS = [
    f"{item} general 1.40" for item in ("three_public_total", "official_vehicle", "vehicle_operation")
]


def test_few_spilled_cells_tell_their_width_when_all_are_like_their_column() -> None:
    text = "一般公共预算“三公”经费支出表\n单位：万元\n"
    assert cells(text + spilled(*THREE_PUBLIC)) == THREE_PUBLIC_CELLS


NUMBERED = ("表三,", "一般公共预算“三公”经费支出表,<", "单位：万元,", *THREE_PUBLIC)
BASIC = ("科目编码,科目名称,预算数", "301,工资福利支出,9.00", "30101,基本工资,5.00", "30102,津贴补贴,4.00")


@pytest.mark.parametrize("above", [spilled(*BASIC), "\n".join(row.replace(",", " | ") + " |" for row in BASIC)])
@pytest.mark.parametrize("number", ["表四,,", "表四,<,<"], ids=["blanks", "merged"])
def test_a_spilled_table_of_two_columns_between_others(above: str, number: str) -> None:
    """Its title spans two columns: the only pipe behind it could be a blank cell of a table of three."""
    head = spilled("表二,,", "一般公共预算基本支出表,<,<", "单位：万元,<,<") + "\n"
    below = spilled(number, "国有资本经营预算支出表,<,<", "单位：万元,<,<", "科目编码,科目名称,合计", "合计,,0.00")
    found = cells("\n".join((head + above, spilled(*NUMBERED), below)))
    basic = ["301 basic general 9.00", "30101 basic general 5.00", "30102 basic general 4.00"]
    assert sorted(found) == sorted([*basic, *THREE_PUBLIC_CELLS, "total state_capital 0.00"])


def test_blank_columns_tell_a_spilled_width_that_like_kinds_do_not() -> None:
    """Every row of eight cells could be two of four: code, name and two amounts; an amount and three blanks."""
    rows = [row + ",," for row in EXPENDITURE]
    rows[0] = EXPENDITURE[0] + ",上缴上级支出,对附属单位补助支出"
    assert cells("部门支出总表\n单位：万元\n" + spilled(*(row.replace("<", "") for row in rows))) == listed(
        EXPENDITURE_CELLS
    )


def page(*lines: str) -> str:
    """Lines of `position:words`; a position with a minus is where the words end."""
    drawn: list[str] = []
    for line in lines:
        text = ""
        for part in line.split():
            place, _, words = part.partition(":")
            left = int(place) if int(place) >= 0 else -int(place) - len(words)
            text = text.ljust(left) + words
        drawn.append(text)
    return "\n".join(drawn)


def test_names_wrapped_on_both_sides_of_a_page() -> None:
    """A name of two lines stands above and below its numbers, or beside and below; each side wraps for itself."""
    text = page(
        "0:财政拨款收支总表",
        "60:单位：万元",
        "8:收入 40:支出",
        "2:项目 13:预算数 25:项目 38:合计 46:一般公共预算财政 58:政府性基金预",
        "49:拨款 58:算财政拨款",
        "0:一、一般公共预 22:一、一般公共服务",
        "-18:30.00 -42:25.00 -54:25.00",
        "0:算财政拨款 22:支出",
        "0:二、政府性基金预 -18:7.00 22:二、外交支出 -42:2.00 -64:2.00",
        "0:算财政拨款",
        "22:三、住房保障支出 -42:10.00 -54:5.00 -64:5.00",
        "0:收入总计 -18:37.00 22:支出总计 -42:37.00 -54:30.00 -64:7.00",
    )
    assert cells(text) == [
        "fund general 30.00", "201 fiscal_appropriation 25.00", "201 general 25.00",
        "fund government_fund 7.00", "202 fiscal_appropriation 2.00", "202 government_fund 2.00",
        "221 fiscal_appropriation 10.00", "221 general 5.00", "221 government_fund 5.00",
        "total fiscal_appropriation 37.00",
        "total fiscal_appropriation 37.00", "total general 30.00", "total government_fund 7.00",
    ]  # fmt: skip


def test_numbers_under_other_numbers_tell_their_columns() -> None:
    """Two columns are blank in most rows; the positions say which, the arithmetic could not. A page moves them."""
    text = """部门支出总表
                                            单位：万元
科目编码     科目名称       合计      基本支出    项目支出
201      一般公共服务支出   25.00               25.00
20103    政府办公厅     25.00               25.00
2010301  行政运行      20.00               20.00
\f科目编码     科目名称         合计        基本支出     项目支出
2010302  一般行政管理         5.00                 5.00
         事务
221      住房保障支出         5.00       5.00
"""
    assert cells(text) == listed("""
        201 25.00, 201 project 25.00
        20103 25.00, 20103 project 25.00
        2010301 20.00, 2010301 project 20.00
        2010302 5.00, 2010302 project 5.00
        221 5.00, 221 basic 5.00
    """)


def test_names_wrapped_beside_codes_with_letters() -> None:
    """A lane of identifiers holds letters in some codes, digits in others."""
    text = page(
        "0:项目支出表",
        "40:单位：万元",
        "0:项目编码 18:项目名称 28:合计 36:一般公共预算",
        "18:合计 -34:335.00 -46:335.00",
        "0:6212T0096212083 18:住院医师规范化培 -34:25.00 -46:25.00",
        "18:训",
        "0:6212T0077857803 18:公立医院综合改革 -34:310.00 -46:310.00",
        "18:补助",
    )
    source = SourceText(text)
    found = extract_standard(read_rows(source), source, BUDGET, frozenset()).found.lines
    names = [line.project.name for line in found if line.project]
    assert names == ["住院医师规范化培训"] * 2 + ["公立医院综合改革补助"] * 2


def test_noughts_below_the_numbers_of_columns_are_a_row() -> None:
    text = """财政拨款“三公”经费支出决算表
                                                单位：万元
合计   因公出国（境）费   公务用车购置及运行维护费   公务接待费
1        2                3                4
0        0                0                0
"""
    assert len(cells(text, Context("final_account", 2023))) == 4


def test_labels_wrapped_over_lines_that_begin_like_others() -> None:
    """结余分配 is a label of its own, but no word above it is; the first label of a side is wrapped as any other."""
    text = page(
        "0:部门收支总表",
        "40:单位：万元",
        "8:收入 30:支出",
        "2:项目 13:预算数 25:项目 38:预算数",
        "22:一、文化旅游体育与传媒支",
        "0:一、财政拨款收入 -18:67.00 -42:67.00",
        "22:出",
        "0:本年收入合计 -18:67.00 22:本年支出合计 -42:67.00",
        "22:三十一、事业单位",
        "0:二、上年结转 -18:3.00 -42:3.00",
        "22:结余分配",
        "0:收入总计 -18:70.00 22:支出总计 -42:70.00",
    )
    found = cells(text)
    assert "207 67.00" in found
    assert "surplus_distribution 3.00" in found
    assert found.count("grand_total 70.00") == 2


def paragraphs(*rows: str) -> str:
    """A filled cell as a line and an empty line, a blank cell as an empty line; `<` is merged and not printed."""
    return "".join("\n" if not part else part + "\n\n" for row in rows for part in row.split(",") if part != "<")


FUND = (
    "科目编码,科目名称,年初结转和结余,本年收入,本年支出小计,基本支出,项目支出,年末结转和结余",
    "合计,<,,352.00,352.00,,352.00,",
    "214,交通运输支出,,352.00,352.00,,352.00,",
    "21468,船舶油污损害赔偿基金支出,,352.00,352.00,,352.00,",
)


def test_a_total_is_as_many_cells_short_as_its_label_spans() -> None:
    """One blank stands before its first amount: the year's beginning, not the name."""
    text = "政府性基金预算财政拨款收入支出决算表\n单位：万元\n" + paragraphs(*FUND)
    wanted = ["current_year_total", "total", "total project"]
    found = cells(text, Context("final_account", 2023))
    assert found[:3] == [f"{what} government_fund 352.00" for what in wanted]


def test_a_reporter_whose_place_begins_like_a_money_unit() -> None:
    head = "2024年部门支出总表,编制单位：元氏县新华镇人民政府,单位：万元"
    rows = ("合计,,3.00,2.00,1.00", "201,一般公共服务支出,3.00,2.00,1.00")
    text = paragraphs(head, "科目编码,科目名称,合计,基本支出,项目支出", *rows)
    total = ["total 3.00", "total basic 2.00", "total project 1.00"]
    assert cells(text) == [*total, "201 3.00", "201 basic 2.00", "201 project 1.00"]


def test_an_amount_like_a_class_stands_where_an_amount_stands() -> None:
    """302 yuan of 手续费: the class 302 has its code in a column of its own."""
    head = "一般公共预算基本支出表,单位：元,科目编码,,科目名称,合计,人员经费,公用经费,类,款"
    rows = ("302,,商品和服务支出,512,,512", "302,01,办公费,210,,210", "302,04,手续费,302,,302", "310,,资本性支出,9,,9")
    found = cells(paragraphs(head, *rows))
    assert [cell for cell in found if cell.startswith("30204")] == [
        "30204 basic general 302",
        "30204 basic_public general 302",
    ]


def test_an_amount_of_three_digits_is_no_class() -> None:
    """224 is 灾害防治及应急管理支出, but no name follows it here."""
    rows = ("科目编码,科目名称,合计,基本支出,项目支出", "合计,<,300,224,76", "201,一般公共服务支出,300,224,76")
    found = cells("部门支出总表\n单位：万元\n" + paragraphs(*rows))
    assert found == ["total 300", "total basic 224", "total project 76", "201 300", "201 basic 224", "201 project 76"]


def test_names_without_amounts_do_not_run_into_a_total() -> None:
    """The last lines of a page: a wrapped class, the year's total, a balance, and only the totals have amounts."""
    text = page(
        "0:收支总表",
        "40:单位：元",
        "8:收入 34:支出",
        "2:项目 14:决算数 26:项目 40:决算数",
        "0:一、事业收入 14:30.00 24:一、一般公共服务支出 40:30.00",
        "24:二、资源勘探工业信",
        "24:息等支出",
        "0:本年收入合计 14:30.00 24:本年支出合计 40:30.00",
        "0:使用非财政拨款结余 24:结余分配",
        "0:总计 14:30.00 24:总计 40:30.00",
    )
    assert cells(text, Context("final_account", 2023)) == [
        "fund business 30.00", "201 30.00", "current_year_total 30.00", "current_year_total 30.00",
        "grand_total 30.00", "grand_total 30.00",
    ]  # fmt: skip


def test_a_page_without_header_on_which_columns_are_blank() -> None:
    """Its lanes are fewer than the columns: names are whole, row numbers go on, and sums place the amounts."""
    text = page(
        "0:财政拨款收支总表",
        "40:单位：元",
        "8:收入 40:支出",
        "2:项目 12:行次 18:决算数 28:项目 40:行次 46:合计 54:一般公共预算财政拨款 76:政府性基金预算财政拨款",
        "0:一、一般公共预算 12:1 18:30.00 26:一、一般公共服务支出 40:5 46:37.00 54:30.00 76:7.00",
        "0:财政拨款",
        "0:二、政府性基金 12:2 18:7.00 26:二、外交支出 40:6",
        "0:预算财政拨款",
    )
    text += "\n\f" + page(
        "0:年初财政拨款结转 12:3 18:2.00 26:年末财政拨款结转 40:7 48:2.00 56:2.00",
        "0:和结余 26:和结余",
        "0:总计 12:4 18:39.00 26:总计 40:8 48:32.00 56:32.00",
    )
    assert cells(text, Context("final_account", 2023)) == [
        "fund general 30.00", "201 fiscal_appropriation 37.00", "201 general 30.00", "201 government_fund 7.00",
        "fund government_fund 7.00", "carry_in fiscal_appropriation 2.00",
        "carry_out fiscal_appropriation 2.00", "carry_out general 2.00",
        "total fiscal_appropriation 39.00", "total fiscal_appropriation 32.00", "total general 32.00",
    ]  # fmt: skip


def test_a_total_whose_label_spans_columns_and_is_filled_up_at_the_end() -> None:
    """As wide as every row, but only one place further do its amounts add up."""
    title = "政府性基金预算财政拨款收入支出决算表,<,<,<,<,<,<,<"
    text = spilled(title, "单位：万元,<,<,<,<,<,<,<", *FUND)
    wanted = ["current_year_total", "total", "total project"]
    found = cells(text, Context("final_account", 2023))
    assert found[:3] == [f"{what} government_fund 352.00" for what in wanted]


@pytest.mark.parametrize(
    "elsewhere",
    [
        "（一）公务用车购置及运行费17.98万元。",
        """一般公共预算基本支出表
单位：万元
科目编码 | 科目名称 | 合计 |
310 | 资本性支出 | 0 |
31013 | 公务用车购置 | 0 |
""",
    ],
)
def test_what_says_nothing_of_a_part_is_no_witness(elsewhere: str) -> None:
    """A sentence on both parts together, and a nought in basic expenditure: the car may still be a project's."""
    text = """
一般公共预算“三公”经费支出表
单位：万元
“三公”经费合计 | 因公出国（境）费 | 公务用车购置及运行费 | 公务接待费 | ||
小计 | 公务用车购置费 | 公务用车运行费 | |||
17.98 | 17.98 | 17.98 | |||
"""
    source = SourceText(elsewhere + text)
    lines = extract_standard(read_rows(source), source, BUDGET, frozenset()).found.lines
    parts = {line.placement for line in lines if line.item in ("vehicle_purchase", "vehicle_operation")}
    assert parts == {"ambiguous"}
