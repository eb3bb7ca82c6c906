"""Tables of indicators in the reading order of a page: cell after cell, levels anywhere between.

Two orders are known. Column by column: the header's word of the names with all names below it, then each other word
with as many values. Row by row: all words of the header, then name, values, name, values. What has no other reading is
taken; a row that could be cut otherwise is left, since nothing else tells where it ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.forms.performance.alignment import FIGURES, align, kind_of
from pipelines.forms.performance.folded import words_in
from pipelines.forms.performance.laid_columns import LEVEL_KINDS, width_of
from pipelines.forms.performance.taxonomy import begins_level, ends_level
from pipelines.forms.performance.vocabulary import header_role, read_label
from pipelines.forms.performance.wrapped import join_cells
from pipelines.reading.rows import Cell, Row, cell_of

#: What stands at the left of names, in no order that tells anything.
_LEADING = frozenset(("level1", "level2", "caption", "horizon", "goal"))
#: Columns that may be blank in a row.
_OPTIONAL = frozenset(("note", "standard", "unit", "core"))
#: The rest of a level's name stands at most so many cells below its beginning; neither is longer than this.
_REACH, _PART = 6, 8
#: A line is full when it is at most so much narrower than the widest: two wide characters.
_SLACK = 4
#: A column of names has at least so many.
_FEWEST = 3
#: A cell fits its column when it weighs more than this.
_FITS = 0.0


@dataclass(frozen=True, slots=True)
class _Piece:
    """A cell, the row that it is of, its kind, and the role that it has as a word of a header."""

    row: int
    cell: Cell
    kind: str
    role: str


def read_order(rows: Sequence[Row]) -> tuple[range, list[tuple[int, list[Cell]]]] | None:
    """The lines of a table of indicators in reading order, and its rows with the line that each begins in.

    The first row is the header. None where no header is found or the order can not be told.
    """
    for figures_apart in (False, True):
        pieces = [
            piece
            for at, row in enumerate(rows)
            if "。" not in row.key
            for piece in _pieces(at, row, figures_apart=figures_apart)
        ]
        first = next((at for at, piece in enumerate(pieces) if piece.role == "name"), None)
        if first is None:
            return None
        end = next((at for at in range(first, len(pieces)) if _ends(pieces[at])), len(pieces))
        body = _without_levels(pieces[first:end])
        heads = [piece for piece in body if piece.role]
        roles = tuple(piece.role for piece in heads)
        if len(heads) < 2 or len(set(roles)) < len(roles) or roles[0] != "name":
            return None
        together = all(piece.role for piece in body[: len(heads)])
        if together == figures_apart:
            found = _by_rows(roles, body[len(heads) :]) if together else _by_columns(body)
            lines = range(heads[0].row, pieces[end - 1].row + 1)
            return (lines, [(heads[0].row, [piece.cell for piece in heads]), *found]) if found else None
    return None


def is_torn(key: str) -> bool:
    """Whether a cell is a part of a level's name."""
    return kind_of(key) in ("text", "word") and (ends_level(key) or begins_level(key))


def _pieces(at: int, row: Row, *, figures_apart: bool) -> list[_Piece]:
    """The cells of a line: a blank parts them where a level, a word of a header or, in rows, a figure is beside it."""
    found: list[_Piece] = []
    apart = True
    for cell in row.cells:
        for word in words_in(cell):
            piece = _Piece(at, word, kind_of(word.key), header_role(word.key))
            alone = piece.role != "" or piece.kind in LEVEL_KINDS or is_torn(word.key)
            alone = alone or (figures_apart and piece.kind not in ("text", "word", "known"))
            if found and not (alone or apart):
                before = found.pop()
                joined = cell_of(
                    cell.text[before.cell.start - cell.start : word.end - cell.start], before.cell.start, at
                )
                joined = Cell(joined.text, joined.key, before.cell.start, word.end, word.line)
                piece = _Piece(at, joined, kind_of(joined.key), "")
            found.append(piece)
            apart = alone
        apart = True
    return found


def _ends(piece: _Piece) -> bool:
    """Whether a label ends the table."""
    label = None if piece.role else read_label(piece.cell.key)
    return label is not None and label.use in ("project", "text", "category", "code", "label", "score")


def _without_levels(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The cells without levels, their parts, and what else stands at the left of the names."""
    gone: set[int] = set()
    for at, piece in enumerate(pieces):
        if piece.kind in LEVEL_KINDS or piece.kind == "caption" or piece.role in _LEADING or is_torn(piece.cell.key):
            gone.add(at)
        elif at not in gone and not piece.role and len(piece.cell.key) <= _PART:
            rest = _rest_of_level(pieces, at)
            gone.update((at, *rest) if rest else ())
    return [piece for at, piece in enumerate(pieces) if at not in gone]


def _rest_of_level(pieces: Sequence[_Piece], at: int) -> list[int]:
    """Where the rest of a level's name stands that a cell begins."""
    near = [below for below in range(at + 1, min(at + 1 + _REACH, len(pieces))) if len(pieces[below].cell.key) <= _PART]
    begun = pieces[at].cell.key
    for first in near:
        if kind_of(begun + pieces[first].cell.key) in LEVEL_KINDS:
            return [first]
        for second in near:
            if second > first and kind_of(begun + pieces[first].cell.key + pieces[second].cell.key) in LEVEL_KINDS:
                return [first, second]
    return []


def _by_columns(body: Sequence[_Piece]) -> list[tuple[int, list[Cell]]]:
    """Rows of columns that stand one after the other, each below its head and with as many cells as the names."""
    columns: list[list[_Piece]] = []
    for piece in body:
        if piece.role:
            columns.append([])
        elif columns:
            columns[-1].append(piece)
    count = min(len(column) for column in columns)
    whole = [column if len(column) == count else _joined(column) for column in columns]
    if count < _FEWEST or any(len(column) != count for column in whole):
        return []
    return [(row[0].row, [piece.cell for piece in row]) for row in zip(*whole, strict=True)]


def _joined(column: Sequence[_Piece]) -> list[_Piece]:
    """The cells of a column; a line goes on below it where it is full."""
    room = max((width_of(piece.cell.text) for piece in column), default=0)
    found: list[_Piece] = []
    full = False
    for piece in column:
        if full:
            above = found.pop()
            found.append(_Piece(above.row, join_cells([above.cell, piece.cell]), "text", ""))
        else:
            found.append(piece)
        full = width_of(piece.cell.text) >= room - _SLACK
    return found


def _by_rows(roles: tuple[str, ...], body: Sequence[_Piece]) -> list[tuple[int, list[Cell]]]:
    """Rows of a name and its values; a row is left where something that is no row follows: it may be the rest of it."""
    sizes = range(len(roles) - sum(role in _OPTIONAL for role in roles), len(roles) + 1)
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(body):
        size = next((size for size in reversed(sizes) if _is_row(roles, body[at : at + size], size)), 0)
        if size:
            found.append((at, size))
        at += size or 1
    kept = [
        (start, size)
        for number, (start, size) in enumerate(found)
        if start + size == (found[number + 1][0] if number + 1 < len(found) else len(body))
    ]
    return [(body[start].row, _laid(roles, body[start : start + size])) for start, size in kept]


def _is_row(roles: tuple[str, ...], pieces: Sequence[_Piece], size: int) -> bool:
    """Whether cells are a name and its values, one of them a figure or a sign."""
    kinds = tuple(piece.kind for piece in pieces)
    if len(kinds) < size or kinds[0] not in ("text", "known", "word") or not any(kind in _SURE for kind in kinds):
        return False
    weight, placed = align(roles, kinds)
    return weight > _FITS and None not in placed and placed[0] == 0


def _laid(roles: tuple[str, ...], pieces: Sequence[_Piece]) -> list[Cell]:
    """The cells of a row, one for each column."""
    _, placed = align(roles, tuple(piece.kind for piece in pieces))
    cells = [Cell("", "", 0, 0, 0)] * len(roles)
    for column, piece in zip(placed, pieces, strict=True):
        if column is not None:
            cells[column] = piece.cell
    return cells


#: What a column of values prints and no name does.
_SURE = frozenset((*FIGURES, "sign"))
