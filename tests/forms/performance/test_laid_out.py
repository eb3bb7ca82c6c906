"""Tables of indicators whose columns blanks part: wrapped cells, merged cells, columns that drift, pages."""

from __future__ import annotations

import time

import pytest

from pipelines import parse
from tests.forms.performance.grids import BUDGET, FINAL, extract

WRAPPED = """项目支出绩效目标表
   项目名称                  渠道整治
        一级指标    二级指标               三级指标                    年度指标值

                数量指标               整治长度                    ≥12公里

                                完成全县范围内老旧渠道防渗衬砌和
        产出指标    质量指标                                    不低于95%
                                配套建筑物整修的合格率
绩效指标
                时效指标               按期完成率                    =100%

        效益指标   社会效益指标             灌溉条件                   明显改善
               服务对象满意度
       满意度指标                       农户满意度                    ≥90%
                  指标
"""

DRIFTING = """项目支出绩效目标表
    项目名称             渠道整治
     一级指标 二级指标     三级指标    指标方向 指标值 计量单位
          数量指标    受益农户人数       ≥    23000     人
     产出指标 质量指标 工程质量达标率         =     100      %
          成本指标 每公里整治成本         ≤      5     万元/公里
绩效指标
     效益指标 社会效益
           指标    农户用水保障水平 定性 逐步提高
     满意度指 服务对象
      标 满意度指
           标
                 受益农户满意度      ≥     95       %
"""

TWO_PAGES = """项目支出绩效目标表
    项目名称             渠道整治
 一级指 二级指标        三级指标       指标性 年度指标 计量单
  标                           质     值        位
    数量指标   整治渠道的长度       ≥   12   公里
产出指 质量指标   工程质量合格率         =  100    %
 标
\f    时效指标   工程按期完工率        ≥    95    %
效益指 社会效益   提升灌溉保障能力       定性 有效提升
 标   指标
"""

MERGED_PROJECTS = """部门预算项目绩效目标表
                                                 单位:万元
  项目名称     项目资金总额     年度目标       一级指标     二级指标       三级指标     指标性质   指标值

                                       产出指标     数量指标       整治长度       ≥      12
  渠道整治       86.50     完成渠道整治

                                       效益指标     社会效益指标     灌溉条件      定性     改善

  水库除险       12.00     完成水库除险      产出指标     数量指标       除险座数       =      3
"""


def told(text: str) -> list[tuple[object, ...]]:
    return [
        (one.project.name if one.project else None, one.level1, one.level2, one.name, one.target_text, one.unit)
        for one in extract(text, BUDGET).indicators
    ]


def test_wrapped_cells_are_whole_and_merged_ones_stand_for_their_rows() -> None:
    assert told(WRAPPED) == [
        ("渠道整治", "产出指标", "数量指标", "整治长度", "≥12公里", "公里"),
        (
            "渠道整治",
            "产出指标",
            "质量指标",
            "完成全县范围内老旧渠道防渗衬砌和配套建筑物整修的合格率",
            "不低于95%",
            "%",
        ),
        ("渠道整治", "产出指标", "时效指标", "按期完成率", "=100%", "%"),
        ("渠道整治", "效益指标", "社会效益指标", "灌溉条件", "明显改善", ""),
        ("渠道整治", "满意度指标", "服务对象满意度指标", "农户满意度", "≥90%", "%"),
    ]


def test_columns_are_found_where_the_header_is_not_in_step_with_its_rows() -> None:
    assert told(DRIFTING) == [
        ("渠道整治", "产出指标", "数量指标", "受益农户人数", "23000", "人"),
        ("渠道整治", "产出指标", "质量指标", "工程质量达标率", "100", "%"),
        ("渠道整治", "产出指标", "成本指标", "每公里整治成本", "5", "万元/公里"),
        ("渠道整治", "效益指标", "社会效益指标", "农户用水保障水平", "逐步提高", ""),
        ("渠道整治", "满意度指标", "服务对象满意度指标", "受益农户满意度", "95", "%"),
    ]


def test_a_table_goes_on_behind_the_page() -> None:
    assert [row[3:] for row in told(TWO_PAGES)] == [
        ("整治渠道的长度", "12", "公里"),
        ("工程质量合格率", "100", "%"),
        ("工程按期完工率", "95", "%"),
        ("提升灌溉保障能力", "有效提升", ""),
    ]


def test_projects_are_merged_over_their_rows() -> None:
    assert [(row[0], row[3], row[4]) for row in told(MERGED_PROJECTS)] == [
        ("渠道整治", "整治长度", "12"),
        ("渠道整治", "灌溉条件", "改善"),
        ("水库除险", "除险座数", "3"),
    ]
    assert [(line.project.name, line.printed) for line in extract(MERGED_PROJECTS).lines if line.project] == [
        ("渠道整治", "86.50"),
        ("水库除险", "12.00"),
    ]


def test_every_token_of_a_wrapped_cell_has_one_claim() -> None:
    text = WRAPPED.replace("配套建筑物整修的合格率", "配套建筑物3座整修的合格率")
    found = extract(text)
    tokens = [token for one in found.indicators for token in one.tokens]
    assert [text[start:end] for start, end in tokens] == ["12", "3", "95", "100", "90"]
    assert not {(claim.start, claim.end) for claim in found.claims} & set(tokens)


def test_the_sum_of_scores_ends_a_table() -> None:
    text = """项目支出绩效自评表
   项目名称                  渠道整治
   一级指标     二级指标      三级指标       年度指标值      实际完成值      分值     得分
   产出指标     数量指标      整治长度       ≥12公里      12公里       50     50
   满意度指标    满意度指标     农户满意度      ≥90%       92%        50     50
                   总分                                     100    100
   某种原因
   分析                无偏差
"""
    found = extract(text, FINAL)
    assert [(one.name, one.actual_text, one.full_score, one.score) for one in found.indicators] == [
        ("整治长度", "12公里", 50, 50),
        ("农户满意度", "92%", 50, 50),
    ]


@pytest.mark.parametrize(
    "line", ["数量指标    某项工作的名称       ≥12公里\n", "标    工作\n", "产出指标  数量指标  名称  12\n"]
)
def test_a_long_table_is_no_burden(line: str) -> None:
    start = time.process_time()
    extract("项目支出绩效目标表\n一级指标    二级指标    三级指标       指标值\n" + line * 2_000)
    assert time.process_time() - start < 10


def test_a_source_whose_label_says_so_is_the_years_wherever_it_stands() -> None:
    """The sums tell nothing (95 is not 90), and the year's source stands above the other."""
    text = """项目支出绩效目标表
   项目名称                  渠道整治
               项目资金总额                     100.00 年度资金申请总额                90.00

                                                        其中：当年财政拨款            95.00
   项目资金（万元）
               其中：财政资金                    100.00

   一级指标     二级指标      三级指标       指标值
   产出指标     数量指标      整治长度       ≥12公里
"""
    lines = [(line.item, line.fund, line.printed, line.placement) for line in extract(text).lines]
    assert lines == [
        ("project_total", "all", "100.00", "printed"),
        ("annual_total", "all", "90.00", "printed"),
        ("fund", "fiscal_appropriation", "95.00", "ambiguous"),
        ("project_total", "fiscal_appropriation", "100.00", "ambiguous"),
    ]


def test_a_row_with_two_figures_in_one_column_is_no_indicator() -> None:
    text = """某县水利局2024年度部门预算公开
项目支出绩效目标表
  项目名称            渠道整治
  一级指标    二级指标     三级指标          指标值
                        整治长度         ≥12公里   ≥13公里
  产出指标    数量指标
                        清理淤泥量        ≥3000立方米
  满意度指标   满意度指标    农户满意度        ≥90%
"""
    document = parse(text.encode())
    assert [(one.level2, one.name) for one in document.indicators] == [
        ("数量指标", "清理淤泥量"),
        ("服务对象满意度指标", "农户满意度"),
    ]
    assert {entry.outcome for entry in document.ledger if entry.printed in ("12", "13")} == {"attribute"}
