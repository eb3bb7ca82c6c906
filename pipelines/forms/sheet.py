"""One table read: its form, its columns, its records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from pipelines.forms.codes import begins_name, read_code
from pipelines.forms.header import Column, read_columns
from pipelines.forms.header_spaced import read_spaced_columns
from pipelines.forms.labels import is_data_label
from pipelines.forms.lanes import PageLine, pages_of, rows_by_lanes
from pipelines.forms.listing import is_list, records_of_list
from pipelines.forms.merged import unmerge_total
from pipelines.forms.paragraphs import rows_of_stream, stream_of
from pipelines.forms.records import Figure, Record, is_blank, read_figure, records_by_order, records_by_position
from pipelines.forms.spaced import Line, lines_of, mend_names
from pipelines.forms.tables import Table, is_note, is_preamble, recognise_form
from pipelines.forms.wording import BARE_TOTALS, Form, Meaning, meaning_of
from pipelines.reading.rows import Cell, Row

#: Longer headers are none: no known form comes near, and what follows compares all words with each other.
_MOST_HEADER_ROWS, _MOST_HEADER_CELLS = 40, 400
#: What may stand beside the numbers of columns.
_NUMBERING_WORDS = frozenset(("栏次", "行次", "序号", "合计", "项目"))


@dataclass(slots=True)
class Sheet:
    """A table with its form, columns and records; `labels` are the header's own digits (years, column numbers)."""

    table: Table
    form: Form
    columns: list[Column]
    records: list[Record]
    header: list[Cell]

    @property
    def fund(self) -> str:
        """The fund of cells whose column and row name none: 财政拨款 in the title of a form of one fund."""
        words = self.table.title or self.table.notes
        if self.form.fund == "general" and "财政拨款" in words and "一般公共预算" not in words:
            return "fiscal_appropriation"
        return self.form.fund


def read_sheet(table: Table) -> Sheet | None:
    """Reads a table's cells under its header; None when no declared form explains it."""
    if table.mode == "spaced":
        return _read_spaced(table)
    if table.mode in ("paragraphs", "cells"):
        return _read_stream(table)
    return _read_rows(table)


# --- ruled tables -----------------------------------------------------------------------------------------------------


def _read_rows(table: Table) -> Sheet | None:
    body = [row for row in table.rows[1:] if row.ruling != "text"]
    body = body[next((at for at, row in enumerate(body) if _ends_preamble(row)), len(body)) :]
    cut = next((at for at, row in enumerate(body) if _is_data_row(row)), len(body))
    header = [row for row in body[:cut] if not _is_numbering(row) and not is_note(row.key)]
    if len(header) > _MOST_HEADER_ROWS:
        return None
    form = recognise_form(table, "".join(f"{cell.key}|" for row in header for cell in row.filled))
    if form is None:
        return None
    explicit = table.mode == "explicit"
    strays = {id(cell): cell for row in header for cell in row.filled if read_figure(cell) is not None}
    cells = [[c for c in (row.cells if explicit else row.filled) if id(c) not in strays] for row in header]
    columns = _with_sides(read_columns(cells, explicit=explicit), form)
    if not columns:
        return None
    printed = {row.key for row in header}
    data = [row for row in body[cut:] if row.key not in printed and not _is_numbering(row) and not is_note(row.key)]
    grid = [unmerge_total(row.cells, columns) if explicit else row.cells for row in data]
    if not explicit and _keeps_blanks(data, columns):
        explicit = True
        for slot, column in enumerate(columns):
            column.slot = slot
        grid = [unmerge_total(row.cells, columns) for row in data]
    by_position = explicit and all(column.slot is not None for column in columns) and _fits(grid, columns)
    records = list((records_by_position if by_position else _ordered(columns))(grid, columns)) + _spanning(
        list(strays.values()), columns, header
    )
    rows_of_data = set(map(id, data))
    heads = [cell for row in body if id(row) not in rows_of_data for cell in row.filled if id(cell) not in strays]
    return Sheet(table, form, columns, records, heads)


def _ordered(columns: Sequence[Column]) -> Callable[[Sequence[Sequence[Cell]], Sequence[Column]], Iterator[Record]]:
    """The reader of records for a layout that keeps only the order."""
    return records_of_list if is_list(columns) else records_by_order


def _fits(grid: Sequence[Sequence[Cell]], columns: Sequence[Column]) -> bool:
    """Whether words stand under words and numbers under numbers; a header of merged cells may stand beside its data."""
    roles = {column.slot: column.role for column in columns}
    seen = wrong = 0
    for cells in grid:
        for slot, cell in enumerate(cells):
            role = roles.get(slot)
            if role is None or is_blank(cell):
                continue
            seen += 1
            if role in ("name", "money"):
                wrong += (read_figure(cell) is None) == (role == "money")
    return wrong * 8 <= seen


def _keeps_blanks(data: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Whether data rows show their blank cells although the header dropped its merged ones."""
    inner = any(not cell.key for row in data for cell in row.cells[:-1])
    return inner and max((len(row.cells) for row in data), default=0) == len(columns)


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


def _is_amount(cell: Cell) -> bool:
    number = read_figure(cell)
    return number is not None and (not number.is_plain_integer or "," in cell.text)


def _ends_preamble(row: Row) -> bool:
    """Whether a row is the first of the header, or of the data when there is none."""
    if any(_is_amount(cell) for cell in row.filled):
        return True
    return not is_preamble(row) and any(meaning_of(cell.key).role for cell in row.filled)


def _is_data_row(row: Row) -> bool:
    filled = row.filled
    if not filled or _is_numbering(row):
        return False
    figures = sum(1 for cell in filled if read_figure(cell) is not None)
    if figures:
        words = sum(1 for cell in filled if meaning_of(cell.key).role == "money" and not is_data_label(cell.key))
        return words < 4 * figures  # a value whose cell spans the header's last row does not make it data
    if len(filled) == 1 and filled[0].key in BARE_TOTALS:
        return True
    return is_data_label(filled[0].key) and not meaning_of(filled[0].key).side


def _is_numbering(row: Row) -> bool:
    """The row that numbers the columns: 栏次 | 1 | 2 | 3."""
    expected = 1
    for cell in row.filled:
        number = _column_number(cell.key)
        if number == expected:
            expected += 1
        elif number or cell.key not in _NUMBERING_WORDS:
            return False
    return expected > 1


def _column_number(key: str) -> int:
    """The number of a column, also in a circle (③); 0 when the cell is none."""
    if key.isdecimal() and len(key) < 4:
        return int(key)
    return ord(key) - ord("①") + 1 if len(key) == 1 and "①" <= key <= "⑳" else 0


def _is_numbering_word(key: str) -> bool:
    return key == "栏次" or _is_digits(key)


def _is_digits(key: str) -> bool:
    return key.isdecimal() or _column_number(key) > 0


# --- columns of spaces ------------------------------------------------------------------------------------------------


def _read_spaced(table: Table) -> Sheet | None:
    rows = table.rows[1:]
    start = next((at + 1 for at, row in enumerate(rows[:6]) if "单位:" in row.key and is_preamble(row)), 0)
    lines = lines_of(rows[start:])
    cut = next((at for at, line in enumerate(lines) if _begins_rows(line)), len(lines))
    while cut > 1 and lines[cut - 1] and all(begins_name(cell.key) for cell, _ in lines[cut - 1]):
        cut -= 1
    header = [line for line in lines[:cut] if not all(_is_numbering_word(cell.key) for cell, _ in line)]
    if sum(map(len, header)) > _MOST_HEADER_CELLS:
        return None
    form = recognise_form(table, "".join(f"{cell.key}|" for line in header for cell, _ in line))
    columns = _with_sides(read_spaced_columns(header), form) if form else []
    if form is None or not columns:
        return None
    printed = {tuple(cell.key for cell, _ in line) for line in header}
    page_lines: list[tuple[Line, Row, bool]] = []
    for at, (line, row) in enumerate(zip(lines, rows[start:], strict=True)):
        goes_on = row.new_page or (bool(page_lines) and page_lines[-1][2])
        heads = at < cut or _repeats_header([cell.key for cell, _ in line], printed, goes_on=goes_on)
        page_lines.append((line, row, heads))
    records: list[Record] = []
    for page in pages_of(page_lines):
        records += _spaced_records(page, columns, records[-1].row + 1 if records else 0)
    heads = [row.cells[0] for row in rows[:start]] + [cell for line in lines[:cut] for cell, _ in line]
    return Sheet(table, form, columns, records, heads)


def _repeats_header(keys: Sequence[str], printed: AbstractSet[tuple[str, ...]], *, goes_on: bool) -> bool:
    """Whether a line is one of a header printed again; a name wrapped over lines may have a piece like a header's."""
    if not keys:
        return True
    if goes_on and meaning_of(keys[0]).role:
        return set(keys) <= {key for line in printed for key in line}
    return len(keys) > 1 and tuple(keys) in printed


def _spaced_records(page: Sequence[PageLine], columns: Sequence[Column], first: int) -> list[Record]:
    """The records of one page: by its lanes where they are the columns, else by the order of its cells."""
    grid = rows_by_lanes(page, columns)
    if grid is None:
        data = [[cell for cell, _ in line.cells] for line in page if not line.heading]
        records = mend_names(list(_ordered(columns)(data, columns)))
    else:
        for slot, column in enumerate(columns):
            column.slot = slot
        records = list(records_by_position(grid, columns))
    for record in records:
        record.row += first
    return records


def _begins_rows(line: Line) -> bool:
    """Whether a line is a row of data: an amount stands in it, a code begins it, or a label with an ordinal does."""
    cells = [cell for cell, _ in line]
    if not cells or is_note(cells[0].key):
        return False
    if any(_is_amount(cell) for cell in cells):
        return True
    if read_code(cells[0].key) is not None and len(cells) > 1:
        return True
    return is_data_label(cells[0].key) and not meaning_of(cells[0].key).side


# --- cells on lines of their own --------------------------------------------------------------------------------------


def _read_stream(table: Table) -> Sheet | None:
    shown = table.mode == "paragraphs"
    stream: list[Cell | None] = stream_of(table.rows[1:]) if shown else [row.cells[0] for row in table.rows[1:]]
    start = _after_preamble(stream)
    first = next((at for at in range(start, len(stream)) if _begins_data(stream, at)), None)
    if first is None:
        return None
    cut = _step_back(stream, start, first)
    header = [cell for cell in stream[start:cut] if cell is not None and cell.key and not _is_numbering_word(cell.key)]
    numbering = [cell for cell in stream[start:cut] if cell is not None and _is_digits(cell.key)]
    if len(header) > _MOST_HEADER_CELLS:
        return None
    form = recognise_form(table, "".join(f"{cell.key}|" for cell in header))
    if form is None:
        return None
    columns = _with_sides(read_columns([header], explicit=False), form)
    if not columns:
        return None
    for slot, column in enumerate(columns):
        column.slot = slot
    data = stream[cut:]
    if shown:
        rows, moved = rows_of_stream(data, columns)
        records = list(records_by_position(rows, columns, moved))
    else:
        records = list(_ordered(columns)([[cell for cell in data if cell is not None]], columns))
    heads = [cell for cell in stream[:start] if cell is not None] + header + numbering
    return Sheet(table, form, columns, records, heads)


def _after_preamble(stream: Sequence[Cell | None]) -> int:
    """Where the header begins: after the money unit, when that stands among the first cells."""
    for at, cell in enumerate(stream[:24]):
        if (
            cell is not None
            and is_preamble(Row([cell], "text", explicit=True, line=cell.line))
            and "单位:" in cell.key
            and "元" in cell.key
        ):
            return at + 1
    return 0


def _begins_data(stream: Sequence[Cell | None], at: int) -> bool:
    cell = stream[at]
    if cell is None or read_figure(cell) is None:
        return False
    return not _in_numbering(stream, at)


def _in_numbering(stream: Sequence[Cell | None], at: int) -> bool:
    """Whether a digit belongs to a run 1, 2, 3 … that numbers the columns; 栏次 and blanks may stand between."""
    begin = at
    while begin > 0 and _may_number(stream[begin - 1]):
        begin -= 1
    expected, seen = 1, 0
    for index in range(begin, len(stream)):
        cell = stream[index]
        if not _may_number(cell):
            break
        if cell is None or not _is_digits(cell.key):
            continue
        if _column_number(cell.key) != expected:
            break
        expected, seen = expected + 1, max(seen, index)
    named = any(cell is not None and cell.key == "栏次" for cell in stream[begin:at])
    return at <= seen and expected > (2 if named else 3)


def _may_number(cell: Cell | None) -> bool:
    return cell is None or is_blank(cell) or cell.key == "栏次" or _column_number(cell.key) > 0


def _step_back(stream: Sequence[Cell | None], start: int, first: int) -> int:
    """Where the row of the first number begins: at its label, or at cells of words before it, blanks included."""
    begin = at = first
    while at > start:
        at -= 1
        cell = stream[at]
        if cell is None:
            begin = min(begin, at + 1 if begin != at + 1 else at)
        elif is_blank(cell) or not _is_row_cell(cell, nearest=not any(stream[at + 1 : first])):
            break
        else:
            begin = at
    return begin


def _is_row_cell(cell: Cell, *, nearest: bool) -> bool:
    """Whether a cell before the first number belongs to its row; totals by their bare name only right before it."""
    if cell.key in BARE_TOTALS:
        return nearest and cell.key != "小计"
    if read_figure(cell) is not None:
        return False
    return is_data_label(cell.key) or not meaning_of(cell.key).role


# --- side by side -----------------------------------------------------------------------------------------------------


def _with_sides(columns: list[Column], form: Form) -> list[Column]:
    """In a form of two sides every block has a label column and a side, also when the header's words were lost."""
    if form.rows != "sides":
        return columns
    if not any(column.role == "name" for column in columns):
        named: list[Column] = []
        for column in columns:
            if column.meaning.is_total or not named:
                named.append(Column(("项目",), Meaning(role="name"), None, len(named)))
            named.append(column)
        columns = named
    block = -1
    for column in columns:
        if column.role == "name":
            block += 1
        column.block = max(block, 0)
        side = column.meaning.side or ("revenue", "expenditure")[min(column.block, 1)]
        item = "" if column.meaning.item == "current_year_total" else column.meaning.item
        column.meaning = replace(column.meaning, side=side, item=item)
    return columns
