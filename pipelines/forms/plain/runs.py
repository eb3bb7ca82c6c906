"""Runs of numbers cut into rows: the numbers of one row satisfy the sums over its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipelines.forms.placement import Sum
from pipelines.forms.plain.fragments import Fragment

#: Tables wider than this are not cut: the ways to leave cells blank are too many.
WIDEST = 9


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


class RowLaw:
    """Whether amounts are a row of `width` columns with some blank, under the sums over its columns."""

    def __init__(self, width: int, sums: Sequence[Sum]) -> None:
        self.width = width
        self.sums = sums
        self._flat = len(sums) == 1 and sums[0][0] == 0 and len(sums[0][1]) == width - 1

    def fits(self, amounts: Sequence[int]) -> bool:
        """Whether some order-keeping placement of the amounts satisfies every sum, to a unit of rounding a part."""
        count = len(amounts)
        if count > self.width or self.width > WIDEST:
            return False
        if self.width == 1:
            return True
        if count < 2 or not self.sums:
            return False
        if self._flat:
            return amounts[0] == sum(amounts[1:])
        return any(self._holds(amounts, (0, *rest)) for rest in combinations(range(1, self.width), count - 1))

    def _holds(self, amounts: Sequence[int], places: Sequence[int]) -> bool:
        row = dict(zip(places, amounts, strict=True))
        return all(row.get(whole, 0) == sum(row.get(part, 0) for part in parts) for whole, parts in self.sums)


def cut_run(run: Sequence[Fragment], law: RowLaw, amount: Callable[[Fragment], int]) -> list[Group]:
    """Cuts a run so that the fewest numbers stay outside of whole rows, and the rows are the fewest.

    A number outside is a group of its own that is not whole.
    """
    values = [amount(fragment) for fragment in run]
    cost, back = [0], [0]
    for end in range(1, len(run) + 1):
        best, begin = cost[end - 1] + 20, end - 1
        for start in range(max(0, end - law.width), end):
            if cost[start] + 1 < best and law.fits(values[start:end]):
                best, begin = cost[start] + 1, start
        cost.append(best)
        back.append(begin)
    groups: list[Group] = []
    end = len(run)
    while end:
        start = back[end]
        whole = law.fits(values[start:end])
        groups.append(Group(list(run[start:end]), tuple(values[start:end]), whole))
        end = start
    return groups[::-1]
