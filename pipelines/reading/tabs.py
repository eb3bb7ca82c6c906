"""Rows between tabs, as a spreadsheet gives them: a cell with line breaks stands in quotes over several lines."""

from __future__ import annotations

import re

from pipelines.reading.rows import Cell, Row, ruled_cell_of
from pipelines.reading.text import SourceText

#: No header cell of a spreadsheet is broken over more lines.
_MOST_LINES = 8
#: A quoted cell that a line does not close, and the rest of one that it does. Only plain marks quote: “三公” is a word.
_OPEN = re.compile(r'(?:^|\t)"(?:[^"\t]|"")*$')
_CLOSED = re.compile(r'(?:[^"\t]|"")*"(?:\t|\r?$)')


def is_tabbed(source: SourceText, line: int) -> bool:
    """Whether a row between tabs begins at a line (from 1)."""
    return "\t" in source.lines[line - 1] or (source.lines[line - 1][:1] == '"' and _lines_of_row(source, line) > 1)


def read_tabs(source: SourceText, first: int) -> tuple[Row, int]:
    """Gives the row that begins at a line, and the line after it.

    >>> row, after = read_tabs(SourceText('项目\\t"一般公共\\n预算"\\t合计\\n基本支出'), 1)
    >>> [cell.key for cell in row.cells], after
    (['项目', '一般公共预算', '合计'], 3)
    """
    taken = _lines_of_row(source, first)
    start = source.line_starts[first - 1]
    text = source.lines[first - 1] if taken == 1 else source.folded[start : source.line_span(first + taken - 1)[1]]
    cells: list[Cell] = []
    for piece in text.split("\t"):
        line = first if taken == 1 else source.line_of(start)
        quoted = taken > 1 and source.raw[start : start + 1] == '"' and piece.rstrip().endswith('"')
        cells.append(ruled_cell_of(piece.rstrip()[1:-1] if quoted else piece, start + quoted, line))
        start += len(piece) + 1
    return Row(cells, "tabs", explicit=True, line=first, width=len(cells)), first + taken


def _lines_of_row(source: SourceText, first: int) -> int:
    """How many lines make a row: one, or those until the quoted cells that are broken over lines are closed."""
    if '"' not in source.lines[first - 1] or not _OPEN.search(source.line(first)):
        return 1
    is_open, tabs = True, "\t" in source.lines[first - 1]
    for taken in range(2, _MOST_LINES + 1):
        if first + taken - 1 > len(source.lines):
            return 1
        text = source.line(first + taken - 1)
        tabs |= "\t" in text
        closed = _CLOSED.match(text)
        is_open = '"' not in text if closed is None else _OPEN.search(text, closed.end() - 1) is not None
        if not is_open:
            return taken if closed is not None and tabs else 1
    return 1
