"""Rows between pipes, also when a row spills over several lines.

A table of width W prints W pipes a row. Blank cells are either kept (`a |  | b |`) or dropped, and then the row is
padded with a run of pipes at its end (`a | b | ||`). A cell that held line breaks, or every cell, may stand on lines of
its own; the row is complete when it has W pipes.
"""

from __future__ import annotations

from itertools import groupby

from pipelines.reading.rows import Row, make_cell
from pipelines.reading.text import SourceText

#: A row never spills over more lines than this: no known form has that many columns.
_MAX_SPILL = 64

_Line = tuple[int, int, int, int]  # number, start, end, pipes


def read_pipes(source: SourceText, first: int) -> tuple[list[Row], int]:
    """Gives the rows of the block of pipe lines that begins at line `first`, and the line after the block.

    >>> rows, after = read_pipes(SourceText("a | b | ||\\n名称 | 单位\\n| 目标值 | |\\nend"), 1)
    >>> [[cell.text for cell in row.cells] for row in rows], after
    ([['a', 'b'], ['名称', '单位', '目标值', '']], 4)
    """
    lines, after = _block(source, first)
    rows: list[Row] = []
    width = at = 0
    while at < len(lines):
        taken = _lines_of_row(source.folded, lines, at, width)
        count = sum(pipes for *_, pipes in lines[at : at + taken])
        if taken > 1 or count > 1:
            width = count
        rows.append(_row(source, lines[at][0], lines[at][1], lines[at + taken - 1][2], count))
        at += taken
    return rows, after


def _block(source: SourceText, first: int) -> tuple[list[_Line], int]:
    """Consecutive lines with pipes; one without belongs to it while a cell is open and the next begins with a pipe."""
    folded, last = source.folded, len(source.line_starts)
    lines: list[_Line] = []
    line = first
    while line <= last:
        start, end = source.line_span(line)
        pipes = folded.count("|", start, end)
        if not pipes:
            if line == last or folded[source.line_starts[line] : source.line_starts[line] + 1] != "|" or start == end:
                break
            if lines and folded[lines[-1][1] : lines[-1][2]].rstrip().endswith("|"):
                break
        lines.append((line, start, end, pipes))
        line += 1
    return lines, line


def _lines_of_row(folded: str, lines: list[_Line], at: int, width: int) -> int:
    """How many lines make the row that begins at `lines[at]`: one, unless more of them fill the table's width.

    The first row of a table has no width to go by; then a padded line ends it.
    """
    _, start, end, pipes = lines[at]
    follower = lines[at + 1][3] if at + 1 < len(lines) else 0
    if _is_padded(folded, start, end) or pipes == width or (pipes > 1 and pipes == follower):
        return 1
    total = 0
    for taken, (_, start, end, pipes) in enumerate(lines[at : at + _MAX_SPILL], start=1):
        total += pipes
        padded = _is_padded(folded, start, end)
        follower = lines[at + taken][3] if at + taken < len(lines) else 0
        if padded and taken > 1 and pipes == follower and folded[start:end].strip("| "):
            return taken - 1  # as wide as the line below it: the first row of another table
        if total == width and (padded or folded[start:end].rstrip().endswith("|")):
            return taken
        if padded:  # a line of pipes alone ends the row above it
            return taken if not folded[start:end].strip("| ") else 1
        if width > 1 and total > width:
            return 1
        if width > 1 and pipes == 1 and at + taken == len(lines) == at + total:
            return taken  # the last row of a table is printed without its padding
    return 1


def _is_padded(folded: str, start: int, end: int) -> bool:
    return folded[start:end].rstrip().endswith("||")


def _row(source: SourceText, number: int, start: int, end: int, width: int) -> Row:
    """The cells of a row without the run of pipes that pads it; blank cells before that run stay."""
    folded = source.folded
    bare = folded[start:end].rstrip()
    padded = bare.endswith("||")
    if padded:
        bare = bare.rstrip("|").rstrip()
        bare += "" if bare.endswith("|") else "|"
    end = start + len(bare)
    cells = []
    at, line = start, number
    while (pipe := folded.find("|", at, end)) >= 0:
        cell = make_cell(folded, at, pipe, line)
        if "\n" in folded[at:pipe]:
            cell.line = source.line_of(cell.start)
            line = source.line_of(pipe)
        cells.append(cell)
        at = pipe + 1
    if folded[at:end].strip():
        cell = make_cell(folded, at, end, line)
        cell.line = source.line_of(cell.start)
        cells.append(cell)
    return Row(cells, "pipes", not padded, number, 0, width)


def mark_dropped_blanks(rows: list[Row]) -> None:
    """Settles for every piped row whether its positions are columns.

    In a table with a padded row no row's positions are. Without padding the whole text decides: a blank cell between
    two filled ones anywhere shows that blanks were kept; without any, a row that is short of text may have lost some.
    """
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
