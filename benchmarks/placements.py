"""The hardest tables to place: no blank was kept, and nothing but sums tells the columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pipelines.forms.placement import Problem, Row


def list_placements(rows: int) -> Iterator[tuple[str, Problem]]:
    """Gives tables of 6 columns with their names: a total row and its parts, 合计 = the sum of five columns."""
    children = rows - 1
    sums, column_sums = ((0, (1, 2, 3, 4, 5)),), ((0, tuple(range(1, rows))),)
    equal = [Row((5, 5))] * children
    spread = [Row((7 * at * at % 9973 + 1,) * 2) for at in range(children)]
    amounts = [row.amounts[0] for row in spread]
    cuts = [children * part // 5 for part in range(6)]
    parts = tuple(sum(amounts[left:right]) for left, right in pairwise(cuts))
    whole, half = 5 * children, 5 * (children // 2)
    fifths = tuple(5 * (right - left) for left, right in pairwise(cuts))
    for name, total, below in (
        ("equal rows, total of 2 numbers", (whole, whole), equal),
        ("equal rows, total of 3 numbers", (whole, half, whole - half), equal),
        ("equal rows, full total", (whole, *fifths), equal),
        ("different rows, total of 2 numbers", (sum(amounts), sum(amounts)), spread),
        ("different rows, full total", (sum(amounts), *parts), spread),
        ("rows that add up to nothing", (1, 1, 1), [Row((at + 1, at + 2, at + 4)) for at in range(children)]),
    ):
        yield name, Problem(6, (Row(total), *below), sums, column_sums)
