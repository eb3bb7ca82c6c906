"""The money tables of a disclosure: from the rows of a document to budget lines.

For each table: find its header, recognise the form, read the records by what the layout tells, place the numbers whose
blanks were dropped, and say what every cell means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Literal

from pipelines.forms.extraction import Context, Extraction
from pipelines.forms.figures import is_unknown_part
from pipelines.forms.meaning import RowMeaning
from pipelines.forms.numbering import column_number, in_numbering
from pipelines.forms.odd_names import odd_names
from pipelines.forms.placing import OpenSheet, open_sheet, place_sheets
from pipelines.forms.plain.sheets import read_plain_sheets
from pipelines.forms.records import CODE_ROLES, Figure, Record
from pipelines.forms.sheet import Sheet
from pipelines.forms.sheet_lines import read_lines
from pipelines.forms.sheet_ruled import read_ruled
from pipelines.forms.sheet_spaced import read_spaced
from pipelines.forms.sheet_stream import read_stream
from pipelines.forms.tables import Table, find_beginnings, find_tables
from pipelines.forms.units import unit_in_text, usual_unit
from pipelines.forms.witnesses import Witnesses
from pipelines.forms.wording import reason_set_aside
from pipelines.model import Claim, Mark, UnrecognisedTable
from pipelines.reading.numerals import TOKEN, Number
from pipelines.reading.rows import Cell, Row
from pipelines.reading.text import SourceText

#: No table has more columns.
_WIDEST = 60


@dataclass(slots=True)
class StandardTables:
    """What the money tables of a document give.

    Facts, the rows where tables may begin, the tables with the codes of their forms (empty for those that no form
    explains), the lines and the layout of every table, and the names beside codes that the lists do not give them.
    """

    found: Extraction = field(default_factory=Extraction)
    beginnings: list[int] = field(default_factory=list)
    tables: list[tuple[Table, str]] = field(default_factory=list)
    unrecognised: list[UnrecognisedTable] = field(default_factory=list)
    line_ranges: list[range] = field(default_factory=list)
    layouts: list[str] = field(default_factory=list)
    names: list[Mark] = field(default_factory=list)


def extract_standard(
    rows: Sequence[Row], source: SourceText, context: Context, taken: AbstractSet[int]
) -> StandardTables:
    """Gives the budget lines and claims of all money tables outside the `taken` rows.

    A cell that no declared wording explains is claimed `unplaced` with the words that were seen.
    """
    result = StandardTables()
    result.beginnings = find_beginnings(rows, taken)
    tables = find_tables(rows, result.beginnings, taken)
    sheets: list[OpenSheet] = []
    rebuilt = _read_plain([table for table in tables if table.mode == "plain"])
    for table in tables:
        sheet = rebuilt[table.at] if table.mode == "plain" else read_sheet(table)
        result.line_ranges.append(range(table.rows[0].line, _last_line(table) + 1))
        result.layouts.append(f"{table.rows[-1].ruling}:{table.mode}")
        result.tables.append((table, sheet.form.code if sheet else ""))
        if sheet is None:
            reason = reason_set_aside(table.title)
            if not reason:
                seen = _unrecognised(table)
                result.unrecognised.append(seen)
                reason = f"未识别的表《{seen.title or '无标题'}》，表头：{'｜'.join(seen.headers)[:120]}"
                result.found.claims += _claims_of_others(table, "unplaced", reason)
            else:
                result.found.claims += _claims_of_others(table, "attribute", reason)
        else:
            result.found.taken.update(table.span)
            sheets.append(open_sheet(sheet))
    usual = usual_unit(tables) or unit_in_text([opened.sheet for opened in sheets], source)
    for opened, lines in place_sheets(sheets, Witnesses(source, context), context, usual):
        result.found.lines += lines
        result.names += odd_names(opened.sheet.records)
        result.found.claims += _claims(opened, {line.source_start for line in lines})
    return result


def _read_plain(tables: Sequence[Table]) -> dict[int, Sheet | None]:
    """Reads the tables of a page's text by where they begin: by their lines where these are rows, else all together."""
    found: dict[int, Sheet | None] = {table.at: read_lines(table) for table in tables}
    if all(found.values()):
        return found
    together = read_plain_sheets(tables)
    return {table.at: found[table.at] or sheet for table, sheet in zip(tables, together, strict=True)}


def read_sheet(table: Table) -> Sheet | None:
    """Reads a table's cells under its header; None when no declared form explains it."""
    if table.mode == "spaced":
        return read_spaced(table)
    if table.mode in ("paragraphs", "cells"):
        return read_stream(table)
    return read_ruled(table)


def _last_line(table: Table) -> int:
    row = table.rows[-1]
    return row.cells[-1].line if row.cells else row.line


def _unrecognised(table: Table) -> UnrecognisedTable:
    words = tuple(cell.text for row in table.rows[1:5] for cell in row.filled)[:24]
    return UnrecognisedTable(table.title, words, table.rows[0].line)


def _claims_of_others(table: Table, outcome: Literal["attribute", "unplaced"], reason: str) -> Iterator[Claim]:
    """Every number of a table that has no form stays visible with what is known of the table."""
    cells = [cell for row in table.rows[1:] for cell in row.cells]
    for at, cell in enumerate(cells):
        if not isinstance(cell.number, Number):
            if outcome == "attribute":
                yield from _tokens(cell, "行名中的序号或编号")
            continue
        near = cells[max(at - _WIDEST, 0) : at + _WIDEST]
        if column_number(cell.key) and in_numbering(near, min(at, _WIDEST)):
            yield Claim(cell.start, cell.end, "label", "表头中的年份、栏次或编号")
        else:
            yield Claim(cell.start, cell.end, outcome, reason)


# --- what became of the digits that are no facts ----------------------------------------------------------------------


def _claims(opened: OpenSheet, facts: set[int]) -> list[Claim]:
    sheet = opened.sheet
    claims: list[Claim] = []
    for cell in sheet.table.rows[0].filled:
        claims += _tokens(cell, "表题中的年份或表号")
    for cell in sheet.header:
        claims += _tokens(cell, "表头中的年份、栏次或编号")
    for record, meaning in zip(sheet.records, opened.meanings, strict=True):
        claims += _record_claims(sheet, record, meaning, facts)
    return claims


def _record_claims(sheet: Sheet, record: Record, meaning: RowMeaning, facts: set[int]) -> Iterator[Claim]:
    title = sheet.table.title or "无标题表"
    for cell in record.codes:
        yield Claim(cell.start, cell.end, "label", "科目编码")
    for cell in record.identifiers:
        yield Claim(cell.start, cell.end, "label", "单位或项目编码")
    for cell in [*([record.label] if record.label else []), *record.texts.values(), *record.asides]:
        yield from _tokens(cell, "行名中的序号或编号")
    for figure in record.figures:
        if figure.cell.start not in facts:
            if figure.column is not None and is_unknown_part(figure.column, sheet):
                words = "”下“".join(figure.column.words)
                yield Claim(figure.cell.start, figure.cell.end, "unplaced", f"《{title}》栏目“{words}”不在词表中")
            else:
                yield _claim_of_figure(figure, title, meaning)
    for cell in record.orphans:
        yield Claim(cell.start, cell.end, "unplaced", f"《{title}》{record.orphans_why}")


#: What a number is by the role of its column, when it is no amount.
_NO_AMOUNT: dict[str, tuple[Literal["attribute", "label"], str]] = {
    "ordinal": ("label", "行次"),
    **dict.fromkeys(CODE_ROLES, ("label", "科目编码")),
    "quantity": ("attribute", "数量，属本行采购项目"),
    "change": ("attribute", "增减额或比率，可由本行其他栏重算"),
}


def _claim_of_figure(figure: Figure, title: str, meaning: RowMeaning) -> Claim:
    """The word on a number that became no budget line."""
    cell, column = figure.cell, figure.column
    if column is None:
        return Claim(cell.start, cell.end, "unplaced", f"《{title}》{figure.why or '数字多于栏目，无法归栏'}")
    if column.role in _NO_AMOUNT:
        return Claim(cell.start, cell.end, *_NO_AMOUNT[column.role])
    if meaning.counts:
        return Claim(cell.start, cell.end, "attribute", meaning.why)
    if figure.number.percent:
        return Claim(cell.start, cell.end, "attribute", "百分比，可由本行金额重算")
    return Claim(cell.start, cell.end, "unplaced", f"《{title}》{meaning.why or '金额单位不明，或位数过多，不是金额'}")


def _tokens(cell: Cell, reason: str) -> list[Claim]:
    """The digits inside a cell of words. Offsets hold because the cell's text is a slice of the folded text."""
    start = cell.start
    return [Claim(start + found.start(), start + found.end(), "label", reason) for found in TOKEN.finditer(cell.text)]
