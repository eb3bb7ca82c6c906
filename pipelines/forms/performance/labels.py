"""Rows of labels and their values: 项目名称 | X | 主管部门 | Y, also 项目名称:X in one cell."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.forms.performance.alignment import FIGURES, kind_of
from pipelines.forms.performance.records import Record
from pipelines.forms.performance.vocabulary import LONGEST_LABEL, Label, is_no_project, read_label
from pipelines.reading.rows import Cell, make_cell
from pipelines.reading.text import SourceText

#: What stands behind these is a value even if it reads like a money label (项目名称 | 项目资金).
_NAMING = frozenset(("project", "category", "code"))


@dataclass(slots=True)
class Entry:
    """A label, its cell and position in the row, and the filled cells behind it."""

    label: Label
    cell: Cell
    position: int
    values: list[Cell]


def read_entries(source: SourceText, record: Record) -> list[Entry]:
    """Gives the labels of a row with their values; empty when the row does not begin with a label.

    >>> text = SourceText("当年预算(万元) | 20.00 | 本级安排(万元) | 20.00 |")
    >>> from pipelines.reading.lines import read_rows
    >>> from pipelines.forms.performance.stacks import read_records
    >>> record = read_records(read_rows(text))[0]
    >>> [(entry.label.item, [cell.text for cell in entry.values]) for entry in read_entries(text, record)]
    [('project', ['20.00']), ('own_level', ['20.00'])]
    """
    entries: list[Entry] = []
    for position, cell in enumerate(record.cells):
        if not cell.key:
            continue
        last = entries[-1] if entries else None
        label = read_label(cell.key)
        if label is not None and last is not None and not last.values and _is_value(last.label, label):
            label = None
        if label is not None:
            entries.append(Entry(label, cell, position, []))
            continue
        glued = _split_colon(source, cell) if ":" in cell.key[: LONGEST_LABEL + 1] else None
        if glued is not None:
            found, name, value = glued
            entries.append(Entry(found, name, position, [value]))
        elif last is not None:
            last.values.append(cell)
        elif position > 1 or len(cell.key) > LONGEST_LABEL or kind_of(cell.key) in FIGURES:
            return []  # more than a caption stands before the first label
    return entries


def heads_list(entries: list[Entry]) -> bool:
    """Whether labels are the header of a list of projects (项目名称 | 金额 | 绩效目标), not labels with values."""
    names = [entry for entry in entries if entry.label.use == "project"]
    if not names:
        return False
    values = names[0].values
    return is_no_project(values[0].key) if values else len(entries) > 1 and not any(entry.values for entry in entries)


def _is_value(before: Label, label: Label) -> bool:
    if before.use == "project":
        return label.use == "money"
    return before.use in _NAMING and label.use == "money"


def _split_colon(source: SourceText, cell: Cell) -> tuple[Label, Cell, Cell] | None:
    """A label and its value in one cell."""
    at = cell.text.find(":")
    if "".join(cell.text[:at].split()) == "其中":
        at = cell.text.find(":", at + 1)
    label = read_label("".join(cell.text[:at].split())) if at > 0 else None
    if label is None or not cell.text[at + 1 :].strip():
        return None
    middle = cell.start + at
    return (
        label,
        make_cell(source.folded, cell.start, middle, cell.line),
        make_cell(source.folded, middle + 1, cell.end, cell.line),
    )
