"""How wide a table is whose cells came one after another: under its width, like cells stand below like ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.reading.rows import Cell

#: Fewer filled cells tell a width only when all are like their column's, a smaller share of numbers never does.
FEWEST_CELLS, NUMERIC = 12, 0.2
#: The share of cells that must be of their column's kind, and by how much a smaller width may be worse than the best.
LIKE, SLACK = 0.9, 0.02
#: By how much a multiple of a width must be the better one in telling blank cells from filled ones.
_FAR = 0.15
WIDEST = 40
FEWEST_ROWS = 5


class Stream(NamedTuple):
    """The cells of lines, blank ones included; `runs` gives for the first cell of a run of pipes the one after it."""

    cells: list[Cell]
    runs: dict[int, int]


def known_width(table: Stream, widths: Sequence[int]) -> int:
    """The width of the rows above or below, if all runs of pipes end its rows, and a run or like columns show it."""
    kinds = [kind_of(cell.key) for cell in table.cells]
    for width in widths:
        if width < 2 or any(end % width for end in (*table.runs.values(), len(kinds))):
            continue
        if table.runs or likeness(kinds, width) >= LIKE:
            return width
    return 0


def find_width(table: Stream) -> int:
    """The smallest width under which columns hold one kind of cell below the header; a run of pipes ends a row.

    Its multiple, where that one tells blank cells from filled ones far better, or the header's words are repeated.
    """
    kinds = [kind_of(cell.key) for cell in table.cells]
    filled = len(kinds) - kinds.count("")
    if kinds.count("number") < NUMERIC * filled or "number" not in kinds:
        return 0
    enough = LIKE if filled >= FEWEST_CELLS else 1.0
    ends = [*table.runs.values(), len(kinds)]
    widest = min(WIDEST, len(kinds) // FEWEST_ROWS) + 1  # with few rows any width puts like below like
    narrowest = max((end - run for run, end in table.runs.items()), default=1) + 1
    fitting = [width for width in range(narrowest, widest) if not any(end % width for end in ends)]
    number = kinds.index("number")
    scores = {width: likeness(kinds[number // width * width :], width) for width in fitting}  # below the header
    best = max(scores.values(), default=0.0)
    for width in fitting:
        if scores[width] >= max(best - SLACK, enough):
            whole = width * _repeats(table.cells, width)
            wider = [each for each in fitting if not each % width]
            return whole if whole > width and whole in scores else _clearest(kinds, wider)
    return 0


def _clearest(kinds: Sequence[str], widths: Sequence[int]) -> int:
    """The first width, or a later one under which far more cells are as their column's others, blank ones too."""
    filled = ["filled" if kind else "blank" for kind in kinds]
    shares = {width: likeness(filled, width) for width in widths}
    return next((width for width in widths if shares[width] >= max(shares.values()) - _FAR), widths[0])


def _repeats(cells: Sequence[Cell], width: int) -> int:
    """How often the first row is repeated: the headers of a table's parts, which stand side by side."""
    keys = [cell.key for cell in cells[:width]]
    times = 1
    while [cell.key for cell in cells[times * width : (times + 1) * width]] == keys:
        times += 1
    return times


def kind_of(text: str) -> str:
    """Whether a cell holds a `number`, `words` or nothing."""
    if not text:
        return ""
    return "words" if text.strip("0123456789.,-+%() ") else "number"


def likeness(kinds: Sequence[str], width: int) -> float:
    """The share of filled cells that are of their column's commonest kind."""
    same = filled = 0
    for column in range(width):
        here = [kind for kind in kinds[column::width] if kind]
        filled += len(here)
        same += max((here.count(kind) for kind in set(here)), default=0)
    return same / filled if filled else 0.0
