"""Rows that add up: all readings and no other, the truth among them, and doubt where there is doubt."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from random import Random

import pytest

from pipelines.forms.glued.adding import agreed, likeliest, share_fits, sum_readings
from pipelines.forms.glued.cutting import Kind, enumerate_cuts


def amounts(columns: int) -> list[Kind]:
    return ["amount" for _ in range(columns)]


def glue(random: Random, rows: int, columns: int) -> tuple[list[list[str]], list[str]]:
    """Rows of amounts that add up to the last row, and the same rows with their cells run together."""
    cents = [[random.choice((0, random.randint(1, 99999), 1000 * random.randint(1, 99))) for _ in range(columns)]
             for _ in range(rows)]  # fmt: skip
    cents.append([sum(column) for column in zip(*cents, strict=True)])
    table = [[format((Decimal(cell) / 100).normalize(), "f") for cell in row] for row in cents]
    return table, ["".join(row) for row in table]


@pytest.mark.parametrize("seed", range(60))
def test_glued_rows_are_cut_again_or_called_ambiguous(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - drawn tables
    columns = random.randint(1, 3)
    table, runs = glue(random, random.randint(1, 3), columns)
    cuts = [enumerate_cuts(run, amounts(columns), blanks=False) or [] for run in runs]
    readings = sum_readings(cuts[:-1], cuts[-1], range(columns))
    if readings is None:
        return  # too many to tell is an honest answer
    chosen = likeliest(readings)
    certain = agreed(readings, chosen)
    for run, cells, cut, sure in zip(runs, table, chosen, certain, strict=True):
        for cell, piece, one in zip(cells, cut, sure, strict=True):
            assert piece is not None
            assert not one or run[piece.start : piece.end] == cell


@pytest.mark.parametrize("seed", range(30))
def test_readings_are_those_of_brute_force(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - drawn tables
    _, runs = glue(random, 2, 2)
    cuts = [enumerate_cuts(run, amounts(2)) or [] for run in runs]

    def adds_up(cut_rows: tuple) -> bool:
        values = [[piece.value if piece else Decimal(0) for piece in cut] for cut in cut_rows]
        return all(sum(column[:-1]) == column[-1] for column in zip(*values, strict=True))

    readings = sum_readings(cuts[:-1], cuts[-1], [0, 1])
    assert readings is not None
    assert set(readings) == {rows for rows in product(*cuts) if adds_up(rows)}


def test_shares_are_rounded_or_cut_off() -> None:
    assert share_fits(Decimal(78), Decimal("264.98"), Decimal("338.52"))
    assert share_fits(Decimal("21.72"), Decimal("73.54"), Decimal("338.52"))
    assert not share_fits(Decimal(23), Decimal("73.54"), Decimal("338.52"))
    assert not share_fits(Decimal(5), Decimal(5), Decimal(0))


def test_an_adversarial_table_gives_up_soon() -> None:
    cuts = enumerate_cuts("1" * 40, amounts(3)) or []
    assert sum_readings([cuts] * 6, cuts, [0, 1, 2]) is None
