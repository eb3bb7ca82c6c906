"""Amounts that print their money unit or currency sign in the cell: 12.5万元, 300元, ¥12.50."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipelines.forms.extraction import UNITS
from pipelines.reading.numerals import Number, read_number
from pipelines.reading.rows import Cell, Row

_SIGNS = "¥￥"
_AMOUNT = re.compile(rf"(?:[{_SIGNS}] ?)?((?:\(-?|-|△)?\d[\d,]*(?:\.\d+)?\)?) ?(亿元|万元|千元|元)?")


def with_read_units(rows: Sequence[Row], unit: Decimal | None) -> tuple[list[Row], Decimal | None]:
    """The rows of a table in which such a cell is the number that it is in the table's unit; and that unit.

    A table that names no unit has that of its first such cell.

    >>> from pipelines.reading.rows import cell_of
    >>> texts = ("合计", "12.5万元", "300元")
    >>> row = Row([cell_of(text, start, 1) for start, text in enumerate(texts)], "tabs", True, 1)
    >>> [str(getattr(cell.number, "value", "")) for cell in with_read_units([row], Decimal(10_000))[0][0].cells]
    ['text', '12.5', '0.03']
    """
    read: list[Row] = []
    for row in rows:
        key = row.key
        if not ("元" in key or "¥" in key or "￥" in key) or not any(map(_amount_of, row.filled)):
            read.append(row)
            continue
        named = (found[2] for cell in row.filled if (found := _amount_of(cell)) is not None)
        unit = unit or next((UNITS[name] for name in named if name), None)
        read.append(replace(row, cells=[_read(cell, unit) for cell in row.cells]))
    return read, unit


def _amount_of(cell: Cell) -> re.Match[str] | None:
    """The parts of a cell that is nothing but an amount with its unit or sign."""
    text = cell.text
    if not text or (text[-1] != "元" and text[0] not in _SIGNS):
        return None
    return _AMOUNT.fullmatch(text)


def _read(cell: Cell, unit: Decimal | None) -> Cell:
    found = _amount_of(cell)
    number = read_number(found[1]) if found else None
    if found is None or not isinstance(number, Number):
        return cell
    if found[2] and unit and UNITS[found[2]] != unit:
        value = number.value * UNITS[found[2]] / unit
        exponent = value.as_tuple().exponent
        number = Number(value, max(0, -exponent) if isinstance(exponent, int) else 0)
    return Cell(cell.text, cell.key, cell.start, cell.end, cell.line, number)
