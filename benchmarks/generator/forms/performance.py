"""Ruled forms of projects: target forms of budgets (two provinces' shapes) and the ministry's self-evaluation.

Source of the last: 《项目支出绩效评价管理办法》(财预〔2020〕10号). A label stands in one cell, its value in the next.
"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.generator.families import Form
from benchmarks.generator.ledger import Book, ProjectPlan
from benchmarks.generator.money import Printer, percent
from benchmarks.generator.sheet import Cell, Meaning, Row, Subject, Table
from benchmarks.generator.style import Style, start_table

PURPOSE = "保障单位正常履行职能，确保各项工作任务按时按质完成。"
PROJECT_MONEY = Meaning("expenditure", "all", "project")


def build_performance(style: Style, form: Form, book: Book, number: str) -> list[Table]:
    """Gives one form per project."""
    fill = LAYOUTS[form.layout]
    tables = []
    for plan in book.projects:
        table = start_table(style, form, _printer(form, style), number if form.number_each or not tables else "")
        fill(style, table, plan)
        tables.append(table)
    return tables


def _printer(form: Form, style: Style) -> Printer:
    return Printer("元", 2, comma=style.tables.comma) if form.layout == "shanghai" else Printer("万元", 2)


def _put(table: Table, width: int, *cells: Cell) -> int:
    """Adds a row padded with merged cells; gives its number."""
    table.rows.append(Row([*cells, *[None] * (width - len(cells))]))
    return len(table.rows) - 1


def _money(table: Table, row: int, place: int, subject: Subject, stage: str = "", fund: str = "all") -> None:
    meaning = PROJECT_MONEY._replace(stage=stage, fund=fund)
    table.marks[row, place] = (meaning, subject, table.unit)


def _fill_chongqing(style: Style, table: Table, plan: ProjectPlan) -> None:
    """The form of 表十一: 当年预算, 本级安排, 上级补助; indicators with weight, unit, sign, value, core."""
    table.width = width = 9
    printer = Printer("万元", 2)
    name, amount = plan.name, printer(plan.amount)
    project = Subject("project", project=name)
    _put(table, width, "项目名称", f"{plan.code}-{name}", None, "业务主管部门", style.publisher.alias)
    _put(table, width, "预算执行率权重", "10", None, "项目分类", "一般性项目")
    row = _put(table, width, "当年预算（万元）", amount, None, "本级安排（万元）", amount)
    _money(table, row, 1, project)
    _money(table, row, 4, Subject("own_level", project=name))
    _put(table, width, None, None, None, "上级补助（万元）", "")
    _put(table, width, "项目概述", PURPOSE)
    _put(table, width, "立项依据", "有关工作部署和文件要求。")
    _put(table, width, "当年绩效目标", PURPOSE)
    _put(
        table,
        width,
        "绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标权重",
        "计量单位",
        "指标性质",
        "指标值",
        "是否核心指标",
    )
    for target in plan.indicators:
        value = "" if target.sign == "定性" and style.rng.random() < 0.3 else target.value
        row = _put(table, width, None, target.level1, target.level2, target.name, str(target.weight), target.unit,
                   target.sign, value, "是" if target.core else "否")  # fmt: skip
        table.indicators.append((row, name, target, value, ""))


def _fill_shanghai(style: Style, table: Table, plan: ProjectPlan) -> None:
    """The form 填报表: money in yuan by source, the indicator's sign, value and unit in one cell."""
    table.width = width = 8
    printer = Printer("元", 2, comma=style.tables.comma, zero="0.00")
    name, amount, nothing = plan.name, printer(plan.amount), printer(0)
    table.unit, table.unit_line, table.left = "元", "", ""
    _put(table, width, f"（{style.year}年度）")
    _put(table, width, "项目名称", None, name, None, "项目性质", "经常性项目", "项目类别", "特定目标类")
    _put(table, width, "主管部门", None, style.publisher.name, None, "实施单位", style.publisher.name)
    _put(table, width, "计划开始日期", None, f"{style.year}-01-01", None, "计划完成日期", f"{style.year}-12-31")
    row = _put(table, width, "项目资金（元）", None, "项目资金总额", None, amount, "年度资金申请总额", None, amount)
    _money(table, row, 4, Subject("project_total", project=name))
    _money(table, row, 7, Subject("annual_total", project=name))
    row = _put(table, width, None, None, "其中：财政资金", None, amount, "其中：当年财政拨款", None, amount)
    for place, item in ((4, "project_total"), (7, "fund")):  # the left side is the project's whole life
        _money(table, row, place, Subject(item, project=name), fund="fiscal_appropriation")
    row = _put(table, width, None, None, None, None, None, "上年结转资金", None, nothing)
    _money(table, row, 7, Subject("fund", project=name), fund="carryover")
    row = _put(table, width, None, None, "其他资金", None, nothing, "其他资金", None, nothing)
    for place, item in ((4, "project_total"), (7, "fund")):
        _money(table, row, place, Subject(item, project=name), fund="other")
    _put(table, width, "项目绩效目标", "项目总目标", None, None, None, "年度总体目标")
    _put(table, width, None, PURPOSE, None, None, None, PURPOSE)
    _put(table, width, None, "一级指标", "二级指标", "三级指标", None, None, "年度（/项目）指标值")
    for target in plan.indicators:
        sign, unit = ("", "") if target.sign == "定性" else (target.sign, f"({target.unit})")
        value = target.value if not sign else f"{sign}{target.value}.00{unit}"
        row = _put(table, width, None, target.level1, target.level2, target.name, None, None, value)
        table.indicators.append((row, name, target, value, ""))


def _fill_self_evaluation(style: Style, table: Table, plan: ProjectPlan) -> None:
    """The ministry's 自评表: budgets and outcome by source, then every indicator with target, actual and score."""
    table.width = width = 9
    printer = Printer("万元", 2, trim=style.rng.random() < 0.5)
    name, spent, budget = plan.name, printer(plan.amount), printer(plan.budget)
    rate = percent(plan.amount, plan.budget, trim=True)
    points = f"{10 * plan.amount / plan.budget:.1f}".removesuffix(".0")
    table.unit, table.unit_line, table.left = "万元", "", ""
    _put(table, width, f"（{style.year}年度）")
    _put(table, width, "项目名称", name)
    _put(table, width, "主管部门", style.publisher.name, None, None, "实施单位", style.publisher.name)
    _put(table, width, "项目资金（万元）", "", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    row = _put(table, width, None, "年度资金总额", None, budget, budget, spent, "10", f"{rate}%", points)
    row_fund = _put(table, width, None, "其中：当年财政拨款", None, budget, budget, spent, "—", f"{rate}%", "—")
    for place, stage in ((3, "budget"), (4, "adjusted_budget"), (5, "final")):
        _money(table, row, place, Subject("annual_total", project=name), stage)
        _money(table, row_fund, place, Subject("fund", project=name), stage, "fiscal_appropriation")
    _put(table, width, None, "上年结转资金", None, "", "", "", "—", "", "—")
    _put(table, width, None, "其他资金", None, "", "", "", "—", "", "—")
    _put(table, width, "年度总体目标", "预期目标", None, None, None, "实际完成情况")
    _put(table, width, None, PURPOSE, None, None, None, "各项工作任务已完成。")
    _put(
        table,
        width,
        "绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    )
    for target in plan.indicators:
        qualitative = target.sign == "定性"
        wanted = target.value if qualitative else f"{target.sign}{target.value}{target.unit}"
        actual = "达成预期指标" if qualitative else f"{target.value}{target.unit}"
        score = str(target.weight)
        row = _put(table, width, None, target.level1, target.level2, target.name, wanted, actual, score, score, "无")
        table.indicators.append((row, name, target, wanted, actual))
    total = sum(target.weight for target in plan.indicators) + 10 * plan.amount / plan.budget
    _put(table, width, "总分", None, None, None, None, None, "100", f"{total:.1f}".removesuffix(".0"), "")


LAYOUTS: dict[str, Callable[[Style, Table, ProjectPlan], None]] = {
    "chongqing": _fill_chongqing,
    "shanghai": _fill_shanghai,
    "self_evaluation": _fill_self_evaluation,
}
