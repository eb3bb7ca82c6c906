"""Runs of numbers cut into rows: the numbers of one row satisfy the sums over its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipelines.forms.placement import Sum
from pipelines.forms.plain.fragments import Fragment

#: Tables wider than this are not cut: the ways to leave cells blank are too many.
WIDEST = 9
#: Units of the last digit from which an amount may differ from its sum by rounding.
COARSE = 100
_OUTSIDE = 20


@dataclass(slots=True, eq=False)
class Group:
    """The numbers of one row in the order of the text; `whole` when they satisfy the row's sums.

    `owner` is the name right before the group, as an index of the caller's names; -1 when another number stands there.
    """

    numbers: list[Fragment]
    amounts: tuple[int, ...]
    whole: bool
    owner: int = -1

    @property
    def total(self) -> int:
        """The first number: all declared orders begin with the total."""
        return self.amounts[0]


def error_of_sum(whole: int, parts: Sequence[int]) -> int | None:
    """How far parts are from their whole in units of the last digit; None when rounding does not explain it.

    Rounding explains half a unit a part, in amounts that show it.

    >>> error_of_sum(1000, (400, 601)), error_of_sum(1000, (400, 602)), error_of_sum(10, (4, 7))
    (1, None, None)
    """
    off = abs(whole - sum(parts))
    filled = sum(1 for part in parts if part)
    return off if off <= (filled // 2 if abs(whole) >= COARSE else 0) else None


class RowLaw:
    """How well amounts are a row of `width` columns with some blank, under the sums over its columns."""

    def __init__(self, width: int, sums: Sequence[Sum]) -> None:
        self.width = width
        self.sums = sums
        self._flat = len(sums) == 1 and sums[0][0] == 0 and len(sums[0][1]) == width - 1

    def error(self, amounts: Sequence[int]) -> int | None:
        """How far the amounts are from the sums in units of the last digit; None when they cannot be a row.

        Some order-keeping placement must satisfy every sum, to half a unit of rounding a part in amounts that show it.
        """
        count = len(amounts)
        if count > self.width or self.width > WIDEST or (count < 2 and self.width > 1):
            return None
        if self.width == 1:
            return 0
        if not self.sums or (not any(amounts) and count < self.width):
            return None  # noughts satisfy every sum: only a full row of them is a row
        if self._flat:
            return error_of_sum(amounts[0], amounts[1:])
        ways = (self._sum_errors(amounts, (0, *rest)) for rest in combinations(range(1, self.width), count - 1))
        return min((error for error in ways if error is not None), default=None)

    def _sum_errors(self, amounts: Sequence[int], places: Sequence[int]) -> int | None:
        row = dict(zip(places, amounts, strict=True))
        errors = [error_of_sum(row.get(whole, 0), [row.get(part, 0) for part in parts]) for whole, parts in self.sums]
        known = [error for error in errors if error is not None]
        return sum(known) if len(known) == len(errors) else None


def cut_run(run: Sequence[Fragment], law: RowLaw, amount: Callable[[Fragment], int]) -> list[Group]:
    """Cuts a run so that the fewest numbers stay outside of whole rows, and the rows are the fewest and most exact.

    A number outside is a group of its own that is not whole.
    """
    values = [amount(fragment) for fragment in run]
    cost, back = [0], [0]
    for end in range(1, len(run) + 1):
        best, begin = cost[end - 1] + _OUTSIDE, end - 1
        for start in range(max(0, end - law.width), end):
            if cost[start] + 1 < best:
                error = law.error(values[start:end])
                if error is not None and cost[start] + 1 + 2 * error < best:
                    best, begin = cost[start] + 1 + 2 * error, start
        cost.append(best)
        back.append(begin)
    groups: list[Group] = []
    end = len(run)
    while end:
        start = back[end]
        whole = law.error(values[start:end]) is not None
        groups.append(Group(list(run[start:end]), tuple(values[start:end]), whole))
        end = start
    return groups[::-1]
