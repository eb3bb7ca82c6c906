"""Performance forms without ruling: lines whose cells are parted by blanks, or one cell a line.

Their lines become rows as pipes would print them, so that the readers of rows and of stacks read them; a blank cell is
lost, as where blanks were dropped. Which lines make a form follows from its title and the header of its indicators.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipelines.forms.performance.folded import words_in, words_of
from pipelines.forms.performance.headers import VALUES
from pipelines.forms.performance.label_rows import is_figure
from pipelines.forms.performance.laid_columns import width_of
from pipelines.forms.performance.laid_out import rows_of_laid_tables
from pipelines.forms.performance.reading_order import is_torn, read_order
from pipelines.forms.performance.vocabulary import header_role, horizon_of, is_other_title, is_title, read_label
from pipelines.forms.performance.wrapped import join_cells
from pipelines.reading.rows import Cell, Row, cell_of
from pipelines.reading.spaced import is_spaced, split_spaced

#: How many lines a form has at most, and how many cells of a header must follow each other.
_LONGEST_FORM, _HEADER_CELLS = 400, 3
#: A cell is parted at its labels only if it is no longer than this: else it is a text.
_LONGEST_PARTED = 80
#: One line in so many must have an empty line above it for these to part the cells.
_APART = 3
#: A label has at most so many lines, each at most so far below the last, its middle at most so far aside.
_LABEL_LINES, _STEP, _ASIDE = 3, 2, 4
_Place = tuple[int, Cell]
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
        if (not spaced and _has_torn_levels(ruled)) or not _has_header(ruled):
            ruled = _rows_in_order(body)
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
        [
            (row.indent + cell.start - row.cells[0].start, cell)
            for wide in split_spaced(row.cells[0])
            for cell in _parted_by_labels(wide)
        ]
        for row in rows
    ]
    _join_wrapped_labels(lines)
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
    ruled = [_ruled(row, [cell for _, cell in line]) for row, line in zip(rows, lines, strict=True)]
    rows_of_laid_tables(rows, ruled)
    return ruled


def _join_wrapped_labels(lines: list[list[_Place]]) -> None:
    """Makes labels whole that stand over two or three lines; they stand in the line with what belongs to them."""
    for at in range(len(lines)):
        for first in list(lines[at]):
            parts = _label_from(lines, at, first)
            if not parts:
                continue
            whole = join_cells([cell for _, (_, cell) in parts])
            for line, part in parts:
                lines[line].remove(part)
            reach = range(at, parts[-1][0] + 1)
            home = max(
                reach, key=lambda line: (sum(is_figure(cell) for _, cell in lines[line]), len(lines[line]), -line)
            )
            lines[home] = sorted([*lines[home], (first[0], whole)], key=lambda place: place[0])


def _label_from(lines: Sequence[Sequence[_Place]], at: int, first: _Place) -> list[tuple[int, _Place]]:
    """The lines and places of a label that begins with a cell and ends below it, if there is one."""
    if read_label(first[1].key) is not None or is_figure(first[1]):
        return []
    parts = [(at, first)]
    while len(parts) < _LABEL_LINES:
        below = (
            (line, place)
            for line in range(parts[-1][0] + 1, min(parts[-1][0] + 1 + _STEP, len(lines)))
            for place in lines[line]
            if _in_one_column(parts[-1][1], place)
        )
        found = next(below, None)
        if found is None:
            return []
        parts.append(found)
        if read_label("".join([cell.key for _, (_, cell) in parts])) is not None:
            return parts
    return []


def _in_one_column(above: _Place, below: _Place) -> bool:
    middles = [place + width_of(cell.text) / 2 for place, cell in (above, below)]
    return abs(middles[0] - middles[1]) <= _ASIDE


def _parted_by_labels(cell: Cell) -> list[Cell]:
    """The cells of a line that one blank parts: a label or a word of a header is a cell of its own."""
    if " " not in cell.text or len(cell.text) > _LONGEST_PARTED or "。" in cell.text:
        return [cell]
    found: list[list[Cell]] = []
    after = True
    for word in words_in(cell):
        alone = read_label(word.key) is not None or header_role(word.key) != ""
        if alone or after:
            found.append([word])
        else:
            found[-1].append(word)
        after = alone
    return [_between(cell, own[0], own[-1]) for own in found]


def _between(cell: Cell, first: Cell, last: Cell) -> Cell:
    return cell_of(cell.text[first.start - cell.start : last.end - cell.start], first.start, cell.line)


def _has_torn_levels(rows: Sequence[Row]) -> bool:
    return any(is_torn(cell.key) for row in rows for cell in row.cells)


def _rows_in_order(rows: Sequence[Row]) -> list[Row]:
    """Rows of cells that one blank parts; those of a table of indicators in reading order are put together.

    Where a whole header stands in one line, lines are rows. Where names of levels are torn and the order does not tell
    what belongs together, nothing does.
    """
    ruled = _worded_rows(rows)
    torn = _has_torn_levels(ruled)
    in_rows = any(sum(bool(header_role(cell.key)) for cell in row.cells) >= _HEADER_CELLS for row in ruled)
    table = None if in_rows else read_order(rows)
    if table is None and torn and not in_rows:
        return []
    if table is not None:
        _join_values(ruled[: table[0].start], ruled)
        for at in table[0]:
            ruled[at] = _ruled(rows[at], [])
        for at, cells in table[1]:
            ruled[at] = Row(cells, "pipes", explicit=True, line=rows[at].line, width=len(cells))
    return ruled


def _join_values(above: Sequence[Row], ruled: list[Row]) -> None:
    """Joins labels above a table with the value in the line below them."""
    for at, (row, below) in enumerate(pairwise(above)):
        if len(row.cells) == len(below.cells) == 1 and read_label(row.key) and not read_label(below.key):
            ruled[at], ruled[at + 1] = _ruled(row, [*row.cells, *below.cells]), _ruled(below, [])


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
    """Whether the header of a table of indicators is among the rows, in one row or cell below cell.

    Words of levels alone are one only where no word of values stands further below.
    """
    runs: list[list[str]] = [[]]
    for row in rows:
        for cell in row.filled:
            role = header_role(cell.key)
            if role:
                runs[-1].append(role)
            elif runs[-1]:
                runs.append([])
    whole = [run for run in runs if len(run) >= _HEADER_CELLS]
    below = any(role in VALUES for run in runs for role in run)
    return any(not below or not VALUES.isdisjoint(run) for run in whole)
