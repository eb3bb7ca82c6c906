"""Runs of numbers cut into rows: the numbers of one row satisfy the sums over its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from pipelines.forms.placement import Balance, Sum
from pipelines.forms.plain.fragments import Fragment

#: Of a row wider than this so few cells may be blank: more would satisfy its sums in other places as well.
WIDEST, _FEW = 9, 2
#: Of fewer columns any number and its neighbour are a row that is broken.
_FEWEST = 3
#: Units of the last digit from which an amount may differ from its sum by rounding.
COARSE = 100
_OUTSIDE = 20


@dataclass(slots=True, eq=False)
class Group:
    """The numbers of one row in the order of the text; `whole` when they satisfy the row's sums.

    `lead` is the place of the total among them. `owner` is the name right before the group, as an index of the caller's
    names; -1 when another number stands there. `broken` says that the numbers are a row as printed, against its sums.
    `follower` is the number right behind a group that is not whole.
    """

    numbers: list[Fragment]
    amounts: tuple[int, ...]
    whole: bool
    owner: int = -1
    lead: int = 0
    broken: bool = False
    follower: Fragment | None = None

    @property
    def total(self) -> int:
        """The number that is the row's total."""
        return self.amounts[self.lead]


def error_of_sum(whole: int, parts: Sequence[int]) -> int | None:
    """How far parts are from their whole in units of the last digit; None when rounding does not explain it.

    Rounding explains half a unit a part, in amounts that show it.

    >>> error_of_sum(1000, (400, 601)), error_of_sum(1000, (400, 602)), error_of_sum(10, (4, 7))
    (1, None, None)
    """
    off = abs(whole - sum(parts))
    filled = sum(1 for part in parts if part)
    return off if off <= (filled // 2 if abs(whole) >= COARSE else 0) else None


def lead_of(sums: Sequence[Sum]) -> int:
    """The column that sums others and is no part itself: the first one, unless amounts of other stages stand before.

    >>> lead_of([(0, (1, 2)), (2, (3, 4))]), lead_of([(2, (3, 4))]), lead_of([])
    (0, 2, 0)
    """
    parts = {part for _, below in sums for part in below}
    return min((whole for whole, _ in sums if whole not in parts), default=0)


class Change(NamedTuple):
    """The columns that compare a row's total with last year's: `parts` are the difference and the rate in percent.

    `whole` is 100 percent in the scale of the amounts.
    """

    before: int
    now: int
    parts: tuple[int, ...]
    whole: int

    def fits(self, row: Mapping[int, int]) -> bool:
        """Whether what is printed of a change is that of the amounts, and tells that these are compared.

        >>> change = Change(0, 1, (4, 5), 10_000)
        >>> change.fits({0: 6303, 1: 6400, 4: 97, 5: 154}), change.fits({0: 6303, 1: 6400, 5: 154})
        (True, True)
        >>> change.fits({0: 6303, 1: 6400}), change.fits({1: 1700, 4: 1700}), change.fits({0: 6303, 1: 6400, 4: 90})
        (False, True, False)
        """
        before, now = row.get(self.before), row.get(self.now, 0)
        printed = [row[part] for part in self.parts if part in row]
        if len(self.parts) == 1:
            return not printed or self._is_difference(before, now, printed[0]) or self._is_rate(before, now, printed[0])
        difference, rate = (row.get(part) for part in self.parts)
        if difference is not None and not self._is_difference(before, now, difference):
            return False
        if rate is not None and not self._is_rate(before, now, rate):
            return False
        return bool(printed) or not before or before == now

    @staticmethod
    def _is_difference(before: int | None, now: int, difference: int) -> bool:
        return abs((before or 0) + difference - now) <= 1

    def _is_rate(self, before: int | None, now: int, rate: int) -> bool:
        if not before:
            return rate in (0, self.whole)
        return abs(rate * before - self.whole * (now - before)) <= abs(before) + self.whole


class Fit(NamedTuple):
    """How amounts are a row: how far from its sums in units of the last digit, which is the total, their columns."""

    error: int
    lead: int
    places: tuple[int, ...]


class RowLaw:
    """How well amounts are a row of `width` columns with some blank, under the sums over its columns."""

    def __init__(
        self, width: int, sums: Sequence[Sum], balances: Sequence[Balance] = (), change: Change | None = None
    ) -> None:
        self.width = width
        self.sums = sums
        self.balances = balances
        self.change = change
        self.lead = lead_of(sums)
        self._flat = len(sums) == 1 and sums[0][0] == 0 and len(sums[0][1]) == width - 1

    def error(self, amounts: Sequence[int]) -> int | None:
        """How far the amounts are from the sums; None when they cannot be a row."""
        fit = self.fit(amounts)
        return None if fit is None else fit.error

    def is_broken(self, amounts: Sequence[int]) -> bool:
        """Whether amounts can only be a whole row whose sums are broken: without any of them they are no row either.

        >>> law = RowLaw(3, [(0, (1, 2))])
        >>> law.is_broken((500, 100, 300)), law.is_broken((500, 100, 500)), law.is_broken((500, 100))
        (True, False, False)
        """
        if not _FEWEST <= len(amounts) == self.width <= WIDEST:
            return False
        chosen = (choice for count in range(2, self.width + 1) for choice in combinations(amounts, count))
        return all(self.error(choice) is None for choice in chosen)

    def fit(self, amounts: Sequence[int]) -> Fit | None:
        """How the amounts are a row; None when they cannot be one.

        Some order-keeping placement with the total printed must satisfy every sum, to half a unit of rounding a part
        in amounts that show it. Of a wide row few cells may be blank, unless its total sums all others.
        """
        count = len(amounts)
        if count > self.width or (count < 2 and self.width > 1):
            return None
        if self.width == 1:
            return Fit(0, 0, (0,))
        if not self.sums or (not any(amounts) and count < self.width):
            return None  # noughts satisfy every sum: only a full row of them is a row
        if self._flat:
            error = error_of_sum(amounts[0], amounts[1:])
            return None if error is None else Fit(error, 0, ())
        if self.width > WIDEST and count < self.width - _FEW:
            return None
        return min(self.fits(amounts), default=None, key=lambda fit: fit.error)

    def fits(self, amounts: Sequence[int]) -> Iterator[Fit]:
        """All ways in which the amounts are a row; the first column is printed where nothing but sums ties it."""
        count = len(amounts)
        if self.change is None and not self.balances:
            ways: Iterator[tuple[int, ...]] = ((0, *rest) for rest in combinations(range(1, self.width), count - 1))
        else:
            ways = combinations(range(self.width), count)
        found = (self._fit_at(amounts, places) for places in ways)
        return (fit for fit in found if fit is not None)

    def _fit_at(self, amounts: Sequence[int], places: Sequence[int]) -> Fit | None:
        if self.lead not in places:
            return None
        row = dict(zip(places, amounts, strict=True))
        errors = [error_of_sum(row.get(whole, 0), [row.get(part, 0) for part in parts]) for whole, parts in self.sums]
        for left, right in self.balances:
            errors.append(error_of_sum(sum(row.get(at, 0) for at in left), [row.get(at, 0) for at in right]))
        known = [error for error in errors if error is not None]
        if len(known) < len(errors) or (self.change is not None and not self.change.fits(row)):
            return None
        return Fit(sum(known), places.index(self.lead), tuple(places))


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
        fit = law.fit(values[start:end])
        lead = fit.lead if fit is not None else 0
        groups.append(Group(list(run[start:end]), tuple(values[start:end]), fit is not None, lead=lead))
        end = start
    return groups[::-1]
