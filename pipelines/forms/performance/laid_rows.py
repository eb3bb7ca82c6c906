"""Rows of a table that blanks part: which lines make one row, and which rows a merged cell stands for.

A cell breaks where its column is full, and stands in the middle of the rows that it is merged over; each row has a name
and something beside it. The cut of the lines into rows that holds to this best is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from pipelines.forms.performance.alignment import FIGURES, kind_of
from pipelines.forms.performance.laid_columns import LEVEL_KINDS, width_of
from pipelines.forms.performance.taxonomy import canonical_level
from pipelines.forms.performance.wrapped import join_cells
from pipelines.reading.rows import Cell

#: A row has at most so many lines, a cell of words at most so many.
_TALLEST, _LINES = 8, 6
#: What it costs when a row has no name, nothing beside its name, an empty line inside, a cell that breaks where its
#: column is not full, two figures in one column, a cell out of its middle (each line), and for each line of a cell.
_NAMELESS, _BARE, _GAP, _SHORT, _TWO, _OFF, _BREAK = 8.0, 3.0, 8.0, 20.0, 12.0, 0.5, 0.3
#: What it costs that a name of one line stands on another line than all that belongs to it.
_APART = 20.0
#: What is never a part of a wrapped cell.
_WHOLE = frozenset(("sign", "yes"))
#: A column is filled in each row that is in so many of the rows; what it costs that it is not.
_USUAL, _MISSING = 0.6, 1.5
#: What it costs that a second level stands beside another first level than its own.
_STRANGE = 2.0
#: A merged cell stands for at most so many rows, or twice its share.
_WIDEST = 40
#: So much narrower than the widest line of a column a line may be and still be full: two wide characters.
_SLACK = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """What one line prints in one column; it is in doubt when it is two figures, of which a column prints one."""

    line: int
    cell: Cell
    in_doubt: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """The lines of one row, from the first to behind the last, and its pieces by column."""

    first: int
    last: int
    pieces: dict[int, list[Piece]]

    @property
    def in_doubt(self) -> bool:
        """Whether it is not told which of its figures stands in which column."""
        return any(piece.in_doubt for pieces in self.pieces.values() for piece in pieces)


def cut_bands(lines: Sequence[dict[int, Piece]], gaps: Sequence[bool], name: int, heads: Sequence[int]) -> list[Band]:
    """The rows of a table from what its lines print from the column of names on.

    `gaps`: an empty line is above; `heads`: how wide the words of the header are, which no column is narrower than.
    """
    kept = [at for at, pieces in enumerate(lines) if any(column >= name for column in pieces)]
    room, usual = _room(lines, heads), _usual(lines, name)
    best = [0.0] * (len(kept) + 1)
    cut = [0] * (len(kept) + 1)
    for end in range(1, len(kept) + 1):
        choices = []
        for start in range(max(0, end - _TALLEST), end):
            band = _band(lines, kept[start:end], name)
            choices.append((best[start] + _weigh(band, kept[start:end], gaps, name, room, usual), start))
        best[end], cut[end] = min(choices)
    bands: list[Band] = []
    end = len(kept)
    while end:
        bands.append(_band(lines, kept[cut[end] : end], name))
        end = cut[end]
    return bands[::-1]


def _room(lines: Sequence[dict[int, Piece]], heads: Sequence[int]) -> dict[int, int]:
    """How wide each column is: its widest line."""
    room = dict(enumerate(heads))
    for pieces in lines:
        for column, piece in pieces.items():
            room[column] = max(room.get(column, 0), width_of(piece.cell.text))
    return room


def _usual(lines: Sequence[dict[int, Piece]], name: int) -> set[int]:
    """The columns behind the names that most rows fill."""
    count = Counter(column for pieces in lines for column in pieces if column > name)
    most = max(count.values(), default=0)
    return {column for column, times in count.items() if times >= _USUAL * most}


def _band(lines: Sequence[dict[int, Piece]], kept: Sequence[int], name: int) -> Band:
    pieces: dict[int, list[Piece]] = {}
    for at in kept:
        for column, piece in lines[at].items():
            if column >= name:
                pieces.setdefault(column, []).append(piece)
    return Band(kept[0], kept[-1] + 1, pieces)


def _weigh(
    band: Band, kept: Sequence[int], gaps: Sequence[bool], name: int, room: dict[int, int], usual: set[int]
) -> float:
    """What a row costs that is made of these lines."""
    cost = _GAP * sum(any(gaps[above + 1 : below + 1]) for above, below in pairwise(kept))
    cost += 0 if name in band.pieces else _NAMELESS
    cost += 0 if len(band.pieces) > (name in band.pieces) else _BARE
    cost += _MISSING * len(usual - band.pieces.keys())
    cost += _APART if _stands_apart(band, name) else 0
    middle = top = 0.0
    for column, pieces in band.pieces.items():
        for above, below in pairwise(pieces):
            cost += _BREAK + _break(above.cell, below.cell, room[column])
        place = sum(kept.index(piece.line) for piece in pieces) / len(pieces)
        middle += abs(place - (len(kept) - 1) / 2)
        top += abs(place - (len(pieces) - 1) / 2)
    return cost + _OFF * min(middle, top)


def _stands_apart(band: Band, name: int) -> bool:
    """Whether a name of one line has nothing beside it, and what belongs to it would stand on other lines."""
    lines = {piece.line for piece in band.pieces.get(name, ())}
    others = {piece.line for column, pieces in band.pieces.items() if column != name for piece in pieces}
    return len(lines) == 1 and bool(others) and not lines & others


def _break(above: Cell, below: Cell, room: int) -> float:
    """What it costs that a cell breaks between two lines."""
    kinds = kind_of(above.key), kind_of(below.key)
    if not _WHOLE.isdisjoint(kinds) or (kinds[1] in FIGURES and (kinds[0] in FIGURES or not below.key[0].isalnum())):
        return _TWO  # a sign begins a figure
    return 0.0 if is_full(above, below, room) else _SHORT


def is_full(above: Cell, below: Cell, room: int) -> bool:
    """Whether a line had no room for what begins the next: a wide character, or a number that does not break."""
    rest = below.text.split()[0]
    solid = next((at for at, char in enumerate(rest) if char > "\x7f"), len(rest))
    return width_of(above.text) + max(solid, _SLACK) >= room


def cells_of_column(pieces: Sequence[Piece], gaps: Sequence[bool]) -> list[list[Piece]]:
    """The cells of a column whose cells are merged over rows: levels by their names, others where a line is full."""
    room = max((width_of(piece.cell.text) for piece in pieces), default=0)
    cells: list[list[Piece]] = []
    at = 0
    while at < len(pieces):
        size = _level(pieces, at) or _text(pieces, at, gaps, room)
        cells.append(list(pieces[at : at + size]))
        at += size
    return cells


def _level(pieces: Sequence[Piece], at: int) -> int:
    """How many lines from one on make the name of a level; 0 when they make none."""
    for size in range(min(_LINES, len(pieces) - at), 0, -1):
        if kind_of("".join([piece.cell.key for piece in pieces[at : at + size]])) in LEVEL_KINDS:
            return size
    return 0


def _text(pieces: Sequence[Piece], at: int, gaps: Sequence[bool], room: int) -> int:
    """How many lines a cell of words has."""
    size = 1
    while at + size < len(pieces):
        above, below = pieces[at + size - 1], pieces[at + size]
        parted = any(gaps[above.line + 1 : below.line + 1]) or _level(pieces, at + size)
        if parted or kind_of(above.cell.key) in FIGURES or not is_full(above.cell, below.cell, room):
            break
        size += 1
    return size


def find_rows(cells: Sequence[Sequence[Piece]], bands: Sequence[Band], parents: Sequence[str]) -> list[int]:
    """The first row that each merged cell stands for: the cells share out the rows, each in the middle of its own.

    `parents` are the first levels that the second levels of the rows belong to, where they tell.
    """
    count, rows = len(cells), len(bands)
    if not 0 < count <= rows:
        return []
    middles = [(cell[0].line + cell[-1].line) / 2 for cell in cells]
    worst = float("inf")
    best = [[worst] * (rows + 1) for _ in range(count + 1)]
    back = [[0] * (rows + 1) for _ in range(count + 1)]
    best[0][0] = 0.0
    widest = max(_WIDEST, 2 * rows // count)
    names = [canonical_level(whole(cell).key, 1) or "" for cell in cells]
    for cell in range(1, count + 1):
        name = names[cell - 1]
        strange = [0, *accumulate(bool(name and parent and parent != name) for parent in parents or [""] * rows)]
        for end in range(cell, rows - count + cell + 1):
            for start in range(max(cell - 1, end - widest), end):
                middle = (bands[start].first + bands[end - 1].last - 1) / 2
                cost = best[cell - 1][start] + abs(middle - middles[cell - 1])
                cost += _STRANGE * (strange[end] - strange[start])
                if cost < best[cell][end]:
                    best[cell][end], back[cell][end] = cost, start
    starts: list[int] = []
    end = rows
    for cell in range(count, 0, -1):
        end = back[cell][end]
        starts.append(end)
    return starts[::-1]


def whole(pieces: Sequence[Piece]) -> Cell:
    """One cell of its lines."""
    return join_cells([piece.cell for piece in pieces])
