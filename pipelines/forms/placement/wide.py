"""The assignments of one row of a wide table, found column by column instead of by listing all orders.

A total and its parts stand near each other, so that a wrong part shows soon: of the 48,620 orders of nine numbers in
合计 and two groups of sources, a few thousand are begun and some hundred are left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.forms.placement.problem import Balance, Row, Sum
from pipelines.forms.placement.subsets import Budget

#: A column costs as much as so many additions of a vector.
_STEP = 4


class _Law(NamedTuple):
    """A sum or a balance as signed columns that come to nothing; `total` is -1 for a balance."""

    total: int
    signs: dict[int, int]


def search_candidates(
    row: Row, width: int, sums: Sequence[Sum], balances: Sequence[Balance], budget: Budget
) -> Iterator[tuple[int, ...]]:
    """The column tuples that satisfy all laws of the row, leftmost first.

    >>> law = (0, (1, 6)), (1, (2, 3, 4, 5)), (6, (7, 8))
    >>> list(search_candidates(Row((90, 60, 50, 10, 30, 30)), 9, law, (), Budget(9_000)))[:2]
    [(0, 1, 2, 3, 6, 7), (0, 1, 2, 3, 6, 8)]

    Raises:
        WorkLimitError: the budget is too small.
    """
    laws = [_Law(total, {total: 1} | dict.fromkeys(parts, -1)) for total, parts in sums]
    laws += [_Law(-1, dict.fromkeys(left, 1) | dict.fromkeys(right, -1)) for left, right in balances]
    ending: list[list[_Law]] = [[] for _ in range(width)]
    for law in laws:
        ending[max(law.signs)].append(law)
    return _walk(row, row.columns_within(width), ending, budget)


def _walk(
    row: Row, columns: Sequence[int], ending: Sequence[Sequence[_Law]], budget: Budget
) -> Iterator[tuple[int, ...]]:
    """Every assignment that holds each law at its last column; columns printed come before columns left blank."""
    count = len(row.amounts)
    begun: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    while begun:
        place, chosen = begun.pop()
        budget.spend(_STEP)
        if place == len(columns):
            yield chosen
            continue
        column, position = columns[place], len(chosen)
        last = columns[place + 1] if place + 1 < len(columns) else len(ending)
        closed = [law for at in range(column, last) for law in ending[at]]
        if count - position < len(columns) - place and all(_holds(row, chosen, law) for law in closed):
            begun.append((place + 1, chosen))
        printed = (*chosen, column)
        known = row.told[position] if row.told and position < count else None
        if position < count and known in (None, column) and all(_holds(row, printed, law) for law in closed):
            begun.append((place + 1, printed))


def _holds(row: Row, chosen: Sequence[int], law: _Law) -> bool:
    """Whether a law holds of the columns chosen, give or take the rounding of its numbers."""
    amount = rounding = parts = 0
    for position, column in enumerate(chosen):
        if column in law.signs:
            amount += law.signs[column] * row.amounts[position]
            rounding += row.unit_of(position)
            parts += column != law.total
    if law.total >= 0 and law.total not in chosen:
        return not parts
    return 2 * abs(amount) <= rounding
