"""The assignments of one row that its own sums allow, each written as a vector that can be added down a column.

A number printed to a unit u stands for a value within u/2 of it. So a total and its printed parts satisfy
``2 * |total - sum(parts)| <= sum of their units``; blank cells are exactly 0. This is a pair of linear inequalities,
and they add up: per column, a printed part gives ``2a - u`` and ``-2a - u``, a blank one ``0`` and ``0``, the total
the same with its two halves exchanged, and both sums must be at most 0. A vector holds these pairs for all columns
(first all ``2a - u``, then all ``-2a - u``): a column sum is a sum of vectors, and every test is ``<= 0``.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from math import comb

from pipelines.forms.placement.problem import Balance, Row, Sum, Witness

Columns = tuple[int, ...]
#: Per column ``2a - u``, then per column ``-2a - u``.
Vector = tuple[int, ...]
#: Positions among a row's numbers. Of each row sum: that of the total (-1: blank), and those of its parts; of each
#: balance: those of either side.
Pattern = tuple[tuple[tuple[int, tuple[int, ...]], ...], tuple[Balance, ...]]

#: More orders than this (17 columns with 5 to 12 numbers) are not listed: no sum tells them apart in reasonable time.
MOST_COMBINATIONS = 3_000

#: What a broken row sum costs. A total without any part is the commonest slip, a part without its total the rarest.
PARTS_MISSING, WRONG_SUM, TOTAL_MISSING = 1, 10, 100


def list_candidates(
    row: Row, width: int, row_sums: tuple[Sum, ...], row_balances: tuple[Balance, ...] = ()
) -> tuple[list[Columns], int] | None:
    """The column tuples that satisfy the row sums and balances, leftmost first; and 0, the number of laws they break.

    Where every assignment breaks one, those that break fewest, the likeliest slip first. `None` when there are too
    many to list.

    >>> list_candidates(Row((13000, 13000)), 3, ((0, (1, 2)),))
    ([(0, 1), (0, 2)], 0)
    >>> list_candidates(Row((620, 400, 400, 220)), 6, ((0, (1, 2, 5)), (2, (3, 4))))
    ([(0, 2, 3, 5), (0, 2, 4, 5)], 0)
    >>> list_candidates(Row((500,)), 3, ((0, (1, 2)),))
    ([(0,), (1,), (2,)], 1)
    >>> list_candidates(Row((200, 1000, 1100, 1100, 100)), 6, ((2, (3, 4)),), (((0, 1), (2, 5)),))
    ([(0, 1, 2, 3, 5), (0, 1, 2, 4, 5)], 0)
    >>> list_candidates(Row((20, 20, 20), told=(0, 1, None)), 4, ((1, (2, 3)),))
    ([(0, 1, 2), (0, 1, 3)], 0)
    """
    if row.columns is not None:
        return [row.columns], 0
    columns = row.columns_within(width)
    if comb(len(columns), len(row.amounts)) > MOST_COMBINATIONS:
        return None
    ranked: list[tuple[int, int, Columns]] = []
    for (sums, balances), many in _list_patterns(columns, len(row.amounts), row_sums, row_balances):
        costs = [_cost(row, total, parts) for total, parts in sums]
        costs += [_cost_of_balance(row, left, right) for left, right in balances]
        broken = sum(1 for cost in costs if cost)
        if ranked and broken > ranked[0][0]:
            continue
        if row.told and not (many := tuple(filter(row.may_stand, many))):
            continue
        if ranked and broken < ranked[0][0]:
            ranked.clear()
        ranked += [(broken, sum(costs), chosen) for chosen in many]
    if not ranked:  # what is known contradicts the order
        return list_candidates(row._replace(told=()), width, row_sums, row_balances)
    ranked.sort()
    return [chosen for _, _, chosen in ranked], ranked[0][0]


def as_vector(row: Row, columns: Columns, width: int) -> Vector:
    """One assignment of a row as a part of column sums.

    >>> as_vector(Row((250, 250)), (0, 2), width=3)
    (499, 0, 499, -501, 0, -501)
    """
    vector = [0] * (2 * width)
    for position, column in enumerate(columns):
        amount, unit = 2 * row.amounts[position], row.unit_of(position)
        vector[column] = amount - unit
        vector[column + width] = -amount - unit
    return tuple(vector)


def columns_of(vector: Vector) -> Columns:
    """The columns in which an assignment prints a number: rounding leaves its two fields different in size.

    >>> columns_of((499, 0, 499, -501, 0, -501))
    (0, 2)
    """
    half = len(vector) // 2
    return tuple(column for column in range(half) if vector[column] + vector[column + half])


def hold_witness(row: Row, columns: Columns, witness: Witness) -> bool:
    """Whether the row, so assigned, says what the witness says. A blank counts as 0.

    >>> hold_witness(Row((400, 400)), (0, 2), Witness(row=0, column=1, amount=0))
    True
    """
    amount = row.amounts[columns.index(witness.column)] if witness.column in columns else 0
    return abs(amount - witness.amount) <= witness.tolerance


@lru_cache(maxsize=512)
def _list_patterns(
    columns: tuple[int, ...], count: int, row_sums: tuple[Sum, ...], row_balances: tuple[Balance, ...]
) -> tuple[tuple[Pattern, tuple[tuple[int, ...], ...]], ...]:
    """The combinations of `count` columns, grouped by what the laws of the row see of them.

    In a table of 总计 and 16 sources, all placements of three numbers with 总计 printed are one pattern: one
    comparison of amounts settles 120 combinations.
    """
    grouped: dict[Pattern, list[tuple[int, ...]]] = {}
    for chosen in combinations(columns, count):
        position = {column: index for index, column in enumerate(chosen)}
        sums = tuple(
            (position.get(total, -1), tuple(position[part] for part in parts if part in position))
            for total, parts in row_sums
        )
        balances = tuple(
            (
                tuple(position[column] for column in left if column in position),
                tuple(position[column] for column in right if column in position),
            )
            for left, right in row_balances
        )
        grouped.setdefault((sums, balances), []).append(chosen)
    return tuple((pattern, tuple(many)) for pattern, many in grouped.items())


def _cost(row: Row, total: int, parts: tuple[int, ...]) -> int:
    if total < 0:
        return TOTAL_MISSING if parts else 0
    difference = row.amounts[total] - sum(row.amounts[part] for part in parts)
    rounding = row.unit_of(total) + sum(row.unit_of(part) for part in parts)
    if 2 * abs(difference) <= rounding:
        return 0
    return WRONG_SUM if parts else PARTS_MISSING


def _cost_of_balance(row: Row, left: tuple[int, ...], right: tuple[int, ...]) -> int:
    difference = sum(row.amounts[at] for at in left) - sum(row.amounts[at] for at in right)
    rounding = sum(row.unit_of(at) for at in (*left, *right))
    return WRONG_SUM if 2 * abs(difference) > rounding else 0
