"""A department's figures are the sums of its units', and the planted fault leaves one of them out."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest

from benchmarks.generator import LAYOUTS, Disclosure, generate_group, render
from benchmarks.generator.consolidation import consolidate
from pipelines import parse
from tests.generator.test_truth import book_of


def totals(document: Disclosure) -> defaultdict[tuple[str, str], Decimal]:
    """What the expenditure tables print as their totals, by form and nature."""
    found: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for line in document.lines():
        if line.form in ("expenditure_detail", "general_expenditure") and line.item == "total":
            found[line.form, line.nature] += line.amount_yuan
    return found


@pytest.mark.parametrize("seed", range(6))
def test_a_department_is_the_sum_of_its_units(seed: int) -> None:
    whole, *units = generate_group(seed)
    assert len({unit.facts.department for unit in units}) == len(units) >= 2
    for key, amount in totals(whole).items():
        together = sum((totals(unit)[key] for unit in units), Decimal())
        assert abs(together - amount) <= 5_000 * (len(units) + 1)


@pytest.mark.parametrize("seed", range(3))
def test_a_unit_left_out_makes_the_department_too_small(seed: int) -> None:
    whole, *units = generate_group(seed, fault="unit_left_out")
    key = ("general_expenditure", "total")
    assert totals(whole)[key] < sum((totals(unit)[key] for unit in units), Decimal())
    assert [fault.name for fault in whole.faults] == ["unit_left_out"]


def test_books_together_are_their_sums() -> None:
    books = [book_of(seed) for seed in (2, 4)]
    both = consolidate(books)
    for fund in ("all", "general", "business"):
        assert both.spending.total(fund) == sum(book.spending.total(fund) for book in books)
    assert both.three_public.total == sum(book.three_public.total for book in books)
    assert sum(both.economic.values()) == both.spending.total("general", "basic")
    assert both.heads == sum(book.heads for book in books)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_parser_reads_who_belongs_to_whom(layout: str) -> None:
    for seed in range(3):
        whole, *units = generate_group(seed, layout=layout)
        named = {mark.text for mark in parse(render(whole).encode()).marks if mark.kind == "unit"}
        if named:
            assert {unit.facts.department for unit in units[1:]} <= named
        for unit in () if named else units:
            marks = parse(render(unit).encode()).marks
            assert whole.facts.department in {mark.text for mark in marks if mark.kind == "parent"}
