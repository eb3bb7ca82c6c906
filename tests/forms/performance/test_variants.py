"""Forms as other provinces print them, in every ruled layout: the same facts whatever the layout keeps."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.forms.extraction import Extraction
from tests.forms.performance.grids import BUDGET, FINAL, LAYOUTS, extract, grid

STANDARD = grid("""
项目支出绩效目标表
单位:万元
项目名称|道路维护费|主管部门|某县交通局||
当年预算(万元)|300.00|本级安排(万元)|200.00||
上级补助(万元)|100.00||||
绩效指标|一级指标|二级指标|三级指标|指标值|权重
|产出指标|数量指标|养护里程|≥120公里|30
|||安装护栏|500米|10
||质量指标|验收合格率|100%|20
|效益指标|社会效益指标|出行便利|明显提升|20
|满意度指标|服务对象满意度指标|群众满意度|≥90%|10
""")

EVALUATION = grid("""
项目支出绩效自评表
(2023年度)
项目名称|一体化平台项目|||||||
主管部门|某市政务服务局|实施单位|某市政务服务局|||||
项目资金(万元)||年初预算数|全年预算数(A)|全年执行数(B)|分值|执行率(B/A)|得分|
|年度资金总额|360.5|360.5|360.45|10|99.99%|10|
|其中:当年财政拨款|360.5|360.5|360.45|—|99.99%|—|
年度总体目标|预期目标|实际完成情况||||||
|建立业务办理机制,推动平台和站点向镇街延伸,让群众在家门口即可办理全部事项,方便快捷。|一是完成平台建设并投入使用,二是开展系统使用培训,三是持续优化服务流程和服务质量。||||||
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
|产出指标|数量指标|指标1:终端数量|719个|719个|20|20|
|||指标2:证照事项|≥8个|6个|10|8|数量未达标
||时效指标|指标1:按进度完成|2023年|完成|10|10|
|效益指标|经济效益指标|指标1:服务水平|≥90%|95%|30|30|
|满意度指标|服务对象满意度标|指标1:群众满意度|≥95%|96%|20|20|
总分|||||100|98||
""")

FLAT = grid("""
部门整体绩效目标表
部门名称|某区教育局|部门支出预算数|967.73|
绩效指标|指标|指标权重|计量单位|指标性质|指标值
|机房故障率|10|%|<|1
|办件量|20|万件|≥|120
|服务水平|30||定性|优良
""")


def facts(found: Extraction) -> list[tuple[object, ...]]:
    """Everything but offsets and line numbers."""
    rows: list[tuple[object, ...]] = [
        (line.form, line.item, line.fund, line.nature, line.stage, line.amount_yuan, line.project)
        for line in found.lines
    ]
    rows += [
        (one.form, one.horizon, one.level1, one.level2, one.name, one.comparator, one.target_text, one.target_value,
         one.actual_text, one.unit, one.weight, one.full_score, one.score, one.project)
        for one in found.indicators
    ]  # fmt: skip
    return rows


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("rows", "context", "lines", "indicators"),
    [(STANDARD, BUDGET, 3, 5), (EVALUATION, FINAL, 6, 5), (FLAT, BUDGET, 1, 3)],
    ids=["standard", "evaluation", "flat"],
)
def test_the_same_facts_in_every_layout(
    layout: str, rows: object, context: object, lines: int, indicators: int
) -> None:
    found = extract(LAYOUTS[layout](rows), context)  # type: ignore[arg-type]
    reference = extract(LAYOUTS["tabs"](rows), context)  # type: ignore[arg-type]
    assert (len(reference.lines), len(reference.indicators)) == (lines, indicators)
    assert facts(found) == facts(reference)
    assert {line.placement for line in found.lines} == {"printed"}
    assert not [claim for claim in found.claims if claim.outcome == "unplaced"]


def test_levels_of_merged_cells_are_carried_down() -> None:
    levels = [(one.level1, one.level2) for one in extract(LAYOUTS["dropped"](STANDARD)).indicators]
    assert levels[1] == ("产出指标", "数量指标")
    assert levels[2] == ("产出指标", "质量指标")
    assert levels[3] == ("效益指标", "社会效益指标")


def test_money_of_a_self_evaluation() -> None:
    found = extract(LAYOUTS["dropped"](EVALUATION), FINAL)
    money = [(line.item, line.fund, line.stage, line.amount_yuan) for line in found.lines]
    assert money[2] == ("annual_total", "all", "final", Decimal(3604500))
    assert money[3] == ("fund", "fiscal_appropriation", "budget", Decimal(3605000))
    assert {one.form for one in found.indicators} == {"project_self_evaluation"}
    assert found.indicators[4].level2 == "服务对象满意度指标"


def test_the_rate_says_which_column_was_lost() -> None:
    rows = [list(row) for row in EVALUATION]
    rows[5][2] = ""
    found = extract(LAYOUTS["dropped"](rows), FINAL)
    told = [(line.stage, line.amount_yuan, line.placement) for line in found.lines if line.item == "annual_total"]
    assert told == [
        ("adjusted_budget", Decimal(3605000), "inferred"),
        ("final", Decimal(3604500), "inferred"),
    ]


def test_unit_of_money_stands_in_the_label_of_the_rows_above() -> None:
    found = extract("""财政项目支出绩效目标填报表
项目名称\t就业基地\t项目类别\t特定目标类
项目资金（元）\t项目资金总额\t6,351,000.00\t年度资金申请总额\t5,000,000.00
\t其中：财政资金\t6,351,000.00\t其中：当年财政拨款\t5,000,000.00
\t\t\t上年结转资金\t0.00
\t一级指标\t二级指标\t三级指标\t年度(/项目)指标值
绩效指标\t产出指标\t数量指标\t审核完成率\t=100.00(%)""")
    assert [(line.item, line.fund, line.amount_yuan) for line in found.lines] == [
        ("project_total", "all", Decimal(6351000)),
        ("annual_total", "all", Decimal(5000000)),
        ("project_total", "fiscal_appropriation", Decimal(6351000)),
        ("fund", "fiscal_appropriation", Decimal(5000000)),
        ("fund", "carryover", Decimal(0)),
    ]
    assert found.lines[0].project is not None
    assert found.lines[0].project.category == "特定目标类"


def test_budget_and_results_side_by_side() -> None:
    found = extract(
        """项目支出绩效自评表
项目名称\t道路维护费
项目预算执行情况(万元)\t预算数:\t300\t执行数:\t285.6
\t其中:财政拨款\t200\t其中:财政拨款\t190
一级指标\t二级指标\t三级指标\t预期指标值\t实际完成指标值
产出指标\t数量指标\t养护里程\t≥120公里\t120公里
""",
        FINAL,
    )
    assert [(line.item, line.stage, line.amount_yuan) for line in found.lines] == [
        ("project", "adjusted_budget", Decimal(3000000)),
        ("project", "final", Decimal(2856000)),
        ("fund", "adjusted_budget", Decimal(2000000)),
        ("fund", "final", Decimal(1900000)),
    ]


def test_medium_term_and_year_side_by_side() -> None:
    found = extract("""项目支出绩效目标申报表
项目名称\t农村饮水安全工程
绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值
\t产出指标\t数量指标\t新建水厂\t≥3座\t数量指标\t新建水厂\t≥1座
\t\t\t铺设管网\t90公里\t\t铺设管网\t30公里""")
    assert [(one.horizon, one.name, one.target_value) for one in found.indicators] == [
        ("long_term", "新建水厂", 3),
        ("annual", "新建水厂", 1),
        ("long_term", "铺设管网", 90),
        ("annual", "铺设管网", 30),
    ]


def test_two_targets_in_a_row() -> None:
    found = extract("""项目支出绩效目标表
一级指标\t二级指标\t三级指标\t实施期指标值\t年度指标值
产出指标\t数量指标\t公寓套数\t≥300套\t≥100套""")
    assert [(one.horizon, one.target_text) for one in found.indicators] == [
        ("long_term", "≥300套"),
        ("annual", "≥100套"),
    ]


def test_earlier_years() -> None:
    found = extract("""部门整体支出绩效目标表
指标类型\t指标名称\t前年指标值\t上年指标值\t本年指标值
产出指标\t办件量\t1.1万件\t1.2万件\t1.5万件""")
    (one,) = found.indicators
    assert (one.before_previous_text, one.previous_text, one.target_text) == ("1.1万件", "1.2万件", "1.5万件")


def test_several_projects_in_one_table() -> None:
    found = extract("""2024年项目绩效目标表
单位:万元
单位名称\t项目名称\t预算数\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t权重
某县民政局\t低保经费\t500.00\t产出指标\t数量指标\t保障人数\t≥\t3000\t人\t30
\t\t\t效益指标\t社会效益指标\t生活水平\t定性\t提高\t\t30
某县民政局\t养老服务\t120.00\t产出指标\t数量指标\t养老机构数\t=\t5\t个\t50""")
    assert [(one.project.name if one.project else "", one.name) for one in found.indicators] == [
        ("低保经费", "保障人数"),
        ("低保经费", "生活水平"),
        ("养老服务", "养老机构数"),
    ]
    assert [(line.project.name if line.project else "", line.amount_yuan) for line in found.lines] == [
        ("低保经费", Decimal(5000000)),
        ("养老服务", Decimal(1200000)),
    ]


def test_a_table_over_two_pages() -> None:
    found = extract("""项目支出绩效目标表
单位：元
项目名称 | 甲项目 | |||
预算金额 | 100000 | |||
一级指标 | 二级指标 | 三级指标 | 指标值 | 权重 |
产出指标 | 数量指标 | 甲数量 | ≥5个 | 10 |
- 12 -
一级指标 | 二级指标 | 三级指标 | 指标值 | 权重 |
乙数量 | 7个 | 10 | ||
第三部分 名词解释
一、财政拨款收入：指单位从同级财政部门取得的资金。
""")
    assert [(one.level1, one.level2, one.name) for one in found.indicators] == [
        ("产出指标", "数量指标", "甲数量"),
        ("产出指标", "数量指标", "乙数量"),
    ]
    assert found.lines[0].amount_yuan == Decimal(100000)
    assert max(found.taken) == 7


def test_project_named_in_the_title_only() -> None:
    found = extract("""政策（项目）绩效目标表（食堂运行经费项目）
绩效指标 | 指标名称 | 指标值 | 权重 |
就餐人数 | ≥200人 | 40 | |
食品安全 | 无事故 | 60 | |""")
    assert [(one.project.name if one.project else "", one.name, one.weight) for one in found.indicators] == [
        ("食堂运行经费", "就餐人数", 40),
        ("食堂运行经费", "食品安全", 60),
    ]


def test_levels_of_a_department_that_no_list_has() -> None:
    found = extract("""部门整体支出绩效自评表
一级指标\t二级指标\t三级指标\t年度指标值\t全年实际值\t分值\t得分\t未完成原因
履职效能\t重点工作完成\t任务完成率\t≥95%\t96%\t20\t20\t
\t\t文件办结数\t100件\t120\t10\t9.5\t超额20件
合计\t\t\t\t\t100\t98.5\t""")
    assert [(one.form, one.level1, one.level2, one.name, one.score) for one in found.indicators] == [
        ("department_performance", "履职效能", "重点工作完成", "任务完成率", 20),
        ("department_performance", "履职效能", "重点工作完成", "文件办结数", Decimal("9.5")),
    ]


def test_every_cell_on_a_line_of_its_own() -> None:
    cells = [
        "部门预算项目支出绩效自评表(2023年度)",
        "项目名称",
        "51000021R000000019951-工资性支出",
        "预算执行情况(10分)",
    ]
    cells += ["年度预算数(万元)", "年初预算", "调整后预算数", "预算执行数", "预算执行率", "权重", "得分", "原因"]
    cells += ["总额", "238.93", "251.89", "251.89", "100.00%", "10", "", "预算执行率未达到90%的需说明原因"]
    cells += [
        "绩效指标(90分)",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标性质",
        "指标值",
        "度量单位",
        "完成值",
        "权重",
        "得分",
    ]
    cells += ["产出指标", "数量指标", "发放覆盖率", "=", "100", "%", "", "60", ""]
    cells += ["质量指标", "发放准确率", "=", "100", "%", "", "10", ""]
    cells += ["合计", "100", "", "评价结论", "较好"]
    found = extract("\n".join(f"{cell} |" for cell in cells), FINAL)
    assert [(line.stage, line.amount_yuan) for line in found.lines] == [
        ("budget", Decimal(2389300)),
        ("adjusted_budget", Decimal(2518900)),
        ("final", Decimal(2518900)),
    ]
    assert [(one.level2, one.name, one.comparator, one.unit, one.weight) for one in found.indicators] == [
        ("数量指标", "发放覆盖率", "=", "%", 60),
        ("质量指标", "发放准确率", "=", "%", 10),
    ]
    assert {one.project.code for one in found.indicators if one.project} == {"51000021R000000019951"}


def test_numbered_indicators_in_one_cell() -> None:
    found = extract("""项目支出绩效目标表
一级指标\t三级指标\t指标值
产出指标\t指标1:甲数 指标2:乙数\t指标1:5个 指标2:≥6个""")
    assert [(one.name, one.target_text) for one in found.indicators] == [("甲数", "5个"), ("乙数", "≥6个")]


def test_other_tables_are_left_alone() -> None:
    found = extract("""目录
项目支出绩效目标表
三公经费表
正文
项目支出表
单位：万元
科目编码\t项目名称\t金额\t基本支出
2010301\t行政运行\t100.00\t100.00
项目支出绩效目标表
单位：万元
项目名称\t甲
当年预算\t10
一级指标\t三级指标\t指标值
产出指标\t甲数\t5个
政府采购预算表
单位：万元
项目编号\t项目\t总计\t一般公共预算
合计\t\t83.60\t83.60
A\t货物\t26.25\t26.25
""")
    assert found.taken == set(range(8, 14))
    assert len(found.lines) == len(found.indicators) == 1


def test_prose_about_performance_is_no_form() -> None:
    found = extract("三、预算绩效情况说明\n2024年项目支出绩效目标表共编制5个,涉及资金100万元。\n一级指标|说明|\n")
    assert not found.taken


def test_a_budget_that_publishes_the_evaluation_of_the_year_before() -> None:
    found = extract("""2023年度项目支出绩效自评表
项目名称\t甲
年初预算数\t10
一级指标\t三级指标\t指标值\t完成值
产出指标\t甲数\t5个\t5个""")
    assert (found.lines[0].fiscal_year, found.lines[0].form) == (2023, "project_self_evaluation")


def test_a_list_of_projects_with_goals_in_words_is_no_form() -> None:
    found = extract("""2024年项目支出预算及绩效目标表
单位：万元
项目名称\t金额\t绩效目标
道路维护\t300.00\t养护道路120公里
绿化\t20.00\t保持绿化""")
    assert not found.lines
    assert not found.taken


SELF_EVALUATION = (
    ("项目名称", "巡护费"),
    ("项目资金(万元)", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("年度资金总额", "20.00", "18.00", "9.00", "10", "50%", "5"),
    ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    ("产出指标", "数量指标", "巡护次数", "≥6次", "6次", "50", "50"),
    ("效益指标", "社会效益指标", "知晓率", "≥85%", "85%", "40", "40"),
    ("总分", "100", "95"),
)


@pytest.mark.parametrize(("between", "after"), [("   ", "\n"), ("\n", "\n"), ("\n\n", "\n\n")])
def test_a_form_without_ruling(between: str, after: str) -> None:
    """Cells parted by blanks, a cell a line, a cell a paragraph."""
    form = "项目支出绩效自评表\n" + "".join(between.join(row) + after for row in SELF_EVALUATION)
    found = extract(form + "第三部分 情况说明\n一、总体情况\n2023年收入30万元。", FINAL)
    assert [(line.stage, line.amount_yuan) for line in found.lines] == [
        ("budget", Decimal(200000)),
        ("adjusted_budget", Decimal(180000)),
        ("final", Decimal(90000)),
    ]
    assert [(one.name, one.target_text, one.actual_text) for one in found.indicators] == [
        ("巡护次数", "≥6次", "6次"),
        ("知晓率", "≥85%", "85%"),
    ]


def test_a_name_over_two_lines_of_a_page_between_which_its_label_stands() -> None:
    form = """项目支出绩效目标表
                                              单位：万元
             35052526T005821246
项目名称                              业务主管部门     教育局
             841-高标准农田管护

当年预算     48.76                本级安排       48.76

一级指标     二级指标       三级指标      指标性质     指标值    计量单位
产出指标     数量指标       巡护次数      ≥        6      次
"""
    found = extract(form, BUDGET)
    assert [(line.item, line.project.code, line.project.name) for line in found.lines if line.project] == [
        ("project", "35052526T005821246841", "高标准农田管护"),
        ("own_level", "35052526T005821246841", "高标准农田管护"),
    ]


def test_a_name_with_nothing_beside_it_is_part_of_a_wrapped_cell() -> None:
    form = """项目支出绩效目标表
项目名称     巡护费
一级指标          二级指标             三级指标             指标值
产出指标          数量指标             巡护次数             ≥6次
效益指标          社会效益指标           促进发展             有效
                                全面提升书记综合素质，牢固树
                                                          有效
满意度指标         服务对象满意          群众满意度            ≥90%
              度指标
"""
    found = extract(form, BUDGET)
    assert [(one.name, one.target_text) for one in found.indicators] == [
        ("巡护次数", "≥6次"),
        ("促进发展", "有效"),
        ("群众满意度", "≥90%"),
    ]


def test_a_heading_is_no_side_of_its_totals() -> None:
    """项目资金 heads two totals; the sources below stand under them, first under first."""
    form = """项目支出绩效目标表
项目名称 | 巡护费 | 项目性质 | 经常性项目 | ||||
项目资金(元) | 项目资金总额 | 30.00 | 年度资金申请总额 | 20.00 | |||
其中:财政资金 | 30.00 | 其中:当年财政拨款 | 20.00 | ||||
一级指标 | 二级指标 | 三级指标 | 年度(/项目)指标值 | ||||
产出指标 | 数量指标 | 巡护次数 | ≥6.00(次) | ||||
"""
    assert [(line.item, line.amount_yuan) for line in extract(form, BUDGET).lines] == [
        ("project_total", Decimal(30)),
        ("annual_total", Decimal(20)),
        ("project_total", Decimal(30)),
        ("fund", Decimal(20)),
    ]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (["其他资金", "5.00", "其他资金", "3.00"], [("project_total", 5, "inferred"), ("fund", 3, "inferred")]),
        (["其他资金", "5.00"], [("project_total", 5, "inferred")]),
        (["其他资金", "0.00"], [("fund", 0, "ambiguous")]),
    ],
)
def test_sources_of_two_totals_in_a_stack_of_cells(last: list[str], expected: list[tuple[str, int, str]]) -> None:
    """Nothing shows the rows: sums and the order of equal sources tell the side, or nothing does."""
    other = int(float(last[1]))
    year = 20 + (int(float(last[3])) if len(last) > 2 else 0)
    form = [
        "项目支出绩效目标表", "项目名称", "巡护费", "项目资金(元)",
        "项目资金总额", f"{30 + other}.00", "年度资金申请总额", f"{year}.00",
        "其中:财政资金", "30.00", "其中:当年财政拨款", "18.00", "上年结转资金", "2.00", *last,
        "一级指标", "二级指标", "三级指标", "年度(/项目)指标值", "产出指标", "数量指标", "巡护次数", "≥6.00(次)",
    ]  # fmt: skip
    lines = extract("\n".join(form), BUDGET).lines
    assert [(line.item, line.fund, int(line.amount_yuan), line.placement) for line in lines[2:5]] == [
        ("project_total", "fiscal_appropriation", 30, "inferred"),
        ("fund", "fiscal_appropriation", 18, "inferred"),
        ("fund", "carryover", 2, "inferred"),
    ]
    assert [(line.item, int(line.amount_yuan), line.placement) for line in lines[5:]] == expected


def test_values_wrapped_over_lines_of_a_paragraph() -> None:
    """Empty lines part the cells, so lines right below each other are one; unit and reporter stand together above."""
    form = """项目支出绩效目标表
编制单位：某市某局 单位：元
项目名称

高标准农
田管护

当年预算

48.76

一级指标

二级指标

三级指标

指标性质

指标值

计量单位

产出指标

数量指标

日常巡护
次数

≥

6

次
"""
    found = extract(form, BUDGET)
    assert [(line.item, line.project.name) for line in found.lines if line.project] == [("project", "高标准农田管护")]
    assert [one.name for one in found.indicators] == ["日常巡护次数"]
