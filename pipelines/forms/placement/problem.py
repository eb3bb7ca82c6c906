"""What is asked and what is answered: rows of numbers without columns, the laws they obey, and where each number goes.

Everything is an integer. The caller scales the amounts of one table to the same power of ten; columns and rows are
indexes from 0. Nothing here knows a word of any form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

#: A total and its parts: column indexes in `Problem.row_sums`, row indexes in `Problem.column_sums`.
Sum = tuple[int, tuple[int, ...]]
#: What comes to the same on either side, as column indexes: 年初结转 + 本年收入 = 本年支出 + 年末结转.
Balance = tuple[tuple[int, ...], tuple[int, ...]]

Verdict = Literal["printed", "inferred", "ambiguous"]
Reason = Literal[
    "layout",  # the layout tells the columns, or there are as many numbers as columns
    "row_sum",  # the row's own sums leave one assignment
    "column_sum",  # the sums over rows leave one assignment
    "witness",  # a witness decides between what the sums leave open
    "open",  # several assignments satisfy everything
    "witnesses_disagree",  # two witnesses, each possible, exclude each other: the first was followed
    "work_limit",  # the search was given up
    "contradiction",  # the row's law, or a law over the row, had to be relaxed: no assignment satisfies it
]


class Row(NamedTuple):
    """The numbers of one row, left to right, blanks gone.

    `units` are the display units of the numbers, in the scale of `amounts`: in a table scaled to 0.01 万元, ``64.65``
    has the unit 1 and ``64.7`` the unit 10. Empty means 1 for each. `columns` are the columns where the layout tells
    them. `allowed` are the columns that may hold a number; `None` means all. `told` is for each number the column that
    is known of it, `None` where none is; empty means of no number.
    """

    amounts: tuple[int, ...]
    units: tuple[int, ...] = ()
    columns: tuple[int, ...] | None = None
    allowed: tuple[int, ...] | None = None
    told: tuple[int | None, ...] = ()

    def unit_of(self, position: int) -> int:
        """The display unit of the number at `position`.

        >>> Row((24632, 24630), units=(1, 10)).unit_of(1)
        10
        """
        return self.units[position] if self.units else 1

    def may_stand(self, columns: Sequence[int]) -> bool:
        """Whether the numbers may stand in these columns, as far as some are known.

        >>> Row((5, 5), told=(1, None)).may_stand((0, 2)), Row((5, 5), told=(1, None)).may_stand((1, 2))
        (False, True)
        """
        return all(known in (None, column) for known, column in zip(self.told, columns, strict=False))

    def columns_within(self, width: int) -> tuple[int, ...]:
        """The columns of a table of `width` that may hold a number of this row.

        >>> Row((5,), allowed=(0, 2)).columns_within(3)
        (0, 2)
        """
        return tuple(range(width)) if self.allowed is None else self.allowed


@dataclass(frozen=True, slots=True)
class Witness:
    """An independent statement: `column` of `row` holds `amount`, give or take `tolerance`. A blank counts as 0."""

    row: int
    column: int
    amount: int
    tolerance: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """A table whose blanks are gone.

    `row_sums` hold in every row: ``(0, (1, 2))`` is 合计 = 基本 + 项目. A part is printed only where its total is.
    `row_balances` hold in every row too: ``((0, 1), (2, 5))`` is 年初结转 + 本年收入 = 本年支出 + 年末结转.
    `column_sums` hold in every column: ``(0, (1, 7))`` is 合计 = Σ类 when rows 1 and 7 are the 类.
    `rare` are columns that are blank more often than others: of several assignments the one that fills fewest of them
    is likeliest.
    `witnesses` come in the order of trust; they choose among what the sums leave open and never overrule a sum.

    Raises:
        ValueError: an index outside the table, columns that do not fit the numbers, or a unit below 1.
    """

    width: int
    rows: tuple[Row, ...]
    row_sums: tuple[Sum, ...] = ()
    column_sums: tuple[Sum, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    row_balances: tuple[Balance, ...] = ()
    rare: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Refuse what is no table."""
        for row in self.rows:
            _validate_row(row, self.width)
        for sums, size, axis in ((self.row_sums, self.width, "column"), (self.column_sums, len(self.rows), "row")):
            for total, parts in sums:
                members = (total, *parts)
                if len(set(members)) != len(members) or not all(0 <= member < size for member in members):
                    raise ValueError(f"not {axis}s of this table, or one twice: {members}")
        for left, right in self.row_balances:
            members = (*left, *right)
            if len(set(members)) != len(members) or not all(0 <= member < self.width for member in members):
                raise ValueError(f"not columns of this table, or one twice: {members}")
        for witness in self.witnesses:
            if not (0 <= witness.row < len(self.rows) and 0 <= witness.column < self.width):
                raise ValueError(f"witness outside the table: {witness}")


class Placed(NamedTuple):
    """Where the numbers of one row stand, and why. `witness` indexes `Problem.witnesses` when one decided."""

    columns: tuple[int, ...]
    verdict: Verdict
    reason: Reason
    witness: int | None = None


def order_top_down(rows: int, sums: Sequence[Sum]) -> list[int]:
    """All rows, each after the rows it is a child of; rows in a circle come last, as they stand.

    >>> order_top_down(4, [(3, (0, 2)), (0, (1,))])
    [3, 0, 2, 1]
    """
    children: dict[int, list[int]] = {}
    parents = [0] * rows
    for parent, parts in sums:
        for part in parts:
            children.setdefault(parent, []).append(part)
            parents[part] += 1
    ordered = [row for row in range(rows) if not parents[row]]
    for row in ordered:
        for child in children.get(row, ()):
            parents[child] -= 1
            if not parents[child]:
                ordered.append(child)
    return ordered + [row for row in range(rows) if parents[row]]


def _validate_row(row: Row, width: int) -> None:
    count = len(row.amounts)
    if row.units and (len(row.units) != count or min(row.units) < 1):
        raise ValueError(f"one unit of at least 1 for each number: {row}")
    for columns in (row.columns, row.allowed):
        if columns is not None and not _is_increasing_within(columns, width):
            raise ValueError(f"columns must increase and lie within {width}: {row}")
    if row.told and len(row.told) != count:
        raise ValueError(f"what is known of each number, or nothing: {row}")
    if row.columns is not None and len(row.columns) != count:
        raise ValueError(f"one column for each number: {row}")
    if count > len(row.columns_within(width)):
        raise ValueError(f"more numbers than columns: {row}")


def _is_increasing_within(columns: tuple[int, ...], width: int) -> bool:
    return all(low < high for low, high in zip((-1, *columns), (*columns, width), strict=True))
