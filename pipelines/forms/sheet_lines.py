"""A table whose lines are its rows, one blank between cells and blank ones gone: text as PDF libraries take it out.

It is read as rows of which only the order of the cells is known, where every word of the header stands whole and every
line of numbers names its row. Else the reading order of a page is all that is known (`plain`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from pipelines.forms.codes import fold_name, official_names, read_code
from pipelines.forms.columns import FIGURE_ROLES, TEXT_ROLES
from pipelines.forms.numbering import is_numbering_word
from pipelines.forms.plain.fragments import is_between, with_whole_labels
from pipelines.forms.records import CODE_ROLES, Record, read_figure
from pipelines.forms.sheet import Sheet, is_amount
from pipelines.forms.sheet_ruled import read_ruled
from pipelines.forms.spaced import mend_names
from pipelines.forms.tables import Table, is_note, is_preamble
from pipelines.forms.wording import BARE_TOTALS, meaning_of, strip_ordinal
from pipelines.reading.rows import Cell, Row, cell_of
from pipelines.reading.spaced import split_spaced

#: So few of all rows may lack a name or hold more amounts than there are columns.
_ASTRAY = 0.05
#: Digits of a code's class.
_CLASS = 3
#: A header has no more lines.
_MOST_ABOVE = 8
_WORD = re.compile(r"\S+")


def read_lines(table: Table) -> Sheet | None:
    """Reads a table a line a row; None where its lines are no rows, or no declared form explains it."""
    lines = [row for row in with_whole_labels(table.rows[1:]) if not is_note(row.key)]
    coded = any(meaning_of(cell.key).role in CODE_ROLES for row in lines[:_MOST_ABOVE] for cell in _cells_of(row))
    rows = [_ruled(row, coded=coded) for row in lines]
    data = [row for row in rows if any(_is_of_data(cell) for cell in row.cells)]
    if not data or is_between(lines) or not _has_whole_header(rows[: rows.index(data[0])]):
        return None
    sheet = read_ruled(replace(table, rows=[table.rows[0], *rows], mode="rows"))
    if sheet is None or not _has_whole_columns(sheet):
        return None
    listed = any(column.role == "project_name" for column in sheet.columns)
    if listed and any(len(row.cells) == 1 for row in rows[rows.index(data[0]) :]):
        return None  # the name of a project, that any words may be, goes on in lines of its own
    if sheet.form.rows == "coded":
        sheet.records = mend_names(sheet.records)
    _set_codes_aside(sheet.records)
    _set_crowded_aside(sheet)
    unnamed = sum(1 for row in data if not _names_itself(row))
    if sheet.form.rows == "single" and unnamed == len(data) == 1 and len(data[0].cells) > 1:
        return sheet
    loose = sum(1 for record in sheet.records if _is_loose(record))
    return sheet if unnamed <= len(data) * _ASTRAY and loose <= len(sheet.records) * _ASTRAY else None


def _ruled(row: Row, *, coded: bool) -> Row:
    cells = _cells_of(row, coded=coded)
    return Row(cells, "pipes", explicit=False, line=row.line, gap=row.gap, width=len(cells))


def _cells_of(row: Row, *, coded: bool = True) -> list[Cell]:
    """The cells of a line: every blank parts two, except behind an ordinal and within 合 计.

    Where no column holds codes, a code is the beginning of its name.
    """
    cells: list[Cell] = []
    for whole in (part for line in row.cells for part in split_spaced(line)):
        for word in _WORD.finditer(whole.text):
            cell = cell_of(word[0], whole.start + word.start(), whole.line)
            last = cells[-1] if cells else None
            if last is not None and (_goes_on(last.key, cell.key) or (not coded and _is_named(last.key, cell.key))):
                text = f"{last.text} {cell.text}"
                cells[-1] = Cell(text, last.key + cell.key, last.start, cell.end, last.line)
            else:
                cells.append(cell)
    return cells


def _goes_on(begun: str, rest: str) -> bool:
    return strip_ordinal(f"{begun}项") == "项" or begun + rest in BARE_TOTALS


def _is_of_data(cell: Cell) -> bool:
    """Whether a number numbers neither a row nor a column: an amount, or more digits than those have."""
    number = read_figure(cell)
    return number is not None and (is_amount(cell) or len(cell.key) > _CLASS)


def _is_named(digits: str, name: str) -> bool:
    code = read_code(digits)
    return code is not None and fold_name(name) in official_names(code.list, code.digits)


def _names_itself(row: Row) -> bool:
    """Whether a line holds words or a code beside its numbers."""
    return any(read_figure(cell) is None or read_code(cell.key) is not None for cell in row.cells)


def _has_whole_header(rows: Sequence[Row]) -> bool:
    """Whether every word above the first line of numbers means something, alone and in its order."""
    words = [cell for row in rows if not is_preamble(row) for cell in row.cells if read_figure(cell) is None]
    return bool(words) and all(
        meaning_of(cell.key).role or cell.key in BARE_TOTALS or is_numbering_word(cell.key) for cell in words
    )


def _has_whole_columns(sheet: Sheet) -> bool:
    """Whether no word of the header is out of place: every block has its labels before its amounts, and room for rows.

    The blocks of a form of codes are alike, and a form of two sides has two at least.
    """
    blocks = [[column.role for column in block] for _, block in groupby(sheet.columns, attrgetter("block"))]
    widest = max(sum(1 for role in roles if role in FIGURE_ROLES) for roles in blocks)
    if sum(1 for record in sheet.records if len(record.figures) > widest) > len(sheet.records) * _ASTRAY:
        return False
    if sheet.form.rows == "coded" and any(roles != blocks[0] for roles in blocks):
        return False
    if sheet.form.rows == "sides" and len(blocks) < 2:
        return False
    return sheet.form.rows not in ("coded", "sides") or all(_begins_with_labels(roles) for roles in blocks)


def _begins_with_labels(roles: Sequence[str]) -> bool:
    labels = [role not in FIGURE_ROLES for role in roles]
    return any(role in TEXT_ROLES for role in roles) and labels == sorted(labels, reverse=True)


def _set_codes_aside(records: Sequence[Record]) -> None:
    """Leaves digits unplaced that may be a code whose name is wrapped over other lines: amounts have decimals."""
    figures = [figure for record in records for figure in record.figures]
    if sum(1 for figure in figures if figure.number.is_plain_integer) > len(figures) * _ASTRAY:
        return
    for record in records:
        for figure in record.figures[-1:]:
            if figure.number.is_plain_integer and len(figure.cell.key) > _CLASS and read_code(figure.cell.key):
                record.figures.pop()
                record.orphans.append(figure.cell)
                record.orphans_why = "可能是科目编码，其名称折行"


def _set_crowded_aside(sheet: Sheet) -> None:
    """Leaves the amounts of a row unplaced that are more than its columns, with two row numbers: a name is lost."""
    widest = max(Counter(column.block for column in sheet.columns if column.role in FIGURE_ROLES).values(), default=0)
    for record in sheet.records:
        numbers = [not _is_of_data(figure.cell) for figure in record.figures]
        if len(numbers) > widest and any(numbers[1:-1]):
            record.orphans += [figure.cell for figure in record.figures]
            record.orphans_why = "数字多于栏目，其中一部分的行名不在本行"
            record.figures.clear()


def _is_loose(record: Record) -> bool:
    """Whether amounts stand under no name."""
    named = record.label is not None or record.codes or record.identifiers or record.texts
    return not named and any(is_amount(figure.cell) for figure in record.figures)
