"""The truth of a generated disclosure adds up exactly, and every layout prints all of it."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from benchmarks.generator import LAYOUTS, Disclosure, generate, render
from benchmarks.generator.chance import seeded
from benchmarks.generator.codes import code_year
from benchmarks.generator.drawing import draw_book
from benchmarks.generator.ledger import FISCAL, TOTAL, Book
from benchmarks.generator.publishers import draw_publisher
from benchmarks.generator.sheet import Table, TruthLine

SEEDS = range(40)


def book_of(seed: int) -> Book:
    rng = seeded("book", seed)
    publisher = draw_publisher(rng, 2023, None)
    return draw_book(rng, publisher, 2023, final=seed % 2 == 0, grain=1, carry=True, own=("business", "other"))


@pytest.mark.parametrize("seed", SEEDS)
def test_amounts_add_up_before_rounding(seed: int):
    book = book_of(seed)
    for ledger in (book.spending, book.revenue, book.previous, book.budget):
        for fund in ("all", "fiscal_appropriation", "general"):
            for nature in ("total", "basic", "project"):
                column = ledger.column(fund, nature)
                for length, parent in ((3, 0), (5, 3), (7, 5)):
                    sums: Counter[str] = Counter()
                    for code, cents in column.items():
                        if len(code) == length:
                            sums[code[:parent]] += cents
                    assert all(column[code] == cents for code, cents in sums.items())
            assert ledger.total(fund) == ledger.total(fund, "basic") + ledger.total(fund, "project")


@pytest.mark.parametrize("seed", SEEDS)
def test_the_two_classifications_and_the_balances_agree(seed: int):
    book = book_of(seed)
    assert sum(book.economic.values()) == book.spending.total("general", "basic")
    assert sum(book.economic_public.values()) == book.spending.total("general", "basic_public")
    coming = book.revenue.total() + sum(book.opening.values()) + book.use_of_surplus
    assert coming == book.spending.total() + sum(book.closing.values()) + book.distribution
    for fund in FISCAL:
        coming = book.revenue.total(fund) + book.opening.get(fund, 0)
        assert coming == book.spending.total(fund) + book.closing.get(fund, 0)
    assert sum(plan.amount for plan in book.projects) == book.spending.total("all", "project")
    assert min(book.revenue.column("all").values()) >= 0
    assert book.three_public.reception >= book.economic.get("30217", 0)
    assert book.operating_cost <= sum(book.economic_public.values())


def printed_sums(table: Table) -> None:
    """Checks 合计 = Σ类 in every column within the rounding of printed numbers."""
    rows = [(row.subjects[0], row) for row in table.rows if row.subjects and row.subjects[0]]
    for place, meaning in enumerate(table.columns):
        if not meaning:
            continue
        values = [(subject, row.cells[place]) for subject, row in rows]
        parts = [cell for subject, cell in values if len(subject.functional or subject.economic) == 3 and cell]
        whole = [cell for subject, cell in values if subject.item == "total" and cell]
        if parts and whole:
            decimals = len(whole[0].partition(".")[2])
            amounts = [int(cell.replace(",", "").replace(".", "")) for cell in parts] if decimals else []
            if amounts and all(len(cell.partition(".")[2]) == decimals for cell in parts):
                total = int(whole[0].replace(",", "").replace(".", ""))
                assert abs(total - sum(amounts)) <= (len(amounts) + 1) / 2


@pytest.mark.parametrize("seed", SEEDS)
def test_printed_totals_miss_by_rounding_at_most(seed: int):
    for _, table in generate(seed).tables():
        if table.form in {"expenditure_detail", "revenue_detail", "general_expenditure"}:
            printed_sums(table)


@pytest.mark.parametrize("seed", SEEDS)
def test_revenue_is_the_sum_of_its_printed_sources(seed: int):
    document = generate(seed)
    rows: dict[tuple[int, int], dict[str, TruthLine]] = {}
    for line in document.lines():
        if line.form == "revenue_detail" and line.item in {"code", "total"}:
            rows.setdefault((line.table, line.row), {})[line.fund] = line
    for funds in rows.values():
        total = funds.pop("all").amount_yuan
        if any(line.item == "total" for line in funds.values()) and document.family == "hubei":
            continue  # 合计 includes what was carried over, in columns of their own
        assert abs(total - sum(line.amount_yuan for line in funds.values())) <= 100 * (len(funds) + 1) / 2


def test_codes_are_valid_in_the_year():
    for seed in SEEDS:
        document = generate(seed)
        codes = code_year(document.year)
        for line in document.lines():
            assert not line.functional or line.functional in codes.names
            assert not line.economic or line.economic in codes.economic


@pytest.mark.parametrize("layout", LAYOUTS)
def test_same_seed_same_text(layout: str):
    assert render(generate(11), layout) == render(generate(11), layout)
    assert render(generate(11), layout) != render(generate(12), layout)


def half_width(text: str) -> str:
    return text.translate(str.maketrans("（）：，；", "():,;"))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", range(18))
def test_every_layout_prints_every_money_cell(layout: str, seed: int):
    document = generate(seed, layout=layout)
    numbers = Counter(re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?", render(document)))
    wanted = Counter(line.printed for line in document.lines())
    assert not {printed: count for printed, count in wanted.items() if numbers[printed] < count}


@pytest.mark.parametrize("layout", ["pipe", "tab", "cell", "pipelossy", "spilled", "paragraph", "cellblank"])
def test_every_cell_stands_whole(layout: str):
    document = generate(5, layout=layout)
    text = half_width(render(document))
    for _, table in document.tables():
        for cells in [*table.header, *(row.cells for row in table.rows)]:
            assert all(half_width(cell) in text for cell in cells if cell)


@pytest.mark.parametrize("asked", [{"kind": "budget"}, {"year": 2021}, {"region": "420800"}, {"layout": "plain"}])
def test_what_is_asked_for_is_given(asked: dict[str, Any]):
    for seed in range(6):
        document = generate(seed, **asked)
        given = {
            "kind": document.kind,
            "year": document.facts.fiscal_year,
            "region": document.facts.region_code,
            "layout": document.layout,
        }
        assert {key: given[key] for key in asked} == asked


def test_unknown_words_are_refused():
    unknown: list[dict[str, Any]] = [{"layout": "scroll"}, {"kind": "novel"}, {"fault": "typo"}]
    for asked in unknown:
        with pytest.raises(ValueError, match="there are"):
            generate(0, **asked)


def test_growth_in_text_follows_the_amounts():
    for seed in range(12):
        document: Disclosure = generate(seed)
        for _, sentence in document.sentences():
            figure = sentence.figure
            if sentence.has("pct") and figure.previous:
                exact = abs(figure.amount - figure.previous) / figure.previous * 100
                assert abs(float(sentence.atoms["pct"]) - exact) < 0.00501


def test_totals_key_is_no_code():
    assert TOTAL not in code_year(2023).names
