"""The book of a department: the books of its units together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.generator.drawing import merged
from benchmarks.generator.ledger import Book, Ledger, ThreePublic


def consolidate(books: Sequence[Book]) -> Book:
    """Gives one book of which every amount is the sum of the books' own."""
    goods, works, services = (sum(amounts) for amounts in zip(*(book.procurement for book in books), strict=True))
    return Book(
        spending=_ledger(book.spending for book in books),
        revenue=_ledger(book.revenue for book in books),
        previous=_ledger(book.previous for book in books),
        previous_revenue=_sums(book.previous_revenue for book in books),
        budget=_ledger(book.budget for book in books),
        adjusted=_ledger(book.adjusted for book in books),
        economic=_sums(book.economic for book in books),
        economic_public=_sums(book.economic_public for book in books),
        projects=[plan for book in books for plan in book.projects],
        three_public=_three_public(book.three_public for book in books),
        three_public_budget=_three_public(book.three_public_budget for book in books),
        three_public_previous=_three_public(book.three_public_previous for book in books),
        opening=_sums(book.opening for book in books),
        closing=_sums(book.closing for book in books),
        use_of_surplus=sum(book.use_of_surplus for book in books),
        distribution=sum(book.distribution for book in books),
        operating_cost=sum(book.operating_cost for book in books),
        operating_cost_previous=sum(book.operating_cost_previous for book in books),
        procurement=(goods, works, services),
        heads=sum(book.heads for book in books),
        vehicles=sum(book.vehicles for book in books),
    )


def _ledger(ledgers: Iterable[Ledger]) -> Ledger:
    return Ledger(merged([entry for ledger in ledgers for entry in ledger.entries]))


def _sums(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for part in parts:
        sums.update(part)
    return dict(sorted(sums.items()))


def _three_public(parts: Iterable[ThreePublic]) -> ThreePublic:
    all_parts = list(parts)
    return ThreePublic(
        overseas=sum(part.overseas for part in all_parts),
        purchase=sum(part.purchase for part in all_parts),
        operation=sum(part.operation for part in all_parts),
        reception=sum(part.reception for part in all_parts),
    )
