"""Rows that column sums tie together: solved by arithmetic, then by witnesses, then by what is likeliest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.forms.placement.candidates import Vector
from pipelines.forms.placement.problem import Witness
from pipelines.forms.placement.propagation import ColumnSum, Domains, Propagation, choose_for_sum
from pipelines.forms.placement.subsets import Budget, WorkLimitError


class Budgets(NamedTuple):
    """Steps for a table, stage by stage: a hopeless search leaves the witnesses and the choice theirs."""

    sums: Budget
    witnesses: Budget
    choice: Budget


@dataclass(slots=True)
class Component:
    """Open rows and the sums over them. `initial` are the candidates that the rows' own sums leave; it is not changed.

    `is_cut_off` says that a row of one of their sums could not be listed, and the sum was left out. What `solve` notes:
    `gave_up` when a search was too long, `relaxed` rows of sums that can't be satisfied, `decided_by` the witness that
    left a row one candidate, `disputed` the witnesses that a later one contradicts.
    """

    rows: tuple[int, ...]
    sums: list[ColumnSum]
    witnesses: tuple[tuple[int, Witness], ...]
    initial: Domains
    budgets: Budgets
    is_cut_off: bool = False
    gave_up: bool = False
    relaxed: set[int] = field(default_factory=set)
    decided_by: dict[int, int] = field(default_factory=dict)
    disputed: set[int] = field(default_factory=set)
    propagation: Propagation = field(init=False)

    def __post_init__(self) -> None:
        self.propagation = Propagation(self.sums, self.budgets.sums)

    def solve(self) -> Domains:
        """The candidates that the sums leave, and of these what the witnesses leave."""
        by_arithmetic = self._satisfy_sums()
        domains = by_arithmetic
        self.propagation.budget = self.budgets.witnesses
        for index, witness in self.witnesses:
            domains = self._hear(index, witness, domains, by_arithmetic[witness.row])
        self.gave_up = self.is_cut_off or self.gave_up or self.propagation.has_unfinished(domains)
        return domains

    def choose(self, domains: Domains) -> Domains:
        """One candidate for each row, together satisfying the sums if the budget allows.

        A solution that adds up to the last digit goes before one that needs rounding; then, from the top of the
        hierarchy down and from the largest row to the smallest, columns that the parent prints, and columns on the left.
        """
        if self.gave_up or not self.propagation.is_free_of_circles(domains):
            try:
                domains = Propagation(self.sums, self.budgets.choice.share()).find_solution(domains) or domains
            except WorkLimitError:
                pass
        chosen = list(domains)
        for column_sum in self._list_top_down():
            if all(len(chosen[row]) == 1 for row in column_sum.rows):
                continue
            _prefer_columns_of_parent(column_sum, chosen)
            try:
                found = choose_for_sum(column_sum, chosen, self.budgets.choice.share())
            except WorkLimitError:
                found = None
            for place, row in enumerate(column_sum.rows):
                chosen[row] = [chosen[row][found.solution[place] if found else 0]]
        for row in self.rows:
            chosen[row] = chosen[row][:1]
        return chosen

    def _satisfy_sums(self) -> Domains:
        """Narrow by all sums; where they contradict each other, relax what is broken and begin again."""
        while True:
            domains = list(self.initial)
            try:
                broken = self.propagation.narrow(domains, range(len(self.sums)))
                if broken is None:
                    return self._try_each(domains)
            except WorkLimitError:
                self.gave_up = True
                return domains
            self._relax_broken(broken, domains)

    def _relax_broken(self, broken: int, domains: Domains) -> None:
        """Relax each sum that is broken by itself; if none is, the one at which the sums came to contradict."""
        alone = [
            index for index, one in enumerate(self.sums) if one.is_broken(self.initial, one.columns, self.budgets.sums)
        ]
        for index in alone:
            self._relax(self.sums[index], self.initial)
        if not alone:
            self._relax(self.sums[broken], domains)
        self.propagation.unfinished.clear()

    def _relax(self, column_sum: ColumnSum, domains: Domains) -> None:
        """Keep the law in the columns that can still hold it: all that do alone, if they do together."""
        self.relaxed.update(column_sum.rows)

        def is_broken(columns: Iterable[int]) -> bool:
            return column_sum.is_broken(domains, tuple(columns), self.budgets.sums)

        whole = column_sum.columns
        kept = tuple(column for column in whole if not is_broken((column,)))
        if kept == whole or is_broken(kept):
            without_one = (tuple(other for other in kept if other != column) for column in reversed(kept))
            kept = next((columns for columns in without_one if not is_broken(columns)), ())
        column_sum.columns = kept

    def _try_each(self, domains: Domains) -> Domains:
        """Where sums overlap, keep only candidates that a solution of the whole component uses."""
        self.gave_up = False
        if self.propagation.has_unfinished(domains) or self.propagation.is_free_of_circles(domains):
            return domains
        seen: dict[int, set[Vector]] = {row: set() for row in self.rows}
        for row in self.rows:
            for vector in domains[row]:
                if len(domains[row]) == 1 or vector in seen[row] or vector not in domains[row]:
                    continue
                tried = self.propagation.try_out(domains, row, [vector])
                solution = None if tried is None else self.propagation.find_solution(tried)
                if solution is None:
                    domains[row] = [other for other in domains[row] if other != vector]
                else:
                    for other in self.rows:
                        seen[other].add(solution[other][0])
        return domains

    def _hear(self, index: int, witness: Witness, domains: Domains, open_before: list[Vector]) -> Domains:
        """What a witness leaves of the candidates; all of them when it fits none, or nothing but a contradiction."""
        row = witness.row
        if len(open_before) == 1:
            return domains
        fitting = [vector for vector in domains[row] if _fits(witness, vector)]
        if not fitting and any(_fits(witness, vector) for vector in open_before) and row in self.decided_by:
            self.disputed.add(self.decided_by[row])
        if not fitting or len(fitting) == len(domains[row]):
            return domains
        unfinished = set(self.propagation.unfinished)
        try:
            tried = self.propagation.try_out(domains, row, fitting)
            tried = None if tried is None else self._try_each(tried)
        except WorkLimitError:
            tried = None
        if tried is None:
            self.propagation.unfinished = unfinished
            return domains
        for other in self.rows:
            if len(tried[other]) == 1 < len(domains[other]):
                self.decided_by[other] = index
        return tried

    def _list_top_down(self) -> list[ColumnSum]:
        """Each sum after the sum that its parent is a child of."""
        waiting, children = list(self.sums), {child for one in self.sums for child in one.children}
        ordered: list[ColumnSum] = []
        while waiting:
            ready = [one for one in waiting if one.parent not in children] or waiting
            ordered += ready
            waiting = [one for one in waiting if one not in ready]
            children = {child for one in waiting for child in one.children}
        return ordered


def _fits(witness: Witness, vector: Vector) -> bool:
    half = len(vector) // 2
    amount = (vector[witness.column] - vector[witness.column + half]) // 4
    return abs(amount - witness.amount) <= witness.tolerance


def _prefer_columns_of_parent(column_sum: ColumnSum, domains: Domains) -> None:
    """Put first the candidates that print fewest numbers, zeros among them, where the parent prints none."""
    if len(domains[column_sum.parent]) > 1:
        return
    parent = domains[column_sum.parent][0]
    half = len(parent) // 2
    blank = [column for column in range(half) if not parent[column] and not parent[column + half]]
    for child in column_sum.children:
        if len(domains[child]) > 1:
            domains[child] = sorted(
                domains[child], key=lambda vector: sum(1 for column in blank if vector[column + half] or vector[column])
            )
