"""Codes whose parts are printed apart in one cell: 213-03-01, 213.03.01, 213 03 01."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.forms.codes import read_code
from pipelines.reading.numerals import read_number
from pipelines.reading.rows import Cell, Row

_PARTED = re.compile(r"[235]\d\d(?:(?:[ \t]+\d\d){1,2}|(?:-\d\d){1,2}|(?:\.\d\d){2})")
#: A number, unless codes of three parts stand in the same table.
_HALF = re.compile(r"[235]\d\d\.\d\d")
_FIRST, _LONGEST = "235", 12


def with_joined_codes(rows: Sequence[Row]) -> list[Row]:
    """The rows of a table in which such a cell is the code that its digits are; the rows themselves where none is.

    >>> from pipelines.reading.rows import cell_of
    >>> texts = ("213.03", "213.03.01", "213.50")
    >>> rows = [Row([cell_of(text, start, 1)], "tabs", True, 1) for start, text in enumerate(texts)]
    >>> [row.cells[0].key for row in with_joined_codes(rows)]
    ['21303', '2130301', '213.50']
    """
    parted = {cell.start: cell for row in rows for cell in row.filled if _is_like(_PARTED, cell)}
    if not parted:
        return list(rows)
    groups = {_digits(cell)[:5] for cell in parted.values() if "." in cell.text}
    parted |= {
        cell.start: cell for row in rows for cell in row.filled if _is_like(_HALF, cell) and _digits(cell) in groups
    }
    return [
        replace(row, cells=[_joined(cell) if cell.start in parted and cell.key else cell for cell in row.cells])
        if any(cell.start in parted for cell in row.filled)
        else row
        for row in rows
    ]


def _is_like(shape: re.Pattern[str], cell: Cell) -> bool:
    text = cell.text
    if len(text) > _LONGEST or text[0] not in _FIRST or not shape.fullmatch(text):
        return False
    return read_code(_digits(cell)) is not None


def _digits(cell: Cell) -> str:
    return "".join(filter(str.isdigit, cell.text))


def _joined(cell: Cell) -> Cell:
    digits = _digits(cell)
    return Cell(cell.text, digits, cell.start, cell.end, cell.line, read_number(digits))
