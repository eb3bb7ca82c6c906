"""Rows of totals whose labels span columns: where their amounts stand, when the layout printed a merged cell once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipelines.forms.arithmetic import row_sums
from pipelines.forms.columns import TEXT_ROLES, Column
from pipelines.forms.labels import read_label
from pipelines.forms.records import read_figure
from pipelines.reading.rows import Cell


def unmerge_total(cells: list[Cell], columns: Sequence[Column]) -> list[Cell]:
    """A row of totals whose labels span the columns of codes and names is printed with fewer cells than the others.

    Where a single blank is its padding, it is as wide as they are, but an amount stands where a name should, or where
    the sums over its columns do not hold, while one place further they do.
    """
    if not cells or not read_label(cells[0].key).is_total:
        return cells
    roles = {at: column.role for column in columns if (at := column.slot) is not None}
    width = max(roles, default=0) + 1
    if len(cells) >= width:
        unnamed = any(roles.get(at) in TEXT_ROLES and read_figure(cell) is not None for at, cell in enumerate(cells))
        if cells[-1].key:
            return cells
        if not unnamed:
            moved = [cells[0], _blank_after(cells[0]), *cells[1:-1]]
            return moved if len(cells) == width and _breaks(cells, columns) and not _breaks(moved, columns) else cells
        cells = cells[:-1]
    placed = _spread(cells, roles, width)
    missing = width - len(placed)
    last = max(at for at, cell in enumerate(placed) if read_label(cell.key).is_total)
    if missing > 0 and last:  # the last label reaches over more columns
        placed[last + 1 : last + 1] = [_blank_after(placed[last])] * missing
    return placed


def _spread(cells: Sequence[Cell], roles: dict[int, str], width: int) -> list[Cell]:
    """Cells with blanks behind each label of a total, up to the next column of money when an amount follows it."""
    placed: list[Cell] = []
    for at, cell in enumerate(cells):
        if at and read_label(cells[at - 1].key).is_total and read_figure(cell) is not None:
            while roles.get(len(placed)) not in ("money", "ordinal") and len(placed) < width:
                placed.append(_blank_after(cells[at - 1]))
        placed.append(cell)
    return placed


def _breaks(cells: Sequence[Cell], columns: Sequence[Column]) -> bool:
    """Whether amounts contradict the sums over the columns, beyond a unit of the last digit a part."""
    amounts = {at: number for at, cell in enumerate(cells) if (number := read_figure(cell)) is not None}
    unit = Decimal(1).scaleb(-max((number.decimals for number in amounts.values()), default=0))
    money = [column for column in columns if column.role == "money"]
    for whole, parts in row_sums(money):
        slots = [money[part].slot for part in (whole, *parts)]
        total, *below = [amounts[slot].value if slot in amounts else Decimal(0) for slot in slots]
        if abs(total - sum(below)) > unit * len(parts):
            return True
    return False


def _blank_after(cell: Cell) -> Cell:
    return Cell("", "", cell.end, cell.end, cell.line)
