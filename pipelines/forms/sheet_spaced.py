"""A table whose columns are only spaces: its header, and its records page by page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from itertools import pairwise

from pipelines.forms.amounts_with_units import with_read_units
from pipelines.forms.arithmetic import row_sums
from pipelines.forms.codes import begins_name, read_code
from pipelines.forms.columns import Column
from pipelines.forms.header_spaced import read_spaced_columns
from pipelines.forms.labels import is_data_label, names_three_public
from pipelines.forms.lanes import PageLine, pages_of, rows_by_lanes
from pipelines.forms.numbering import in_numbering, is_numbering_word
from pipelines.forms.records import CODE_ROLES, Record, records_by_position
from pipelines.forms.sheet import MOST_HEADER_CELLS, Sheet, is_amount, records_in_order, with_sides
from pipelines.forms.spaced import Line, cut_codes, lines_of, mend_names
from pipelines.forms.tables import Table, is_note, is_preamble, recognise_form
from pipelines.forms.wording import meaning_of, strip_ordinal
from pipelines.reading.rows import Row, cell_of

#: A year that begins a word of a header.
_YEAR = re.compile(r"(?<= )(?:19|20)\d{2}年")


def read_spaced(table: Table) -> Sheet | None:
    """Reads a table of lines of text; None when no declared form explains it."""
    rows = table.rows[1:]
    start = next((at + 1 for at, row in enumerate(rows[:6]) if "单位:" in row.key and is_preamble(row)), 0)
    lines, table.unit = _with_units(lines_of(rows[start:]), table.unit)
    cut = min(next((at for at, line in enumerate(lines) if _begins_rows(line)), len(lines)), _after_numbering(lines))
    while 1 < cut < len(lines) and (_begins_names(lines[cut - 1]) or _are_items(lines[cut - 1 : cut + 1])):
        cut -= 1
    lines[:cut] = [_part_years(line) for line in lines[:cut]]
    header = [line for line in lines[:cut] if not all(is_numbering_word(cell.key) for cell, _ in line)]
    if sum(map(len, header)) > MOST_HEADER_CELLS:
        return None
    form = recognise_form(table, "".join(f"{cell.key}|" for line in header for cell, _ in line))
    columns = with_sides(read_spaced_columns(header), form) if form else []
    if form is None or not columns:
        return None
    if any(column.role in CODE_ROLES for column in columns):
        lines[cut:] = [cut_codes(line) for line in lines[cut:]]
    printed = {tuple(cell.key for cell, _ in line) for line in header}
    page_lines: list[tuple[Line, Row, bool]] = []
    for at, (line, row) in enumerate(zip(lines, rows[start:], strict=True)):
        goes_on = row.new_page or (bool(page_lines) and page_lines[-1][2])
        heads = at < cut or _repeats_header([cell.key for cell, _ in line], printed, goes_on=goes_on)
        page_lines.append((line, row, heads))
    pages = pages_of(page_lines)
    records = _records(pages, columns, by_position=True)
    if _are_astray(records, columns):
        records = _records(pages, columns, by_position=False)
    heads = [row.cells[0] for row in rows[:start]] + [cell for line in lines[:cut] for cell, _ in line]
    return Sheet(table, form, columns, records, heads)


def _with_units(lines: Sequence[Line], unit: Decimal | None) -> tuple[list[Line], Decimal | None]:
    """The lines in which an amount with its money unit is the number that it is; and the unit of the table."""
    rows = [Row([cell for cell, _ in line], "text", explicit=False, line=0) for line in lines]
    read, unit = with_read_units(rows, unit)
    places = ([left for _, left in line] for line in lines)
    return [list(zip(row.cells, left, strict=True)) for row, left in zip(read, places, strict=True)], unit


def _are_items(lines: Sequence[Line]) -> bool:
    """Whether lines are rows of a 三公 table, the first of them without amounts."""
    return len(lines[0]) == 1 and all(line and names_three_public(line[0][0].key) for line in lines)


def _begins_names(line: Line) -> bool:
    """Whether a line above the first amounts is the beginning of their names, wrapped; 政府性基金预算 is a header's."""
    keys = [strip_ordinal(cell.key) for cell, _ in line]
    return bool(keys) and all(begins_name(key) and not meaning_of(key).fund for key in keys)


def _part_years(line: Line) -> Line:
    """A line of a header whose words are parted before each year, also where a single blank parts them."""
    parted: Line = []
    for cell, left in line:
        starts = [0, *(found.start() for found in _YEAR.finditer(cell.text)), len(cell.text)]
        for begin, end in pairwise(starts):
            part = cell_of(cell.text[begin:end], cell.start + begin, cell.line)
            parted.append((part, left + part.start - cell.start))
    return parted


def _repeats_header(keys: Sequence[str], printed: AbstractSet[tuple[str, ...]], *, goes_on: bool) -> bool:
    """Whether a line is one of a header printed again; a name wrapped over lines may have a piece like a header's."""
    if not keys:
        return True
    if goes_on and meaning_of(keys[0]).role:
        return set(keys) <= {key for line in printed for key in line}
    return len(keys) > 1 and tuple(keys) in printed


def _records(pages: Sequence[Sequence[PageLine]], columns: Sequence[Column], *, by_position: bool) -> list[Record]:
    """The records of all pages, their rows counted on."""
    records: list[Record] = []
    for page in pages:
        first = records[-1].row + 1 if records else 0
        for record in _records_of_page(page, columns, by_position=by_position):
            record.row += first
            records.append(record)
    return records


def _are_astray(records: Sequence[Record], columns: Sequence[Column]) -> bool:
    """Whether positions mislead: amounts stand under the parts of rows, and in no row under the total of all."""
    under = {id(figure.column) for record in records for figure in record.figures}
    sums = row_sums(columns)
    own = {part for _, parts in sums for part in parts}
    wholes = [(columns[whole], parts) for whole, parts in sums if whole not in own]
    if id(None) in under or any(id(whole) in under for whole, _ in wholes):
        return False
    return any(id(columns[part]) in under for _, parts in wholes for part in parts)


def _records_of_page(page: Sequence[PageLine], columns: Sequence[Column], *, by_position: bool) -> list[Record]:
    """The records of one page: by its lanes where they are the columns, else by the order of its cells."""
    grid = rows_by_lanes(page, columns)
    if grid is None:
        data = [[cell for cell, _ in line.cells] for line in page if not line.heading]
        return mend_names(records_in_order(data, columns))
    if not by_position or (grid and len(grid[0]) < len(columns)):
        return records_in_order([[cell for cell in row if cell is not None] for row in grid], columns)
    for slot, column in enumerate(columns):
        column.slot = slot
    return list(records_by_position(grid, columns))


def _after_numbering(lines: Sequence[Line]) -> int:
    """Where rows begin that print noughts only: after the line that numbers the columns, else nowhere."""
    numbered = (at for at, line in enumerate(lines) if line and in_numbering([cell for cell, _ in line], len(line) - 1))
    return next(numbered, len(lines) - 1) + 1


def _begins_rows(line: Line) -> bool:
    """Whether a line is a row of data: an amount stands in it, a code begins it, or a label with an ordinal does."""
    cells = [cell for cell, _ in line]
    if not cells or is_note(cells[0].key):
        return False
    if any(is_amount(cell) for cell in cells):
        return True
    if read_code(cells[0].key) is not None and len(cells) > 1:
        return True
    return is_data_label(cells[0].key) and not meaning_of(cells[0].key).side
