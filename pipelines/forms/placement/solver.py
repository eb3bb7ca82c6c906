"""From a table without blanks to a column for each number: rows, sums, witnesses, and last the likeliest."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.forms.placement.candidates import Vector, as_vector, list_candidates
from pipelines.forms.placement.component import Budgets, Component
from pipelines.forms.placement.problem import Placed, Problem, Row
from pipelines.forms.placement.propagation import ColumnSum, Domains
from pipelines.forms.placement.subsets import Budget, WorkLimitError

#: Steps for one table: some 40 ms of plain Python. A real table takes a hundredth of it.
MOST_STEPS = 150_000


@dataclass(slots=True)
class _Listing:
    """The candidates of each row under its own sums. `broken` rows satisfy none of their sums; `unlisted` have too many."""

    domains: Domains
    broken: set[int] = field(default_factory=set)
    unlisted: set[int] = field(default_factory=set)


def place_numbers(problem: Problem, most_steps: int = MOST_STEPS) -> tuple[Placed, ...]:
    """One `Placed` for each row of the table, in order. Same problem, same answer; never raises.

    >>> table = Problem(
    ...     width=3,  # 总计, 基本支出, 项目支出
    ...     rows=(
    ...         Row((63847, 31097, 32750)),  # 20103 政府办公厅(室)及相关机构事务
    ...         Row((24632, 24632)),  # 2010301 行政运行
    ...         Row((13000, 13000)),  # 2010302 一般行政管理事务
    ...         Row((19750, 19750)),  # 2010306 政务公开审批
    ...         Row((6465, 6465)),  # 2010350 事业运行
    ...     ),
    ...     row_sums=((0, (1, 2)),),
    ...     column_sums=((0, (1, 2, 3, 4)),),
    ... )
    >>> [placed.columns for placed in place_numbers(table)]
    [(0, 1, 2), (0, 1), (0, 2), (0, 2), (0, 1)]
    >>> place_numbers(table)[2]
    Placed(columns=(0, 2), verdict='inferred', reason='column_sum', witness=None)
    """
    if all(_is_printed(row, problem.width) for row in problem.rows):
        return tuple(_as_printed(row, problem.width) for row in problem.rows)
    budgets = Budgets(Budget(most_steps // 2), Budget(most_steps // 4), Budget(most_steps // 4))
    listing = _list_domains(problem, budgets.sums)
    placed: dict[int, Placed] = {}
    for component in _split(problem, listing, budgets):
        domains = component.solve()
        chosen = component.choose(domains)
        for row in component.rows:
            columns = _columns_of(chosen[row][0])
            placed[row] = _judge(row, columns, domains, listing, component)
    for index, row in enumerate(problem.rows):
        if _is_printed(row, problem.width):
            placed[index] = _as_printed(row, problem.width)
        elif index not in placed:
            placed[index] = _judge_alone(index, listing)
    return tuple(placed[index] for index in range(len(problem.rows)))


def _is_printed(row: Row, width: int) -> bool:
    return row.columns is not None or len(row.amounts) in (0, width if row.allowed is None else len(row.allowed))


def _as_printed(row: Row, width: int) -> Placed:
    columns = row.columns
    if columns is None:
        columns = (tuple(range(width)) if row.allowed is None else row.allowed)[: len(row.amounts)]
    return Placed(columns, "printed", "layout")


def _list_domains(problem: Problem, budget: Budget) -> _Listing:
    """Equal rows share their candidates, so that a long table of few shapes is cheap."""
    listing = _Listing([])
    known: dict[Row, tuple[list[Vector], bool] | None] = {}
    for index, row in enumerate(problem.rows):
        if row not in known:
            known[row] = _list_vectors(row, problem, budget)
        found = known[row]
        if found is None:
            leftmost = (tuple(range(problem.width)) if row.allowed is None else row.allowed)[: len(row.amounts)]
            found = [as_vector(row, leftmost, problem.width)], False
            listing.unlisted.add(index)
        listing.domains.append(found[0])
        if found[1]:
            listing.broken.add(index)
    return listing


def _list_vectors(row: Row, problem: Problem, budget: Budget) -> tuple[list[Vector], bool] | None:
    listed = list_candidates(row, problem.width, problem.row_sums)
    if listed is None:
        return None
    candidates, cost = listed
    try:
        budget.spend((len(candidates) - 1) * problem.width + 1)
    except WorkLimitError:
        if len(candidates) > 1:
            return None
    return [as_vector(row, columns, problem.width) for columns in candidates], cost > 0


def _split(problem: Problem, listing: _Listing, budgets: Budgets) -> list[Component]:
    """Open rows with the sums that tie them together, in order of their first row; smallest tables of rows first."""
    open_rows = {index for index, domain in enumerate(listing.domains) if len(domain) > 1}
    whole = tuple(range(problem.width))
    cut_off: set[int] = set()
    neighbours: dict[int, list[int]] = {row: [] for row in open_rows}
    sums: list[ColumnSum] = []
    for parent, children in problem.column_sums:
        members = {parent, *children}
        if members & listing.unlisted:
            cut_off |= members & open_rows
        elif members & open_rows:
            for row in members & open_rows:
                neighbours[row].append(len(sums))
            sums.append(ColumnSum(parent, children, whole))
    witnesses = tuple(enumerate(problem.witnesses))
    components = []
    for rows, numbers in _list_connected(neighbours, sums):
        heard = tuple((index, witness) for index, witness in witnesses if witness.row in rows)
        is_cut_off = not cut_off.isdisjoint(rows)
        tied = [sums[number] for number in numbers]
        components.append(Component(rows, tied, heard, listing.domains, budgets, is_cut_off))
    return sorted(components, key=lambda component: (len(component.rows), component.rows))


def _list_connected(neighbours: dict[int, list[int]], sums: list[ColumnSum]) -> list[tuple[tuple[int, ...], list[int]]]:
    """Rows that sums connect, each with the indexes of these sums, both ascending."""
    seen: set[int] = set()
    connected = []
    for first in sorted(neighbours):
        if first in seen:
            continue
        seen.add(first)
        rows, numbers, waiting = [], set(), [first]
        while waiting:
            row = waiting.pop()
            rows.append(row)
            for number in neighbours[row]:
                if number in numbers:
                    continue
                numbers.add(number)
                fresh = [other for other in sums[number].rows if other in neighbours and other not in seen]
                seen.update(fresh)
                waiting += fresh
        connected.append((tuple(sorted(rows)), sorted(numbers)))
    return connected


def _judge(row: int, columns: tuple[int, ...], domains: Domains, listing: _Listing, component: Component) -> Placed:
    witness = component.decided_by.get(row)
    contradicts = row in listing.broken or row in component.relaxed
    if len(domains[row]) > 1:
        reason = "contradiction" if contradicts else "work_limit" if component.gave_up else "open"
        return Placed(columns, "ambiguous", reason)
    if witness in component.disputed:
        return Placed(columns, "ambiguous", "witnesses_disagree", witness)
    if contradicts:
        return Placed(columns, "inferred", "contradiction", witness)
    return Placed(columns, "inferred", "column_sum" if witness is None else "witness", witness)


def _judge_alone(row: int, listing: _Listing) -> Placed:
    """A row that its own sums decide, or of which there are too many candidates to list."""
    columns = _columns_of(listing.domains[row][0])
    if row in listing.unlisted:
        return Placed(columns, "ambiguous", "work_limit")
    return Placed(columns, "inferred", "contradiction" if row in listing.broken else "row_sum")


def _columns_of(vector: Vector) -> tuple[int, ...]:
    """The columns in which an assignment prints a number: rounding leaves its two fields different in size.

    >>> _columns_of((499, 0, 499, -501, 0, -501))
    (0, 2)
    """
    half = len(vector) // 2
    return tuple(column for column in range(half) if vector[column] + vector[column + half])
