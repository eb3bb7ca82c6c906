"""The ledger as a whole: nothing lost, nothing twice, whoever claims what."""

from __future__ import annotations

import gc
import time
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import parse
from pipelines.ledger import build_ledger
from pipelines.ledger.spans import Span, settle_spans
from pipelines.model import BudgetLine, Claim, Indicator, LedgerEntry, Placement
from pipelines.reading.text import SourceText

RAW = sorted((Path(__file__).parents[2] / "data" / "raw").glob("*.txt"))


A_LINE = BudgetLine(
    form="revenue_detail",
    side="revenue",
    item="total",
    nature="total",
    stage="budget",
    fund="all",
    fiscal_year=2023,
    amount_yuan=Decimal(0),
    printed="",
    source_line=1,
    source_start=0,
    source_end=0,
    placement="printed",
)


def money(start: int, end: int, placement: Placement = "printed", why: str = "") -> BudgetLine:
    return A_LINE._replace(source_start=start, source_end=end, placement=placement, why=why)


def indicator(*tokens: tuple[int, int]) -> Indicator:
    return Indicator("project_performance", "annual", "办结率", ">=", 1, 0, 0, tokens=tokens)


def rows(entries: tuple[LedgerEntry, ...]) -> list[tuple[str, str, int | None]]:
    return [(entry.printed, entry.outcome, entry.target) for entry in entries]


def has_digit(text: str) -> bool:
    """Whether there is a digit, of whatever script."""
    return any(map(str.isdecimal, text))


def assert_every_digit_once(text: str, entries: tuple[LedgerEntry, ...]) -> None:
    at = 0
    for entry in entries:
        assert at <= entry.source_start < entry.source_end
        assert not has_digit(text[at : entry.source_start])
        assert has_digit(entry.printed)
        assert entry.printed == text[entry.source_start : entry.source_end]
        assert entry.source_line == text.count("\n", 0, entry.source_start) + 1
        at = entry.source_end
    assert not has_digit(text[at:])


def test_a_fact_cuts_a_glued_run_into_its_pieces() -> None:
    text = SourceText("合计338.52100%294.40")
    entries = build_ledger(text, [money(2, 8)], [], [Claim(8, 11, "attribute", "占比")])
    assert rows(entries) == [
        ("338.52", "budget_line", 0),
        ("100", "attribute", None),
        ("294.40", "unplaced", None),
    ]


def test_a_span_keeps_its_sign_and_brackets() -> None:
    entries = build_ledger(SourceText("合计 | (3.20) | △5"), [money(5, 11)], [], [Claim(14, 16, "attribute", "数量")])
    assert [entry.printed for entry in entries] == ["(3.20)", "△5"]


def test_a_claim_over_words_is_one_entry_a_token() -> None:
    text = SourceText("发布日期 2023-02-03 |")
    entries = build_ledger(text, [], [], [Claim(0, 15, "label", "发布日期")])
    assert rows(entries) == [("2023", "label", None), ("02", "label", None), ("03", "label", None)]


def test_money_comes_before_indicators_before_claims() -> None:
    text = SourceText("12 34 56")
    claims = [Claim(0, 8, "label", "行次"), Claim(6, 8, "unplaced", "再次")]
    entries = build_ledger(text, [money(0, 2)], [indicator((0, 2), (3, 5))], claims)
    assert rows(entries) == [("12", "budget_line", 0), ("34", "indicator", 0), ("56", "label", None)]


def test_the_earlier_of_two_overlapping_facts_keeps_its_digits() -> None:
    entries = build_ledger(SourceText("338.52100"), [money(3, 9), money(0, 6)], [], [])
    assert rows(entries) == [("338.52", "budget_line", 1), ("100", "budget_line", 0)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (money(0, 1), "版面列位即栏目"),
        (money(0, 1, "inferred"), "唯一满足表内勾稽的列位"),
        (money(0, 1, "ambiguous", "两种列位"), "两种列位"),
    ],
)
def test_a_money_cell_says_how_its_column_was_told(line: BudgetLine, reason: str) -> None:
    (entry,) = build_ledger(SourceText("5"), [line], [], [])
    assert entry.reason == reason


def test_an_unclaimed_number_in_a_recognised_table_says_so() -> None:
    text = SourceText("公开02表\n科目 | 2023年预算数 | 一、1.基本 | 12个 |\n2010301 | 行政运行 | 246.32 | \n2023")
    entries = build_ledger(text, [], [], [], [range(1, 4)])
    assert [(entry.printed, entry.reason) for entry in entries] == [
        ("02", "表号"),
        ("2023", "年份"),
        ("1", "表内数字：未能归入任何栏目"),
        ("12", "表内数字：未能归入任何栏目"),
        ("2010301", "表内数字：未能归入任何栏目"),
        ("246.32", "表内数字：未能归入任何栏目"),
        ("2023", "独占一格的数字：不属于已识别的表"),
    ]


def test_a_span_without_a_digit_or_outside_the_text_is_no_token() -> None:
    text = SourceText("—— 5")
    assert rows(build_ledger(text, [money(0, 2)], [indicator((9, 12), (-3, 0))], [Claim(3, 99, "label", "编号")])) == [
        ("5", "label", None)
    ]


def test_circled_numbers_are_no_tokens() -> None:
    assert rows(build_ledger(SourceText("①②²½三5"), [], [], [])) == [("5", "unplaced", None)]


def test_digits_of_other_scripts_are_tokens() -> None:
    assert rows(build_ledger(SourceText("三٣5"), [], [], [])) == [("٣5", "unplaced", None)]


pieces = st.sampled_from(
    [
        *"0123456789０５.,，．()（）-、年月日号第万元%个项人|\t\n 〔〕:：≥令电话表图附编码a٣²",
        "2023",
        "338.52",
        "1,234",
        "\r\n",
    ]
)
texts = st.lists(pieces, max_size=60).map("".join)
spans = st.lists(st.tuples(st.integers(-2, 80), st.integers(0, 12)).map(lambda pair: (pair[0], sum(pair))), max_size=8)


@given(texts, spans, spans, spans, st.lists(st.tuples(st.integers(-1, 9), st.integers(-1, 9)), max_size=2))
def test_every_digit_lies_in_exactly_one_entry(
    text: str,
    facts: list[tuple[int, int]],
    tokens: list[tuple[int, int]],
    claims: list[tuple[int, int]],
    tables: list[tuple[int, int]],
) -> None:
    arguments = (
        [money(*span) for span in facts],
        [indicator(*tokens)],
        [Claim(*span, "label", "编号") for span in claims],
        [range(*lines) for lines in tables],
    )
    entries = build_ledger(SourceText(text), *arguments)
    assert_every_digit_once(text, entries)
    assert entries == build_ledger(SourceText(text), *arguments)


@given(st.text())
def test_any_text_has_a_ledger(text: str) -> None:
    assert_every_digit_once(text, build_ledger(SourceText(text), (), (), ()))


@given(st.lists(spans, max_size=4))
def test_settled_spans_are_in_order_apart_and_cover_what_was_claimed(ranks: list[list[tuple[int, int]]]) -> None:
    text = "7" * 70
    settled = settle_spans([[Span(*span, "label", "") for span in rank] for rank in ranks], text)
    assert all(one.end <= other.start for one, other in pairwise(settled))
    claimed = {at for rank in ranks for start, end in rank for at in range(max(start, 0), min(end, len(text)))}
    assert {at for span in settled for at in range(span.start, span.end)} == claimed


@pytest.mark.parametrize("path", RAW, ids=[path.stem for path in RAW])
def test_the_facts_of_a_disclosure_never_overlap_and_its_ledger_is_complete(path: Path) -> None:
    document = parse(path.read_bytes())
    facts = [(line.source_start, line.source_end) for line in document.lines]
    facts += [token for each in document.indicators for token in each.tokens]
    assert all(one[1] <= other[0] for one, other in pairwise(sorted(facts)))
    assert_every_digit_once(document.text, document.ledger)
    unread = [entry for entry in document.ledger if entry.reason == "表内数字：未能归入任何栏目"]
    assert unread == []


@pytest.mark.parametrize("unit", ["7", "1,234", "1.", "2023年", "（1", "电话-", "第1、", "9 "])
def test_one_long_line_takes_time_linear_in_its_length(unit: str) -> None:
    def seconds(repeats: int) -> float:
        text = SourceText(unit * repeats)
        gc.collect()
        gc.disable()  # what other tests left behind is not the ledger's cost
        try:
            started = time.process_time()
            build_ledger(text, (), (), ())
            return time.process_time() - started
        finally:
            gc.enable()

    # far from both ends of a linear (4) and a quadratic (16) growth, so that a busy machine does not matter
    assert seconds(40_000) < 10 * max(seconds(10_000), 0.005)
