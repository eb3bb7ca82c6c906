"""Rows that column sums tie together: solved by arithmetic, then by witnesses, then by what is likeliest."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.forms.placement.candidates import Vector
from pipelines.forms.placement.problem import Witness
from pipelines.forms.placement.propagation import ColumnSum, Domains, Propagation
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
    `gave_up` when a search was too long; `relaxed` the sums that can't be satisfied, `suspected` those that can't be
    together with one of them, `doubtful` the rows whose columns rest on either; `decided_by` the witness that left a
    row one candidate, `disputed` the witnesses that a later one contradicts.
    """

    rows: tuple[int, ...]
    sums: list[ColumnSum]
    witnesses: tuple[tuple[int, Witness], ...]
    initial: Domains
    budgets: Budgets
    is_cut_off: bool = False
    gave_up: bool = False
    relaxed: set[int] = field(default_factory=set)
    suspected: set[int] = field(default_factory=set)
    doubtful: set[int] = field(default_factory=set)
    decided_by: dict[int, int] = field(default_factory=dict)
    disputed: set[int] = field(default_factory=set)
    propagation: Propagation = field(init=False)

    def __post_init__(self) -> None:
        """Begin with the steps for the sums."""
        self.propagation = Propagation(self.sums, self.budgets.sums)

    def solve(self) -> Domains:
        """The candidates that the sums leave, and of these what the witnesses leave."""
        by_arithmetic = self._satisfy_sums()
        self.propagation.budget = self.budgets.witnesses
        unfinished = set(self.propagation.unfinished)
        domains = self._hear_together(by_arithmetic)
        if domains is None:
            domains = by_arithmetic
            self.propagation.unfinished = unfinished
            self.decided_by.clear()
            for index, witness in self.witnesses:
                domains = self._hear(index, witness, domains, by_arithmetic[witness.row])
        self.gave_up = self.is_cut_off or self.gave_up or self.propagation.has_unfinished(domains)
        if self.relaxed:
            self._note_doubtful(domains)
        return domains

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
            index
            for index, one in enumerate(self.sums)
            if one.find_broken(self.initial, self.budgets.sums)(one.columns)
        ]
        for index in alone:
            self._relax(index, self.initial)
        if not alone:
            self._relax(broken, domains)
            self.suspected.update(one for row in self.sums[broken].rows for one in self.propagation.sums_of[row])
        self.propagation.unfinished.clear()

    def _relax(self, index: int, domains: Domains) -> None:
        """Keep the law in the columns that can still hold it: all that do alone, if they do together.

        If they do not, a column is suspect when the law holds in all the others. With two suspects nothing tells which
        is wrong, and keeping the law in one would push numbers into the other: neither is kept.
        """
        column_sum = self.sums[index]
        self.relaxed.add(index)
        is_broken = column_sum.find_broken(domains, self.budgets.sums)
        whole = column_sum.columns
        kept = tuple(column for column in whole if not is_broken((column,)))
        if kept == whole or is_broken(kept):
            suspects = [column for column in kept if not is_broken(other for other in kept if other != column)]
            kept = tuple(column for column in kept if suspects and column not in suspects)
        column_sum.columns = kept

    def _note_doubtful(self, domains: Domains) -> None:
        """Rows that are decided, but not without the relaxed and suspected sums; and open rows of relaxed sums."""
        trusted = [one for index, one in enumerate(self.sums) if index not in self.relaxed | self.suspected]
        without = list(self.initial)
        for index, witness in self.witnesses:
            if self.decided_by.get(witness.row) == index:
                without[witness.row] = domains[witness.row]
        with suppress(WorkLimitError):
            if Propagation(trusted, self.budgets.choice.share()).narrow(without, range(len(trusted))) is not None:
                without = self.initial
        touched = {row for index in self.relaxed for row in self.sums[index].rows}
        for row in self.rows:
            if len(without[row]) > 1 and (len(domains[row]) == 1 or row in touched):
                self.doubtful.add(row)

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

    def _hear_together(self, by_arithmetic: Domains) -> Domains | None:
        """What all witnesses leave, and the exact tests that were too long without them; `None` if something breaks."""
        domains = list(by_arithmetic)
        heard: dict[int, int] = {}
        for index, witness in self.witnesses:
            row = witness.row
            fitting = [vector for vector in domains[row] if _fits(witness, vector)]
            if not fitting and any(_fits(witness, vector) for vector in by_arithmetic[row]):
                return None
            if fitting and len(fitting) < len(domains[row]):
                domains[row] = fitting
                heard[row] = index
        touched = {one for row in heard for one in self.propagation.sums_of.get(row, ())}
        try:
            if self.propagation.narrow(domains, touched | self.propagation.unfinished) is not None:
                return None
            domains = self._try_each(domains)
        except WorkLimitError:
            self.gave_up = True
        for row in self.rows if heard else ():
            if len(domains[row]) == 1 < len(by_arithmetic[row]):
                self.decided_by[row] = heard.get(row, min(heard.values()))
        return domains

    def _hear(self, index: int, witness: Witness, domains: Domains, open_before: list[Vector]) -> Domains:
        """What one witness leaves; all that was there when it fits none of it, or nothing but a contradiction."""
        row = witness.row
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
            self.gave_up = True
        if tried is None:
            self.propagation.unfinished = unfinished
            return domains
        for other in self.rows:
            if len(tried[other]) == 1 < len(domains[other]):
                self.decided_by[other] = index
        return tried


def _fits(witness: Witness, vector: Vector) -> bool:
    half = len(vector) // 2
    amount = (vector[witness.column] - vector[witness.column + half]) // 4
    return abs(amount - witness.amount) <= witness.tolerance
