"""What placement costs. `pytest -m benchmark tests/forms/test_placement_timing.py -s` prints the figures."""

# ruff: noqa: S311  random tables, not secrets

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from time import process_time

import pytest

from pipelines.forms.placement import Problem, Row, Witness, place_numbers
from tests.forms.placement_tables import EXPENDITURE, make_deep_table, make_flat_table

SIX = (6, ((0, (1, 2, 3, 4, 5)),))
REVENUE = (17, ((0, tuple(range(1, 17))),))


def list_cases() -> Iterator[tuple[str, Problem]]:
    yield from list_flat_cases()
    yield from list_deep_cases()
    yield from list_garbage()


def list_flat_cases() -> Iterator[tuple[str, Problem]]:
    random = Random(1)
    equal = [(5, 5)] * 199
    yield "200 x 6, equal, total of 2 numbers", make_flat_table(SIX, (995, 995), equal)
    table = make_flat_table(SIX, (995, 500, 495), equal)
    yield "200 x 6, equal, total of 3 numbers", table
    witnesses = (Witness(0, 1, 500), Witness(0, 2, 495))
    yield "200 x 6, equal, total of 3 numbers, witnesses", replace(table, witnesses=witnesses)
    yield "200 x 6, equal, full total", make_flat_table(SIX, (995, 300, 100, 200, 200, 195), equal)
    amounts = [random.randint(1, 10**6) for _ in range(199)]
    pairs = [(amount, amount) for amount in amounts]
    parts = [sum(amounts[start:end]) for start, end in ((0, 50), (50, 90), (90, 120), (120, 150), (150, 199))]
    yield "200 x 6, random, full total", make_flat_table(SIX, (sum(amounts), *parts), pairs)
    yield "200 x 6, random, total of 2 numbers", make_flat_table(SIX, (sum(amounts), sum(amounts)), pairs)
    yield "60 equal children in 3 columns", make_flat_table(EXPENDITURE, (600, 200, 400), [(10, 10)] * 60)
    yield "60 equal children in 17 columns", make_flat_table(REVENUE, (600, 200, 300, 100), [(10, 10)] * 60)
    for count in (10, 20, 27, 40):
        for largest in (10**4, 10**8):
            amounts = [random.randint(1, largest) for _ in range(count)]
            total = (sum(amounts), sum(amounts[: count // 3]), sum(amounts[count // 3 :]))
            name = f"302 split over {count} children up to {largest}"
            yield name, make_flat_table(EXPENDITURE, total, [(amount, amount) for amount in amounts])


def list_deep_cases() -> Iterator[tuple[str, Problem]]:
    for size in (60, 200, 1000):
        for width in (3, 6, 17):
            for largest in (10**3, 10**7):
                table = make_deep_table(Random(size), width, size, largest, list(range(1, width)))
                yield f"{size} x {width}, deep, up to {largest}", table.problem
    one_source = make_deep_table(Random(3), 17, 60, 10**5, [1])
    yield "60 x 17, one source", one_source.problem
    yield "60 x 17, one source, witness", with_total_row(one_source)
    for size in (60, 200):
        sources = make_deep_table(Random(5), 17, size, 10**5, [1, 1, 1, 1, 5, 15])
        yield f"{size} x 17, three sources", sources.problem
        yield f"{size} x 17, three sources, witnesses", with_total_row(sources)


def list_garbage() -> Iterator[tuple[str, Problem]]:
    random = Random(9)
    for size, (width, row_sums) in ((200, SIX), (1000, REVENUE), (1000, (17, ()))):
        rows = [Row(tuple(random.choices(range(1, 99), k=random.randint(1, width)))) for _ in range(size)]
        sums = [(index, tuple(range(4 * index + 1, 4 * index + 5))) for index in range(size // 4 - 1)]
        yield f"{size} x {width}, garbage", Problem(width, tuple(rows), row_sums, tuple(sums))
    rows = [Row((random.randint(1, 9),) * 2) for _ in range(300)]
    sums = [(index, tuple(sorted(random.sample(range(index + 1, 300), 5)))) for index in range(290)]
    yield "300 x 3, sums across sums", Problem(3, tuple(rows), EXPENDITURE[1], tuple(sums))


def with_total_row(table) -> Problem:
    told = zip(table.truth[0], table.problem.rows[0].amounts, strict=True)
    return replace(table.problem, witnesses=tuple(Witness(0, column, amount) for column, amount in told))


@pytest.mark.benchmark
def test_timing():
    for name, problem in list_cases():
        best = min(_time(problem) for _ in range(3))
        verdicts = Counter((placed.verdict, placed.reason) for placed in place_numbers(problem))
        said = ", ".join(f"{count} {verdict} ({reason})" for (verdict, reason), count in verdicts.most_common())
        print(f"{name:50} {best * 1000:7.1f} ms  {said}")  # noqa: T201


def _time(problem: Problem) -> float:
    start = process_time()
    place_numbers(problem)
    return process_time() - start
