"""From a table without blanks to a column for each number: rows, sums, witnesses, and last the likeliest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from operator import itemgetter

from pipelines.forms.placement.candidates import columns_of
from pipelines.forms.placement.component import Budgets, Component
from pipelines.forms.placement.likeliest import choose_likeliest
from pipelines.forms.placement.listing import Listing, list_domains
from pipelines.forms.placement.problem import Placed, Problem, Row, Witness
from pipelines.forms.placement.propagation import ColumnSum, Domains
from pipelines.forms.placement.subsets import Budget

#: Steps for one table: some 40 ms of plain Python. A real table takes a hundredth of it.
MOST_STEPS = 150_000
#: Longer tables are not added up: some work below grows with the square of the rows.
MOST_ROWS = 2_000


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
    if len(problem.rows) > MOST_ROWS:
        return tuple(_place_row_by_row(problem, most_steps))
    placed, is_misled = _solve(problem, most_steps, hear=True)
    if is_misled:
        placed, _ = _solve(problem, most_steps, hear=False)
    return tuple(placed)


def _place_row_by_row(problem: Problem, most_steps: int) -> Iterator[Placed]:
    """Every row by its own sums alone; one that they leave open is given up, for no column was added up."""
    alone = replace(problem, column_sums=(), witnesses=())
    listing = list_domains(alone, Budget(most_steps), hear=False)
    for index, row in enumerate(problem.rows):
        if _is_printed(row, problem.width):
            yield _as_printed(row, problem.width)
        elif len(listing.domains[index]) > 1:
            yield Placed(columns_of(listing.domains[index][0]), "ambiguous", "work_limit")
        else:
            yield _judge_alone(index, listing)


def _solve(problem: Problem, most_steps: int, *, hear: bool) -> tuple[list[Placed], bool]:
    """All rows placed; and whether witnesses that were believed early may have caused a contradiction."""
    budgets = Budgets(Budget(most_steps // 4), Budget(most_steps // 2), Budget(most_steps // 4))
    listing = list_domains(problem, Budget(most_steps // 2), hear=hear)
    placed: dict[int, Placed] = {}
    is_misled = False
    for component in _split(problem, listing, budgets):
        domains = component.solve()
        is_misled |= bool(component.relaxed and listing.told)
        chosen = choose_likeliest(component, domains, problem.rare)
        members = {row for one in component.sums for row in one.rows}
        told = min((listing.told[row] for row in members if row in listing.told), default=None)
        for row in component.rows:
            placed[row] = _judge(row, columns_of(chosen[row][0]), domains, listing, component, told)
    for index, row in enumerate(problem.rows):
        if _is_printed(row, problem.width):
            placed[index] = _as_printed(row, problem.width)
        elif index not in placed:
            placed[index] = _judge_alone(index, listing)
    return [placed[index] for index in range(len(problem.rows))], is_misled


def _is_printed(row: Row, width: int) -> bool:
    return row.columns is not None or len(row.amounts) in (0, len(row.columns_within(width)))


def _as_printed(row: Row, width: int) -> Placed:
    columns = row.columns_within(width)[: len(row.amounts)] if row.columns is None else row.columns
    return Placed(columns, "printed", "layout")


def _split(problem: Problem, listing: Listing, budgets: Budgets) -> list[Component]:
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
    witnesses: dict[int, list[tuple[int, Witness]]] = {}
    for index, witness in enumerate(problem.witnesses):
        witnesses.setdefault(witness.row, []).append((index, witness))
    components = []
    for rows, numbers in _list_connected(neighbours, sums):
        heard = tuple(sorted((each for row in rows for each in witnesses.get(row, ())), key=itemgetter(0)))
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


def _judge(
    row: int, columns: tuple[int, ...], domains: Domains, listing: Listing, component: Component, told: int | None
) -> Placed:
    witness = component.decided_by.get(row, listing.told.get(row, told))
    contradicts = row in listing.broken or row in component.doubtful
    if len(domains[row]) > 1:
        reason = "contradiction" if contradicts else "work_limit" if component.gave_up else "open"
        return Placed(columns, "ambiguous", reason)
    if witness in component.disputed:
        return Placed(columns, "ambiguous", "witnesses_disagree", witness)
    if contradicts:
        return Placed(columns, "inferred", "contradiction", witness)
    return Placed(columns, "inferred", "column_sum" if witness is None else "witness", witness)


def _judge_alone(row: int, listing: Listing) -> Placed:
    """A row that had one candidate when it was listed, or too many to list."""
    columns = columns_of(listing.domains[row][0])
    if row in listing.unlisted:
        return Placed(columns, "ambiguous", "work_limit")
    if row in listing.broken:
        return Placed(columns, "ambiguous", "contradiction")
    if row in listing.told:
        return Placed(columns, "inferred", "witness", listing.told[row])
    return Placed(columns, "inferred", "column_sum" if row in listing.helped else "row_sum")
