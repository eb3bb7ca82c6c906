"""Performance forms without ruling: lines whose cells are parted by blanks, or one cell a line.

Their lines become rows as pipes would print them, so that the readers of rows and of stacks read them; a blank cell is
lost, as where blanks were dropped. Which lines make a form follows from its title and the header of its indicators.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.forms.performance.vocabulary import header_role, is_other_title, is_title
from pipelines.reading.rows import Row
from pipelines.reading.spaced import is_spaced, split_spaced

#: How many lines a form has at most, and how many cells of a header must follow each other.
_LONGEST_FORM, _HEADER_CELLS = 400, 3
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
        ruled = [_ruled(row, spaced=spaced) for row in body]
        if _has_header(ruled):
            found = found if found is not None else list(rows)
            found[at + 1 : end] = ruled
        at = end
    return rows if found is None else found


def _end(rows: Sequence[Row], first: int) -> int:
    """Where a form ends: at another title, a heading of the text, or a ruled row."""
    for at in range(first, min(first + _LONGEST_FORM, len(rows))):
        key = rows[at].key
        if rows[at].ruling != "text" or is_title(key) or is_other_title(key) or _HEADING.match(key):
            return at
    return min(first + _LONGEST_FORM, len(rows))


def _ruled(row: Row, *, spaced: bool) -> Row:
    cells = split_spaced(row.cells[0]) if spaced else row.cells
    return Row(cells, "pipes", explicit=False, line=row.line, width=len(cells))


def _has_header(rows: Sequence[Row]) -> bool:
    """Whether the header of a table of indicators is among the rows, in one row or cell below cell."""
    run = 0
    for row in rows:
        for cell in row.filled:
            run = run + 1 if header_role(cell.key) else 0
            if run >= _HEADER_CELLS:
                return True
    return False
