"""Piped tables whose every cell stands on a line of its own, so that rows show no end.

The width is found by what stands below what: under the right one, numbers stand below numbers and words below words.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.reading.rows import Cell, Row, cell_of

#: Fewer lines are no table of money.
_FEWEST_LINES = 12
#: The share of lines that close one cell, and the share of cells that are numbers, from which a block is such a table.
_SINGLE, _NUMERIC = 0.7, 0.2
#: The share of cells that must be of their column's kind, and by how much a smaller width may be worse than the best.
_LIKE, _SLACK = 0.9, 0.02
_WIDEST = 40
_FEWEST_ROWS = 5

#: A line of the block: its number, where it begins, its text without white space at the end, its pipes.
Line = tuple[int, int, str, int]


def rows_of_single_cells(lines: Sequence[Line]) -> list[Row]:
    """Gives the rows of a block, blanks kept; none when the block is no such table or its width stays unclear."""
    if len(lines) < _FEWEST_LINES or sum(pipes == 1 for *_, pipes in lines) < _SINGLE * len(lines):
        return []
    width = _width(lines)
    if not width:
        return []
    cells: list[Cell] = []
    for number, start, bare, pipes in lines:
        end = bare.find("|")
        cells.append(cell_of(bare[:end], start, number))
        cells += [cell_of("", start + end, number)] * (pipes - 1)
    chunks = [cells[at : at + width] for at in range(0, len(cells), width)]
    return [Row(chunk, "pipes", explicit=False, line=chunk[0].line, width=width) for chunk in chunks]


def _width(lines: Sequence[Line]) -> int:
    """The smallest width under which columns hold one kind of cell; a run of pipes ends a row under every width."""
    kinds: list[str] = []
    ends: set[int] = set()
    for _, _, bare, pipes in lines:
        kinds += [_kind(bare.strip("| \t")), *[""] * (pipes - 1)]
        if pipes > 1:
            ends.add(len(kinds))
    if kinds.count("number") < _NUMERIC * len(kinds):
        return 0
    widest = min(_WIDEST, len(kinds) // _FEWEST_ROWS) + 1  # with few rows any width puts like below like
    scores = {width: _likeness(kinds, width) for width in range(2, widest) if not any(end % width for end in ends)}
    best = max(scores.values(), default=0.0)
    return next((width for width in sorted(scores) if scores[width] >= max(best - _SLACK, _LIKE)), 0)


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
