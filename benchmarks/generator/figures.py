"""The exact amounts behind a topic of running text: this year, last year, the budgets, the whole it is a share of."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.generator.forms.single import three_public_item
from benchmarks.generator.ledger import FISCAL, Book

#: Topics that are a total of the ledger: fund and nature.
SPENT = {
    "expenditure_total": ("all", "total"),
    "fiscal_appropriation_expenditure": ("fiscal_appropriation", "total"),
    "general_expenditure": ("general", "total"),
    "general_basic_expenditure": ("general", "basic"),
    "basic_expenditure": ("all", "basic"),
    "project_expenditure": ("all", "project"),
    "government_fund_expenditure": ("government_fund", "total"),
    "state_capital_expenditure": ("state_capital", "total"),
}
#: Topics whose share is taken of the general budget's spending; all others are a share of all spending.
PART_OF_BASIC = frozenset({"personnel", "public_funds"})
THREE_PUBLIC = frozenset(
    {"three_public_total", "overseas_travel", "official_vehicle", "vehicle_purchase", "vehicle_operation", "reception"}
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity of the text; None where the book knows no such side."""

    amount: int
    previous: int | None = None
    budget: int | None = None
    adjusted: int | None = None
    whole: int | None = None


def figure_of(book: Book, topic: str, *, final: bool, fund: str = "") -> Figure:
    """Gives the figure of a topic that needs no code; `fund` narrows it. Budgets state shares of all spending."""
    if topic in SPENT:
        usual, nature = SPENT[topic]
        fund = fund or usual
        return Figure(
            book.spending.total(fund, nature),
            book.previous.total(fund, nature),
            book.budget.total(fund, nature),
            book.adjusted.total(fund, nature),
            book.spending.total(),
        )
    if topic in THREE_PUBLIC:
        return Figure(
            three_public_item(book.three_public, topic),
            three_public_item(book.three_public_previous, topic),
            None,
            three_public_item(book.three_public_budget, topic),
        )
    if topic in PART_OF_BASIC:
        nature = "basic_personnel" if topic == "personnel" else "basic_public"
        fund = "general" if final else "all"
        whole = book.spending.total("general", "basic") if final else book.spending.total()
        return Figure(book.spending.total(fund, nature), book.previous.total(fund, nature), whole=whole)
    return _other(book, topic, final=final)


def _other(book: Book, topic: str, *, final: bool) -> Figure:
    opening = sum(book.opening.values())
    fiscal = sum(book.opening.get(fund, 0) for fund in FISCAL)
    revenue, previous = book.revenue.total(), sum(book.previous_revenue.values())
    if topic == "revenue_total":
        return Figure(revenue if final else revenue + opening, previous)
    if topic == "revenue_expenditure_total":
        return Figure(revenue + opening + book.use_of_surplus, previous)
    if topic == "fiscal_appropriation_revenue":
        return Figure(book.revenue.total("fiscal_appropriation"), book.previous.total("fiscal_appropriation"))
    if topic == "fiscal_appropriation_total":
        return Figure(book.revenue.total("fiscal_appropriation") + fiscal, book.previous.total("fiscal_appropriation"))
    if topic == "operating_cost":
        return Figure(book.operating_cost, book.operating_cost_previous)
    if topic == "performance_projects":
        return Figure(sum(plan.amount for plan in book.projects))
    kinds = ("procurement_goods", "procurement_works", "procurement_services")
    if topic in kinds:
        return Figure(book.procurement[kinds.index(topic)])
    if topic == "procurement_total":
        return Figure(sum(book.procurement))
    return Figure(0)


def code_figure(book: Book, code: str, fund: str) -> Figure:
    """Gives what a fund spends under a functional code."""
    return Figure(
        book.spending.column(fund).get(code, 0),
        book.previous.column(fund).get(code, 0),
        book.budget.column(fund).get(code, 0),
        book.adjusted.column(fund).get(code, 0),
        book.spending.total(fund),
    )
