"""The exact account of one department and year, before anything is printed or rounded. All amounts are integer cents.

A `Ledger` is a list of entries (item code, fund, personnel, public, project); every total of every table is a sum over
it, so the truth adds up by construction. A `Book` holds the ledgers of a document: this year, last year, the budgets.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from benchmarks.generator.codes import CLASS, GROUP

#: Funds that together are 财政拨款.
FISCAL = ("general", "government_fund", "state_capital")
TOTAL = ""


class Entry(NamedTuple):
    """What one item code spends out of one fund, by nature."""

    code: str
    fund: str
    personnel: int
    public: int
    project: int


#: Which amounts of an entry a nature adds up; natures that departments hardly have add up none.
PARTS = {
    "total": slice(2, 5),
    "basic": slice(2, 4),
    "basic_personnel": slice(2, 3),
    "basic_public": slice(3, 4),
    "project": slice(4, 5),
}
NO_PART = slice(0)


def _funds(wanted: str) -> tuple[str, ...]:
    return FISCAL if wanted == "fiscal_appropriation" else (wanted,)


@dataclass(slots=True)
class Ledger:
    """Entries and their sums by code. `column` gives class, group, item and the total under the key `TOTAL`."""

    entries: list[Entry]
    _columns: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)
    _totals: dict[tuple[str, str], int] = field(default_factory=dict)

    def column(self, fund: str, nature: str = "total") -> dict[str, int]:
        """Gives the amount of every code that spends; codes without an entry of the fund are absent.

        >>> Ledger([Entry("2010301", "general", 5, 1, 0), Entry("2010302", "general", 0, 0, 4)]).column("general")
        {'2010301': 6, '20103': 10, '201': 10, '': 10, '2010302': 4}
        """
        known = self._columns.get((fund, nature))
        if known is None:
            known = self._columns[fund, nature] = {}
            funds, parts, everything = _funds(fund), PARTS.get(nature, NO_PART), fund == "all"
            for entry in self.entries:
                if everything or entry.fund in funds:
                    code = entry.code
                    amount = sum(entry[parts])
                    for key in (code, code[:GROUP], code[:CLASS], TOTAL):
                        known[key] = known.get(key, 0) + amount
        return known

    def total(self, fund: str = "all", nature: str = "total") -> int:
        """Gives the sum over all codes."""
        known = self._totals.get((fund, nature))
        if known is None:
            funds, parts, everything = _funds(fund), PARTS.get(nature, NO_PART), fund == "all"
            paid = [sum(entry[parts]) for entry in self.entries if everything or entry.fund in funds]
            known = self._totals[fund, nature] = sum(paid)
        return known

    def codes(self, fund: str = "all") -> list[str]:
        """Gives classes, groups and items that spend out of the fund, in the order of the form."""
        return sorted(code for code in self.column(fund) if code)


@dataclass(frozen=True, slots=True)
class Target:
    """One performance indicator as it will be printed: signs and units as the form writes them."""

    level1: str
    level2: str
    name: str
    sign: str
    value: str
    unit: str
    weight: int
    core: bool


@dataclass(frozen=True, slots=True)
class ProjectPlan:
    """One budget project of the year: money of this year and its budget, and its indicators."""

    name: str
    code: str
    functional: str
    fund: str
    amount: int
    budget: int
    indicators: tuple[Target, ...]


@dataclass(slots=True)
class ThreePublic:
    """三公经费 of one stage: the four items; subtotal and total are sums."""

    overseas: int = 0
    purchase: int = 0
    operation: int = 0
    reception: int = 0

    @property
    def vehicles(self) -> int:
        """公务用车购置及运行维护费."""
        return self.purchase + self.operation

    @property
    def total(self) -> int:
        """All three together."""
        return self.overseas + self.vehicles + self.reception


@dataclass(slots=True)
class Book:
    """All exact amounts of one document.

    `economic` and `economic_public` hold the general budget's basic expenditure by economic item (all, and the part
    booked as 公用经费). `opening`, `closing` are the balances by fund; `budget` and `adjusted` the budgets of a final
    account by functional item; `previous` last year's spending.
    """

    spending: Ledger
    revenue: Ledger
    previous: Ledger
    previous_revenue: dict[str, int]
    budget: Ledger
    adjusted: Ledger
    economic: dict[str, int]
    economic_public: dict[str, int]
    projects: list[ProjectPlan]
    three_public: ThreePublic
    three_public_budget: ThreePublic
    three_public_previous: ThreePublic
    opening: dict[str, int]
    closing: dict[str, int]
    use_of_surplus: int
    distribution: int
    operating_cost: int
    operating_cost_previous: int
    procurement: tuple[int, int, int]
    heads: int
    vehicles: int
