"""A run: the text of some lines without white space, which still knows where every character stood.

Cells that ran together wrap over lines, so words are looked for across line ends; where a line began is kept, for a
cell often ends there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.reading.numerals import TOKEN
from pipelines.reading.rows import Row
from pipelines.reading.text import SourceText

_WRAP = re.compile(r"[ \t\r]*\n\s*")


@dataclass(frozen=True, slots=True)
class Run:
    """`text` is folded and without white space; `at[i]` is the offset of its character i in the source.

    `breaks` are the positions where a line begins, `walls` those with white space before them (line ends included):
    no number stands across a wall.
    """

    source: SourceText
    text: str
    at: Sequence[int]
    breaks: frozenset[int]
    walls: frozenset[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the source of a piece that is not empty."""
        return self.at[start], self.at[end - 1] + 1

    def printed(self, start: int, end: int) -> str:
        """The raw text of a piece, its line ends taken out."""
        if start >= end:
            return ""
        first, last = self.span(start, end)
        return _WRAP.sub("", self.source.raw[first:last])

    def line(self, position: int) -> int:
        """The 1-based line of a position."""
        return self.source.line_of(self.at[position])

    def tokens(self, start: int, end: int) -> list[tuple[int, int]]:
        """Offsets in the source of the numeric tokens of a piece."""
        if start >= end:
            return []
        first, last = self.span(start, end)
        return [match.span() for match in TOKEN.finditer(self.source.folded, first, last)]

    def line_end(self, position: int) -> int:
        """The position after the last character of the line that holds `position`."""
        end = position + 1
        while end < len(self.text) and end not in self.breaks:
            end += 1
        return end

    def lines(self, start: int, end: int) -> list[tuple[int, int]]:
        """The pieces of `start:end` that stand on one line each."""
        edges = [start, *sorted(at for at in self.breaks if start < at < end), end]
        return [(left, right) for left, right in pairwise(edges) if left < right]


def make_run(source: SourceText, rows: Iterable[Row]) -> Run:
    r"""Gives the run of some rows of text.

    >>> from pipelines.reading.lines import read_rows
    >>> source = SourceText("效益指标社会效\n 益指标 64.5")
    >>> run = make_run(source, read_rows(source))
    >>> run.text, sorted(run.breaks), sorted(run.walls), run.span(7, 10)
    ('效益指标社会效益指标64.5', [0, 7], [0, 7, 10], (9, 12))
    """
    folded = source.folded
    letters: list[str] = []
    at: list[int] = []
    breaks: set[int] = set()
    walls: set[int] = set()
    for row in rows:
        for cell in row.filled:
            breaks.add(len(letters))
            walls.add(len(letters))
            for offset in range(cell.start, cell.end):
                if folded[offset].isspace():
                    walls.add(len(letters))
                else:
                    letters.append(folded[offset])
                    at.append(offset)
    return Run(source, "".join(letters), at, frozenset(breaks), frozenset(walls))
