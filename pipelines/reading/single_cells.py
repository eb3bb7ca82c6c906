"""Piped tables whose every cell stands on a line of its own, so that rows show no end.

A run of pipes ends a row. A cell with nothing but such a run behind it spans its row, and so prints the table's width;
without one the width is found by what stands below what: under the right one, numbers stand below numbers and words
below words. Where no run ends a row, the last cells of the table fill its last row, and cells above the first whole row
are headings that span several columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.reading.rows import Cell, Row, cell_of

#: Fewer filled cells, or a smaller share of numbers among them, do not tell a width.
_FEWEST_CELLS, _NUMERIC = 12, 0.2
#: The share of cells that must be of their column's kind, and by how much a smaller width may be worse than the best.
_LIKE, _SLACK = 0.9, 0.02
_WIDEST = 40
_FEWEST_ROWS = 5

#: A line of the block: its number, where it begins, its text without white space at the end, its pipes.
Line = tuple[int, int, str, int]


class _Stream(NamedTuple):
    """The cells of lines, blank ones included; `runs` gives for the first cell of a run of pipes the one after it."""

    cells: list[Cell]
    runs: dict[int, int]


def rows_of_single_cells(lines: Sequence[Line], widths: Sequence[int]) -> list[Row]:
    """Gives the rows of lines with one cell each; none when they are no such table or its width stays unclear.

    `widths` are those of the rows above and below, 0 when not known. A row without a run of pipes lost no cell and is
    explicit; from one with a run, cells were dropped or merged.
    """
    stream = _read(lines)
    return _without_opening(_rows_from_above(stream, widths) or _rows_from_below(stream))


def _rows_from_above(stream: _Stream, widths: Sequence[int]) -> list[Row]:
    """The rows of a stream whose first cell begins a row and whose last one ends one."""
    rows: list[Row] = []
    at = width = 0
    ends = sorted(stream.runs.values())
    while at < len(stream.cells):
        width = _spanned(stream, at) or width or _known(stream, at, ends, widths) or _width(stream, at, ends)
        end = at + width
        if not width or end > len(stream.cells):
            return []
        run = next((cell for cell in range(at, end) if cell in stream.runs), None)
        if run is not None and stream.runs[run] != end:
            return []
        cells = stream.cells[at : end if run is None else run]
        rows.append(Row(cells, "spilled", explicit=run is None, line=stream.cells[at].line, width=width))
        at = end
    return rows


def _rows_from_below(stream: _Stream) -> list[Row]:
    """The rows of a stream without a run, counted from its end; each cell above the first number's row is a row."""
    kinds = [_kind(cell.key) for cell in stream.cells]
    filled = len(kinds) - kinds.count("")
    if stream.runs or filled < _FEWEST_CELLS or kinds.count("number") < _NUMERIC * filled:
        return []
    number = kinds.index("number")
    widths = range(2, min(_WIDEST, (len(kinds) - number) // _FEWEST_ROWS + 1) + 1)
    scores = {width: _likeness(kinds[number:], width) for width in widths}
    enough = max(_LIKE, max(scores.values(), default=0.0) - _SLACK)
    for width in (width for width, score in scores.items() if score >= enough):
        first = _first_row(stream.cells, kinds, number, width)
        if first >= 0:
            return _counted(stream.cells, first, width)
    return []


def _first_row(cells: Sequence[Cell], kinds: Sequence[str], number: int, width: int) -> int:
    """Where the row of the first number begins; -1 when no place does.

    All its cells are of their columns' kinds, and no row begins with an amount. That the last row is whole is tried
    first: it may have lost the blanks at its end.
    """
    starts = [number + (place - number) % width for place in range(width)]
    below = [[at for at in range(start, len(kinds), width) if kinds[at]] for start in starts]
    usual = [max(("", "words", "number"), key=[kinds[at] for at in column].count) for column in below]
    for end in range(len(kinds), len(kinds) + width):
        first = number - (number - end) % width
        fits = first >= 0 and all(kinds[at] in ("", usual[at % width]) for at in range(first, first + width))
        if fits and not any(_is_amount(cells[at].key) for at in below[first % width]):
            return first
    return -1


def _counted(cells: Sequence[Cell], first: int, width: int) -> list[Row]:
    """A row for each cell above the `first` of the data, and rows of one width below, as wide as all parts together."""
    above = [[cell.key for cell in cells[at + 1 : at + width]] for at in range(first - width, -1, -width)]
    times = next((at for at, keys in enumerate(above) if keys != above[0]), len(above))
    if times > 1 and "" not in above[0] and (len(cells) - first) % (width * times) == 0:
        width *= times
    rows = [Row([cell], "spilled", explicit=False, line=cell.line, width=width) for cell in cells[:first] if cell.key]
    return rows + [_whole(cells[at : at + width], width) for at in range(first, len(cells), width)]


def _whole(cells: Sequence[Cell], width: int) -> Row:
    return Row(list(cells), "spilled", explicit=True, line=cells[0].line, width=width)


def _without_opening(rows: list[Row]) -> list[Row]:
    """Rows that a pipe opens begin with a blank cell each; a word before the first pipe stands above the table."""
    whole = [row for row in rows if row.explicit]
    if len(whole) < _FEWEST_ROWS or any(row.cells[0].key for row in whole if row is not rows[0]):
        return rows
    opened: list[Row] = []
    for row in rows:
        first, *others = row.cells
        if not row.explicit:
            opened.append(row)
            continue
        if first.key:
            opened.append(Row([first], "text", explicit=True, line=first.line))
        opened.append(_whole(others, row.width - 1))
    return opened


def _read(lines: Sequence[Line]) -> _Stream:
    """The cells of the lines, each a cell and its pipes, or only pipes."""
    stream = _Stream([], {})
    for number, start, bare, pipes in lines:
        text = bare.rstrip("| \n")
        blank = pipes - 1 if text else pipes
        if text:
            stream.cells.append(cell_of(text, start, number))
        if blank > 1 or (blank and text):
            stream.runs[len(stream.cells)] = len(stream.cells) + blank
        stream.cells.extend([cell_of("", start + len(text), number)] * blank)
    return stream


def _spanned(stream: _Stream, at: int) -> int:
    """The width that a title prints which spans its row; a row with one word, the table's number, may stand above."""
    cells, runs = stream
    if not _is_words(cells[at]):
        return 0
    title = at + 1
    if title in runs:
        return runs[title] - at
    while title < len(cells) and title not in runs and not cells[title].key:
        title += 1
    width = title - at
    if 1 < width < _WIDEST and title < len(cells) and _is_words(cells[title]) and runs.get(title + 1) == title + width:
        return width
    return 0


def _is_words(cell: Cell) -> bool:
    return _kind(cell.key) == "words"


def _known(stream: _Stream, first: int, ends: Sequence[int], widths: Sequence[int]) -> int:
    """The width of the rows above or below, if all runs of pipes end its rows, and a run or like columns show it."""
    kinds = [_kind(cell.key) for cell in stream.cells[first:]]
    later = [end - first for end in ends if end > first]
    for width in widths:
        if width < 2 or any(end % width for end in (*later, len(kinds))):
            continue
        if later or _likeness(kinds, width) >= _LIKE:
            return width
    return 0


def _width(stream: _Stream, first: int, ends: Sequence[int]) -> int:
    """The smallest width under which columns hold one kind of cell below the header; a run of pipes ends a row."""
    kinds = [_kind(cell.key) for cell in stream.cells[first:]]
    filled = len(kinds) - kinds.count("")
    if filled < _FEWEST_CELLS or kinds.count("number") < _NUMERIC * filled:
        return 0
    ends = [*(end - first for end in ends if end > first), len(kinds)]
    widest = min(_WIDEST, len(kinds) // _FEWEST_ROWS) + 1  # with few rows any width puts like below like
    narrowest = max((end - run for run, end in stream.runs.items() if run > first), default=1) + 1
    fitting = [width for width in range(narrowest, widest) if not any(end % width for end in ends)]
    number = kinds.index("number")
    scores = {width: _likeness(kinds, width) for width in fitting}
    best = max(scores.values(), default=0.0)
    for width in fitting:
        below_header = kinds[number // width * width :]
        if scores[width] >= best - _SLACK and _likeness(below_header, width) >= _LIKE:
            whole = width * _repeats(stream.cells[first:], width)
            return whole if whole in scores else width
    return 0


def _repeats(cells: Sequence[Cell], width: int) -> int:
    """How often the first row is repeated: the headers of a table's parts, which stand side by side."""
    keys = [cell.key for cell in cells[:width]]
    times = 1
    while [cell.key for cell in cells[times * width : (times + 1) * width]] == keys:
        times += 1
    return times


def _kind(text: str) -> str:
    if not text:
        return ""
    return "words" if text.strip("0123456789.,-+%() ") else "number"


def _is_amount(text: str) -> bool:
    return _kind(text) == "number" and ("." in text or "," in text)


def _likeness(kinds: list[str], width: int) -> float:
    """The share of filled cells that are of their column's commonest kind."""
    same = filled = 0
    for column in range(width):
        here = [kind for kind in kinds[column::width] if kind]
        filled += len(here)
        same += max((here.count(kind) for kind in set(here)), default=0)
    return same / filled if filled else 0.0
