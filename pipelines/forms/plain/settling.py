"""The last word on a rebuilt coded table: figures whose columns the sums over the rows refute lose their column."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipelines.forms.arithmetic import row_sums
from pipelines.forms.codes import parent_code
from pipelines.forms.columns import Column
from pipelines.forms.plain.runs import lead_of
from pipelines.forms.records import Record
from pipelines.forms.sheet import Sheet

_REFUTED = "原文次序打乱，各级科目合计关系不成立，无法归栏"
#: The key of the table's total among its rows.
_GRAND = ""


def settle(sheet: Sheet) -> None:
    """Takes the column from figures that no sum can bear out.

    Where the total column of a family (a code and the codes under it) sums and another column does not, the parent is
    at fault if it fails above too, else those children that are not borne out from below. A row of which only the total
    is known, or of which a number has no place, says nothing about its family.
    """
    if sheet.form.rows != "coded" or len(sheet.columns) < 2:
        return
    rows = _rows(sheet)
    columns = [column for column in sheet.columns if column.role == "money"]
    lead = lead_of(row_sums(columns))
    families = _families(rows)
    failed = {parent for parent, below in families.items() if _fails(rows, parent, below, columns, lead)}
    if not failed:
        return
    over = {child: parent for parent, below in families.items() for child in below}
    for parent in failed:
        if over.get(parent) in failed:
            blamed = [parent]
        else:
            blamed = [child for child in families[parent] if child not in families or child in failed]
        for code in blamed or [parent]:
            _unplace(rows[code], columns[lead])


def _rows(sheet: Sheet) -> dict[str, Record]:
    rows: dict[str, Record] = {}
    for record in sheet.records:
        if record.told is not None:
            rows.setdefault(record.told.digits, record)
        elif record.figures and record.label is not None:
            rows.setdefault(_GRAND, record)
    return rows


def _families(rows: dict[str, Record]) -> dict[str, list[str]]:
    families: dict[str, list[str]] = {}
    for code in rows:
        parent = parent_code(code)
        while parent and parent not in rows:
            parent = parent_code(parent)
        if code and parent in rows:
            families.setdefault(parent, []).append(code)
    return families


def _fails(rows: dict[str, Record], parent: str, below: Sequence[str], columns: Sequence[Column], lead: int) -> bool:
    family = [rows[parent], *(rows[child] for child in below)]
    if any(len(record.figures) < 2 or record.orphans for record in family):
        return False
    decimals = max((figure.number.decimals for record in family for figure in record.figures), default=0)
    offs = [_off(family, column, decimals) for column in columns]
    return offs[lead] == 0 and any(offs)


def _off(family: Sequence[Record], column: Column, decimals: int) -> int:
    """By how many units of the last digit a column's sum is off beyond rounding."""
    whole, *parts = (_value(record, column) for record in family)
    off = int(abs(whole - sum(parts)).scaleb(decimals))
    return max(0, off - len(parts) // 2)


def _value(record: Record, column: Column) -> Decimal:
    return sum((figure.number.value for figure in record.figures if figure.column is column), Decimal(0))


def _unplace(record: Record, total: Column) -> None:
    for figure in record.figures:
        if figure.column is not total:
            figure.column = None
            figure.why = _REFUTED
