"""Digits that number the columns of a table (栏次 1 2 3): no amounts."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.forms.records import is_blank
from pipelines.reading.rows import Cell, Row

#: What may stand beside the numbers of columns.
_BESIDE = frozenset(("栏次", "行次", "序号", "合计", "项目"))


def is_numbering(row: Row) -> bool:
    """The row that numbers the columns: 栏次 | 1 | 2 | 3."""
    expected = 1
    for cell in row.filled:
        number = column_number(cell.key)
        if number == expected:
            expected += 1
        elif number or cell.key not in _BESIDE:
            return False
    return expected > 1


def column_number(key: str) -> int:
    """The number of a column, also in a circle (③); 0 when the cell is none."""
    if key.isdecimal() and len(key) < 4:
        return int(key)
    return ord(key) - ord("①") + 1 if len(key) == 1 and "①" <= key <= "⑳" else 0


def is_numbering_word(key: str) -> bool:
    """Whether a cell of a line of numbers is one: a number, or the word for them."""
    return key == "栏次" or is_digits(key)


def is_digits(key: str) -> bool:
    """Whether a cell is only digits, also one in a circle."""
    return key.isdecimal() or column_number(key) > 0


def in_numbering(stream: Sequence[Cell | None], at: int) -> bool:
    """Whether a digit belongs to a run 1, 2, 3 … that numbers the columns; 栏次 and blanks may stand between."""
    begin = at
    while begin > 0 and _may_number(stream[begin - 1]):
        begin -= 1
    expected, seen = 1, 0
    for index in range(begin, len(stream)):
        cell = stream[index]
        if not _may_number(cell):
            break
        if cell is None or not is_digits(cell.key):
            continue
        if column_number(cell.key) != expected:
            break
        expected, seen = expected + 1, max(seen, index)
    named = any(cell is not None and cell.key == "栏次" for cell in stream[begin:at])
    return at <= seen and expected > (2 if named else 3)


def _may_number(cell: Cell | None) -> bool:
    return cell is None or is_blank(cell) or cell.key == "栏次" or column_number(cell.key) > 0
