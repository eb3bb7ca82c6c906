"""The disclosure whose performance forms ran together: every amount and every indicator of them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from pipelines.forms.extraction import Context, Extraction
from pipelines.forms.glued import extract_glued
from pipelines.reading.lines import read_rows
from pipelines.reading.text import SourceText

RAW = Path(__file__).parents[3] / "data/raw/suizhou-hightech-zone-government-services-centre-budget-2023.txt"
SERVICE, OPERATION, RENT = "窗口服务外包费用", "政务服务运行经费", "房租物业费"


@pytest.fixture(scope="module")
def source() -> SourceText:
    return SourceText(RAW.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def found(source: SourceText) -> Extraction:
    return extract_glued(read_rows(source), source, Context("budget", 2023))


def test_income_and_expenditure_by_year(found: Extraction) -> None:
    rows = {
        (line.source_line, line.fiscal_year): (
            line.side,
            line.item,
            line.fund,
            line.nature,
            line.printed,
            line.placement,
        )
        for line in found.lines
        if line.source_line < 1679
    }
    assert len(rows) == 18
    assert rows[1673, 2023] == ("revenue", "fund", "fiscal_appropriation", "total", "338.52", "inferred")
    assert rows[1673, 2022] == ("revenue", "fund", "fiscal_appropriation", "total", "294.4", "ambiguous")
    assert rows[1673, 2021] == ("revenue", "fund", "fiscal_appropriation", "total", "0", "ambiguous")
    assert rows[1674, 2021] == ("revenue", "fund", "other", "total", "0", "inferred")
    assert rows[1675, 2023] == ("revenue", "total", "all", "total", "338.52", "inferred")
    assert rows[1676, 2023] == ("expenditure", "total", "all", "basic", "73.54", "inferred")
    assert rows[1676, 2022] == ("expenditure", "total", "all", "basic", "128.5", "ambiguous")
    assert rows[1677, 2023] == ("expenditure", "total", "all", "project", "264.98", "inferred")
    assert rows[1677, 2022] == ("expenditure", "total", "all", "project", "165.9", "ambiguous")
    assert rows[1678, 2022] == ("expenditure", "total", "all", "total", "294.4", "ambiguous")


def test_project_budgets(found: Extraction) -> None:
    rows = [
        (
            line.source_line,
            line.item,
            line.project and line.project.name,
            line.fund,
            str(line.amount_yuan),
            line.placement,
        )
        for line in found.lines
        if line.source_line >= 1679
    ]
    assert rows == [
        (1689, "project_total", SERVICE, "all", "1697300.00", "inferred"),
        (1689, "project", SERVICE, "all", "1697300.00", "inferred"),
        (1691, "project_total", OPERATION, "all", "645000.0", "inferred"),
        (1691, "project", OPERATION, "all", "645000.0", "inferred"),
        (1693, "project_total", RENT, "all", "307500.00", "inferred"),
        (1693, "project", RENT, "all", "307500.00", "inferred"),
        (1759, "project_total", SERVICE, "all", "1697300.00", "printed"),
        (1759, "project", SERVICE, "all", "1697300.00", "printed"),
        (1764, "total", SERVICE, "all", "1697300.00", "printed"),
        (1765, "fund", SERVICE, "general", "1697300.00", "printed"),
        (1766, "fund", SERVICE, "general", "1697300.00", "printed"),
        (1779, "project", SERVICE, "all", "1697300.00", "inferred"),
        (1785, "purchase", SERVICE, "all", "1320000.00", "inferred"),
    ]
    assert [(line.economic, line.economic_name) for line in found.lines if line.economic] == [("399", "其他支出")]


def test_indicators(found: Extraction) -> None:
    rows = [
        (
            row.source_line,
            row.horizon,
            row.level2,
            row.name,
            row.target_text,
            row.previous_text,
            row.before_previous_text,
        )
        for row in found.indicators
    ]
    hall, visits = "政务大厅有效开展服务", "办件量2万件,接待办事群众2万人次"
    quality, pleased, rate = "全面提升政务服务质量", "保证服务对象满意", "服务对象满意度100%"
    assert rows == [
        (1699, "long_term", "数量指标", hall, f"年均{visits}", "", ""),
        (1700, "long_term", "质量指标", "12345便民服务热线正常运行", "按时办结率100%", "", ""),
        (1705, "long_term", "社会效益指标", quality, "政务服务质量不断提高", "", ""),
        (1708, "long_term", "服务对象满意度指标", pleased, rate, "", ""),
        (1713, "annual", "数量指标", hall, f"年{visits}", "年办件量1.74万件", "年办件量0.3万件"),
        (
            1721,
            "annual",
            "质量指标",
            "12345便民服务热线运行正常",
            "按时办结率100%",
            "工单按时办结率99%",
            "工单按时办结率99%",
        ),
        (1729, "annual", "社会效益指标", quality, "不断提高", "不断提高", "不断提高"),
        (1735, "annual", "服务对象满意度指标", pleased, rate, "满意", "满意"),
        (1795, "long_term", "服务对象满意度指标", "政务服务质量全面提升,群众满意度不断提高", "群众满意度100%", "", ""),
        (
            1802,
            "annual",
            "社会效益指标",
            "政务服务大厅有效开展服务",
            f"年均{visits}",
            "年均办件量1.74万件",
            "年均办件量0.3万件",
        ),
    ]
    assert {row.level1 for row in found.indicators} == {"产出指标", "效益指标", "满意度指标"}
    assert {row.project.name for row in found.indicators if row.project} == {SERVICE}


def test_places_are_exact_and_nothing_is_claimed_twice(source: SourceText, found: Extraction) -> None:
    for line in found.lines:
        assert source.raw[line.source_start : line.source_end] == line.printed
        assert source.line_of(line.source_start) == line.source_line
        assert line.placement == "printed" or line.why
    spans = sorted(
        [(line.source_start, line.source_end) for line in found.lines]
        + [(claim.start, claim.end) for claim in found.claims]
        + [span for row in found.indicators for span in row.tokens]
    )
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert not [claim for claim in found.claims if claim.outcome == "unplaced"]


def test_running_text_is_left_to_others(source: SourceText, found: Extraction) -> None:
    claimed = {source.line_of(claim.start) for claim in found.claims} | {line.source_line for line in found.lines}
    assert claimed.isdisjoint({1681, 1683, 1687, 1696, 1752, 1756, 1762, 1780, 1781})
