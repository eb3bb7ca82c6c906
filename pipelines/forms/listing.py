"""Rows of lists (projects, purchases, units) when the layout kept only the order: several words, then figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.forms.codes import read_code
from pipelines.forms.columns import FIGURE_ROLES, TEXT_ROLES, Column
from pipelines.forms.labels import read_label
from pipelines.forms.records import (
    IDENTIFIER_ROLES,
    SHORTEST_UNIT_CODE,
    Figure,
    Record,
    is_blank,
    is_code_cell,
    is_unit_code,
    read_figure,
)
from pipelines.reading.rows import Cell

#: The unit of measure of a purchase (项, 套, 平方米) stands among its figures.
_LONGEST_MEASURE = 4


def is_list(columns: Sequence[Column]) -> bool:
    """Whether a table's rows are told by more than a code and a name."""
    roles = {column.role for column in columns}
    if roles & {"class", "code"} and "project_name" not in roles:
        return False
    return bool(roles & (IDENTIFIER_ROLES | {"project_name", "unit_name"}))


class _Shape(NamedTuple):
    """Where the words of a row stand among its figures.

    `roles` are those of all words, `behind` of those behind the figures; `counted` are the figures before the unit of
    measure, `uncoded` the columns of words before the row's code (None in a list without), and `numbered` says that the
    code stands right before the figures. `ordinal` is the column of the row's number in the list, `classified` says
    that codes of a classification stand among the words, `split` that they do over 类|款|项.
    """

    roles: list[str]
    behind: list[str]
    counted: int
    uncoded: int | None
    numbered: bool
    ordinal: Column | None
    classified: bool
    split: bool


def _shape_of(columns: Sequence[Column]) -> _Shape:
    figures = [at for at, column in enumerate(columns) if column.role in FIGURE_ROLES]
    words = [at for at, column in enumerate(columns) if column.role in TEXT_ROLES and column.role != "measure"]
    measure = next((at for at, column in enumerate(columns) if column.role == "measure"), 0)
    code = next((at for at, column in enumerate(columns) if column.role in IDENTIFIER_ROLES), None)
    return _Shape(
        [columns[at].role for at in words],
        [columns[at].role for at in words if figures and at > figures[-1]],
        sum(1 for at in figures if at < measure),
        None if code is None else sum(1 for at in words if at < code),
        code is not None and code + 1 in figures,
        next((column for column in columns if column.role == "ordinal"), None),
        any(column.role in ("code", "class") for column in columns),
        any(column.role == "class" for column in columns),
    )


def records_of_list(rows: Sequence[Sequence[Cell]], columns: Sequence[Column]) -> Iterator[Record]:
    """One record for each run of words and the figures behind it, with the words that end its row (备注)."""
    shape = _shape_of(columns)
    printed = 0
    units: set[str] = set()
    for row, cells in enumerate(rows):
        record, words = Record(0, row=row), list[Cell]()
        kept = [cell for cell in cells if not is_blank(cell)]
        ending: list[str] = []
        for at, cell in enumerate(kept):
            number = read_figure(cell)
            is_code = _is_code(kept, at, record, words, shape)
            named = number is not None and _is_word(kept, at + 1)
            if number is not None and named and shape.ordinal is not None and cell.key == str(printed + 1):
                if words or not record.is_empty:
                    yield _named(record, words, shape.roles)
                record, words, printed = (
                    Record(0, [], None, [Figure(cell, number, shape.ordinal)], row=row),
                    [],
                    printed + 1,
                )
            elif number is not None and shape.classified and _is_classification(kept, at, shape):
                if any(figure.column is None for figure in record.figures):
                    yield _named(record, words, _roles_of(words, shape, units))
                    record, words = Record(0, row=row), []
                record.codes.append(cell)
            elif number is not None and not is_code:
                record.figures.append(Figure(cell, number))
                ending = shape.behind[: _count_ending(kept, at + 1, shape)]
            elif record.figures and _is_measure(kept, at, record, words, shape):
                record.texts["measure"] = cell
            elif record.figures and ending:
                record.add_text(ending.pop(0), cell)
            else:
                if any(figure.column is None for figure in record.figures):
                    yield _named(record, words, _roles_of(words, shape, units))
                    record, words = Record(0, row=row), []
                (record.identifiers if is_code else words).append(cell)
        if words or record.figures or record.identifiers:
            yield _named(record, words, _roles_of(words, shape, units))


def _roles_of(words: Sequence[Cell], shape: _Shape, units: set[str]) -> list[str]:
    """What the words of a row are; `units` are the names of units seen, each printed once over the rows below it."""
    front = len(shape.roles) - len(shape.behind)
    if not words or shape.roles[:1] != ["unit_name"] or _is_of_total(words):
        return shape.roles
    if units and 1 < len(words) == front - 1 and words[0].key not in units:
        return shape.roles[1:]
    units.add(words[0].key)
    return shape.roles


def _count_ending(cells: Sequence[Cell], at: int, shape: _Shape) -> int:
    """How many words from a place on end their row: those that the next row has no column for before its figures.

    A total's label stands for all of them.
    """
    end = at
    while _is_word(cells, end) and (shape.uncoded is None or not _is_identifier(cells[end])):
        end += 1
    if end == at or end == len(cells):
        return end - at
    before = len(shape.roles) - len(shape.behind)
    if shape.uncoded is not None and _is_word(cells, end + 1):
        before = shape.uncoded
    return max(0, end - at - (1 if read_label(cells[end - 1].key).is_total else before))


def _is_code(cells: Sequence[Cell], at: int, record: Record, words: Sequence[Cell], shape: _Shape) -> bool:
    """Whether a cell is the code of a row: words follow it, or it stands before the figures where the code does.

    Where the name is wrapped over the lines around it, the code begins the row and is whole among decimals.
    """
    cell = cells[at]
    if shape.uncoded is None or not _is_identifier(cell):
        return False
    if _is_word(cells, at + 1):
        return True
    is_first = at == 0 and shape.uncoded == 0 and len(cells) > 1
    if is_first and is_unit_code(cell.key) and all("." in other.key for other in cells[1:]):
        return True
    if not shape.numbered or record.figures or record.identifiers or _is_of_total(words):
        return False
    return cell.key.isdecimal() and len(cell.key) >= SHORTEST_UNIT_CODE


def _is_classification(cells: Sequence[Cell], at: int, shape: _Shape) -> bool:
    """Whether digits are the code of a classification, or a part of one."""
    if shape.split:
        return is_code_cell(cells, at, split=True)
    return _is_word(cells, at + 1) and read_code(cells[at].key) is not None


def _is_measure(cells: Sequence[Cell], at: int, record: Record, words: Sequence[Cell], shape: _Shape) -> bool:
    """Whether a short word is the unit of measure between the figures of a row."""
    if len(record.figures) > shape.counted or "measure" in record.texts or _is_of_total(words):
        return False
    return len(cells[at].key) <= _LONGEST_MEASURE and not _is_word(cells, at + 1)


def _is_of_total(words: Sequence[Cell]) -> bool:
    return bool(words) and read_label(words[-1].key).is_total


def _is_word(cells: Sequence[Cell], at: int) -> bool:
    return at < len(cells) and read_figure(cells[at]) is None


def _is_identifier(cell: Cell) -> bool:
    return cell.key.isascii() and cell.key.isalnum() and any(char.isdigit() for char in cell.key)


def _named(record: Record, words: list[Cell], roles: Sequence[str]) -> Record:
    """Gives each word its column: in order, from the left; a total stands for all of them.

    Of a catalogue's levels the lower ones may be blank.
    """
    if len(words) == 1 and read_label(words[0].key).is_total:
        record.label = words[0]
        return record
    if len(words) > len(roles) and words[0].key.isascii():
        record.texts["code"] = words.pop(0)  # A | 货物: a catalogue letter before the name
    blank = len(roles) - len(words)
    levels = [at for at, role in enumerate(roles) if role == "level"]
    lower = levels[max(len(levels) - blank, 0) :] if blank > 0 else []
    kept = [role for at, role in enumerate(roles) if at not in lower]
    for word, role in zip(words, kept, strict=False):
        record.add_text(role, word)
    if "name" in record.texts:
        record.label = record.texts["name"]
    return record
