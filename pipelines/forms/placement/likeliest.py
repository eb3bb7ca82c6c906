"""The likeliest of several assignments that satisfy everything: one of each row, together satisfying every sum."""

from __future__ import annotations

from contextlib import suppress

from pipelines.forms.placement.candidates import Vector, columns_of
from pipelines.forms.placement.component import Component
from pipelines.forms.placement.problem import order_top_down
from pipelines.forms.placement.propagation import ColumnSum, Domains, Propagation
from pipelines.forms.placement.subsets import Budget, Support, WorkLimitError, find_supported


def choose_likeliest(component: Component, domains: Domains, rare: frozenset[int]) -> Domains:
    """One candidate for each row, together satisfying the sums if the budget allows.

    A solution that adds up to the last digit goes before one that needs rounding; then, from the top of the hierarchy
    down and from the largest row to the smallest, columns that the parent prints, those that are not rare, and those on
    the left.
    """
    budget = component.budgets.choice
    domains = list(domains)
    for row in component.rows if rare else ():
        if len(domains[row]) > 1:
            domains[row] = sorted(domains[row], key=lambda vector: len(rare.intersection(columns_of(vector))))
    if component.gave_up or not component.propagation.is_free_of_circles(domains):
        with suppress(WorkLimitError):
            domains = Propagation(component.sums, budget.share()).find_solution(domains) or domains
    chosen = list(domains)
    for column_sum in _list_connected(component, domains):
        if all(len(chosen[row]) == 1 for row in column_sum.rows):
            continue
        _prefer_columns_of_parent(column_sum, chosen)
        try:
            found = _choose_for_sum(column_sum, chosen, budget.share())
        except WorkLimitError:
            found = None
        for place, row in enumerate(column_sum.rows):
            chosen[row] = [chosen[row][found.solution[place] if found else 0]]
    for row in component.rows:
        chosen[row] = chosen[row][:1]
    return chosen


def _list_connected(component: Component, domains: Domains) -> list[ColumnSum]:
    """The sums from the top of the hierarchy down, each next to those before it, so that their choices bind it."""
    sums = component.sums
    if not sums:
        return []
    rank = {row: place for place, row in enumerate(order_top_down(len(domains), [one.law for one in sums]))}
    ordered: dict[int, None] = {}
    for first in sorted(range(len(sums)), key=lambda index: rank[sums[index].parent]):
        waiting = [first]
        for index in waiting:
            if index not in ordered:
                ordered[index] = None
                open_rows = [row for row in sums[index].rows if len(domains[row]) > 1]
                waiting += [other for row in open_rows for other in component.propagation.sums_of[row]]
    return [sums[index] for index in ordered]


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


def _choose_for_sum(column_sum: ColumnSum, domains: Domains, budget: Budget) -> Support | None:
    """A likely choice for a sum that has several: one that adds up to the last digit if there is one, leftmost first.

    Raises:
        WorkLimitError: the budget is too small.
    """
    members = column_sum.list_members(domains)
    exact = [[_without_rounding(vector) for vector in member] for member in members]
    return find_supported(exact, column_sum.columns, budget) or find_supported(members, column_sum.columns, budget)


def _without_rounding(vector: Vector) -> Vector:
    half = len(vector) // 2
    doubled = [(vector[column] - vector[column + half]) // 2 for column in range(half)]
    return (*doubled, *(-amount for amount in doubled))
