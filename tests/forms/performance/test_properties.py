"""Any rows at all: never an error, never a token claimed twice, the same result again, time that grows with length."""

from __future__ import annotations

import gc
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.forms.performance.grids import BUDGET, FINAL, LAYOUTS, extract

WORDS = [
    "项目支出绩效目标表",
    "部门整体绩效目标表",
    "项目支出绩效自评表",
    "绩效指标",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标值",
    "权重",
    "计量单位",
    "指标性质",
    "完成值",
    "分值",
    "得分",
    "自评结果",
    "目标名称",
    "年度目标",
    "长期绩效目标",
    "产出指标",
    "数量指标",
    "满意度指标",
    "成本指标",
    "≥",
    "%",
    "定性",
    "是",
    "否",
    "100",
    "95%",
    "≥8个",
    "—",
    "项目名称",
    "甲项目",
    "当年预算(万元)",
    "20.00",
    "项目资金(元)",
    "年初预算数",
    "全年预算数",
    "全年执行数",
    "执行率",
    "年度资金总额",
    "其中:财政拨款",
    "其他资金",
    "总分",
    "终端=7个,培训≥8次",
    "单位:万元",
    "表十一",
    "2023年",
    "办件量",
    "年度总体目标",
    "说明",
    "1,2,3",
    "：",
]
WORDS += ["", "", "", "指标1:甲 指标2:乙", "9" * 50, "( )"]
CELLS = st.one_of(st.sampled_from(WORDS), st.text(max_size=12))
GRIDS = st.lists(st.lists(CELLS, min_size=1, max_size=9), min_size=1, max_size=14)


@settings(max_examples=150, deadline=None)
@given(GRIDS, st.sampled_from(sorted(LAYOUTS)), st.sampled_from([BUDGET, FINAL]))
def test_any_rows(rows: list[list[str]], layout: str, context: object) -> None:
    text = LAYOUTS[layout](rows)
    found = extract(text, context)  # type: ignore[arg-type]
    again = extract(text, context)  # type: ignore[arg-type]
    assert (found.lines, found.indicators, found.claims, found.taken) == (
        again.lines,
        again.indicators,
        again.claims,
        again.taken,
    )
    spans = [(claim.start, claim.end) for claim in found.claims]
    assert len(spans) == len(set(spans))
    used = {(line.source_start, line.source_end) for line in found.lines}
    used |= {token for one in found.indicators for token in one.tokens}
    assert not used.intersection(spans)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="|\t\n 指标一二级目值项名称表绩效0123456789.%≥=", max_size=400))
def test_any_text(text: str) -> None:
    extract(text)


def test_time_grows_with_length() -> None:
    page = "项目支出绩效目标表\n项目名称 | 甲 | |||\n一级指标 | 二级指标 | 三级指标 | 指标值 | 权重 |\n"
    page += "产出指标 | 数量指标 | 办件量 | ≥120件 | 10 |\n乙数量 | 7个 | 10 | ||\n" * 20

    def seconds(times: int) -> float:
        best = float("inf")
        gc.collect()
        gc.disable()  # what other tests left behind is not the form's cost
        try:
            for _ in range(2):
                start = time.process_time()
                assert len(extract(page * times).indicators) == times * 40
                best = min(best, time.process_time() - start)
        finally:
            gc.enable()
        return best

    # far from both ends of a linear (16) and a quadratic (256) growth, so that a busy machine does not matter
    assert seconds(320) < 64 * max(seconds(20), 0.02)


def test_hostile_rows_are_no_burden() -> None:
    start = time.process_time()
    extract("一级指标 | 三级指标 | 指标值 |\n" + "产出 | " * 20_000)
    extract("项目支出绩效目标表 |\n" * 3_000)
    extract("一级指标 |\n三级指标 |\n指标值 |\n" + "甲 |\n" * 20_000)
    extract("一级指标\t三级指标\n产出指标\t" + "甲≥1个," * 20_000)
    extract("一级指标\t三级指标\t指标值\n产出指标\t甲\t" + "2023年5个 " * 20_000)
    assert time.process_time() - start < 10
