"""Forms of performance as provinces made them of the official ones: columns, captions and money in other places."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines import parse
from pipelines.forms.extraction import Extraction
from tests.forms.performance.grids import BUDGET, FINAL, LAYOUTS, extract, grid

LONG_AND_ANNUAL = grid("""
项目支出绩效目标表
单位:万元
项目名称|渠道整治|||||
项目资金|100.00|||||
长期绩效指标|一级指标|二级指标|指标内容|指标值|备注
|产出指标|数量指标|整治长度|50公里|
|效益指标|社会效益指标|受益人口|≥2000人|
年度绩效指标|一级指标|二级指标|指标内容|指标值|备注
|产出指标|数量指标|整治长度|12公里|
|满意度指标|服务对象满意度指标|农户满意度|≥90%|
""")

LIST_WITH_CODES = grid("""
项目支出绩效目标表
单位:万元
单位编码|单位名称|职级|项目名称|项目资金总额|绩效目标|一级指标|二级指标|三级指标|绩效指标性质|绩效指标值|绩效度量单位
201001|某县水利局|1|渠道整治|100.00|完成整治|产出指标|数量指标|整治长度|≥|12|公里
201001|某县水利局|1|渠道整治|100.00|完成整治|产出指标|质量指标|验收合格率|=|100|%
201001|某县水利局|1|水库除险|60.00|完成除险|产出指标|数量指标|除险座数|=|3|座
""")

UNKNOWN_LABEL = grid("""
项目支出绩效目标表
单位:万元
项目名称|渠道整治|项目总额|100.00|
某种自定的目标|完成整治|||
绩效指标|一级指标|二级指标|三级指标|年度指标值
|产出指标|数量指标|整治长度|12公里
""")

LABELS_ABOVE_FIGURES = grid("""
部门整体支出绩效目标表
单位:万元
部门名称|某县水利局|||
年度主要任务|任务名称|主要内容||
|渠道整治|整治渠道||
|水库除险|除险加固||
年度部门整体支出预算|资金总额|财政拨款|其他资金|
|160.00|150.00|10.00|
年度绩效指标|一级指标|二级指标|三级指标|指标值(包含数字及文字描述)
|产出指标|数量指标|整治长度|≥12公里
""")

LABELS_IN_THEIR_CELLS = grid("""
部门整体支出绩效目标表
单位:万元
年度预算申请|资金总额:160.00||||
|按收入性质分:||按支出性质分:||
|其中:一般公共预算:150.00||其中:基本支出:100.00||
|其他资金:10.00||项目支出:60.00||
部门整体支出年度绩效指标|一级指标|二级指标|三级指标|指标值
|产出指标|数量指标|整治长度|12公里
""")

HALF_YEAR = grid("""
部门整体绩效目标表
一级指标|二级指标|三级指标|指标解释|半年(程)目标值|全年(程)目标值
过程|预算执行|预算执行率|支出占预算|≥50%|≥95%
||公用经费控制率|支出占预算|≤50%|≤100%
""")

LEVELS_ON_ROWS = grid("""
项目支出绩效目标表(本次下达)
单位名称、项目名称|项目年度绩效目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|指标属性|指标内容
某县水利局|||||||||
渠道整治|完成整治||||||||
||产出指标|||||||
|||数量指标||||||
||||整治长度|>=|12|公里|定量指标|反映整治长度
||满意度指标|||||||
|||服务对象满意度||||||
||||农户满意度|>=|90|%|定量指标|反映满意度
""")

LEVELS_AS_CAPTION = grid("""
项目支出绩效目标申报表
项目名称:渠道整治
绩效指标|指标内容|指标值
数量指标|整治长度|≥12公里
社会效益|受益人口|≥2000人
满意度|农户满意度|≥90%
""")

HEADER_OF_TWO_ROWS = grid("""
项目支出绩效目标表
单位代码|单位(专项)名称|资金总额|实施期绩效目标|绩效指标||||
||||一级指标|二级指标|三级指标|指标值|度量单位
323001|渠道整治|200.00|完成整治|产出指标|数量指标|整治长度|12|公里
323001|渠道整治|200.00|完成整治|效益指标|社会效益指标|受益人口|2000|人
323001|水库除险|100.00|完成除险|产出指标|数量指标|除险座数|1|座
""")

PAYMENT_PLAN = grid("""
渠道整治绩效目标表
单位:万元
项目编码|13098022P000123|项目名称|渠道整治|
预算规模及资金用途|预算数|100.00|其中:财政资金|100.00
资金支出计划(%)|3月底|6月底|10月底|12月底
|25.00|50.00|85.00|100.00
一级指标|二级指标|三级指标|绩效指标描述|指标值
产出指标|数量指标|整治长度|年度整治长度|≥12公里
""")

LEVEL_TWICE = grid("""
项目支出绩效目标表
单位:万元
项目名称|渠道整治|||||||
一级指标|二级指标|三级指标|指标性质|指标值|度量单位|权重|指标方向性
产出指标|数量指标|整治长度|≥|12|公里|30|正向指标
满意度指标|满意度指标|农户满意度|≥|90|%|10|正向指标
""")

UNIT_ABOVE_PROJECTS = grid("""
项目支出绩效目标表
单位名称、项目名称|项目年度绩效目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|指标属性|指标内容
某县水利局|||||||||
渠道整治|完成整治|产出指标|数量指标|整治长度|>=|12|公里|定量指标|反映整治长度
||产出指标|质量指标|验收合格率|=|100|%|定量指标|反映质量
水库除险|完成除险|产出指标|数量指标|除险座数|=|3|座|定量指标|反映座数
""")

TARGETS_OF_TWO_ROWS = grid("""
项目支出绩效目标表
项目名称|渠道整治||
一级指标|二级指标|三级指标|指标值
|||全年(程)目标值
产出|数量指标|整治长度|=12公里
效益|社会效益|受益人口|≥2000人
""")

BUDGET_BESIDE_OUTCOME = grid("""
2023年度项目支出绩效自评表
单位:万元
项目名称|渠道整治|||||||
年度预算执行情况|预算数|100.00|执行数|98.00|执行率|98%||
其中:财政资金|100.00|其中:财政资金|98.00|||||
一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|分值|得分
产出指标|数量指标|整治长度|≥|12|公里|12|25|25
""")

LEVELS_UNDER_CAPTION = grid("""
部门整体支出绩效目标表
部门名称|某县水利局||||||
二、部门年度重点工作任务|||||||
部门职能职责|主要内容|对应项目|总额|财政拨款|其他资金|
水利建设|整治渠道|某项工作|100.00|90.00|10.00|
三、部门整体支出绩效指标|||||||
绩效指标|||指标性质|指标值|度量单位|指标值数据来源
一级指标|二级指标|三级指标||||
产出指标|数量指标|整治长度|>=|12|公里|年度计划
产出指标|质量指标|验收合格率|=|100|%|验收报告
满意度指标|服务对象满意度指标|农户满意度|>=|90|%|问卷
""")

VALUES_UNDER_TARGET = grid("""
项目支出绩效自评表
项目名称|渠道整治||||||||
绩效指标|||年度指标值|||实际完成值|分值|得分
一级指标|二级指标|三级指标|指标性质|指标值|度量单位|||
产出指标|数量指标|整治长度|>=|12|公里|12公里|30.00|30.00
|质量指标|验收合格率|=|100|%|100%|20.00|20.00
其他需要说明事项|无|||||||
""")

SOURCES_BELOW_THEIR_HEADING = grid("""
项目支出绩效目标表
项目名称|渠道整治||||
项目总预算(万元)|200.00|项目当年预算(万元)|100.00||
项目资金来源|来源项目||金额(万元)||
|合计||100.00||
|1.一般公共预算财政拨款||90.00||
|其中:申请当年预算拨款||90.00||
|2.其他资金||10.00||
项目绩效总目标|完成整治||||
一级指标|二级指标|三级指标|指标值||
产出指标|数量指标|整治长度|12公里||
""")

YEARS_UNDER_TARGET = grid("""
项目支出绩效目标表
项目名称|渠道整治||||||
一级指标|二级指标|三级指标|指标值|||指标值确定依据
|||前年|上年|预计当年实现|
产出指标|数量指标|整治长度|10公里|11公里|12公里|计划标准
""")


def indicators(found: Extraction) -> list[tuple[object, ...]]:
    return [
        (one.horizon, one.level1, one.level2, one.name, one.comparator, one.target_text, one.unit,
         one.project.name if one.project else None)
        for one in found.indicators
    ]  # fmt: skip


def money(found: Extraction) -> list[tuple[object, ...]]:
    return [
        (line.item, line.fund, line.nature, line.amount_yuan, line.project.name if line.project else None)
        for line in found.lines
    ]


def yuan(amount: str) -> Decimal:
    return Decimal(amount) * 10_000


CASES = {
    "long and annual": (
        LONG_AND_ANNUAL,
        [
            ("long_term", "产出指标", "数量指标", "整治长度", "=", "50公里", "公里", "渠道整治"),
            ("long_term", "效益指标", "社会效益指标", "受益人口", ">=", "≥2000人", "人", "渠道整治"),
            ("annual", "产出指标", "数量指标", "整治长度", "=", "12公里", "公里", "渠道整治"),
            ("annual", "满意度指标", "服务对象满意度指标", "农户满意度", ">=", "≥90%", "%", "渠道整治"),
        ],
        [("project", "all", "project", yuan("100"), "渠道整治")],
    ),
    "list with codes": (
        LIST_WITH_CODES,
        [
            ("annual", "产出指标", "数量指标", "整治长度", ">=", "12", "公里", "渠道整治"),
            ("annual", "产出指标", "质量指标", "验收合格率", "=", "100", "%", "渠道整治"),
            ("annual", "产出指标", "数量指标", "除险座数", "=", "3", "座", "水库除险"),
        ],
        [
            ("project", "all", "project", yuan("100"), "渠道整治"),
            ("project", "all", "project", yuan("60"), "水库除险"),
        ],
    ),
    "unknown label": (
        UNKNOWN_LABEL,
        [("annual", "产出指标", "数量指标", "整治长度", "=", "12公里", "公里", "渠道整治")],
        [("project_total", "all", "project", yuan("100"), "渠道整治")],
    ),
    "labels above figures": (
        LABELS_ABOVE_FIGURES,
        [("annual", "产出指标", "数量指标", "整治长度", ">=", "≥12公里", "公里", None)],
        [
            ("total", "all", "total", yuan("160"), None),
            ("fund", "fiscal_appropriation", "total", yuan("150"), None),
            ("fund", "other", "total", yuan("10"), None),
        ],
    ),
    "labels in their cells": (
        LABELS_IN_THEIR_CELLS,
        [("annual", "产出指标", "数量指标", "整治长度", "=", "12公里", "公里", None)],
        [
            ("total", "all", "total", yuan("160"), None),
            ("fund", "general", "total", yuan("150"), None),
            ("total", "all", "basic", yuan("100"), None),
            ("fund", "other", "total", yuan("10"), None),
            ("total", "all", "project", yuan("60"), None),
        ],
    ),
    "half year": (
        HALF_YEAR,
        [
            ("annual", "过程", "预算执行", "预算执行率", ">=", "≥95%", "%", None),
            ("annual", "过程", "预算执行", "公用经费控制率", "<=", "≤100%", "%", None),
        ],
        [],
    ),
    "levels as caption": (
        LEVELS_AS_CAPTION,
        [
            ("annual", "产出指标", "数量指标", "整治长度", ">=", "≥12公里", "公里", "渠道整治"),
            ("annual", "效益指标", "社会效益指标", "受益人口", ">=", "≥2000人", "人", "渠道整治"),
            ("annual", "满意度指标", "服务对象满意度指标", "农户满意度", ">=", "≥90%", "%", "渠道整治"),
        ],
        [],
    ),
    "header of two rows": (
        HEADER_OF_TWO_ROWS,
        [
            ("annual", "产出指标", "数量指标", "整治长度", "=", "12", "公里", "渠道整治"),
            ("annual", "效益指标", "社会效益指标", "受益人口", "=", "2000", "人", "渠道整治"),
            ("annual", "产出指标", "数量指标", "除险座数", "=", "1", "座", "水库除险"),
        ],
        [
            ("project", "all", "project", yuan("200"), "渠道整治"),
            ("project", "all", "project", yuan("100"), "水库除险"),
        ],
    ),
    "payment plan": (
        PAYMENT_PLAN,
        [("annual", "产出指标", "数量指标", "整治长度", ">=", "≥12公里", "公里", "渠道整治")],
        [
            ("project", "all", "project", yuan("100"), "渠道整治"),
            ("fund", "fiscal_appropriation", "project", yuan("100"), "渠道整治"),
        ],
    ),
    "a first level printed twice": (
        LEVEL_TWICE,
        [
            ("annual", "产出指标", "数量指标", "整治长度", ">=", "12", "公里", "渠道整治"),
            ("annual", "满意度指标", "服务对象满意度指标", "农户满意度", ">=", "90", "%", "渠道整治"),
        ],
        [],
    ),
    "targets of two rows": (
        TARGETS_OF_TWO_ROWS,
        [
            ("annual", "产出指标", "数量指标", "整治长度", "=", "=12公里", "公里", "渠道整治"),
            ("annual", "效益指标", "社会效益指标", "受益人口", ">=", "≥2000人", "人", "渠道整治"),
        ],
        [],
    ),
    "budget beside outcome": (
        BUDGET_BESIDE_OUTCOME,
        [("annual", "产出指标", "数量指标", "整治长度", ">=", "12", "公里", "渠道整治")],
        [
            ("project", "all", "project", yuan("100"), "渠道整治"),
            ("project", "all", "project", yuan("98"), "渠道整治"),
            ("fund", "fiscal_appropriation", "project", yuan("100"), "渠道整治"),
            ("fund", "fiscal_appropriation", "project", yuan("98"), "渠道整治"),
        ],
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("case", CASES)
def test_a_form_is_read_in_every_layout(case: str, layout: str) -> None:
    rows, expected, amounts = CASES[case]
    found = extract(LAYOUTS[layout](rows))
    assert indicators(found) == expected
    assert money(found) == amounts


@pytest.mark.parametrize("case", ["long and annual", "unknown label", "labels above figures", "payment plan"])
def test_a_form_is_read_cell_below_cell(case: str) -> None:
    rows, expected, amounts = CASES[case]
    found = extract("\n".join(cell for row in rows for cell in row if cell))
    assert indicators(found) == expected
    assert money(found) == amounts


@pytest.mark.parametrize("layout", ["tabs", "pipes", "dropped"])
def test_a_unit_alone_above_its_projects_is_no_indicator(layout: str) -> None:
    assert [(one[3], one[7]) for one in indicators(extract(LAYOUTS[layout](UNIT_ABOVE_PROJECTS)))] == [
        ("整治长度", "渠道整治"),
        ("验收合格率", "渠道整治"),
        ("除险座数", "水库除险"),
    ]


def test_sources_that_stand_side_by_side_are_of_the_totals_above_them() -> None:
    for layout in LAYOUTS.values():
        lines = extract(layout(BUDGET_BESIDE_OUTCOME), FINAL).lines
        assert [line.stage for line in lines] == ["adjusted_budget", "final", "adjusted_budget", "final"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_row_of_money_without_its_rate_has_no_scores(layout: str) -> None:
    rows = grid("""
项目支出绩效自评表
单位:万元
项目名称|渠道整治||||||
|年初预算数|全年预算数|全年执行数|分值|执行率|得分
年度资金总额|100.00|98.00|97.02|10|99.00%|9.9
其中:当年财政拨款|100.00|98.00|97.02|—||—
一级指标|二级指标|三级指标|分值|年度指标值|实际完成值|得分
产出指标|数量指标|整治长度|20|≥12公里|12公里|20
""")
    lines = extract(LAYOUTS[layout](rows), FINAL).lines
    assert [(line.item, line.stage, line.amount_yuan) for line in lines] == [
        (item, stage, yuan(amount))
        for item in ("annual_total", "fund")
        for stage, amount in (("budget", "100"), ("adjusted_budget", "98"), ("final", "97.02"))
    ]


@pytest.mark.parametrize("case", CASES)
def test_a_form_is_read_whose_cells_one_blank_parts(case: str) -> None:
    rows, expected, amounts = CASES[case]
    found = extract("\n".join(" ".join(cell for cell in row if cell) for row in rows))
    assert indicators(found) == expected
    assert money(found) == amounts


ONE_LINE = ["long and annual", "labels above figures", "header of two rows", "payment plan", "budget beside outcome"]


@pytest.mark.parametrize("case", ONE_LINE)
def test_a_form_is_read_that_stands_in_one_line(case: str) -> None:
    rows, expected, amounts = CASES[case]
    found = extract(" ".join(cell for row in rows for cell in row if cell))
    assert indicators(found) == expected
    assert money(found) == amounts


def test_a_page_in_one_line_is_no_form() -> None:
    rows, _, _ = CASES["payment plan"]
    line = " ".join(cell for row in rows for cell in row if cell)
    found = extract("某县水利局2024年部门预算公开 目录 一、部门概况 二、部门预算表 " + line)
    assert (found.indicators, found.lines, found.taken) == ([], [], set())


_CELLS = {**LAYOUTS, "cells": lambda rows: "\n".join(cell for row in rows for cell in row if cell)}


@pytest.mark.parametrize("layout", _CELLS)
def test_levels_stand_under_the_caption_of_indicators(layout: str) -> None:
    found = extract(_CELLS[layout](LEVELS_UNDER_CAPTION))
    assert indicators(found) == [
        ("annual", "产出指标", "数量指标", "整治长度", ">=", "12", "公里", None),
        ("annual", "产出指标", "质量指标", "验收合格率", "=", "100", "%", None),
        ("annual", "满意度指标", "服务对象满意度指标", "农户满意度", ">=", "90", "%", None),
    ]
    assert money(found) == []


@pytest.mark.parametrize("layout", _CELLS)
def test_sign_value_and_unit_stand_under_the_target(layout: str) -> None:
    found = extract(_CELLS[layout](VALUES_UNDER_TARGET), FINAL)
    assert [(one.name, one.comparator, one.target_text, one.unit, one.actual_text) for one in found.indicators] == [
        ("整治长度", ">=", "12", "公里", "12公里"),
        ("验收合格率", "=", "100", "%", "100%"),
    ]
    assert [(one.full_score, one.score) for one in found.indicators] == [(30, 30), (20, 20)]


@pytest.mark.parametrize("layout", _CELLS)
def test_sources_below_their_heading_are_of_the_year(layout: str) -> None:
    assert [amount[:2] + amount[3:4] for amount in money(extract(_CELLS[layout](SOURCES_BELOW_THEIR_HEADING)))] == [
        ("project_total", "all", yuan("200")),
        ("project", "all", yuan("100")),
        ("annual_total", "all", yuan("100")),
        ("fund", "general", yuan("90")),
        ("fund", "general", yuan("90")),
        ("fund", "other", yuan("10")),
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_years_stand_under_the_target(layout: str) -> None:
    (one,) = extract(LAYOUTS[layout](YEARS_UNDER_TARGET)).indicators
    assert (one.target_text, one.previous_text, one.before_previous_text) == ("12公里", "11公里", "10公里")


def test_figures_below_labels_of_another_number_belong_to_none() -> None:
    cells = ["项目支出绩效目标表", "项目名称", "渠道整治", "资金总额", "财政拨款", "其他资金", "100.00", "90.00"]
    cells += ["一级指标", "二级指标", "三级指标", "指标值", "产出指标", "数量指标", "整治长度", "12公里"]
    found = extract("\n".join(cells))
    assert money(found) == []
    assert [one.name for one in found.indicators] == ["整治长度"]


@pytest.mark.parametrize("layout", ["tabs", "pipes"])
def test_projects_and_levels_on_rows_of_their_own(layout: str) -> None:
    found = extract(LAYOUTS[layout](LEVELS_ON_ROWS))
    assert indicators(found) == [
        ("annual", "产出指标", "数量指标", "整治长度", ">=", "12", "公里", "渠道整治"),
        ("annual", "满意度指标", "服务对象满意度指标", "农户满意度", ">=", "90", "%", "渠道整治"),
    ]


def test_numbers_of_an_unknown_column_are_unplaced_and_repeated_amounts_attributes() -> None:
    found = extract(LAYOUTS["pipes"](LIST_WITH_CODES))
    reasons = {(claim.outcome, claim.reason) for claim in found.claims}
    assert ("unplaced", "绩效指标表中栏目未识别的数字") in reasons
    assert ("attribute", "逐行重复印出的项目金额") in reasons
    assert ("label", "单位或项目的编码、序号") in reasons


def test_a_row_below_its_header_is_no_row_of_labels() -> None:
    """项目资金（万元） before the header is a label as the words of the header are; the figures are 年度资金总额."""
    head = "项目支出绩效自评表 项目名称 校园安全 主管部门 某市教育局 项目资金（万元）"
    words = "年初预算数 全年预算数 全年执行数 分值 执行率 得分"
    row = "年度资金总额 4.50 4.50 3.70 10 82.22% 8.2 一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分"
    text = "某市教育局2024年度部门决算公开\n\n" + "\n\n".join(f"{head} {words} {row}".split()) + "\n\n"
    lines = parse(text.encode()).lines
    assert [(line.item, line.stage, line.printed) for line in lines] == [
        ("annual_total", "budget", "4.50"),
        ("annual_total", "adjusted_budget", "4.50"),
        ("annual_total", "final", "3.70"),
    ]


FRAMEWORK = grid("""
项目绩效目标表
项目名称|校园安保|||||
一级指标|二级指标|三级指标|指标解释|指标值|备注
决策|项目立项|立项依据充分性|反映依据|充分|
|绩效目标|绩效目标合理性|反映目标|合理|
过程|资金管理|预算执行率|反映进度|≥95%|
||资金使用合规性|反映使用|合规|
产出|产出数量|安保人数|反映人数|=186人|
效益|社会效益|责任事故|反映安全|=0起|
""")

PROJECTS_IN_A_LIST = grid("""
项目支出绩效目标表
单位:万元
项目名称|预算金额|绩效目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|指标属性|指标内容
渠道整治|100.00|完成全县渠道整治任务,保障灌溉。|产出指标|数量指标|整治长度|≥|12|公里|定量指标|反映整治长度
||||质量指标|验收合格率|=|100|%|定量指标|反映质量
|||效益指标|社会效益指标|灌溉条件|定性|改善||定性指标|反映改善
水库除险|60.00|完成水库除险任务,保障度汛。|产出指标|数量指标|除险座数|=|3|座|定量指标|反映座数
|||满意度指标|服务对象满意度指标|群众满意度|≥|90|%|定量指标|反映满意
""")

LONG_TERM_THEN_ANNUAL = grid("""
项目支出绩效目标表
项目名称|渠道整治||||||
名称|目标说明||||||
长期绩效目标1|改善灌溉条件||||||
自定的栏目|某种说明||||||
长期绩效目标表|||||||
目标名称|一级指标|二级指标|指标名称|指标值||指标值确定依据|
长期绩效目标1|产出指标|数量指标|整治长度|50公里||历史数据|
年度绩效目标表|||||||
目标名称|一级指标|二级指标|指标名称|指标值|||指标值确定依据
||||前年|上年|预计当年实现|
年度绩效目标1|产出指标|数量指标|整治长度|10公里|11公里|12公里|计划
|满意度指标|服务对象满意度指标|农户满意度|88%|89%|≥90%|问卷
""")

GOALS_SIDE_BY_SIDE = grid("""
项目支出绩效目标申报表
项目名称|渠道整治|||
项目绩效目标|项目总目标||年度总体目标|
|完成整治||完成整治|
绩效指标|一级指标|二级指标|三级指标|年度(/项目)指标值
|产出指标|数量指标|整治长度|≥12.00(公里)
""")

BUDGETS_UNDER_A_HEAD = grid("""
项目支出绩效自评表
项目名称|渠道整治||||||||
预算执行情况(10分)|年度预算数(万元)|年初预算|调整后预算数|预算执行数|预算执行率|权重|得分|原因
|总额|120.00|100.00|98.00|98.00%|10|9.8|
|其中:财政资金|120.00|100.00|98.00|98.00%|/|/|
|其他资金|||||/|/|
绩效指标(90分)|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重
|产出指标|数量指标|整治长度|≥|12|公里|12|20
""")

_NEW_CASES = {
    "framework": (
        FRAMEWORK,
        [
            ("annual", "立项依据充分性", "充分", "校园安保"),
            ("annual", "绩效目标合理性", "合理", "校园安保"),
            ("annual", "预算执行率", "≥95%", "校园安保"),
            ("annual", "资金使用合规性", "合规", "校园安保"),
            ("annual", "安保人数", "=186人", "校园安保"),
            ("annual", "责任事故", "=0起", "校园安保"),
        ],
        [],
    ),
    "projects in a list": (
        PROJECTS_IN_A_LIST,
        [
            ("annual", "整治长度", "12", "渠道整治"),
            ("annual", "验收合格率", "100", "渠道整治"),
            ("annual", "灌溉条件", "改善", "渠道整治"),
            ("annual", "除险座数", "3", "水库除险"),
            ("annual", "群众满意度", "90", "水库除险"),
        ],
        [
            ("project", "all", "project", yuan("100"), "渠道整治"),
            ("project", "all", "project", yuan("60"), "水库除险"),
        ],
    ),
    "long-term, then annual": (
        LONG_TERM_THEN_ANNUAL,
        [
            ("long_term", "整治长度", "50公里", "渠道整治"),
            ("annual", "整治长度", "12公里", "渠道整治"),
            ("annual", "农户满意度", "≥90%", "渠道整治"),
        ],
        [],
    ),
    "goals side by side": (GOALS_SIDE_BY_SIDE, [("annual", "整治长度", "≥12.00(公里)", "渠道整治")], []),
    "budgets under a head": (
        BUDGETS_UNDER_A_HEAD,
        [("annual", "整治长度", "12", "渠道整治")],
        [
            (item, fund, "project", yuan(amount), "渠道整治")
            for item, fund in (("annual_total", "all"), ("fund", "fiscal_appropriation"))
            for amount in ("120", "100", "98")
        ],
    ),
}


@pytest.mark.parametrize("layout", _CELLS)
@pytest.mark.parametrize("case", _NEW_CASES)
def test_columns_of_words_are_told_by_what_their_rows_have_in_common(case: str, layout: str) -> None:
    rows, expected, amounts = _NEW_CASES[case]
    found = extract(_CELLS[layout](rows), FINAL if case == "budgets under a head" else BUDGET)
    assert [(one[0], one[3], one[5], one[7]) for one in indicators(found)] == expected
    assert money(found) == amounts


def test_stages_of_budgets_under_a_head() -> None:
    for layout in _CELLS.values():
        lines = extract(layout(BUDGETS_UNDER_A_HEAD), FINAL).lines
        assert [line.stage for line in lines] == ["budget", "adjusted_budget", "final"] * 2


HEADER_OF_THREE_ROWS = grid("""
部门整体支出绩效目标表
单位名称|年度预算申请|||整体绩效目标|部门整体支出年度绩效指标|||||
|资金总额|按收入性质分|按支出性质分||一级指标|二级指标|三级指标|指标值类型|指标值|度量单位
||一般公共预算|基本支出|||||||
某县水利局|160.00|150.00|100.00|整治渠道|产出指标|数量指标|整治长度|≥|12|公里
|||||满意度指标|服务对象满意度指标|农户满意度|≥|90|%
""")


@pytest.mark.parametrize("layout", ["tabs", "pipes", "dropped"])
def test_labels_of_money_in_a_header_are_no_indicator(layout: str) -> None:
    assert [one[3] for one in indicators(extract(LAYOUTS[layout](HEADER_OF_THREE_ROWS)))] == ["整治长度", "农户满意度"]
