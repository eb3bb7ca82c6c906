"""A table whose rows and cells are marked (pipes, tabs): its header, and its records by position or by order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pipelines.forms.columns import Column
from pipelines.forms.header import read_columns
from pipelines.forms.labels import is_data_label, names_three_public
from pipelines.forms.merged import unmerge_total
from pipelines.forms.numbering import is_numbering
from pipelines.forms.records import Figure, Record, is_blank, read_figure, records_by_position
from pipelines.forms.sheet import Sheet, is_amount, records_in_order, with_sides
from pipelines.forms.tables import Table, is_note, is_preamble, recognise_form
from pipelines.forms.wording import BARE_TOTALS, meaning_of
from pipelines.reading.rows import Cell, Row

#: Longer headers are none.
_MOST_ROWS = 40


def read_ruled(table: Table) -> Sheet | None:
    """Reads a table of marked rows; None when no declared form explains it."""
    body = [row for row in table.rows[1:] if row.ruling != "text"]
    body = body[next((at for at, row in enumerate(body) if _ends_preamble(row)), len(body)) :]
    body = _join_single(body)
    cut = next((at for at, row in enumerate(body) if _is_data_row(row)), len(body))
    header = [row for row in body[:cut] if not is_numbering(row) and not is_note(row.key)]
    if len(header) > _MOST_ROWS:
        return None
    form = recognise_form(table, "".join(f"{cell.key}|" for row in header for cell in row.filled))
    if form is None:
        return None
    explicit = table.mode == "explicit"
    strays = {id(cell): cell for row in header for cell in row.filled if read_figure(cell) is not None}
    cells = [[c for c in (row.cells if explicit else row.filled) if id(c) not in strays] for row in header]
    columns = with_sides(read_columns(cells, explicit=explicit), form)
    if not columns:
        return None
    printed = {row.key for row in header}
    data = [row for row in body[cut:] if row.key not in printed and not is_numbering(row) and not is_note(row.key)]
    grid = [unmerge_total(row.cells, columns) if explicit else row.cells for row in data]
    if not explicit and _keeps_blanks(data, columns):
        explicit = True
        for slot, column in enumerate(columns):
            column.slot = slot
        grid = [unmerge_total(row.cells, columns) for row in data]
    by_position = explicit and all(column.slot is not None for column in columns) and _fits(grid, columns)
    if explicit and not by_position:  # a header whose merged cells are gone beside rows that are whole
        cells = [[cell for cell in row if cell.key] for row in cells]
        columns = with_sides(read_columns(cells, explicit=False), form)
    records = list(records_by_position(grid, columns)) if by_position else records_in_order(grid, columns)
    records += _spanning(list(strays.values()), columns, header)
    rows_of_data = set(map(id, data))
    heads = [cell for row in body if id(row) not in rows_of_data for cell in row.filled if id(cell) not in strays]
    return Sheet(table, form, columns, records, heads)


def _join_single(body: Sequence[Row]) -> list[Row]:
    """Header words whose rows are not known, each a row of its own so far, as one row: only their order counts."""
    joined: list[Row] = []
    for single, rows in groupby(body, key=_is_single):
        words = list(rows)
        if single:
            cells = [cell for row in words for cell in row.cells]
            words = [Row(cells, "spilled", explicit=False, line=words[0].line, width=words[0].width)]
        joined += words
    return joined


def _is_single(row: Row) -> bool:
    return row.ruling == "spilled" and not row.explicit and len(row.cells) == 1 and read_figure(row.cells[0]) is None


def _fits(grid: Sequence[Sequence[Cell]], columns: Sequence[Column]) -> bool:
    """Whether words stand under words and numbers under numbers; a header of merged cells may stand beside its data."""
    roles = {column.slot: column.role for column in columns}
    seen = wrong = 0
    for cells in grid:
        for slot, cell in enumerate(cells):
            role = roles.get(slot)
            if is_blank(cell) or (role is None and read_figure(cell) is None):
                continue
            seen += 1
            if role is None or role in ("name", "money"):
                wrong += role is None or (read_figure(cell) is None) == (role == "money")
    return wrong * 8 <= seen


def _keeps_blanks(data: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Whether data rows show their blank cells although the header dropped its merged ones."""
    shown = all(row.explicit for row in data) or any(not cell.key for row in data for cell in row.cells[:-1])
    return shown and max((len(row.cells) for row in data), default=0) == len(columns)


def _spanning(strays: list[Cell], columns: Sequence[Column], header: Sequence[Row]) -> list[Record]:
    """An amount in the header's last row: its cell spans the rows of data, under the column that has no word there."""
    last = {cell.key for cell in header[-1].filled} if header else set()
    under = [column for column in columns if column.words[-1] not in last]
    records: list[Record] = []
    for cell in strays:
        number = read_figure(cell)
        record = Record(under[0].block if under else 0)
        if number is not None and len(strays) == len(under) == 1:
            record.figures.append(Figure(cell, number, under[0], "数值单元格跨表头末行，归入该行无子栏的栏目"))
        else:
            record.orphans.append(cell)
        records.append(record)
    return records


def _ends_preamble(row: Row) -> bool:
    """Whether a row is the first of the header, or of the data when there is none."""
    if any(is_amount(cell) for cell in row.filled):
        return True
    return not is_preamble(row) and any(meaning_of(cell.key).role for cell in row.filled)


def _is_data_row(row: Row) -> bool:
    filled = row.filled
    if not filled or is_numbering(row):
        return False
    figures = sum(1 for cell in filled if read_figure(cell) is not None)
    if figures:
        words = sum(1 for cell in filled if meaning_of(cell.key).role == "money" and not is_data_label(cell.key))
        return words < 4 * figures  # a value whose cell spans the header's last row does not make it data
    if len(filled) == 1 and (filled[0].key in BARE_TOTALS or (row.cells[0].key and names_three_public(filled[0].key))):
        return True
    return is_data_label(filled[0].key) and not meaning_of(filled[0].key).side
