"""Columns of a page seen as lanes: what stands under what, where blanks between the columns run through all lines.

Numbers stand in lanes of their own, and names wrapped over lines stand in theirs, above and below the line of the
row's numbers. Which lines make a name follows from its wording, its ordinal, empty lines, and from the law that a row's
numbers stand beside the middle of its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from pipelines.forms.codes import fold_name, join_code, official_names
from pipelines.forms.columns import TEXT_ROLES, Column
from pipelines.forms.labels import read_label
from pipelines.forms.records import CODE_ROLES, IDENTIFIER_ROLES, read_figure
from pipelines.forms.spaced import Line
from pipelines.forms.wording import BARE_TOTALS, meaning_of, strip_ordinal
from pipelines.reading.rows import Cell, Row

Lane = tuple[int, int]
#: The most lines of a name above or below its row.
_MOST_LINES = 5
#: What speaks for or against a set of lines as one name.
_KNOWN, _BEGUN, _KNOWN_ALONE, _UNKNOWN_ALONE = 4.0, 1.0, 1.0, -2.0
_LATE_BEGINNING, _ASTRAY, _OVER_GAP, _ABOVE = -6.0, -3.0, -1.5, -0.1
#: The share of cells that may be of another kind than their lane's column.
_STRAY_SHARE = 0.05


@dataclass(slots=True)
class PageLine:
    """A line: its cells with their positions, whether an empty line stands above, whether it repeats the header."""

    cells: Line
    gap: bool
    heading: bool = False


def pages_of(lines: Iterable[tuple[Line, Row, bool]]) -> list[list[PageLine]]:
    """Lines, each with its row and whether it is of the header, page by page: a form feed may move every column."""
    pages: list[list[PageLine]] = [[]]
    for line, row, heading in lines:
        if row.new_page and pages[-1]:
            pages.append([])
        pages[-1].append(PageLine(line, row.gap > 0, heading))
    return pages


def rows_by_lanes(page: Sequence[PageLine], columns: Sequence[Column]) -> list[list[Cell | None]] | None:
    """Gives a page's rows as wide as the columns; None when its lanes are not the columns.

    Rows are narrower where columns of money are blank on the whole page: then only their order counts.
    """
    lines = [line for line in page if not line.heading]
    lanes = _lanes(lines)
    if len(lanes) < len(columns):
        lanes = _with_totals(lines, lanes)
    if len(lanes) < len(columns):
        lanes = _with_empty(page, lanes, len(columns))
    if len(lanes) < len(columns):
        columns = _columns_of_words(lines, lanes, columns)
    if len(lanes) != len(columns):
        return None
    grid = [_laid_out(line.cells, lanes, columns) for line in lines]
    if not _is_typed(grid, columns) or not all(
        _counts([cell for row in grid for place, cell in row if place == slot])
        for slot, column in enumerate(columns)
        if column.role == "ordinal"
    ):
        return None
    anchors = [at for at, row in enumerate(grid) if any(cell and _tells_row(cell, columns[slot]) for slot, cell in row)]
    rows: dict[int, list[Cell | None]] = {at: [None] * len(columns) for at in range(len(lines))}
    for at in anchors:
        for slot, cell in grid[at]:
            rows[at][slot] = cell
    for slot, column in enumerate(columns):
        if column.role in TEXT_ROLES:
            pieces = {at: cell for at, row in enumerate(grid) for place, cell in row if place == slot}
            codes = {at: _code(rows[at], columns, column.block) for at in anchors}
            gaps = [line.gap for line in lines]
            for at, cell in _Names(pieces, anchors, codes, gaps).joined().items():
                rows[at][slot] = cell
    return [row for _, row in sorted(rows.items()) if any(row)]


def _lanes(lines: Sequence[PageLine]) -> list[Lane]:
    """Stretches of positions that some line fills, in order; a total's label may span several and tells none."""
    spans = sorted((left, left + len(cell.text)) for line in lines for cell, left in line.cells if not _is_total(cell))
    lanes: list[Lane] = []
    for left, right in spans:
        if lanes and left < lanes[-1][1]:
            lanes[-1] = (lanes[-1][0], max(lanes[-1][1], right))
        else:
            lanes.append((left, right))
    return lanes


def _with_totals(lines: Sequence[PageLine], lanes: Sequence[Lane]) -> list[Lane]:
    """The lanes with those in which only labels of totals stand."""
    found = list(lanes)
    for cell, left in (cell for line in lines for cell in line.cells):
        right = left + len(cell.text)
        if _is_total(cell) and not any(lane[0] < right and left < lane[1] for lane in found):
            found.append((left, right))
    return sorted(found)


def _with_empty(page: Sequence[PageLine], lanes: Sequence[Lane], count: int) -> list[Lane]:
    """The lanes with those of the lowest words of the header that stand over none, until all are there."""
    found = list(lanes)
    for line in (line for line in reversed(page) if line.heading):
        for cell, left in line.cells if len(found) < count else ():
            right = left + len(cell.text)
            if not any(lane[0] < right and left < lane[1] for lane in found):
                found.append((left, right))
    return sorted(found)


def _columns_of_words(lines: Sequence[PageLine], lanes: Sequence[Lane], columns: Sequence[Column]) -> list[Column]:
    """A column for each lane where labels have a lane each and some amounts none; a column of money stands for any."""
    if any(column.role in CODE_ROLES for column in columns):
        return []
    found: list[Column] = []
    texts = [column for column in columns if column.role in TEXT_ROLES]
    for left, right in lanes:
        cells = [cell for line in lines for cell, at in line.cells if at < right and left < at + len(cell.text)]
        words = sum(1 for cell in cells if read_figure(cell) is None)
        if words * 2 > len(cells) and texts:
            found.append(texts.pop(0))
        elif words * 2 > len(cells) or not found:
            return []
        else:
            found.append(next(c for c in columns if c.role == "money" and c.block == found[-1].block))
    return [] if texts else found


def _laid_out(cells: Line, lanes: Sequence[Lane], columns: Sequence[Column]) -> list[tuple[int, Cell]]:
    """The cells of a line with their lanes; a total's label is in the first lane of names that it touches."""
    placed = []
    for cell, left in cells:
        right = left + len(cell.text)
        touched = [at for at, lane in enumerate(lanes) if lane[0] < right and left < lane[1]]
        words = [at for at in touched if columns[at].role in TEXT_ROLES]
        if not words and (not touched or _is_total(cell)):
            near = [at for at in range(len(lanes)) if not touched or columns[at].role in TEXT_ROLES]
            words = sorted(near, key=lambda at: abs(lanes[at][0] + lanes[at][1] - left - right))
        placed.append(((words or touched)[0], cell))
    return placed


def _is_typed(grid: Sequence[Sequence[tuple[int, Cell]]], columns: Sequence[Column]) -> bool:
    """Whether numbers stand in lanes of numbers, words in lanes of words, and no two cells of a line in one lane."""
    seen = wrong = 0
    for row in grid:
        seen += len(row)
        wrong += len(row) - len({slot for slot, _ in row})
        for slot, cell in row:
            is_words = read_figure(cell) is None and cell.key.strip("-—") != ""
            is_free = columns[slot].role in IDENTIFIER_ROLES or _is_total(cell)
            wrong += is_words != (columns[slot].role in TEXT_ROLES) and not is_free
    return wrong <= seen * _STRAY_SHARE


def _counts(cells: Sequence[Cell]) -> bool:
    """Whether cells are numbers of rows: whole, and growing."""
    numbers = [int(cell.key) if cell.key.isdecimal() else 0 for cell in cells if cell.key.strip("-—")]
    return all(before < after for before, after in pairwise([0, *numbers]))


def _is_total(cell: Cell) -> bool:
    """Whether a cell is the label of a total, as nothing without Chinese words is."""
    return not cell.key.isascii() and read_label(cell.key).is_total


def _tells_row(cell: Cell, column: Column) -> bool:
    return column.role not in TEXT_ROLES and not _is_total(cell)


def _code(row: Sequence[Cell | None], columns: Sequence[Column], block: int) -> str:
    parts = [
        cell.key
        for cell, column in zip(row, columns, strict=True)
        if cell is not None and column.role in CODE_ROLES and column.block == block and cell.key.isdecimal()
    ]
    code = join_code(parts) if parts else None
    return f"{code.list}:{code.digits}" if code else ""


#: A row's lines, after those of the rows above it.
_Chain = tuple[tuple[int, ...], Any]
_State = tuple[float, _Chain | None]


class _Names:
    """The names of one lane: each line of words belongs to the row above it, to the row below it, or to none."""

    def __init__(
        self, pieces: dict[int, Cell], anchors: Sequence[int], codes: dict[int, str], gaps: Sequence[bool]
    ) -> None:
        self.pieces, self.anchors, self.codes = pieces, anchors, codes
        self.worths: dict[tuple[tuple[int, ...], str], float] = {}
        self.breaks = [0]
        for gap in gaps:
            self.breaks.append(self.breaks[-1] + gap)

    def joined(self) -> dict[int, Cell]:
        """The whole names by the line they belong to."""
        bounds = [-1, *self.anchors, len(self.breaks) - 1]
        between = [[line for line in range(first + 1, last) if line in self.pieces] for first, last in pairwise(bounds)]
        states: dict[int, _State] = {
            above: (self._alone(between[0][: len(between[0]) - above]), None)
            for above in range(min(len(between[0]), _MOST_LINES) + 1)
        }
        for place, anchor in enumerate(self.anchors):
            after, is_last = between[place + 1], place + 1 == len(self.anchors)
            if not (between[place] or after):  # nothing to part: whatever its name is worth, it is this line
                score, chosen = states[0]
                states = {0: (score, ((anchor,), chosen))}
                continue
            alone = {
                (below, following): self._alone(after[below : len(after) - following])
                for below in range(min(len(after), _MOST_LINES) + 1)
                for following in range(1 if is_last else min(len(after) - below, _MOST_LINES) + 1)
            }
            found: dict[int, _State] = {}
            for above, (score, chosen) in states.items():
                upper = between[place][len(between[place]) - above :]
                worths = [
                    self._worth(anchor, upper, after[:below]) for below in range(min(len(after), _MOST_LINES) + 1)
                ]
                for (below, following), left in alone.items():
                    total = score + worths[below] + left
                    if following not in found or total > found[following][0]:
                        found[following] = (total, ((*upper, anchor, *after[:below]), chosen))
            states = found
        groups: list[tuple[int, ...]] = []
        chain = max(states.values(), key=lambda state: state[0])[1]
        while chain is not None:
            groups.append(chain[0])
            chain = chain[1]
        return self._named(groups[::-1])

    def _named(self, groups: Sequence[tuple[int, ...]]) -> dict[int, Cell]:
        taken = {line for group in groups for line in group}
        names_by_line = {line: cell for line, cell in self.pieces.items() if line not in taken}
        for group, anchor in zip(groups, self.anchors, strict=True):
            cells = [self.pieces[line] for line in group if line in self.pieces]
            if cells:
                names_by_line[anchor] = _whole(cells)
        return names_by_line

    def _worth(self, anchor: int, upper: Sequence[int], lower: Sequence[int]) -> float:
        """What speaks for these lines as the name of a row."""
        lines = [*upper, *([anchor] if anchor in self.pieces else []), *lower]
        if not lines:
            return 0.0
        worth = self._known(lines, self.codes.get(anchor, "")) + _ABOVE * len(upper)
        if abs(len(upper) - len(lower)) > 1 or (anchor not in self.pieces and len(upper) != len(lower)):
            worth += _ASTRAY
        reach = (min(lines[0], anchor), max(lines[-1], anchor))
        return worth + _OVER_GAP * (self.breaks[reach[1] + 1] - self.breaks[reach[0] + 1])

    def _alone(self, lines: Sequence[int]) -> float:
        """What speaks for lines that belong to no row with numbers: each a row of its own."""
        if not lines:
            return 0.0
        best = [0.0]
        for end in range(1, len(lines) + 1):
            worth = best[-1] + _UNKNOWN_ALONE
            for start in range(max(0, end - _MOST_LINES), end):
                if self._known(lines[start:end], "") >= _KNOWN:
                    worth = max(worth, best[start] + _KNOWN_ALONE)
            best.append(worth)
        return best[-1]

    def _known(self, lines: Sequence[int], code: str) -> float:
        """What speaks for lines as one name, with its code; the same lines are asked for once a way to part them."""
        asked = (tuple(lines), code)
        if asked not in self.worths:
            self.worths[asked] = self._read(lines, code)
        return self.worths[asked]

    def _read(self, lines: Sequence[int], code: str) -> float:
        keys = [self.pieces[line].key for line in lines]
        name = "".join(keys)
        worth = sum(_LATE_BEGINNING for at, key in enumerate(keys) if at and _begins(key, "".join(keys[:at])))
        if code:
            own = official_names(*code.split(":"))
            if fold_name(name) in own:
                return worth + _KNOWN
            return worth + (_BEGUN if any(official.startswith(fold_name(name)) for official in own) else 0.0)
        return worth + (_KNOWN if _is_label(name) else 0.0)


def _is_label(name: str) -> bool:
    """Whether a name without a code is one that rows have: a fund, a class, a total, an item of 三公."""
    return name in BARE_TOTALS or bool(read_label(name).item or meaning_of(strip_ordinal(name)).item)


def _begins(key: str, before: str) -> bool:
    """Whether a line begins a name: with an ordinal, or as the whole label of a total when another is whole above."""
    return strip_ordinal(key) != key or (_is_whole(key) and bool(read_label(before).item))


@lru_cache(maxsize=4096)
def _is_whole(key: str) -> bool:
    """Whether a line is the whole label of a total or a balance, which no other line goes with."""
    label = read_label(key)
    return key in BARE_TOTALS or (bool(label.side) and label.item not in ("", "fund", "code"))


def _whole(cells: Sequence[Cell]) -> Cell:
    if len(cells) == 1:
        return cells[0]
    first, last = cells[0], cells[-1]
    text = "".join(cell.text for cell in cells)
    return Cell(text, "".join(cell.key for cell in cells), first.start, last.end, first.line)
