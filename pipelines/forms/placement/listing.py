"""The candidates of every row before the rows are added up.

A row of few candidates is listed under its own sums alone. In a wide table a row can have thousands (4 numbers in 17
columns: 2380): adding those up costs more than they are worth. Such a row is first asked of the rows above it and of
the witnesses: positive numbers stand only in columns that a decided parent prints, and a witness that fits is
believed. Should that lead into a contradiction, the solver lists again without the witnesses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from math import comb

from pipelines.forms.placement.candidates import (
    MOST_COMBINATIONS,
    Columns,
    Vector,
    as_vector,
    columns_of,
    hold_witness,
    list_candidates,
)
from pipelines.forms.placement.problem import Problem, Row, order_top_down
from pipelines.forms.placement.subsets import Budget, WorkLimitError
from pipelines.forms.placement.wide import search_candidates

#: Rows of more combinations ask for help before they are listed.
MANY = 100


@dataclass(slots=True)
class Listing:
    """Candidates as vectors, row by row; equal rows share theirs.

    `broken` rows can't satisfy their own sums, `unlisted` rows have too many candidates (one stands in for them),
    `told` rows were listed with the help of a witness (its index), `helped` rows with that of a decided parent.
    """

    domains: list[list[Vector]]
    broken: set[int] = field(default_factory=set)
    unlisted: set[int] = field(default_factory=set)
    told: dict[int, int] = field(default_factory=dict)
    helped: set[int] = field(default_factory=set)


def list_domains(problem: Problem, budget: Budget, *, hear: bool) -> Listing:
    """All rows, parents before their children; with `hear`, rows of many candidates believe the witnesses.

    >>> revenue = Problem(17, (Row((900, 500, 300, 100)), Row((300, 300))), ((0, tuple(range(1, 17))),), ((0, (1,)),))
    >>> [len(domain) for domain in list_domains(revenue, Budget(50_000), hear=True).domains]
    [560, 16]
    """
    listing = Listing([[] for _ in problem.rows])
    known: dict[Row, tuple[list[Vector], bool] | None] = {}
    parents: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
    for parent, children in problem.column_sums:
        for child in children:
            parents.setdefault(child, []).append((parent, children))
    for index in order_top_down(len(problem.rows), problem.column_sums):
        row = problem.rows[index]
        if _count(row, problem.width) > MANY:
            found = _list_with_help(index, problem, parents.get(index, []), listing, budget, hear=hear)
        elif row in known:
            found = known[row]
        else:
            found = known[row] = _list_vectors(
                row, problem, budget, list_candidates(row, problem.width, problem.row_sums, problem.row_balances)
            )
        if found is None:
            listing.unlisted.add(index)
            found = [as_vector(row, _stand_in(row, problem, budget), problem.width)], False
        listing.domains[index] = found[0]
        if found[1]:
            listing.broken.add(index)
    return listing


def _candidates(row: Row, problem: Problem, budget: Budget) -> tuple[list[Columns], int] | None:
    """The assignments that the row's own laws allow, and how many they break; `None` when there are too many."""
    if _count(row, problem.width) <= MOST_COMBINATIONS:
        return list_candidates(row, problem.width, problem.row_sums, problem.row_balances)
    found = _search(row, problem, budget, MOST_COMBINATIONS + 1)
    return (found, 0) if 0 < len(found) <= MOST_COMBINATIONS else None


def _search(row: Row, problem: Problem, budget: Budget, most: int) -> list[Columns]:
    """The first assignments that hold the row's own laws; none when the steps do not allow to say."""
    try:
        laws = problem.row_sums, problem.row_balances
        return list(islice(search_candidates(row, problem.width, *laws, budget.share()), most))
    except WorkLimitError:
        return []


#: So many assignments of a row that can't be listed are looked at for the likeliest.
_LOOKED_AT = 50


def _stand_in(row: Row, problem: Problem, budget: Budget) -> Columns:
    """The likeliest of the first assignments of a row of too many: in fewest rare columns; else those on the left."""
    found = _search(row, problem, budget, _LOOKED_AT)
    left = row.columns_within(problem.width)[: len(row.amounts)]
    return min(found, key=lambda columns: len(problem.rare.intersection(columns)), default=left)


def _count(row: Row, width: int) -> int:
    return 1 if row.columns is not None else comb(len(row.columns_within(width)), len(row.amounts))


def _list_with_help(
    index: int,
    problem: Problem,
    parents: list[tuple[int, tuple[int, ...]]],
    listing: Listing,
    budget: Budget,
    *,
    hear: bool,
) -> tuple[list[Vector], bool] | None:
    row = problem.rows[index]
    listed = None
    for parent, children in parents:
        domain = listing.domains[parent]
        if len(domain) == 1 and parent not in listing.unlisted and _are_positive(problem, children):
            printed = set(columns_of(domain[0])).intersection(row.columns_within(problem.width))
            if len(printed) >= len(row.amounts):
                narrowed = row._replace(allowed=tuple(sorted(printed)))
                listed = _candidates(narrowed, problem, budget)
                if listed is not None and listed[1] == 0:
                    listing.helped.add(index)
                    if parent in listing.told:
                        listing.told[index] = listing.told[parent]
                    break
                listed = None
    listed = listed or _candidates(row, problem, budget)
    if listed is not None and hear:
        listed = _believe(index, problem, listed, listing)
    return _list_vectors(row, problem, budget, listed)


def _are_positive(problem: Problem, rows: tuple[int, ...]) -> bool:
    """Whether nothing in these rows can hide under a blank total: no zero, no negative, nothing that rounds to 0."""
    return all(
        2 * amount > problem.rows[row].unit_of(position)
        for row in rows
        for position, amount in enumerate(problem.rows[row].amounts)
    )


def _believe(
    index: int, problem: Problem, listed: tuple[list[Columns], int], listing: Listing
) -> tuple[list[Columns], int]:
    candidates, broken = listed
    for number, witness in enumerate(problem.witnesses):
        if witness.row == index:
            fitting = [columns for columns in candidates if hold_witness(problem.rows[index], columns, witness)]
            if fitting and len(fitting) < len(candidates):
                candidates = fitting
                listing.told.setdefault(index, number)
    return candidates, broken


def _list_vectors(
    row: Row, problem: Problem, budget: Budget, listed: tuple[list[Columns], int] | None
) -> tuple[list[Vector], bool] | None:
    """`None` when there are too many, for one row or for the steps that are left."""
    if listed is None:
        return None
    candidates, broken = listed
    try:
        budget.spend((len(candidates) - 1) * problem.width + 1)
    except WorkLimitError:
        if len(candidates) > 1:
            return None
    return [as_vector(row, columns, problem.width) for columns in candidates], broken > 0
