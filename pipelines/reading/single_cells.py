"""Piped tables whose every cell stands on a line of its own, so that rows show no end.

A run of pipes ends a row. A cell with nothing but such a run behind it spans its row, and so prints the table's width;
without one the width is found by what stands below what: under the right one, numbers stand below numbers and words
below words.
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


def _read(lines: Sequence[Line]) -> _Stream:
    """The cells of the lines, each a cell and its pipes, or only pipes."""
    stream = _Stream([], {})
    for number, start, bare, pipes in lines:
        text = bare.rstrip("| ")
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


def _likeness(kinds: list[str], width: int) -> float:
    """The share of filled cells that are of their column's commonest kind."""
    same = filled = 0
    for column in range(width):
        here = [kind for kind in kinds[column::width] if kind]
        filled += len(here)
        same += max((here.count(kind) for kind in set(here)), default=0)
    return same / filled if filled else 0.0
