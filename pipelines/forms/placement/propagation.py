"""The column sums of a table together: what one sum rules out for a row, the other sums of that row hear of.

When every row is a child of one sum and the parent of one sum, as in a code hierarchy, nothing more is needed: a
candidate that each of its sums supports takes part in a solution of the whole table. Where sums overlap (类 = Σ款 and
类 = Σ项 in one table), `find_solution` tries candidates out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from pipelines.forms.placement.candidates import Vector
from pipelines.forms.placement.problem import Sum
from pipelines.forms.placement.subsets import (
    Budget,
    WorkLimitError,
    as_parent,
    drop_by_bounds,
    find_supported,
    list_least,
)

#: The candidates left for each row of the table. A row with one is decided. Lists are replaced, never changed.
Domains = list[list[Vector]]


@dataclass(slots=True)
class ColumnSum:
    """Parent = sum of children, in each of `columns` (fewer than all once a contradiction relaxed it)."""

    parent: int
    children: tuple[int, ...]
    columns: tuple[int, ...]

    @property
    def law(self) -> Sum:
        """As the problem states it."""
        return self.parent, self.children

    @property
    def rows(self) -> tuple[int, ...]:
        """Parent first."""
        return (self.parent, *self.children)

    def list_members(self, domains: Domains) -> list[list[Vector]]:
        """The vectors of the rows as this sum adds them."""
        parent = [as_parent(vector) for vector in domains[self.parent]]
        return [parent, *(domains[child] for child in self.children)]

    def find_broken(self, domains: Domains, budget: Budget) -> Callable[[Iterable[int]], bool]:
        """Gives whether no choice of candidates satisfies the sum in columns; an unfinished search proves nothing."""
        members = self.list_members(domains)
        least = list_least(members)

        def is_broken(columns: Iterable[int]) -> bool:
            laws = tuple(columns)
            try:
                kept = drop_by_bounds(members, laws, budget, least)
                return kept is None or find_supported(_select(members, kept), laws, budget.share()) is None
            except WorkLimitError:
                return False

        return is_broken


@dataclass(slots=True)
class Propagation:
    """Sums that share rows, and the steps left for them. `unfinished` are the sums whose exact test is still to do."""

    sums: list[ColumnSum]
    budget: Budget
    unfinished: set[int] = field(default_factory=set)
    sums_of: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Know the sums of each row."""
        for index, column_sum in enumerate(self.sums):
            for row in column_sum.rows:
                self.sums_of.setdefault(row, []).append(index)

    def narrow(self, domains: Domains, changed: Iterable[int]) -> int | None:
        """Drop from `domains`, in place, what the `changed` sums and all that follow from them rule out.

        Bounds to a fixpoint, then the exact test of the smallest open sum, and again. Returns the sum that can't be
        satisfied, or `None`.

        Raises:
            WorkLimitError: the budget is used up; what was dropped until then was dropped rightly.
        """
        by_bounds = set(changed)
        self.unfinished |= by_bounds
        exact = set(by_bounds)
        while by_bounds or exact:
            pending, test = (by_bounds, self._test_bounds) if by_bounds else (exact, self._test_exactly)
            for index in sorted(
                pending, key=lambda index: (*self._urgency(index, domains, exact=pending is exact), index)
            ):
                pending.discard(index)
                rows = test(index, domains)
                if rows is None:
                    return index
                if rows:
                    heard = {other for row in rows for other in self.sums_of[row]} - {index}
                    by_bounds |= heard
                    exact |= heard
                    self.unfinished |= heard
                    if pending is exact:
                        break
        return None

    def has_unfinished(self, domains: Domains) -> bool:
        """Whether the exact test of a sum over open rows is still to do."""
        return any(len(domains[row]) > 1 for index in self.unfinished for row in self.sums[index].rows)

    def is_free_of_circles(self, domains: Domains) -> bool:
        """Whether the sums tie the open rows together as a tree: then what each sum supports, the whole table does."""
        group_of: dict[int, int] = {}

        def find(node: int) -> int:
            while group_of.setdefault(node, node) != node:
                node = group_of[node]
            return node

        for index, column_sum in enumerate(self.sums):
            open_rows = [row for row in column_sum.rows if len(domains[row]) > 1]
            for row in open_rows:
                one, other = find(row), find(-1 - index)
                if one == other:
                    return False
                group_of[one] = other
        return True

    def find_solution(self, domains: Domains) -> Domains | None:
        """One choice for each row that satisfies every sum, first candidates preferred.

        Raises:
            WorkLimitError: the budget is used up.
        """
        unfinished = set(self.unfinished)
        untried: list[tuple[Domains, int, Vector]] = []
        current: Domains | None = list(domains)
        try:
            while True:
                if current is not None:
                    row = self._smallest_open(current)
                    if row is None:
                        return current
                    untried.extend((current, row, vector) for vector in reversed(current[row]))
                if not untried:
                    return None
                base, row, vector = untried.pop()
                current = self.try_out(base, row, [vector])
        finally:
            self.unfinished = unfinished

    def try_out(self, domains: Domains, row: int, vectors: list[Vector]) -> Domains | None:
        """The domains that are left when `row` has only `vectors` to choose from; `None` when a sum breaks.

        Raises:
            WorkLimitError: the budget is used up.
        """
        self.budget.spend(len(self.sums_of))
        tried = list(domains)
        tried[row] = vectors
        return tried if self.narrow(tried, self.sums_of.get(row, ())) is None else None

    def _smallest_open(self, domains: Domains) -> int | None:
        sizes = [(len(domains[row]), row) for row in self.sums_of if len(domains[row]) > 1]
        return min(sizes)[1] if sizes else None

    def _urgency(self, index: int, domains: Domains, *, exact: bool) -> tuple[int, int]:
        """Exact tests go by size. Bounds go by what they find: the children of a decided parent come first."""
        column_sum = self.sums[index]
        openness = sum(len(domains[row]) - 1 for row in column_sum.rows)
        return (openness if exact else len(domains[column_sum.parent])), openness

    def _test_bounds(self, index: int, domains: Domains) -> list[int] | None:
        members = self.sums[index].list_members(domains)
        return _apply(self.sums[index], domains, drop_by_bounds(members, self.sums[index].columns, self.budget))

    def _test_exactly(self, index: int, domains: Domains) -> list[int] | None:
        column_sum = self.sums[index]
        if sum(len(domains[row]) > 1 for row in column_sum.rows) <= 1:
            self.unfinished.discard(index)  # with one open row the bounds are exact
            return []
        try:
            found = find_supported(column_sum.list_members(domains), column_sum.columns, self.budget.share())
        except WorkLimitError:
            return []
        self.unfinished.discard(index)
        return _apply(column_sum, domains, None if found is None else found.kept)


def _select(members: list[list[Vector]], kept: list[list[int]]) -> list[list[Vector]]:
    return [[member[index] for index in indexes] for member, indexes in zip(members, kept, strict=True)]


def _apply(column_sum: ColumnSum, domains: Domains, kept: list[list[int]] | None) -> list[int] | None:
    """Keep the candidates at the indexes `kept`; the rows that lost some."""
    if kept is None:
        return None
    changed = []
    for row, indexes in zip(column_sum.rows, kept, strict=True):
        if len(indexes) < len(domains[row]):
            domains[row] = [domains[row][index] for index in indexes]
            changed.append(row)
    return changed
