"""Columns from the words of a header, with or without a grid under them.

A header has one to four levels. Where the layout keeps positions, a column's path is what stands above it; where it
keeps only the order of the words, `header_levels` finds the levels. What a path means is the business of `columns`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.forms.columns import LABEL_ROLES, NAME_ROLES, Column, combine
from pipelines.forms.header_levels import paths_by_order
from pipelines.reading.rows import Cell


def read_columns(rows: Sequence[Sequence[Cell]], *, explicit: bool) -> list[Column]:
    """The columns that header rows declare, from left to right, with their blocks."""
    words = tuple(tuple(cell.key for cell in row) for row in rows)
    if explicit:
        columns = [Column(path, combine(path), slot) for path, slot in _paths_by_position(words)]
    else:
        starts = [cell.start for row in rows for cell in row]
        columns = [Column(path, combine(path), start=starts[at]) for path, at in paths_by_order(words)]
        _take_unknown(columns)
    number_blocks(columns)
    return columns


def _take_unknown(columns: Sequence[Column]) -> None:
    """A column whose words mean nothing is of money between two of money: its cells take their place among theirs."""
    for before, column, after in zip(columns, columns[1:], columns[2:], strict=False):
        if not column.meaning.role and before.role == after.role == "money":
            column.meaning = replace(column.meaning, role="money")


def number_blocks(columns: Sequence[Column]) -> None:
    """Numbers the parts of a table that stand side by side: each begins with the labels of its rows."""
    block, figures = 0, False
    roles = {column.role for column in columns}
    if not roles & {*LABEL_ROLES, "project_name", "unit_name"}:
        _name_rows(columns)
    for at, column in enumerate(columns):
        if figures and column.role in NAME_ROLES and _money_follows(columns, at):
            column.meaning = replace(column.meaning, role="name")
        if column.role in ("code", "class", "name") and figures:
            block, figures = block + 1, False
        figures |= column.role in ("money", "quantity")  # 序号 before a code begins no block
        column.block = block


def _name_rows(columns: Sequence[Column]) -> None:
    """Where nothing else names a row, the name of its classification does: 功能分类科目 | 合计 | 基本支出."""
    column = next((column for column in columns if column.role in NAME_ROLES), None)
    if column is not None:
        column.meaning = replace(column.meaning, role="name")


def _money_follows(columns: Sequence[Column], at: int) -> bool:
    return at + 1 < len(columns) and columns[at + 1].role == "money"


def _paths_by_position(rows: Sequence[Sequence[str]]) -> list[tuple[tuple[str, ...], int]]:
    """What stands above each position; a word spans the blanks to its right up to the next word of its parent."""
    width = max((len(row) for row in rows), default=0)
    above: list[list[str]] = [[] for _ in range(width)]
    bounds: set[int] = set()
    for depth, row in enumerate(rows):
        keys = [*row, *[""] * (width - len(row))]
        filled_below = [any(len(later) > at and later[at] for later in rows[depth + 1 :]) for at in range(width)]
        current = ""
        for at, key in enumerate(keys):
            if key:
                current = key
                bounds.add(at)
                above[at].append(key)
            elif at in bounds:
                current = ""
            elif current and filled_below[at]:
                above[at].append(current)
    return [(tuple(words), at) for at, words in enumerate(above) if words]
