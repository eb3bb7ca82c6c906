"""One row after another into the form it belongs to: title, header, labels, indicators, money, or the form's end."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.forms.performance.alignment import kind_of
from pipelines.forms.performance.headers import Header, Placed, join_header, lay
from pipelines.forms.performance.indicators import is_sum, read_indicators
from pipelines.forms.performance.label_rows import is_figure, read_label_row, with_figures
from pipelines.forms.performance.labels import Entry, heads_list, read_entries
from pipelines.forms.performance.levels import Levels
from pipelines.forms.performance.money_rows import UNLIKELY, read_amount_columns, read_money_row
from pipelines.forms.performance.projects import read_project, read_titled_project
from pipelines.forms.performance.records import Record
from pipelines.forms.performance.state import State
from pipelines.forms.performance.targets import read_quantities
from pipelines.forms.performance.texts import claim_all, claim_labels
from pipelines.forms.performance.vocabulary import (
    framework_place,
    horizon_of,
    is_furniture,
    is_other_title,
    money_unit,
    title_form,
)
from pipelines.reading.rows import Cell

#: Cells longer than this are texts, whatever column they stand in.
_LONG = 30
#: Labels that no name of an indicator reads like.
_PLAIN = frozenset(("project", "text", "category", "code", "label"))
#: Between a title and its table: at most so many lines, each at most so long.
_SUBTITLES, _SUBTITLE = 8, 40


def read_title(state: State, record: Record) -> None:
    """Takes a title: a new form, or the same one again on the next page."""
    again = record.key == state.title
    before = state.block.project if again else None
    state.start_block()
    block = state.block
    block.form, block.inherited = title_form(record.key), True
    block.project = before or read_titled_project(record.key)
    state.title, state.titled, state.has_data, state.other_title = record.key, True, False, False
    state.header, state.horizon, state.subtitles = None, "annual", 0
    state.sides.clear()
    if not again:
        state.levels = [Levels()]
    state.note_year(record)
    state.take(record)
    state.claim_labels(record, "标题中的年份或序号")


def read_header_row(state: State, record: Record, header: Header) -> None:
    """Takes a header; levels go on where the same header is printed again on the next page."""
    if state.header is None or header.key != state.header.key:
        state.levels = [Levels() for _ in range(1 + max(column.block for column in header.columns))]
    state.header, state.below_header, state.other_title = header, True, False
    if header.kind == "money":
        state.block.evaluates = True
        state.printed_unit = next((unit for cell in record.cells if (unit := money_unit(cell.key))), state.printed_unit)
    elif any(column.role in ("actual", "score") for column in header.columns):
        state.block.evaluates = True
    if header.kind == "indicators":
        state.enter_section(state.section)
    state.enter_section(record.filled[0].key)
    state.section = ""
    state.take(record)
    state.claim_labels(record, "表头中的数字")


def read_row(state: State, record: Record) -> bool:
    """Takes a row that is no title and no header; False when it is not the table's."""
    if state.below_header and state.header is not None and record.ruled:
        joined = join_header(state.header, record)
        if joined is not None:
            read_header_row(state, record, joined)
            return True
    below_header, state.below_header = state.below_header, False
    texts_below, state.texts_below = state.texts_below, False
    above, state.labels_above = state.labels_above, []
    state.section = ""
    filled = record.filled
    if not record.ruled:
        return _read_line(state, record)
    if len(filled) == 1:
        return _read_single(state, record, filled[0])
    entries = with_figures(above, record) or read_entries(state.source, record)
    header = state.header
    if header is not None and not state.other_title:
        plain = bool(entries) and entries[0].label.use in _PLAIN and not framework_place(entries[0].cell.key)
        if not plain or (below_header and header.kind == "money") or _names_horizon(header, filled[0]):
            placed = lay(header, record)
            reads = read_money_row if header.kind == "money" else _read_indicator_row
            if reads(state, header, record, placed):
                return True
    if heads_list(entries):
        return False
    if entries:
        read_label_row(state, record, entries)
    elif any(is_furniture(cell.key) for cell in (filled[0], filled[-1])):
        _read_furniture(state, record)
    elif all(len(cell.key) > _LONG for cell in filled) or (texts_below and not any(map(is_figure, filled))):
        _read_texts(state, record)
    else:
        return False
    return True


def _read_line(state: State, record: Record) -> bool:
    """A line without ruling: unit, page number, a subtitle below the title, 项目名称:X; anything else is prose."""
    if is_furniture(record.key):
        _read_furniture(state, record)
        return True
    if len(record.key) > _SUBTITLE or "。" in record.key or is_other_title(record.key):
        return False
    entries = read_entries(state.source, record) if ":" in record.key else []
    if entries and entries[0].values:
        read_label_row(state, record, entries)
        return True
    if state.titled and not state.has_data and state.subtitles < _SUBTITLES:
        state.subtitles += 1
        _read_furniture(state, record)
        return True
    return False


def _read_single(state: State, record: Record, cell: Cell) -> bool:
    """A ruled row with one filled cell: section, label without value, text, indicator, another table's title."""
    entries = read_entries(state.source, record)
    if horizon_of(cell.key):
        state.section = cell.key
        if state.header is not None and state.header.kind == "indicators":
            state.enter_section(cell.key)
        state.take(record)
    elif is_furniture(cell.key):
        _read_furniture(state, record)
    elif entries:
        read_label_row(state, record, entries)
    elif len(cell.key) > _LONG:
        _read_texts(state, record)
    elif is_other_title(cell.key):
        state.other_title = True
        state.waiting.append(record)
    elif state.header is not None and not state.other_title and _heads_projects(state.header, cell):
        _read_texts(state, record)
    elif (
        state.header is None
        or state.other_title
        or state.header.kind == "money"
        or not _read_indicator_row(state, state.header, record, lay(state.header, record))
    ):
        state.waiting.append(record)
    return True


def _heads_projects(header: Header, cell: Cell) -> bool:
    """Whether a cell alone in a list of projects is the unit or the project that heads the rows below it.

    Where the positions are lost; an indicator has a target beside it.
    """
    lists = any(column.role == "project" for column in header.columns)
    return lists and header.kind == "indicators" and not header.explicit and kind_of(cell.key) in ("text", "word")


def _read_indicator_row(state: State, header: Header, record: Record, placed: Placed) -> bool:
    """A row of the table of indicators, or its sum of scores."""
    if placed.weight < UNLIKELY:
        return False
    entries = read_entries(state.source, record)
    if _is_about_money(header, entries):
        return False
    names = [cell for column, cell in placed.cells if column.role == "name" and cell.key]
    levels = [cell for column, cell in placed.cells if column.role in ("level1", "level2") and cell.key]
    if any(is_sum(cell.key) for cell in [*names, *levels]):
        for cell in record.filled:
            state.claims += claim_all(state.source, cell, "attribute", "绩效自评总分")
        state.take(record)
        state.header = None
        return True
    if entries and entries[0].label.use == "score" and not _is_compared(placed, entries[0].values):
        read_label_row(state, record, entries)
        return True
    project = placed.get("project")
    if not names and not levels and project is None:
        return False
    if project is not None:
        state.set_project(read_project(state.source, project))
    caption = placed.get("caption")
    if caption is not None:
        state.enter_section(caption.key)
    read_amount_columns(state, placed)
    found, claims = read_indicators(state.source, header, placed, state.levels, state.horizon)
    state.block.indicators += found
    state.claims += claims
    state.has_data = True
    state.take(record)
    return True


def _is_compared(placed: Placed, values: Sequence[Cell]) -> bool:
    """Whether what stands behind 预算执行率 makes it an indicator: a column of names, a sign, or words."""
    names = {id(cell) for column, cell in placed.cells if column.role == "name"}
    if placed.by_position and names:
        return True
    return not all(map(is_figure, values)) or any(
        quantity.comparator for cell in values for quantity in read_quantities(cell.text)
    )


def _is_about_money(header: Header, entries: list[Entry]) -> bool:
    """Whether a row speaks of money, not of an indicator of that name.

    It is labels and nothing else (a header's third row: 一般公共预算 | 基本支出), or a money label stands before it
    and the positions are lost.
    """
    if not entries or entries[0].label.use not in ("money", "count"):
        return False
    bare = len(entries) > 1 and not any(entry.values for entry in entries)
    return bare or (entries[0].position == 0 and not header.explicit)


def _names_horizon(header: Header, cell: Cell) -> bool:
    """年度目标 in a column of its own (目标名称) begins a row of indicators; elsewhere it is a label."""
    return horizon_of(cell.key) != "" and any(column.role == "horizon" for column in header.columns)


def _read_texts(state: State, record: Record) -> None:
    state.take(record)
    for cell in record.filled:
        state.claims += claim_labels(state.source, cell)


def _read_furniture(state: State, record: Record) -> None:
    state.take(record)
    for cell in record.filled:
        state.printed_unit = money_unit(cell.key) or state.printed_unit
    state.note_year(record)
    state.claim_labels(record, "编制单位、单位代码、年份、页码或表号")
