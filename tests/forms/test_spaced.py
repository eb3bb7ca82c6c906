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
