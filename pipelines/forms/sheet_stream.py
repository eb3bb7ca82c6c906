"""A table whose cells stand on lines of their own, blank ones shown or not: its header, and its records in order."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.forms.codes import read_code
from pipelines.forms.columns import FIGURE_ROLES, NAME_ROLES
from pipelines.forms.header import read_columns
from pipelines.forms.labels import is_data_label, names_three_public, read_label
from pipelines.forms.numbering import in_numbering, is_digits, is_numbering_word
from pipelines.forms.paragraphs import rows_of_stream, stream_of
from pipelines.forms.records import (
    CODE_ROLES,
    IDENTIFIER_ROLES,
    is_blank,
    is_unit_code,
    read_figure,
    records_by_position,
)
from pipelines.forms.sheet import MOST_HEADER_CELLS, Sheet, records_in_order, with_sides
from pipelines.forms.tables import Table, find_unit, is_preamble, recognise_form
from pipelines.forms.wording import BARE_TOTALS, meaning_of, strip_ordinal
from pipelines.reading.rows import Cell, Row

#: Columns whose cells are digits.
_DIGITS = FIGURE_ROLES | CODE_ROLES | IDENTIFIER_ROLES
#: No list has more columns of words before its figures.
_MOST_NAMES = 16


def read_stream(table: Table) -> Sheet | None:
    """Reads a table of cells in a row; None when no declared form explains it."""
    shown = table.mode == "paragraphs"
    stream: list[Cell | None] = stream_of(table.rows[1:]) if shown else [row.cells[0] for row in table.rows[1:]]
    start = _after_preamble(stream)
    first = next((at for at in range(start, len(stream)) if _begins_data(stream, at)), None)
    if first is None:
        return None
    cut = _step_back(stream, start, first)
    header = _words(stream[start:cut])
    if len(header) > MOST_HEADER_CELLS:
        return None
    form = recognise_form(table, "".join(f"{cell.key}|" for cell in header))
    if form is None:
        return None
    if form.rows == "records":
        cut = _cut_of_list(stream, start, first) or cut
        header = _words(stream[start:cut])
    numbering = [cell for cell in stream[start:cut] if cell is not None and is_digits(cell.key)]
    columns = with_sides(read_columns([header], explicit=False), form)
    if not columns:
        return None
    for slot, column in enumerate(columns):
        column.slot = slot
    data = stream[cut:]
    if shown:
        rows, moved = rows_of_stream(data, columns)
        records = list(records_by_position(rows, columns, moved))
    else:
        records = records_in_order([[cell for cell in data if cell is not None]], columns)
    heads = [cell for cell in stream[:start] if cell is not None] + header + numbering
    return Sheet(table, form, columns, records, heads)


def _after_preamble(stream: Sequence[Cell | None]) -> int:
    """Where the header begins: after the money unit, when that stands among the first cells."""
    for at, cell in enumerate(stream[:24]):
        if cell is not None:
            row = Row([cell], "text", explicit=True, line=cell.line)
            if is_preamble(row) and find_unit([row]) is not None:
                return at + 1
    return 0


def _begins_data(stream: Sequence[Cell | None], at: int) -> bool:
    cell = stream[at]
    if cell is None or read_figure(cell) is None:
        return False
    return not in_numbering(stream, at)


def _step_back(stream: Sequence[Cell | None], start: int, first: int) -> int:
    """Where the row of the first number begins: at its label, or at cells of words before it, blanks included."""
    begin = at = first
    labelled = _has_labels_alone([cell for cell in stream[start:first] if cell is not None])
    while at > start:
        at -= 1
        cell = stream[at]
        if labelled and cell is not None and not any(stream[at + 1 : first]) and not is_digits(cell.key):
            return _over_blank_rows(stream, start, at)
        if cell is None:
            begin = min(begin, at + 1 if begin != at + 1 else at)
        elif is_blank(cell) or not _is_row_cell(cell, nearest=not any(stream[at + 1 : first])):
            break
        else:
            begin = at
    return begin


def _over_blank_rows(stream: Sequence[Cell | None], start: int, at: int) -> int:
    """Where rows begin above the label of the first amount that print a label and blanks: 一、因公出国(境)费用.

    Where blanks are dropped, items of 三公 one behind the other do.
    """
    while at > start:
        before = next((place for place in range(at - 1, start, -1) if stream[place] is not None), start)
        cell, below = stream[before], stream[at]
        if cell is None or below is None:
            return at
        item = names_three_public(cell.key)
        if not (item and names_three_public(below.key)) and (before == at - 1 or not (item or is_data_label(cell.key))):
            return at
        at = before
    return at


def _words(cells: Sequence[Cell | None]) -> list[Cell]:
    """The words among header cells."""
    return [cell for cell in cells if cell is not None and cell.key and not is_numbering_word(cell.key)]


def _cut_of_list(stream: Sequence[Cell | None], start: int, first: int) -> int:
    """Where the rows of a list begin: before its first figure a row has as many cells as the header has columns there.

    Names of projects and purchases may hold any word (义务教育公用经费), so that words do not tell; of several places
    that with the fewest columns whose words mean nothing does. 0 where nothing fits. The first figure may be an amount,
    or the digits of a column before it. A row of totals tells nothing.
    """
    before = next((cell for cell in reversed(stream[start:first]) if cell is not None), None)
    figure = stream[first]
    if before is not None and before.key in BARE_TOTALS and figure is not None and not _is_identifier(figure.key):
        return 0
    for digits in (
        (_DIGITS, FIGURE_ROLES) if figure is not None and _is_identifier(figure.key) else (FIGURE_ROLES, _DIGITS)
    ):
        cuts: list[tuple[int, int]] = []
        for cut in range(first, max(start, first - _MOST_NAMES), -1):
            columns = read_columns([_words(stream[start:cut])], explicit=False)
            names = next((at for at, column in enumerate(columns) if column.role in digits), 0)
            if names == first - cut and _holds_names(stream[cut:first]) and any(c.role == "money" for c in columns):
                cuts.append((sum(1 for column in columns if not column.meaning.role), -cut))
        if cuts:
            return -min(cuts)[1]
    return 0


def _is_identifier(digits: str) -> bool:
    return is_unit_code(digits) or read_code(digits) is not None


def _holds_names(cells: Sequence[Cell | None]) -> bool:
    """Whether the cells before a row's first figure, if there are any, are more than words and numbers of a header."""
    if any(cell is not None and is_digits(cell.key) for cell in cells):
        return False
    return not cells or any(
        cell is None or not meaning_of(cell.key).role or read_label(cell.key).is_total for cell in cells
    )


def _has_labels_alone(header: Sequence[Cell]) -> bool:
    """Whether a row begins with its label and nothing else: 项目 is a column, and no code, unit or number is."""
    roles = {meaning_of(cell.key).role for cell in header if not is_numbering_word(cell.key)}
    return bool(roles & NAME_ROLES) and not roles & {
        "code",
        "class",
        "unit_code",
        "unit_name",
        "project_code",
        "ordinal",
    }


def _is_row_cell(cell: Cell, *, nearest: bool) -> bool:
    """Whether a cell before the first number belongs to its row; totals by their bare name only right before it."""
    if cell.key in BARE_TOTALS:
        return nearest and cell.key != "小计"
    if read_figure(cell) is not None or cell.key.startswith("其中"):
        return False
    numbered = strip_ordinal(cell.key) != cell.key
    return numbered or is_data_label(cell.key) or not meaning_of(cell.key).role
