"""Rows between pipes, also when a row spills over several lines.

A table of width W prints W pipes a row. Blank cells are either kept (`a |  | b |`) or dropped, and then the row is
padded with a run of pipes at its end (`a | b | ||`). A cell that held line breaks, or every cell, may stand on lines of
its own, and so may the pipes; the row is complete when it has W pipes. A table may be framed, as in Markdown: then
every line begins with a pipe of the frame, and a rule may stand below its header (`|---|---|`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from pipelines.reading.rows import Row, ruled_cell_of
from pipelines.reading.single_cells import rows_of_single_cells
from pipelines.reading.text import SourceText

#: A row never spills over more lines than this: no known form has that many columns.
_MAX_SPILL = 64
#: How many lines of text a cell has where pipes stand on lines of their own; each is short when there are several.
_MOST_PIECES, _LONGEST_PIECE = 3, 5
#: So many lines make a frame; fewer may go on with the line above them.
_FEWEST_FRAMED = 3
_RULE = re.compile(r"\|?(?: ?:?-{3,}:? ?\|)+(?: ?:?-{3,}:?)? ?")


class _Line(NamedTuple):
    """A line of a block: its number, where it begins, its text without the white space at its end, its pipes."""

    number: int
    start: int
    bare: str
    pipes: int

    @property
    def is_padded(self) -> bool:
        return self.bare.endswith("||")


def read_pipes(source: SourceText, first: int) -> tuple[list[Row], int]:
    """Gives the rows of the block of pipe lines that begins at line `first`, and the line after the block.

    >>> rows, after = read_pipes(SourceText("a | b | ||\\n名称 | 单位\\n| 目标值 | |\\nend"), 1)
    >>> [[cell.text for cell in row.cells] for row in rows], after
    ([['a', 'b'], ['名称', '单位', '目标值', '']], 4)
    """
    lines, after = _block(source, first)
    rows: list[Row] = []
    single, below, full = _single_until(lines), _widths_below(lines), _full_widths(lines)
    width = at = tried = 0
    while at < len(lines):
        end = single[at]
        if end > max(at + 1, tried) and (lines[at].bare.strip("| ") or not width):
            tried = end
            found = rows_of_single_cells(lines[at:end], (width, below[at]))
            if found:
                rows += found
                at, width = end, found[-1].width
                continue
        taken = _lines_of_row(lines, at, width, full)
        count = lines[at].pipes if taken == 1 else sum([line.pipes for line in lines[at : at + taken]])
        if (taken > 1 or count > 1) and (not width or lines[at].bare.strip("| ")):
            width = count
        rows.append(_row(source, lines, at, taken, count))
        at += taken
    return rows, after


def _single_until(lines: list[_Line]) -> list[int]:
    """For every line the first one from it on that is a row, or part of one with more than one cell of text."""
    until = [len(lines)] * len(lines)
    for at in range(len(lines) - 1, -1, -1):
        _, _, bare, pipes = lines[at]
        text = bare.rstrip("| ")
        is_row = bool(text) and pipes > 1 and at + 1 < len(lines) and pipes == lines[at + 1].pipes
        if is_row or "|" in text or not bare.endswith("|"):
            until[at] = at
        elif at + 1 < len(lines):
            until[at] = until[at + 1]
    return until


def _widths_below(lines: list[_Line]) -> list[int]:
    """For every line the number of cells that the next two lines below close which close the same number."""
    below = [0] * len(lines)
    for at in range(len(lines) - 2, -1, -1):
        pipes = lines[at].pipes
        below[at] = pipes if pipes > 1 and pipes == lines[at + 1].pipes else below[at + 1]
    return below


def _full_widths(lines: list[_Line]) -> frozenset[int]:
    """The numbers of cells in lines that print several texts: whole rows, padded ones only where no others are."""
    rows = [line for line in lines if "|" in line.bare.rstrip("| ")]
    whole = frozenset(line.pipes for line in rows if not line.is_padded)
    return whole or frozenset(line.pipes for line in rows)


def begins_stack(texts: Sequence[str], at: int) -> bool:
    """Whether the line `texts[at]`, without a pipe, begins a table whose pipes stand on lines of their own.

    >>> begins_stack(["项目", "|", "金额", "|"], 0), begins_stack(["说明", "|", "项目 |"], 0)
    (True, False)
    """
    return at + 1 < len(texts) and _is_closing(texts[at + 1]) and _is_stacked(texts, at + 1)


def _is_stacked(texts: Sequence[str], at: int) -> bool:
    """Whether a line of pipes alone closes the next text."""
    while at < len(texts) and _is_closing(texts[at]):
        at += 1
    return _lines_of_cell(texts, at) > 0


def _is_closing(text: str) -> bool:
    return "|" in text and not text.strip("| \r")


def _lines_of_cell(texts: Sequence[str], at: int) -> int:
    """How many lines of text from `texts[at]` on a line of pipes alone closes: one, or a few short ones; 0 for none."""
    for taken, text in enumerate(texts[at : at + _MOST_PIECES + 1]):
        if "|" in text:
            return taken if _is_closing(text) else 0
        if not text.strip() or (taken and max(len(text), len(texts[at])) > _LONGEST_PIECE) or (taken and ":" in text):
            return 0
    return 0


def _block(source: SourceText, first: int) -> tuple[list[_Line], int]:
    """Consecutive lines with pipes; one without belongs to it while a cell is open and the next begins with a pipe.

    Where pipes stand on lines of their own, the text above them is their cell.
    """
    texts, starts = source.lines, source.line_starts
    lines: list[_Line] = []
    number, last = first, len(texts)
    stacked = _is_stacked(texts, first if "|" not in texts[first - 1] else first - 1)
    while number <= last:
        text = texts[number - 1]
        pipes = text.count("|")
        bare = text.rstrip()
        taken = _lines_of_cell(texts, number - 1) if stacked and not pipes else 0
        if taken:
            closing = texts[number + taken - 1]
            start, pipes = starts[number - 1], closing.count("|")
            bare = source.folded[start : starts[number + taken - 1] + len(closing.rstrip())]
        elif not pipes:
            if number == last or not text or not texts[number].startswith("|"):
                break
            if lines and lines[-1].bare.endswith("|"):
                break
        lines.append(_Line(number, starts[number - 1], bare, pipes))
        number += 1 + taken
    return _without_frame(lines), number


def _without_frame(lines: list[_Line]) -> list[_Line]:
    """The lines of a block without rules, and without the pipe that each begins with, if all do."""
    rows = [line for line in lines if "---" not in line.bare or not _RULE.fullmatch(line.bare)]
    if len(rows) < _FEWEST_FRAMED or not all(line.bare.startswith("|") and line.pipes > 1 for line in rows):
        return rows or lines
    return [_Line(line.number, line.start + 1, line.bare[1:], line.pipes - 1) for line in rows]


def _lines_of_row(lines: list[_Line], at: int, width: int, full: frozenset[int]) -> int:
    """How many lines make the row that begins at `lines[at]`: one, unless more of them fill the table's width.

    The first row of a table has no width to go by; then a padded line ends it where a whole row is as wide.
    """
    pipes = lines[at].pipes
    follower = lines[at + 1].pipes if at + 1 < len(lines) else 0
    if pipes == width or (pipes > 1 and pipes == follower) or lines[at].is_padded:
        return 1
    total = 0
    for taken, line in enumerate(lines[at : at + _MAX_SPILL], start=1):
        pipes = line.pipes
        total += pipes
        padded = line.is_padded
        follower = lines[at + taken].pipes if at + taken < len(lines) else 0
        if padded and taken > 1 and pipes == follower and line.bare.strip("| "):
            return taken - 1  # as wide as the line below it: the first row of another table
        if total == width and (padded or line.bare.endswith("|")):
            return taken
        if padded and not width and total in full:
            return taken
        if padded:  # a line of pipes alone ends the row above it
            return taken if not line.bare.strip("| ") else 1
        if width > 1 and total > width:
            return 1
        if width > 1 and pipes == 1 and at + taken == len(lines) == at + total:
            return taken  # the last row of a table is printed without its padding
    return 1


def _row(source: SourceText, lines: list[_Line], at: int, taken: int, width: int) -> Row:
    """The cells of a row without the run of pipes that pads it; blank cells before that run stay."""
    first, last = lines[at], lines[at + taken - 1]
    bare = first.bare if taken == 1 else source.folded[first.start : last.start + len(last.bare)].rstrip()
    padded = bare.endswith("||")
    if padded:
        bare = bare.rstrip("|").rstrip()
        bare += "" if bare.endswith("|") else "|"
    pieces = bare.split("|")
    if not pieces[-1].strip():
        pieces.pop()  # behind the last pipe
    cells = []
    start, line = first.start, first.number
    for piece in pieces:
        cell = ruled_cell_of(piece, start, line)
        start += len(piece) + 1
        if taken > 1 and "\n" in piece:
            cell.line = source.line_of(cell.start)
            line = source.line_of(start - 1)
        cells.append(cell)
    return Row(cells, "pipes", not padded, first.number, 0, width)


def mark_dropped_blanks(rows: list[Row]) -> None:
    """Settles for every piped row whether its positions are columns.

    In a table with a padded row no row's positions are. Without padding the whole text decides: a blank cell between
    two filled ones anywhere shows that blanks were kept; without any, a row that is short of text may have lost some.
    """
    if not any(row.ruling == "pipes" for row in rows):
        return
    tables = [list(group) for _, group in groupby(rows, key=lambda row: (row.ruling, row.width))]
    piped = [table for table in tables if table[0].ruling == "pipes"]
    kept = any(_has_inner_blank(row) for table in piped if all(row.explicit for row in table) for row in table)
    for table in piped:
        explicit = all(row.explicit and (kept or len(row.filled) == row.width) for row in table)
        for row in table:
            row.explicit = explicit
            while not explicit and not kept and row.cells and not row.cells[-1].key:
                row.cells.pop()


def _has_inner_blank(row: Row) -> bool:
    filled = [bool(cell.key) for cell in row.cells]
    return False in filled and True in filled[filled.index(False) :]
