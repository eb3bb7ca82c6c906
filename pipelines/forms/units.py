"""The money unit of a document's tables: the one that most of them name, else the one of the sentences.

A table that names no unit prints amounts that the text states again, with their unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from pipelines.forms.extraction import UNITS
from pipelines.forms.sheet import Sheet
from pipelines.forms.tables import Table
from pipelines.reading.text import SourceText

_STATED = re.compile(r"(?<![\d.,])(\d[\d,]{0,20}(?:\.\d{1,8})?)\s?(亿元|万元|千元|元)")
#: So many amounts of the tables must be stated: one may be another's by chance.
_ENOUGH = 2
_WHY = "表中未注金额单位，据正文所述的同一金额判定"


def usual_unit(tables: Sequence[Table]) -> Decimal | None:
    """Yuan per printed unit of most tables; None when none of them names one."""
    units = [table.unit for table in tables if table.unit is not None]
    return max(units, key=units.count) if units else None


def unit_in_text(sheets: Iterable[Sheet], source: SourceText) -> Decimal | None:
    """Yuan per printed unit that sentences give to amounts of the tables, all of them the same; says so on each."""
    figures = [figure for sheet in sheets for record in sheet.records for figure in record.figures]
    printed = {figure.number.value for figure in figures if figure.number.decimals and figure.number.value}
    stated = {
        (amount, found[2]) for found in _STATED.finditer(source.folded) if (amount := _amount(found[1])) in printed
    }
    units = {unit for _, unit in stated}
    if len(units) != 1 or len(stated) < _ENOUGH:
        return None
    for figure in figures:
        figure.why = figure.why or _WHY
    return UNITS[units.pop()]


def _amount(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))
