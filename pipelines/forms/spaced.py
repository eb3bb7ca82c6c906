"""A table whose columns are only spaces: its lines become rows, and names wrapped over lines become whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.forms.codes import fold_name, official_names, read_code
from pipelines.forms.labels import read_label
from pipelines.forms.records import Record
from pipelines.reading.numerals import read_number
from pipelines.reading.rows import Cell, Row
from pipelines.reading.spaced import split_spaced

_GLUED_CODE = re.compile(r"([23]\d{2}(?:\d{2}){0,2}) ?(?=[一-鿿])")
#: The same with the last part of a code alone, whose nought may be lost: 05 06 统计管理, 301 2 津贴补贴.
_PART_OF_CODE = re.compile(r"(\d{1,2}) (?=[一-鿿])")
_LATER_THOUSANDS = re.compile(r"(?<=\d) 0\d\d\.\d\d(?!\d)")
_FIRST_GROUP, _GROUP = re.compile(r"-?[1-9]\d{0,2}"), re.compile(r"\d{3}(?:\.\d+)?")

#: Cells of a line, each with the position where it begins in the line.
Line = list[tuple[Cell, int]]


def lines_of(rows: Sequence[Row]) -> list[Line]:
    """The cells of each line of text with their positions.

    Where the last digits of an amount begin with a nought (1 300 045.00), single blanks part the thousands of all.
    """
    parted = any(_LATER_THOUSANDS.search(row.cells[0].text) for row in rows)
    lines: list[Line] = []
    for row in rows:
        cells = split_spaced(row.cells[0])
        if parted:
            cells = _whole_amounts(cells)
        lines.append([(cell, row.indent + cell.start - row.cells[0].start) for cell in cells])
    return lines


def _whole_amounts(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a line in which those that are parts of one amount are one cell."""
    whole: list[Cell] = []
    at = 0
    while at < len(cells):
        end = at + 1
        while end < len(cells) and cells[end].start == cells[end - 1].end + 1 and _GROUP.fullmatch(cells[end].text):
            end += 1
            if "." in cells[end - 1].text:
                break
        first, last = cells[at], cells[end - 1]
        if end - at > 1 and "." in last.text and _FIRST_GROUP.fullmatch(first.text):
            key = "".join(cell.key for cell in cells[at:end])
            text = " ".join(cell.text for cell in cells[at:end])
            whole.append(Cell(text, key, first.start, last.end, first.line, read_number(key)))
        else:
            end = at + 1
            whole.append(first)
        at = end
    return whole


def cut_codes(line: Line) -> Line:
    """A line whose codes are cut off their names (310资本性支出, 201 05 06 统计管理), for a table with codes."""
    cut_off: Line = []
    for at, (cell, left) in enumerate(line):
        found = _GLUED_CODE.match(cell.text)
        if found is None and at and len(line[at - 1][0].key) in (2, 3) and line[at - 1][0].key.isdecimal():
            found = _PART_OF_CODE.match(cell.text)
        if found and (len(found[1]) < 3 or read_code(found[1])):
            cut = found.end()
            cut_off.append((Cell(found[1], found[1], cell.start, cell.start + found.end(1), cell.line), left))
            rest = Cell(cell.text[cut:], cell.key[found.end(1) :], cell.start + cut, cell.end, cell.line)
            cut_off.append((rest, left + cut))
        else:
            cut_off.append((cell, left))
    return cut_off


def mend_names(records: list[Record]) -> list[Record]:
    """Joins what wrapping parted: a code with figures or a name on the next line, and the pieces of a name.

    Records that were pieces of a name are gone from the answer.
    """
    records = _join_lone_codes(records)
    kept: list[Record] = []
    spare: Record | None = None
    for at, record in enumerate(records):
        if _is_piece(record):
            begun = next((before for before in reversed(kept[-2:]) if _begins_label(before, record)), None)
            if begun is not None:
                begun.label = _joined(begun.label, record.label)
            elif kept and spare is None and _completes(kept[-1], None, record):
                kept[-1].label = _joined(kept[-1].label, record.label)
            else:
                spare = record
            continue
        following = records[at + 1] if at + 1 < len(records) and _is_piece(records[at + 1]) else None
        if spare is not None and record.codes and (record.label is None or _completes(record, spare, following)):
            record.label = _joined(spare.label, record.label)
        elif spare is not None and following is not None and _stands_between(spare, record, following):
            record.label = _joined(spare.label, following.label)
        spare = None
        kept.append(record)
    return kept


def _stands_between(before: Record, record: Record, after: Record) -> bool:
    """Whether a row of figures alone stands between the two lines of its name, in a table without codes."""
    if record.codes or record.label is not None or not record.figures:
        return False
    return bool(read_label(before.key + after.key).item) and not (
        read_label(before.key).item and read_label(after.key).item
    )


def _begins_label(before: Record, piece: Record) -> bool:
    """Whether a label without code is known only together with the piece below it (一、一般公共服务|支出)."""
    if before.codes or before.label is None or piece.label is None or read_label(before.key).item:
        return False
    return bool(read_label(before.key + piece.key).item)


def _is_piece(record: Record) -> bool:
    return not record.codes and not record.figures and record.label is not None and not record.identifiers


def _join_lone_codes(records: list[Record]) -> list[Record]:
    """A code alone on its line belongs to the name and figures of the next."""
    joined: list[Record] = []
    for record in records:
        last = joined[-1] if joined else None
        if last is not None and last.codes and last.label is None and not last.figures and not record.codes:
            record.codes = last.codes
            joined[-1] = record
        else:
            joined.append(record)
    return joined


def _completes(record: Record, before: Record | None, after: Record | None) -> bool:
    """Whether a name with its pieces is the code's official name, or begins it."""
    code = record.code
    if code is None:
        return False
    pieces = [part.label.key for part in (before, record, after) if part is not None and part.label is not None]
    name = fold_name("".join(pieces))
    return any(official.startswith(name) for official in official_names(code.list, code.digits))


def _joined(first: Cell | None, second: Cell | None) -> Cell | None:
    if first is None or second is None:
        return first or second
    return Cell(first.text + second.text, first.key + second.key, first.start, first.end, first.line)
