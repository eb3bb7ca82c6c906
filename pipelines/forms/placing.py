"""Gives every figure of all sheets its column: ordinals, then full rows, then the arithmetic of whole tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.forms.arithmetic import build_problem, figures_of_row
from pipelines.forms.blocks import assign_blocks
from pipelines.forms.columns import Column
from pipelines.forms.extraction import Context
from pipelines.forms.figures import budget_lines
from pipelines.forms.meaning import RowMeaning
from pipelines.forms.meaning_rows import read_row_meanings
from pipelines.forms.placement import Placed, Witness, place_numbers
from pipelines.forms.plain.settling import settle
from pipelines.forms.records import Figure, Record
from pipelines.forms.sheet import Sheet
from pipelines.forms.witnesses import Witnesses
from pipelines.model import BudgetLine

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
    """A sheet with the meaning of its rows; `open` counts the figures that have no column yet.

    `asked` are the figures that had none when the arithmetic was asked, each with what was said of it until then.
    """

    sheet: Sheet
    meanings: list[RowMeaning]
    asked: list[tuple[Figure, str]] = field(default_factory=list)

    @property
    def open(self) -> int:
        """How many figures have no column."""
        return sum(1 for record in self.sheet.records for figure in record.figures if figure.column is None)

    def open_blocks(self) -> list[int]:
        """The blocks with columns of figures in which some figure has none."""
        there = {column.block for column in _figures_of(self.sheet.columns)}
        records = self.sheet.records
        return sorted(there & {r.block for r in records if any(figure.column is None for figure in r.figures)})


def open_sheet(sheet: Sheet) -> OpenSheet:
    """Settles blocks, ordinals and full rows, and reads what the rows mean."""
    assign_blocks(sheet.records, sheet.columns, sheet.form)
    ordinals: dict[int, Column] = {}
    for column in sheet.columns:
        if column.role == "ordinal":
            ordinals.setdefault(column.block, column)
    amounts = Counter(column.block for column in _figures_of(sheet.columns))
    bare = {block for block in ordinals if _counts_in_bare_digits(block, sheet.records)}
    last: dict[int, int] = {}
    for record in sheet.records:
        if record.block in ordinals:
            jumps = record.block in bare or len(record.figures) > amounts[record.block]
            _take_ordinals(record, ordinals, last, jumps=jumps)
        _drop_codes(record, amounts[record.block])
    return OpenSheet(sheet, read_row_meanings(sheet))


def place_sheets(
    sheets: Sequence[OpenSheet], witnesses: Witnesses, context: Context, usual: Decimal | None
) -> Iterator[tuple[OpenSheet, list[BudgetLine]]]:
    """Gives each sheet of a document with its lines, every figure in a column; `usual` is the unit where none is told.

    Those with the fewest open figures come first, and each is a witness for the next. What a sheet leaves open is asked
    once more when all others are witnesses.
    """
    waiting: list[OpenSheet] = []
    for opened in sorted(sheets, key=lambda item: item.open):
        lines = _place_sheet(opened, witnesses, context, usual)
        witnesses.observe(lines)
        if len(sheets) > 1 and _reopen(opened):
            waiting.append(opened)
        else:
            yield opened, lines
    for opened in waiting:
        lines = _place_sheet(opened, witnesses, context, usual)
        witnesses.observe(lines)
        yield opened, lines


def _place_sheet(opened: OpenSheet, witnesses: Witnesses, context: Context, usual: Decimal | None) -> list[BudgetLine]:
    sheet = opened.sheet
    unit = sheet.table.unit or usual
    for block in opened.open_blocks():
        _place_block(opened, block, witnesses, unit or Decimal(1))
        if opened.open and sheet.form.rows == "sides":  # one side is a witness for the other
            witnesses.observe(budget_lines(sheet, opened.meanings, context, unit))
    if sheet.table.mode == "plain":
        settle(sheet)
    return list(budget_lines(sheet, opened.meanings, context, unit))


def _reopen(opened: OpenSheet) -> bool:
    """Whether the arithmetic left a figure several columns; all that it was asked about have none again."""
    if not any(figure.why == _WHY["open"] for figure, _ in opened.asked):
        return False
    for figure, why in opened.asked:
        figure.column, figure.why = None, why
    opened.asked.clear()
    return True


def _place_block(opened: OpenSheet, block: int, witnesses: Witnesses, unit: Decimal) -> None:
    """Gives every open figure of a block a column, with the reason on it; `unit` is yuan per printed unit."""
    sheet = opened.sheet
    columns = _figures_of([column for column in sheet.columns if column.block == block])
    if sheet.table.mode == "plain":
        columns = [column for column in columns if column.role != "change"]  # told with their row, or not at all
    indexes = [index for index, record in enumerate(sheet.records) if record.block == block]
    records = [sheet.records[index] for index in indexes]
    opened.asked += [(figure, figure.why) for r in records for figure in r.figures if figure.column is None]
    meanings = [opened.meanings[index] for index in indexes]
    seen = witnesses.for_block(records, meanings, columns, unit, sheet.fund)
    placed = place_numbers(build_problem(records, meanings, columns, [witness for witness, _ in seen], sheet.form))
    for record, place in zip(records, placed, strict=True):
        _apply(record, place, columns, seen)


def _figures_of(columns: Sequence[Column]) -> list[Column]:
    return [column for column in columns if column.role in ("money", "quantity", "change")]


def _counts_in_bare_digits(block: int, records: Sequence[Record]) -> bool:
    """Whether the amounts of a block are printed with decimals or commas: bare digits before them number the row."""
    behind = [figure for record in records if record.block == block for figure in record.figures[1:]]
    return sum(map(_is_bare, behind)) * 2 < len(behind)


def _is_bare(figure: Figure) -> bool:
    return figure.number.is_plain_integer and "," not in figure.cell.text


def _take_ordinals(record: Record, ordinals: dict[int, Column], last: dict[int, int], *, jumps: bool) -> None:
    """Row numbers (行次) stand before the amounts and count up in each block; a blank row prints nothing else.

    The number of a row tells its block too.
    Where rows were left out they jump: then one is told by its print, or by more numbers than there are amounts.
    """
    printed = [figure for figure in record.figures if figure.column is not None]
    if printed:
        for figure in printed:
            if figure.column is ordinals[record.block]:
                last[record.block] = int(figure.number.value)
        return
    for place, figure in enumerate(record.figures):
        if not _is_bare(figure):
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


def _drop_codes(record: Record, width: int) -> None:
    """Takes bare digits out of a row that prints more figures than there are columns of them, all others decimals."""
    figures = [figure for figure in record.figures if figure.column is None]
    bare = [figure for figure in figures if _is_bare(figure)]
    if bare and len(figures) - len(bare) == width:
        record.figures = [figure for figure in record.figures if figure not in bare]
        record.orphans += [figure.cell for figure in bare]
        record.orphans_why = "数字多于金额栏目，整数不是金额"


def _apply(record: Record, place: Placed, columns: Sequence[Column], seen: Sequence[tuple[Witness, str]]) -> None:
    kept = figures_of_row(record.figures, {id(column) for column in columns})
    for figure, at in zip(list(kept), place.columns, strict=False):
        if figure.column is None:
            figure.column = columns[at]
            figure.why = _reason(place, seen) if place.verdict != "printed" else figure.why


def _reason(place: Placed, seen: Sequence[tuple[Witness, str]]) -> str:
    if place.reason == "witness" and place.witness is not None:
        return f"空白单元格缺失，合计关系不能唯一确定，据{seen[place.witness][1]}归位"
    why = _WHY.get(place.reason, place.reason)
    if place.verdict == "ambiguous" and "多种" not in why:
        why += "；有多种排法，取最可能者"
    return why
