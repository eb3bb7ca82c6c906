"""Tables of performance forms whose columns are parted by blanks: their lines as rows with a cell for each column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.forms.performance.alignment import FIGURES, kinds_of, weigh
from pipelines.forms.performance.headers import Header, read_header
from pipelines.forms.performance.indicators import is_sum
from pipelines.forms.performance.laid_columns import (
    Head,
    Word,
    find_rules,
    place_words,
    read_head,
    width_of,
    with_level_parts,
    words_of_line,
)
from pipelines.forms.performance.laid_rows import Band, Piece, cells_of_column, cut_bands, find_rows, whole
from pipelines.forms.performance.records import Record
from pipelines.forms.performance.taxonomy import canonical_level, only_parent
from pipelines.forms.performance.vocabulary import framework_place, horizon_of, read_label
from pipelines.forms.performance.wrapped import spans_of
from pipelines.reading.rows import Cell, Row, cell_of

#: Labels that end a table.
_ENDING = frozenset(("text", "project", "category", "code", "label"))


def rows_of_laid_tables(rows: Sequence[Row], ruled: list[Row]) -> None:
    """Puts the rows of every table of indicators among some lines of text in the places of its lines, one for one."""
    views = [[words_of_line(row, at, wide=wide) for at, row in enumerate(rows)] for wide in (False, True)]
    at = 0
    while at < len(rows):
        tables = [table for lines in views if (table := _read(lines, rows, at)) is not None]
        if not tables:
            at += 1
            continue
        table = max(tables, key=lambda table: table.weight)
        for line in range(table.first, table.last):
            ruled[line] = Row([], "pipes", explicit=False, line=rows[line].line, width=0)
        for line, cells in table.rows:
            ruled[line] = Row(cells, "pipes", explicit=True, line=rows[line].line, width=len(cells))
        at = table.last


@dataclass(frozen=True, slots=True)
class _Table:
    """A table that was read: its lines, its rows and where each begins, and how well they fit its columns."""

    first: int
    last: int
    rows: list[tuple[int, list[Cell]]]
    weight: float


def _read(lines: Sequence[Sequence[Word]], rows: Sequence[Row], at: int) -> _Table | None:
    """The table whose header stands in a line, or None."""
    head = read_head(lines, at)
    header = _header(head) if head is not None else None
    if head is None or header is None:
        return None
    end = _end(lines, head)
    gaps = [row.gap > 0 for row in rows]
    pages = [head.last, *(line for line in range(head.last + 1, end) if rows[line].new_page), end]
    found = [(head.first, [word.cell for word in head.words])]
    for first, last in pairwise(pages):
        found += _page(head, header, lines, gaps, (first, last))
    roles = tuple(column.role for column in header.columns)
    return _Table(head.first, end, found, sum(_fit(roles, cells) for _, cells in found[1:]))


def _fit(roles: tuple[str, ...], cells: Sequence[Cell]) -> float:
    """How well the cells of a row fit the columns that they stand in."""
    kinds = kinds_of([cell.key for cell in cells])
    placed = [at if cell.key else None for at, cell in enumerate(cells)]
    filled = [(kind, at) for kind, at in zip(kinds, placed, strict=True) if at is not None]
    return weigh(roles, [kind for kind, _ in filled], [at for _, at in filled])


def _header(head: Head) -> Header | None:
    cells = [word.cell for word in head.words]
    record = Record(cells, (), ruled=True, explicit=True, key="".join(cell.key for cell in cells), filled=cells)
    header = read_header(record)
    named = header is not None and any(column.role == "name" for column in header.columns)
    return header if named and header is not None and header.kind == "indicators" else None


def _end(lines: Sequence[Sequence[Word]], head: Head) -> int:
    """Where the table ends: behind its sum of scores, before a label or another header."""
    for at in range(head.last, len(lines)):
        words = lines[at]
        if any(is_sum(word.cell.key) for word in words):
            return at + 1
        if not words:
            continue
        label = read_label(words[0].cell.key)
        ends = label is not None and label.use in _ENDING and not framework_place(words[0].cell.key)
        if (ends and not horizon_of(words[0].cell.key)) or read_head(lines, at):
            return at
    return len(lines)


def _page(
    head: Head, header: Header, lines: Sequence[Sequence[Word]], gaps: Sequence[bool], page: tuple[int, int]
) -> list[tuple[int, list[Cell]]]:
    """The rows of a table on one page, each with the line that it begins in: one for each indicator, and their sum."""
    first, end = page
    body, apart = with_level_parts(lines[first:end]), gaps[first:end]
    margin = _margin(head, body)
    wide = Head((margin, *head.words), head.first, head.last) if margin else head
    shift = 1 if margin else 0
    roles = [*[""] * shift, *(column.role for column in header.columns)]
    name = roles.index("name")
    rules = find_rules(wide, roles, body)
    placed = place_words(wide, roles, rules, body)
    pieces = [_pieces(at, words, columns) for at, (words, columns) in enumerate(zip(body, placed, strict=True))]
    sums = [at for at, words in enumerate(body) if any(is_sum(word.cell.key) for word in words)]
    last = sums[0] if sums else len(body)
    heads = [width_of(word.cell.text) // len(spans_of(word.cell)) for word in wide.words]
    bands = cut_bands(pieces[:last], apart[:last], name, heads)
    merged: dict[int, dict[int, Cell]] = {}
    parents = [""] * len(bands)
    for column in range(name - 1, shift - 1, -1):
        merged[column] = _merged(pieces[:last], apart, column, bands, parents if roles[column] == "level1" else ())
        if roles[column] == "level2":
            parents = _parents(merged[column], len(bands))
    found: list[tuple[int, list[Cell]]] = []
    for number, band in enumerate(bands):
        cells = [_cell(band, merged, number, column) for column in range(shift, len(roles))]
        if not band.in_doubt:
            found.append((first + band.first, cells))
        elif number + 1 < len(bands):  # what is merged over this row and the next stands in the next
            for own in merged.values():
                if number in own:
                    own.setdefault(number + 1, own[number])
    return found + [(first + at, [piece.cell for piece in pieces[at].values()]) for at in sums]


def _margin(head: Head, body: Sequence[Sequence[Word]]) -> Word | None:
    """A word left of the whole header: of a merged cell at the side of the table (绩效指标), without a head."""
    first = head.words[0]
    left = [word for words in body for word in words[:1] if word.end <= first.at and word.middle < first.at]
    return min(left, key=lambda word: word.at, default=None)


def _pieces(at: int, words: Sequence[Word], columns: Sequence[int]) -> dict[int, Piece]:
    """What a line prints in each column."""
    found: dict[int, list[Word]] = {}
    for word, column in zip(words, columns, strict=True):
        found.setdefault(column, []).append(word)
    pieces: dict[int, Piece] = {}
    for column, own in found.items():
        first, last = own[0], own[-1]
        text = first.cell.text
        for above, word in pairwise(own):
            text += " " * max(1, word.at - above.end) + word.cell.text
        cell = first.cell if first is last else cell_of(text, first.cell.start, first.cell.line)
        pieces[column] = Piece(at, cell, sum(word.kind in FIGURES for word in own) > 1)
    return pieces


def _merged(
    pieces: Sequence[dict[int, Piece]], gaps: Sequence[bool], column: int, bands: Sequence[Band], parents: Sequence[str]
) -> dict[int, Cell]:
    """The cells of a column before the names, by the first row that each stands for."""
    own = [line[column] for line in pieces if column in line]
    cells = cells_of_column(own, gaps)
    return {row: whole(cell) for row, cell in zip(find_rows(cells, bands, parents), cells, strict=False)}


def _parents(second: dict[int, Cell], rows: int) -> list[str]:
    """The first level that the second level of each row belongs to, where it belongs to one only."""
    found, parent = [], ""
    for row in range(rows):
        if row in second:
            parent = only_parent(canonical_level(second[row].key, 2) or "")
        found.append(parent)
    return found


def _cell(band: Band, merged: dict[int, dict[int, Cell]], number: int, column: int) -> Cell:
    if column in merged:
        return merged[column].get(number) or Cell("", "", 0, 0, 0)
    return whole(band.pieces[column]) if column in band.pieces else Cell("", "", 0, 0, 0)
