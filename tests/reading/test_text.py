"""Offsets: folding keeps every one, and lines and offsets agree."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.reading.text import SourceText, fold, squeeze

quick = settings(max_examples=80, deadline=None, derandomize=True)
texts = st.text(st.sampled_from("合计１２3 ，,（）%％\u3000\u00a0\0\n\r\t|│“”−—.𠀀①") | st.characters(), max_size=120)


@quick
@given(texts)
@example("\ufeff１\u200b２\n\n")
@example("ﬁ½㎡")
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert len(SourceText(text).folded) == len(text)
    assert fold(text).count("\n") == text.count("\n")
    assert fold(fold(text)) == fold(text)


def test_folding_keeps_what_parts_cells_and_lines() -> None:
    assert fold("甲│乙┃丙|丁\t戊\n") == "甲|乙|丙|丁\t戊\n"


def test_folding_makes_plain_forms() -> None:
    assert fold("（１２）：５０％，－３\u3000\u00a0\0A") == "(12):50%,-3   A"
    assert squeeze("“三公”\u3000经费 支出（合　计）") == "三公经费支出(合计)"


@quick
@given(texts)
@example("")
@example("\n")
@example("一行\r\n两行\r")
@example("a\x0bb\x0cc\x1dd\u2028e\u0085f")
def test_lines_and_offsets_agree(text: str) -> None:
    source = SourceText(text)
    lines = text.split("\n")
    assert len(source.line_starts) == len(lines)
    assert [source.line(number) for number in range(1, len(lines) + 1)] == lines
    for number in range(1, len(lines) + 1):
        start, end = source.line_span(number)
        assert text[start:end] == lines[number - 1]
        assert source.line_of(start) == number
        assert source.line_of(end) == number  # its own line end is still of it
