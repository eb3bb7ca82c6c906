"""Tables of indicators whose cells come one after the other, levels and captions anywhere between."""

from __future__ import annotations

from tests.forms.performance.grids import BUDGET, extract

ABOVE = ["项目支出绩效目标表", "（2024年度）", "", "项目名称", "", "渠道整治", "", "主管部门", "", "某县水利局", ""]


def told(*cells: str) -> list[tuple[str | None, str, str]]:
    found = extract("\n".join([*ABOVE, *cells]), BUDGET)
    return [(one.project.name if one.project else None, one.name, one.target_text) for one in found.indicators]


def test_column_by_column_as_many_values_as_names() -> None:
    cells = [
        "一级指标",
        "绩效指标",
        "0.00",
        "",
        "二级指标",
        "",
        "三级指标",
        "",
        "整治渠道长度",
        "数量指标",
        "清理淤泥量",
    ]
    cells += [
        "产出指标",
        "改善全县范围内老旧渠道灌溉条件和农户用水",
        "保障水平",
        "服务对象满意",
        "度指标",
        "农户满意度",
        "",
    ]
    cells += ["年度(/项目)指标值", "", "≥12.00(公里)", "不少于 3000立方米", "明显改善", "≥90.00(%)", ""]
    assert told(*cells) == [
        ("渠道整治", "整治渠道长度", "≥12.00(公里)"),
        ("渠道整治", "清理淤泥量", "不少于 3000立方米"),
        ("渠道整治", "改善全县范围内老旧渠道灌溉条件和农户用水保障水平", "明显改善"),
        ("渠道整治", "农户满意度", "≥90.00(%)"),
    ]


def test_columns_of_different_lengths_tell_nothing() -> None:
    cells = ["一级指标", "绩效指标", "0.00", "", "三级指标", "", "整治渠道长度", "清理淤泥量", "农户满意度", ""]
    cells += ["年度指标值", "", "≥12.00(公里)", "≥90.00(%)"]
    assert told(*cells) == []


def test_row_by_row_what_is_no_row_more_takes_the_row_above_with_it() -> None:
    cells = [
        "一级指标 二级指标",
        "三级指标",
        "指标值",
        "数量指标",
        "整治渠道长度",
        "≥12公里",
        "质量指标 改善灌溉条件和农户用水保障的",
    ]
    cells += [
        "100%",
        "水平",
        "产出指标",
        "时效指标",
        "按期完工率",
        "=100%",
        "绩效指标",
        "社会效益指 受益农户数",
        "≥300户",
        "标",
    ]
    assert told(*cells) == [
        ("渠道整治", "整治渠道长度", "≥12公里"),
        ("渠道整治", "按期完工率", "=100%"),
        ("渠道整治", "受益农户数", "≥300户"),
    ]


def test_torn_levels_without_an_order_leave_their_numbers_unplaced() -> None:
    cells = ["一级指标 二级指标", "指标值", "三级指标", "效益指", "标", "≥12公里", "整治渠道长度"]
    assert told(*cells) == []


def test_lines_are_rows_below_a_header_in_one_line_though_a_level_is_torn() -> None:
    text = """财政项目支出绩效目标填报表
项目名称 服务大厅运行费 项目性质 经常性项目 项目类别 特定目标类
项目资金
（元）
项目资金总额 20,000.00 年度资金申请总额 20,000.00
一级指标 二级指标 三级指标 年度(/项目)指标值
绩效指标
产出指标
数量指标 办件量 ≥120.00(件)
质量指标 办结及时率 及时率
满意度指标
服务对象满意度
指标
居民满意度 满意度"""
    found = extract(text)
    assert [(one.name, one.target_text) for one in found.indicators] == [
        ("办件量", "≥120.00(件)"),
        ("办结及时率", "及时率"),
        ("居民满意度", "满意度"),
    ]
    assert {(line.item, str(line.amount_yuan)) for line in found.lines} >= {("project_total", "20000.00")}
