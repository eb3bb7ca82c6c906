"""Headers and rows of tables in columns of spaces, where the words of the header alone mislead."""

from pipelines import parse
from tests.forms.tables_in_layouts import document

WRAPPED_TOTAL = """一般公共预算“三公”经费支出预算表
部门名称：某市财政局                                   单位：千元
“三公”经费   因公出国           公务用车购置及运行费            公务接待费
合计       （境）费     小计     公务用车购置费   公务用车运行费
320.30   0.00   283.82    250.00     33.82    36.48
"""
DASHES_FIRST = """财政拨款“三公”经费情况表
                                          单位：元
       项目          行次      预算数          决算统计数
       栏次                   1             2
一、“三公”经费支出         1    ——           ——
（一）支出合计            2    450,000.00   380,000.00
1．因公出国（境）费         3    0.00         0.00
2．公务用车购置及运行维护费     4    370,000.00   320,000.00
3．公务接待费            5    80,000.00    60,000.00
"""
LAST_PART_AT_ITS_NAME = """部门收入预算总表
编制部门：某市财政局                                   单位：元
           项目                           收入预算
功能分类科目编码                                               事业单位
            功能分类科目名称       合计   财政拨款收入
                                               经营收入 类  款  项
 201       一般公共服务支出                    327,600     26,300     301,300
 201   05    统计信息事务                      327,600     26,300     301,300
 201   05    06 统计管理                        26,300     26,300           0
 201   05    07 专项普查活动                   301,300          0     301,300
"""
WORD_TORN_ASTRAY = """部门“三公”经费和机关运行经费预算表
编制部门：某市财政局                                    单位:万元
                      “三公”经费预算数
                                                               2024年机关运行经
                                 公务用车购置及运行费
                                                     费预算数
   合计     因公出国(境)费  公务接待费
                            小计      购置费     运行费
         47.91               0             1.35            46.56               25            21.56           443.18
"""
POSITIONS_ASTRAY = """部门“三公”经费和机关运行经费预算表
编制部门：某市财政局                                    单位:万元
                     “三公”经费预算数
                                                   机关运行经费预算数
                                 公务用车购置及运行费
   合计     因公出国(境)费  公务接待费
                            小计      购置费     运行费
         867.50           839.00            28.50                                                              213.28
一、“三公”经费预算情况说明
2023年“三公”经费预算数为867.50万元。其中：因公出国（境）费839万元；公务用车购置及运行费0万元；公务接待费28.50万元。
"""
RUN_INTO_ORDINALS = """部门收支预算总表
编制部门：某市财政局                                             单位：元
        本年收入                                 本年支出
  项目               预算数             项目             预算数
一、财政拨款收入        96,775.35一、一般公共服务支出        82,096.42
1. 政府性基金          1,000.00二、社会保障和就业支出       14,678.93
收入总计              96,775.35  支出总计               96,775.35
"""
NAME_AROUND_ITS_ROW = """部门财政拨款收支预算总表
编制部门：某市财政局                                             单位：元
          财政拨款收入                                    财政拨款支出
      项目           预算数             项目           合计      一般公共预算     政府性基金预算
 一、一般公共预算资金        578,640 一、一般公共服务支出       378,640    378,640
                            二、文化旅游体育与传媒
                                                 200,000    200,000
                            支出
    收入总计          578,640   支出总计         578,640    578,640
"""


def amounts(text: str, kind: str) -> list[tuple[str, str]]:
    return [(line.item, line.printed) for line in parse(document(text, kind=kind)).lines if line.placement == "printed"]


def test_a_total_alone_below_a_word_is_the_end_of_it() -> None:
    assert amounts(WRAPPED_TOTAL, "budget") == [
        ("three_public_total", "320.30"), ("overseas_travel", "0.00"), ("official_vehicle", "283.82"),
        ("vehicle_purchase", "250.00"), ("vehicle_operation", "33.82"), ("reception", "36.48"),
    ]  # fmt: skip


def test_rows_begin_behind_the_numbers_of_the_columns() -> None:
    assert amounts(DASHES_FIRST, "final") == [
        ("three_public_total", "450,000.00"), ("three_public_total", "380,000.00"),
        ("overseas_travel", "0.00"), ("overseas_travel", "0.00"),
        ("official_vehicle", "370,000.00"), ("official_vehicle", "320,000.00"),
        ("reception", "80,000.00"), ("reception", "60,000.00"),
    ]  # fmt: skip


def test_the_last_part_of_a_code_may_stand_at_its_name_and_the_heads_of_the_parts_behind_a_word() -> None:
    lines = parse(document(LAST_PART_AT_ITS_NAME, kind="budget")).lines
    assert [(line.functional, line.fund, line.printed) for line in lines if line.functional.startswith("20105")] == [
        ("20105", "all", "327,600"), ("20105", "fiscal_appropriation", "26,300"), ("20105", "operating", "301,300"),
        ("2010506", "all", "26,300"), ("2010506", "fiscal_appropriation", "26,300"), ("2010506", "operating", "0"),
        ("2010507", "all", "301,300"), ("2010507", "fiscal_appropriation", "0"), ("2010507", "operating", "301,300"),
    ]  # fmt: skip


def test_a_word_torn_over_lines_is_whole_wherever_its_end_stands() -> None:
    assert amounts(WORD_TORN_ASTRAY, "budget") == [
        ("three_public_total", "47.91"), ("overseas_travel", "0"), ("reception", "1.35"),
        ("official_vehicle", "46.56"), ("vehicle_purchase", "25"), ("vehicle_operation", "21.56"),
        ("operating_cost", "443.18"),
    ]  # fmt: skip


def test_positions_that_leave_every_total_empty_tell_nothing() -> None:
    lines = parse(document(POSITIONS_ASTRAY, kind="budget")).lines
    assert [(line.item, line.printed, line.placement) for line in lines] == [
        ("three_public_total", "867.50", "inferred"), ("overseas_travel", "839.00", "inferred"),
        ("reception", "28.50", "inferred"), ("operating_cost", "213.28", "inferred"),
    ]  # fmt: skip


def test_an_amount_that_ran_into_the_ordinal_of_the_other_side_is_an_amount() -> None:
    lines = parse(document(RUN_INTO_ORDINALS, kind="budget")).lines
    assert [(line.side, line.item, line.functional, line.fund, line.printed) for line in lines] == [
        ("revenue", "fund", "", "fiscal_appropriation", "96,775.35"),
        ("expenditure", "code", "201", "all", "82,096.42"),
        ("revenue", "fund", "", "government_fund", "1,000.00"),
        ("expenditure", "code", "208", "all", "14,678.93"),
        ("revenue", "total", "", "all", "96,775.35"),
        ("expenditure", "total", "", "all", "96,775.35"),
    ]


def test_amounts_between_the_lines_of_a_name_are_its_row_and_no_total() -> None:
    lines = parse(document(NAME_AROUND_ITS_ROW, kind="budget")).lines
    assert [(line.functional, line.fund) for line in lines if line.printed == "200,000"] == [
        ("207", "fiscal_appropriation"),
        ("207", "general"),
    ]
