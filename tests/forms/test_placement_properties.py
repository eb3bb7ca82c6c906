"""Placement against every assignment of small tables, on tables with faults, and on tables made to be slow."""

# ruff: noqa: S311  random tables, not secrets

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.forms.placement import Placed, Problem, Row, Witness, place_numbers
from pipelines.forms.placement.subsets import Budget, WorkLimitError
from tests.forms.placement_tables import (
    EXPENDITURE,
    NO_TOTAL,
    THREE_PUBLIC,
    TWO_LEVELS,
    draw_table,
    list_solutions,
    make_deep_table,
    make_flat_table,
)
from tests.forms.test_placement_timing import list_cases

SHAPES = {
    "expenditure": EXPENDITURE,
    "three_public": THREE_PUBLIC,
    "two_levels": TWO_LEVELS,
    "no_total": NO_TOTAL,
}


@pytest.mark.parametrize("overlapping", [False, True], ids=["tree", "overlapping"])
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_same_as_trying_everything(shape, overlapping):
    tried = 0
    for seed in range(150):
        table = draw_table(Random(seed), shape, depth=1 + seed % 2, overlapping=overlapping)
        solutions = list_solutions(table.problem)
        if not solutions:
            continue
        tried += 1
        placed = place_numbers(table.problem)
        assert tuple(one.columns for one in placed) in solutions, seed
        for index, one in enumerate(placed):
            possible = {solution[index] for solution in solutions}
            assert (one.verdict == "ambiguous") == (len(possible) > 1), (seed, index)
            assert one.reason in {"layout", "row_sum", "column_sum", "open"}, (seed, index)
    assert tried > 100


@pytest.mark.parametrize("seed", range(60))
def test_true_witnesses_lead_to_the_truth(seed):
    random = Random(seed)
    table = draw_table(random, TWO_LEVELS, depth=2)
    witnesses = []
    for row, columns in enumerate(table.truth):
        held = dict(zip(columns, table.problem.rows[row].amounts, strict=True))
        witnesses += [Witness(row, column, held.get(column, 0)) for column in range(table.problem.width)]
    random.shuffle(witnesses)
    told = place_numbers(replace(table.problem, witnesses=tuple(witnesses)))
    untold = place_numbers(table.problem)
    for one, before, columns in zip(told, untold, table.truth, strict=True):
        assert one.columns == columns or one.verdict == "ambiguous"  # only a printed zero escapes a witness
        if before.verdict != "ambiguous":
            assert one == before


@pytest.mark.parametrize("fault", ["drop", "amount", "cell"])
def test_a_fault_never_makes_a_sum_certain_of_the_wrong_column(fault):
    counts: Counter[str] = Counter()
    for seed in range(120):
        random = Random(seed)
        table = make_deep_table(random, 3, random.choice((15, 30, 60)), 10**5, [1, 1, 2])
        problem, changed = _spoil(table.problem, fault, random)
        for index, one in enumerate(place_numbers(problem)):
            is_right = one.columns == table.truth[index] or index == changed
            counts[one.verdict] += 1
            assert is_right or one.verdict == "ambiguous", (seed, index)
    assert counts["ambiguous"] < counts["inferred"] / 10


def _spoil(problem: Problem, fault: str, random: Random) -> tuple[Problem, int]:
    rows = list(problem.rows)
    parents = {parent for parent, _ in problem.column_sums}
    if fault == "drop":
        changed = random.choice([index for index in range(len(rows)) if index not in parents])
        rows[changed] = Row(())
        return replace(problem, rows=tuple(rows)), changed
    changed = random.choice([index for index, row in enumerate(rows) if len(row.amounts) > 1])
    amounts = list(rows[changed].amounts)
    place = random.randrange(len(amounts))
    if fault == "amount":
        amounts[place] += random.choice((9, 100, 90_000))
    else:
        del amounts[place]
    rows[changed] = Row(tuple(amounts))
    return replace(problem, rows=tuple(rows)), changed


@st.composite
def any_problem(draw):
    width = draw(st.integers(1, 7))
    size = draw(st.integers(0, 8))
    columns = st.integers(0, width - 1)
    rows = []
    for _ in range(size):
        held = tuple(sorted(draw(st.sets(columns))))
        amounts = tuple(draw(st.lists(st.integers(-30, 60), min_size=len(held), max_size=len(held))))
        units = tuple(draw(st.lists(st.sampled_from((1, 10)), min_size=len(held), max_size=len(held))))
        rows.append(Row(amounts, units, held if draw(st.booleans()) else None))
    row_sums = draw(st.lists(_any_sum(width), max_size=3)) if width > 1 else []
    column_sums = draw(st.lists(_any_sum(size), max_size=6)) if size > 1 else []
    witness = st.builds(Witness, st.integers(0, size - 1), columns, st.integers(-30, 60), st.integers(0, 3))
    witnesses = draw(st.lists(witness, max_size=4)) if size else []
    return Problem(width, tuple(rows), tuple(row_sums), tuple(column_sums), tuple(witnesses))


def _any_sum(size: int):
    members = st.lists(st.integers(0, size - 1), min_size=2, max_size=5, unique=True)
    return members.map(lambda drawn: (drawn[0], tuple(drawn[1:])))


@settings(max_examples=400, deadline=None)
@given(any_problem(), st.sampled_from((0, 50, 1_000, 150_000)))
def test_any_problem_has_an_answer(problem, most_steps):
    placed = place_numbers(problem, most_steps)
    assert placed == place_numbers(problem, most_steps)
    for row, one in zip(problem.rows, placed, strict=True):
        assert len(one.columns) == len(row.amounts)
        assert list(one.columns) == sorted(set(one.columns))
        assert all(0 <= column < problem.width for column in one.columns)
        if row.columns is not None:
            assert one == Placed(row.columns, "printed", "layout")


def test_giving_up_is_said():
    table = make_flat_table((6, ((0, (1, 2, 3, 4, 5)),)), (995, 300, 100, 200, 200, 195), [(5, 5)] * 199)
    placed = place_numbers(table)
    assert {one.reason for one in placed[1:]} == {"work_limit"}
    assert {one.verdict for one in placed[1:]} == {"ambiguous"}


def test_fewer_steps_never_make_another_answer_certain():
    table = make_deep_table(Random(4), 6, 60, 10**5, [1, 2, 3, 4, 5])
    for steps in (0, 100, 1_000, 5_000, 20_000, 150_000):
        for one, columns in zip(place_numbers(table.problem, steps), table.truth, strict=True):
            assert one.columns == columns or one.verdict == "ambiguous"


def test_three_sources_follow_from_the_total_row():
    table = make_deep_table(Random(5), 17, 60, 10**5, [1, 1, 1, 1, 5, 15])
    told = zip(table.truth[0], table.problem.rows[0].amounts, strict=True)
    placed = place_numbers(replace(table.problem, witnesses=tuple(Witness(0, *one) for one in told)))
    assert tuple(one.columns for one in placed) == table.truth
    assert {one.verdict for one in placed} == {"inferred"}


def test_witness_believed_early_gives_way_to_the_sums():
    rows = (Row((10, 6, 3, 1), columns=(0, 1, 2, 3)), Row((10, 6, 3, 1)), Row((10, 6, 3, 1)))
    problem = Problem(17, rows, ((0, tuple(range(1, 17))),), ((0, (1,)), (1, (2,))), (Witness(2, 9, 6),))
    placed = place_numbers(problem)
    assert [one.columns for one in placed] == [(0, 1, 2, 3)] * 3
    assert placed[2] == Placed((0, 1, 2, 3), "inferred", "column_sum")


@pytest.mark.parametrize(("name", "problem"), [pytest.param(*case, id=case[0]) for case in list_cases()])
def test_work_is_bounded(name, problem, monkeypatch):
    spent = 0
    spend = Budget.spend

    def count(self, steps):
        nonlocal spent
        if self.whole is None:
            spent += min(steps, self.left)
        spend(self, steps)

    monkeypatch.setattr(Budget, "spend", count)
    placed = place_numbers(problem, 100_000)
    assert len(placed) == len(problem.rows)
    assert spent <= 2 * 150_000, name  # half, a quarter, half and a quarter, and once more without the witnesses


def test_a_share_is_taken_from_the_whole():
    whole = Budget(100)
    share = whole.share()
    share.spend(30)
    assert (share.left, whole.left) == (20, 70)
    with pytest.raises(WorkLimitError):
        share.spend(21)
