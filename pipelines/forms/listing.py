"""Rows of lists (projects, purchases, units) when the layout kept only the order: several words, then figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.forms.columns import TEXT_ROLES, Column
from pipelines.forms.labels import read_label
from pipelines.forms.records import IDENTIFIER_ROLES, Figure, Record, is_blank, read_figure
from pipelines.reading.rows import Cell

#: The unit of measure of a purchase (项, 套, 平方米) stands among its figures.
_LONGEST_MEASURE = 4


def is_list(columns: Sequence[Column]) -> bool:
    """Whether a table's rows are told by more than a code and a name."""
    roles = {column.role for column in columns}
    return bool(roles & (IDENTIFIER_ROLES | {"project_name", "unit_name"})) and not roles & {"code", "class"}


def records_of_list(rows: Sequence[Sequence[Cell]], columns: Sequence[Column]) -> Iterator[Record]:
    """One record for each run of words and the figures behind it."""
    roles = [column.role for column in columns if column.role in TEXT_ROLES and column.role != "measure"]
    measured = any(column.role == "measure" for column in columns)
    coded = any(column.role in IDENTIFIER_ROLES for column in columns)
    for row, cells in enumerate(rows):
        record, words = Record(0, row=row), list[Cell]()
        kept = [cell for cell in cells if not is_blank(cell)]
        for at, cell in enumerate(kept):
            following = kept[at + 1] if at + 1 < len(kept) else None
            number = read_figure(cell)
            is_code = coded and _is_identifier(cell) and following is not None and read_figure(following) is None
            if number is not None and not is_code:
                record.figures.append(Figure(cell, number))
            elif record.figures and measured and len(cell.key) <= _LONGEST_MEASURE:
                record.texts["measure"] = cell
            else:
                if record.figures:
                    yield _named(record, words, roles)
                    record, words = Record(0, row=row), []
                (record.identifiers if is_code else words).append(cell)
        if words or record.figures or record.identifiers:
            yield _named(record, words, roles)


def _is_identifier(cell: Cell) -> bool:
    return cell.key.isascii() and cell.key.isalnum() and any(char.isdigit() for char in cell.key)


def _named(record: Record, words: list[Cell], roles: list[str]) -> Record:
    """Gives each word its column: in order, from the left; a total stands for all of them."""
    if len(words) == 1 and read_label(words[0].key).is_total:
        record.label = words[0]
        return record
    if len(words) > len(roles) and words[0].key.isascii():
        record.texts["code"] = words.pop(0)  # A | 货物: a catalogue letter before the name
    for word, role in zip(words, roles, strict=False):
        record.texts.setdefault(role, word)
    if "name" in record.texts:
        record.label = record.texts["name"]
    return record
