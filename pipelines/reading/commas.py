"""Rows between commas (CSV), as a spreadsheet is saved: sheets of rows of one width, one behind the other.

Only the plain comma parts cells, ， does not, nor does one in a quoted cell. Sentences have commas too, and so have
amounts: lines are a sheet when at least three of them have as many cells, a quarter of these are blank or numbers, and
some comma stands where no thousands end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.reading.numerals import Number
from pipelines.reading.rows import Cell, Row, ruled_cell_of
from pipelines.reading.text import SourceText

#: A plain comma that parts no thousands: it begins or ends the line, or stands beside something else than digits.
_PARTING = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")
#: A cell and what ends it: in quotation marks, where it may hold commas, marks in pairs and line ends; or plain. A mark
#: that is not closed soon is a character like others.
_CELL = re.compile(r'"((?:[^"]|""){0,2000})"[ \t]*(,|\r?\n|\r?\Z)|([^,\n]*?)(,|\r?\n|\r?\Z)')
_FEWEST_ROWS = 3
#: One cell of so many must be blank or a number.
_ONE_OF = 4


class _Line(NamedTuple):
    """The cells of a row as stretches of the text, and the offset behind its end."""

    cells: list[tuple[int, int]]
    after: int


def read_commas(source: SourceText, first: int, width: int = 0) -> tuple[list[Row], int]:
    """Gives the rows of the sheet that begins at a line (from 1), none where none does, and the line after it.

    Without a sheet, the line after is that up to which none begins. `width` is that of the sheet above: the rest of it
    on another page may be a row.

    >>> text = "收支总表,,\\n项目,预算数,决算数\\n\\"办公费，会议费\\",\\"1,200.50\\",\\n完"
    >>> rows, after = read_commas(SourceText(text), 1)
    >>> [[cell.text for cell in row.cells] for row in rows], after
    ([['收支总表', '', ''], ['项目', '预算数', '决算数'], ['办公费,会议费', '1,200.50', '']], 4)
    """
    start, end = source.line_span(first)
    if not _PARTING.search(source.raw, start, end):
        return [], first + 1
    lines = list(_lines_of_sheet(source.raw, start))
    after = source.line_of(lines[-1].after) if lines[-1].after < len(source.raw) else len(source.lines) + 1
    is_long = len(lines) >= _FEWEST_ROWS or len(lines[0].cells) == width
    rows = [_row(source, line) for line in lines] if is_long else []
    cells = [cell for row in rows for cell in row.cells if row.ruling != "text"]
    told = sum(1 for cell in cells if not cell.key or isinstance(cell.number, Number))
    return (rows if cells and told * _ONE_OF >= len(cells) else []), max(after, first + 1)


def _lines_of_sheet(raw: str, start: int) -> Iterator[_Line]:
    """The rows from an offset on that have as many cells as the first."""
    width = 0
    while start < len(raw):
        line = _line_at(raw, start)
        if width and len(line.cells) != width:
            return
        width = len(line.cells)
        yield line
        start = line.after


def _line_at(raw: str, start: int) -> _Line:
    cells: list[tuple[int, int]] = []
    for found in _CELL.finditer(raw, start):
        quoted = found[1] is not None
        cells.append(found.span(1 if quoted else 3))
        if found[2 if quoted else 4] != ",":
            return _Line(cells, found.end())
    return _Line(cells, len(raw))


def _row(source: SourceText, line: _Line) -> Row:
    cells: list[Cell] = []
    for start, end in line.cells:
        cell = ruled_cell_of(source.folded[start:end], start, 0)
        cell.line = source.line_of(cell.start)
        cells.append(cell)
    if "。" in cells[0].key and not any(cell.key for cell in cells[1:]):  # a sentence in the first cell of its row
        return Row(cells[:1], "text", explicit=True, line=cells[0].line)
    return Row(cells, "commas", explicit=True, line=source.line_of(line.cells[0][0]), width=len(cells))
