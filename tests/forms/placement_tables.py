"""Random budget tables whose truth is known, and every assignment of a small one, found by trying them all."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from random import Random

from pipelines.forms.placement import Problem, Row, Sum

Shape = tuple[int, tuple[Sum, ...]]

EXPENDITURE: Shape = (3, ((0, (1, 2)),))  # 合计, 基本支出, 项目支出
THREE_PUBLIC: Shape = (6, ((0, (1, 2, 5)), (2, (3, 4))))  # 合计, 出国, 小计, 购置, 运行, 接待
TWO_LEVELS: Shape = (5, ((0, (1, 4)), (1, (2, 3))))  # 合计, 基本支出, 人员经费, 公用经费, 项目支出
NO_TOTAL: Shape = (3, ())


@dataclass(frozen=True)
class Table:
    """A problem and the columns that its numbers were taken from."""

    problem: Problem
    truth: tuple[tuple[int, ...], ...]


def draw_table(random: Random, shape: Shape, depth: int = 2, *, overlapping: bool = False) -> Table:
    """A hierarchy of rows: leaves drawn in a tenth of the display unit, added up, rounded and stripped of blanks."""
    width, row_sums = shape
    children: list[list[int]] = []
    fine: list[list[int]] = []
    leaf_columns = [column for column in range(width) if column not in {total for total, _ in row_sums}]

    def grow(level: int) -> int:
        index = len(fine)
        fine.append([0] * width)
        children.append([])
        for _ in range(random.randint(1, 3) if level else 0):
            children[index].append(grow(level - 1))
        if children[index]:
            fine[index] = [sum(fine[child][column] for child in children[index]) for column in range(width)]
        else:
            for column in random.sample(leaf_columns, random.choice((1, 1, 1, 2))):
                fine[index][column] = random.choice((10, 20, 30, random.randint(-50, 400), random.randint(1, 99)))
            for total, parts in reversed(row_sums):
                fine[index][total] = sum(fine[index][part] for part in parts)
        return index

    grow(depth)
    truth = tuple(_list_printed(values, row_sums, random) for values in fine)
    rows = tuple(
        Row(tuple(_round(values[column]) for column in columns)) for values, columns in zip(fine, truth, strict=True)
    )
    sums = [(index, tuple(below)) for index, below in enumerate(children) if below]
    if overlapping:
        leaves = tuple(index for index, below in enumerate(children) if not below)
        sums.append((0, leaves) if leaves != (0,) else sums[0])
    return Table(Problem(width, rows, row_sums, tuple(sums)), truth)


def list_solutions(problem: Problem) -> list[tuple[tuple[int, ...], ...]] | None:
    """Every assignment of the whole table that satisfies every sum; `None` when there are too many to try."""
    choices = [
        [tried for tried in combinations(range(problem.width), len(row.amounts)) if _satisfies(problem, row, tried)]
        for row in problem.rows
    ]
    tries = 1
    for options in choices:
        tries *= len(options)
    if tries > 5_000:
        return None
    return [tried for tried in product(*choices) if all(_adds_up(problem, tried, one) for one in problem.column_sums)]


def _list_printed(values: list[int], row_sums: tuple[Sum, ...], random: Random) -> tuple[int, ...]:
    """Columns with something in them, now and then a printed zero, and the totals of all these."""
    shown = {column for column, value in enumerate(values) if value}
    if shown and random.random() < 0.1:
        shown.add(random.randrange(len(values)))
    for total, parts in reversed(row_sums):
        if shown.intersection(parts):
            shown.add(total)
    return tuple(sorted(shown))


def _round(fine: int) -> int:
    return (abs(fine) + 5) // 10 * (1 if fine >= 0 else -1)


def _satisfies(problem: Problem, row: Row, columns: tuple[int, ...]) -> bool:
    if row.columns is not None:
        return columns == row.columns
    printed = dict(zip(columns, row.amounts, strict=True))
    for total, parts in problem.row_sums:
        below = [printed[part] for part in parts if part in printed]
        if below and total not in printed:
            return False
        if total in printed and 2 * abs(printed[total] - sum(below)) > 1 + len(below):
            return False
    return True


def _adds_up(problem: Problem, tried: tuple[tuple[int, ...], ...], one: Sum) -> bool:
    for column in range(problem.width):
        members = [
            (row, problem.rows[row].amounts[tried[row].index(column)])
            for row in (one[0], *one[1])
            if column in tried[row]
        ]
        difference = sum(amount if row == one[0] else -amount for row, amount in members)
        if 2 * abs(difference) > len(members):
            return False
    return True


def make_flat_table(shape: Shape, total: tuple[int, ...], children: list[tuple[int, ...]]) -> Problem:
    """One total row over many."""
    width, row_sums = shape
    rows = (Row(total), *map(Row, children))
    return Problem(width, rows, row_sums, ((0, tuple(range(1, len(rows)))),))


def make_deep_table(random: Random, width: int, size: int, largest: int, columns: list[int]) -> Table:
    """合计 over 类, 款 and 项; a leaf holds its total and one part in one of `columns`; sums exact, blanks dropped."""
    values: list[list[int]] = [[0] * width]
    sums: list[Sum] = []

    def grow(level: int) -> int:
        index = len(values)
        values.append([0] * width)
        if level == 0 or len(values) > size:
            column = random.choice(columns)
            values[index][column] = values[index][0] = random.randint(1, largest)
            return index
        add_up(index, [grow(level - 1) for _ in range(random.randint(1, 4))])
        return index

    def add_up(parent: int, children: list[int]) -> None:
        sums.append((parent, tuple(children)))
        values[parent] = [sum(values[child][column] for child in children) for column in range(width)]

    top = []
    while len(values) < size:
        top.append(grow(3))
    add_up(0, top)
    truth = tuple(tuple(column for column in range(width) if row[column]) for row in values)
    rows = tuple(Row(tuple(row[column] for column in held)) for row, held in zip(values, truth, strict=True))
    return Table(Problem(width, rows, ((0, tuple(range(1, width))),), tuple(sums)), truth)
