"""Gives every figure of a sheet its column: ordinals first, then full rows, then the arithmetic of the whole table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.forms.arithmetic import build_problem
from pipelines.forms.blocks import assign_blocks
from pipelines.forms.columns import Column
from pipelines.forms.meaning import RowMeaning, read_row_meanings
from pipelines.forms.placement import Placed, Witness, place_numbers
from pipelines.forms.records import Record
from pipelines.forms.sheet import Sheet
from pipelines.forms.witnesses import Witnesses

_WHY = {
    "row_sum": "空白单元格缺失，按本行合计关系唯一确定",
    "column_sum": "空白单元格缺失，按各级科目合计关系唯一确定",
    "open": "空白单元格缺失，有多种排法符合全部合计关系，取最可能者",
    "witnesses_disagree": "空白单元格缺失，有多种排法且旁证相互矛盾，取首个旁证",
    "work_limit": "空白单元格缺失，有多种排法，搜索超出上限，取最可能者",
    "contradiction": "空白单元格缺失，原表合计关系不成立，按其余关系归位",
}


@dataclass(slots=True)
class OpenSheet:
    """A sheet with the meaning of its rows; `open` counts the figures that have no column yet."""

    sheet: Sheet
    meanings: list[RowMeaning]

    @property
    def open(self) -> int:
        """How many figures have no column."""
        return sum(1 for record in self.sheet.records for figure in record.figures if figure.column is None)


def open_sheet(sheet: Sheet) -> OpenSheet:
    """Settles blocks, ordinals and full rows, and reads what the rows mean."""
    assign_blocks(sheet.records, sheet.columns, sheet.form)
    ordinals: dict[int, Column] = {}
    for column in sheet.columns:
        if column.role == "ordinal":
            ordinals.setdefault(column.block, column)
    amounts = Counter(column.block for column in _figures_of(sheet.columns))
    last: dict[int, int] = {}
    for record in sheet.records:
        if record.block in ordinals:
            _take_ordinals(record, ordinals, last, amounts[record.block])
    return OpenSheet(sheet, read_row_meanings(sheet))


def place_sheet(opened: OpenSheet, witnesses: Witnesses, unit: Decimal) -> None:
    """Gives every open figure a column, block by block, with the reason on it; `unit` is yuan per printed unit."""
    sheet = opened.sheet
    for block in sorted({column.block for column in sheet.columns}):
        columns = _figures_of([column for column in sheet.columns if column.block == block])
        indexes = [index for index, record in enumerate(sheet.records) if record.block == block]
        records = [sheet.records[index] for index in indexes]
        if not columns or all(figure.column for record in records for figure in record.figures):
            continue
        meanings = [opened.meanings[index] for index in indexes]
        seen = witnesses.for_block(records, meanings, columns, unit)
        placed = place_numbers(build_problem(records, meanings, columns, [witness for witness, _ in seen]))
        for record, place in zip(records, placed, strict=True):
            _apply(record, place, columns, seen)


def _figures_of(columns: Sequence[Column]) -> list[Column]:
    return [column for column in columns if column.role in ("money", "quantity", "change")]


def _take_ordinals(record: Record, ordinals: dict[int, Column], last: dict[int, int], amounts: int) -> None:
    """Row numbers (行次) stand before the amounts and count up in each block; a blank row prints nothing else.

    The number of a row tells its block too.
    Where rows were left out they jump: then a row that prints more numbers than there are `amounts` tells its own.
    """
    printed = [figure for figure in record.figures if figure.column is not None]
    if printed:
        for figure in printed:
            if figure.column is ordinals[record.block]:
                last[record.block] = int(figure.number.value)
        return
    jumps = len(record.figures) > amounts
    for place, figure in enumerate(record.figures):
        if not figure.number.is_plain_integer or "," in figure.cell.text:
            continue
        value = int(figure.number.value)
        counted = next((block for block, number in last.items() if number + 1 == value), None)
        known = last.get(record.block)
        first = place == 0 and (known is None or record.label is None or (jumps and value > known))
        if counted is None and not first:
            continue
        block = record.block if counted is None else counted
        if place == 0 and known is not None:
            record.block = block
        last[block] = value
        figure.column = ordinals[block]


def _apply(record: Record, place: Placed, columns: Sequence[Column], seen: Sequence[tuple[Witness, str]]) -> None:
    open_figures = [figure for figure in record.figures if figure.column is None]
    for figure, at in zip(open_figures, place.columns, strict=False):
        figure.column = columns[at]
        if place.verdict != "printed":
            figure.why = _reason(place, seen)


def _reason(place: Placed, seen: Sequence[tuple[Witness, str]]) -> str:
    if place.reason == "witness" and place.witness is not None:
        return f"空白单元格缺失，合计关系不能唯一确定，据{seen[place.witness][1]}归位"
    why = _WHY.get(place.reason, place.reason)
    if place.verdict == "ambiguous" and "多种" not in why:
        why += "；有多种排法，取最可能者"
    return why
