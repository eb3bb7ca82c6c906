"""Numbers: every printed form of a number reads back as that number, anything else is refused by type."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.reading.numerals import TOKEN, Number, Refusal, read_number
from pipelines.reading.text import fold

WIDE = {ord(char): ord(char) + 0xFEE0 for char in "0123456789.,()-+%"}
numbers = st.builds(
    lambda digits, decimals: Decimal(digits).scaleb(-decimals),
    st.integers(0, 10**15),
    st.integers(0, 4),
)
#: Each form of a negative number, by what stands around its digits.
NEGATIVE = ("-{}", "({})", "{}-", "△{}", "▲{}", "负{}", "- {}", "−{}", "（{}）", "－{}")
POSITIVE = ("{}", "+{}")


@settings(max_examples=80, deadline=None, derandomize=True)
@given(numbers, st.sampled_from(NEGATIVE + POSITIVE), st.sets(st.sampled_from(["grouped", "wide", "percent"])))
@example(Decimal("0.00"), "({})", {"grouped", "wide", "percent"})
@example(Decimal(1000), "{}", {"grouped"})
def test_a_printed_number_reads_back(value: Decimal, form: str, style: set[str]) -> None:
    decimals = -int(value.as_tuple().exponent)
    printed = form.format(f"{value:,f}" if "grouped" in style else f"{value:f}")
    percent = "percent" in style
    printed += "%" if percent else ""
    if "wide" in style:
        printed = printed.translate(WIDE)
    signed = -value if form in NEGATIVE else value
    assert read_number(fold(printed)) == Number(signed, decimals, percent)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("0", "0"), ("0.0", "0.0"), ("00", "0"), ("007", "7"), (".5", "0.5"), ("1, 234.5", "1234.5"),
        ("12,345,678.90", "12345678.90"), ("1234567", "1234567"), ("(1,234.00)", "-1234.00"), ("-0.00", "-0.00"),
        ("100%", "100"), ("-12.5%", "-12.5"), ("(3)", "-3"),
    ],
)  # fmt: skip
def test_numbers(printed: str, value: str) -> None:
    found = read_number(printed)
    assert isinstance(found, Number)
    assert found.value == Decimal(value)
    assert str(abs(found.value)) == str(abs(Decimal(value)))


REFUSED = {
    Refusal.BLANK: ("", "-", "--", "—", "——", "/", "无", "*", "…"),
    Refusal.TEXT: ("合计", "万元", "△", "()", "一百", "%", ",", "公开表"),
    Refusal.MIXED: (
        "12万元", "2023年", "(5", "5)", "-5-", "(-5", "3.5kg", "2010302行政运行", "10:30", "①2", "1 2万",
        "5%%", "约5",
    ),
    Refusal.SEPARATORS: (
        "1,23,456", "1.2.3", "1,2345", "12 34", "1,,234", "5.", "1,234,56", "1 234", "+-5", "1-2",
        "-(5)-",
    ),
    Refusal.TOO_LONG: ("1" * 29, "0." + "3" * 28, "9" * 100_000),
}  # fmt: skip


@pytest.mark.parametrize(("text", "refusal"), [(text, why) for why, texts in REFUSED.items() for text in texts])
def test_refusals_have_a_type(text: str, refusal: Refusal) -> None:
    assert read_number(text) is refusal


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(st.sampled_from("0123456789.,-+()%△负— 万①²") | st.characters(), max_size=12))
@example("٣٤")
@example("²")
@example("①")
def test_no_text_makes_reading_raise_and_a_number_is_exact(text: str) -> None:
    found = read_number(fold(text))
    if isinstance(found, Number):
        assert found.value.is_finite()
        assert found.decimals == max(0, -int(found.value.as_tuple().exponent))
        assert len(TOKEN.findall(fold(text).replace(", ", ",").lstrip("+-(△▲负 ."))) == 1


def test_a_plain_integer_may_be_a_code_or_an_ordinal() -> None:
    assert [getattr(read_number(text), "is_plain_integer", None) for text in ("201", "201.0", "20%", "类")] == [
        True, False, False, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("1,234.50|3", ["1,234.50", "3"]),
        ("2023年7月1日", ["2023", "7", "1"]),
        ("1,2345", ["1", "2345"]),
        ("3.14.15", ["3.14", "15"]),
        ("00%%00", ["00", "00"]),
        ("没有数字", []),
    ],
)
def test_tokens_of_a_text(text: str, tokens: list[str]) -> None:
    assert TOKEN.findall(text) == tokens
