"""Performance forms without ruling: lines whose cells are parted by blanks, or one cell a line.

Their lines become rows as pipes would print them, so that the readers of rows and of stacks read them; a blank cell is
lost, as where blanks were dropped. Which lines make a form follows from its title and the header of its indicators.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.forms.performance.folded import words_of
from pipelines.forms.performance.vocabulary import header_role, horizon_of, is_other_title, is_title, read_label
from pipelines.reading.rows import Cell, Row
from pipelines.reading.spaced import is_spaced, split_spaced

#: How many lines a form has at most, and how many cells of a header must follow each other.
_LONGEST_FORM, _HEADER_CELLS = 400, 3
#: One line in so many must have an empty line above it for these to part the cells.
_APART = 3
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|第.{1,2}部分")


def with_rows_of_unruled_forms(rows: Sequence[Row]) -> Sequence[Row]:
    """Gives the rows of a document; the lines of unruled performance forms are rows of cells, one for one."""
    found: list[Row] | None = None
    at = 0
    while at < len(rows):
        if rows[at].ruling != "text" or not is_title(rows[at].key):
            at += 1
            continue
        end = _end(rows, at + 1)
        body = rows[at + 1 : end]
        spaced = is_spaced(body)
        ruled = _spaced_rows(body) if spaced else _paragraph_rows(body)
        if not _has_header(ruled):
            ruled = _worded_rows(body)
        if _has_header(ruled):
            found = found if found is not None else list(rows)
            found[at + 1 : end] = ruled
        at = end
    return rows if found is None else found


def _end(rows: Sequence[Row], first: int) -> int:
    """Where a form ends: at another title, a heading of the text, or a ruled row."""
    for at in range(first, min(first + _LONGEST_FORM, len(rows))):
        key = rows[at].key
        is_heading = _HEADING.match(key) is not None and not horizon_of(key)  # 二、部门年度目标 is the form's own
        if rows[at].ruling != "text" or is_title(key) or is_other_title(key) or is_heading:
            return at
    return min(first + _LONGEST_FORM, len(rows))


def _ruled(row: Row, cells: list[Cell]) -> Row:
    return Row(cells, "pipes", explicit=False, line=row.line, width=len(cells))


def _paragraph_rows(rows: Sequence[Row]) -> list[Row]:
    """Rows of one cell each; where empty lines part the cells, lines right below each other are one cell.

    A line that went into the cell above it becomes a row without width.
    """
    ruled = [_ruled(row, list(row.cells)) for row in rows]
    if not rows or sum(1 for row in rows if row.gap) * _APART < len(rows):
        return ruled
    first_apart = next(at for at, row in enumerate(rows) if row.gap)  # unit and reporter stand together above it
    whole = first_apart
    for at in range(first_apart + 1, len(rows)):
        if rows[at].gap:
            whole = at
            continue
        first, rest = ruled[whole].cells[0], ruled[at].cells[0]
        text, key = first.text + rest.text, first.key + rest.key
        ruled[whole] = _ruled(rows[whole], [Cell(text, key, first.start, rest.end, first.line)])
        ruled[at] = _ruled(rows[at], [])
    return ruled


def _spaced_rows(rows: Sequence[Row]) -> list[Row]:
    """Rows of cells that blanks part; a cell wrapped over the lines above and below its row is whole again."""
    lines = [
        [(row.indent + cell.start - row.cells[0].start, cell) for cell in split_spaced(row.cells[0])] for row in rows
    ]
    for at in range(1, len(lines) - 1):
        above, below = lines[at - 1], lines[at + 1]
        if not lines[at] or len(above) != 1 or len(below) != 1 or rows[at].gap or rows[at + 1].gap:
            continue
        (left, first), (other, last) = above[0], below[0]
        right = left + max(len(first.text), len(last.text))
        if left == other and all(place >= right or place + len(cell.text) <= left for place, cell in lines[at]):
            whole = Cell(first.text + last.text, first.key + last.key, first.start, last.end, first.line)
            lines[at] = sorted([*lines[at], (left, whole)], key=lambda cell: cell[0])
            lines[at - 1], lines[at + 1] = [], []
    for at in range(1, len(lines)):
        if len(lines[at]) == 1 and not rows[at].gap:
            _continue_value(lines[at - 1], lines[at])
    return [_ruled(row, [cell for _, cell in line]) for row, line in zip(rows, lines, strict=True)]


def _worded_rows(rows: Sequence[Row]) -> list[Row]:
    """Rows of cells that one blank parts; a sentence is a cell."""
    return [_ruled(row, words_of(row) if "。" not in row.key else list(row.cells)) for row in rows]


def _continue_value(line: list[tuple[int, Cell]], below: list[tuple[int, Cell]]) -> None:
    """Takes a line of one cell into the value behind a label right above it."""
    left, rest = below[0]
    for place in range(1, len(line)):
        position, value = line[place]
        if position == left and read_label(line[place - 1][1].key) and not read_label(value.key + rest.key):
            if read_label(value.key) is None and read_label(rest.key) is None:
                whole = Cell(value.text + rest.text, value.key + rest.key, value.start, rest.end, value.line)
                line[place] = (left, whole)
                below.clear()
            return


def _has_header(rows: Sequence[Row]) -> bool:
    """Whether the header of a table of indicators is among the rows, in one row or cell below cell."""
    run = 0
    for row in rows:
        for cell in row.filled:
            run = run + 1 if header_role(cell.key) else 0
            if run >= _HEADER_CELLS:
                return True
    return False
