"""Draws a book: staff first, then what staff cost by economic item, the same money by function, projects, balances.

The links between the two classifications hold as in real accounts: 2080505 pays 30108, 2101101 + 2101102 pay 30110,
2210201 pays 30113, and what is left of the basic expenditure stands under the main item (行政运行, 事业运行).
"""

from __future__ import annotations

import random

from benchmarks.generator.codes import code_year
from benchmarks.generator.ledger import FISCAL, Book, Entry, Ledger, ProjectPlan, ThreePublic
from benchmarks.generator.projects import draw_projects
from benchmarks.generator.publishers import Publisher

YUAN = 100
#: 302 items and the yuan that one post costs a year: from, to, and how often a department has it.
GOODS = (
    ("30201", 600, 4000, 1.0), ("30202", 50, 600, 0.6), ("30203", 20, 300, 0.1), ("30204", 5, 40, 0.2),
    ("30205", 20, 200, 0.4), ("30206", 60, 700, 0.45), ("30207", 150, 1800, 0.8), ("30208", 50, 500, 0.1),
    ("30209", 100, 2500, 0.4), ("30211", 300, 3000, 0.85), ("30213", 40, 900, 0.5), ("30214", 30, 900, 0.15),
    ("30215", 30, 400, 0.45), ("30216", 60, 700, 0.6), ("30217", 20, 500, 0.55), ("30226", 50, 900, 0.4),
    ("30227", 60, 1500, 0.25), ("30228", 900, 2400, 0.95), ("30229", 500, 3000, 0.9), ("30231", 100, 1200, 0.5),
    ("30239", 1500, 8000, 0.75), ("30299", 200, 3000, 0.9), ("31002", 60, 900, 0.3), ("31003", 60, 900, 0.08),
    ("31007", 60, 900, 0.06),
)  # fmt: skip
MAIN_ADMINISTRATION, MAIN_INSTITUTION = "01", "50"


def draw_book(
    rng: random.Random,
    publisher: Publisher,
    year: int,
    *,
    final: bool,
    grain: int,
    carry: bool,
    own: tuple[str, ...],
    new: float = 0.06,
) -> Book:
    """Gives consistent accounts of one year. All amounts are multiples of `grain` cents; `carry` allows balances.

    `own` are the kinds of own income that the forms can show, `new` is how likely an entry had nothing last year.
    """
    draw = _Draw(rng, publisher, year, grain)
    economic, public = draw.basic(final=final)
    entries = draw.functions(economic, public)
    projects = draw_projects(rng, publisher, year, grain, draw.main_group)
    entries += [Entry(plan.functional, plan.fund, 0, 0, plan.amount) for plan in projects]
    entries += draw.own_income(own)
    spending = Ledger(merged(entries))
    opening, closing, surplus, distribution = draw.balances(spending, final=final, carry=carry)
    previous = Ledger(draw.neighbour(spending.entries, 0.55, 1.5, gone=new))
    adjusted = Ledger(draw.neighbour(spending.entries, 1.0, 1.08, gone=0.0))
    three = draw.three_public(economic)
    return Book(
        spending=spending,
        revenue=Ledger(_revenue(spending.entries, opening, closing, surplus, distribution)),
        previous=previous,
        previous_revenue={fund: previous.total(fund) for fund in dict.fromkeys(e.fund for e in previous.entries)},
        budget=Ledger(draw.neighbour(spending.entries, 0.75, 1.25, gone=0.05)),
        adjusted=adjusted,
        economic=economic,
        economic_public=public,
        projects=projects,
        three_public=three,
        three_public_budget=draw.three_near(three, 1.0, 1.6),
        three_public_previous=draw.three_near(three, 0.7, 1.3),
        opening=opening,
        closing=closing,
        use_of_surplus=surplus,
        distribution=distribution,
        operating_cost=draw.operating_cost(entries),
        operating_cost_previous=draw.round(draw.operating_cost(entries) * rng.uniform(0.85, 1.2)),
        procurement=draw.procurement(projects),
        heads=draw.heads,
        vehicles=rng.choice((0, 0, 1, 1, 2, 3, 5)),
    )


def merged(entries: list[Entry]) -> list[Entry]:
    """Gives one entry per code and fund, sorted by code, none of them empty."""
    sums: dict[tuple[str, str], list[int]] = {}
    for code, fund, personnel, public, project in entries:
        amounts = sums.setdefault((code, fund), [0, 0, 0])
        amounts[0] += personnel
        amounts[1] += public
        amounts[2] += project
    return [Entry(code, fund, *amounts) for (code, fund), amounts in sorted(sums.items()) if any(amounts)]


def _revenue(
    entries: list[Entry], opening: dict[str, int], closing: dict[str, int], surplus: int, distribution: int
) -> list[Entry]:
    """Gives revenue by code: a fund's balances are settled at its largest item, the surplus at that of own income."""
    result = list(entries)
    changes = {fund: closing.get(fund, 0) - opening.get(fund, 0) for fund in {*opening, *closing}}
    if surplus or distribution:
        changes["business"] = changes.get("business", 0) + distribution - surplus
    for fund, change in sorted(changes.items()):
        places = [index for index, entry in enumerate(result) if entry.fund == fund]
        if change and places:
            largest = max(places, key=lambda index: sum(result[index][2:]))
            entry = result[largest]
            result[largest] = entry._replace(project=entry.project + change)
    return result


class _Draw:
    """The random source of one book, with the staff that everything depends on."""

    def __init__(self, rng: random.Random, publisher: Publisher, year: int, grain: int) -> None:
        self.rng, self.kind, self.year, self.grain = rng, publisher.kind, year, grain
        low, high = self.kind.heads
        self.heads = int(low * (high / low) ** rng.random())
        self.institution = int(self.heads * self.kind.institution)
        self.codes = code_year(year)
        self.main_group = self.kind.groups[0]

    def round(self, cents: float) -> int:
        """Gives the nearest multiple of the grain."""
        return int(cents / self.grain + 0.5) * self.grain

    def each(self, low: float, high: float, heads: int | None = None) -> int:
        """Gives what a number of posts cost at so many yuan each."""
        return self.round(self.rng.uniform(low, high) * YUAN * (self.heads if heads is None else heads))

    def basic(self, *, final: bool) -> tuple[dict[str, int], dict[str, int]]:
        """Gives basic expenditure of the general budget by economic item, and the part that is 公用经费."""
        rng, officials = self.rng, self.heads - self.institution
        wages = {"30101": self.each(38_000, 62_000), "30102": self.each(9_000, 60_000, max(officials, 1))}
        wages["30103"] = self.each(3_000, 50_000)
        if self.institution:
            wages["30107"] = self.each(30_000, 80_000, self.institution)
        base = sum(wages.values())
        wages["30108"] = self.round(base * rng.uniform(0.13, 0.16))
        wages["30109"] = self.round(wages["30108"] * rng.choice((0.5, 0.5, 0.47))) if rng.random() < 0.85 else 0
        wages["30110"] = self.round(base * rng.uniform(0.05, 0.085))
        wages["30111"] = self.round(base * rng.uniform(0.01, 0.03)) if rng.random() < 0.35 else 0
        wages["30112"] = self.round(base * rng.uniform(0.002, 0.012))
        wages["30113"] = self.round(base * rng.uniform(0.09, 0.12))
        wages["30114"] = self.each(200, 1_500) if rng.random() < 0.25 else 0
        wages["30199"] = self.each(500, 20_000) if rng.random() < 0.55 else 0
        if rng.random() < 0.65:
            wages["30302"] = self.each(1_000, 9_000)
        for code, low, high, chance in (("30301", 200, 900, 0.1), ("30305", 100, 900, 0.3), ("30307", 50, 600, 0.2),
                                        ("30309", 5, 60, 0.2), ("30399", 50, 900, 0.35)):  # fmt: skip
            if rng.random() < chance:
                wages[code] = self.each(low, high)
        goods = {code: self.each(low, high) for code, low, high, chance in GOODS if rng.random() < chance}
        public = {code: cents for code, cents in goods.items() if cents}
        economic = {code: cents for code, cents in {**wages, **goods}.items() if cents}
        # transport allowances are personnel money in budgets of some provinces; final accounts fix the class
        if "30239" in public and rng.random() < 0.35 and not final:
            del public["30239"]
        return economic, public

    def functions(self, economic: dict[str, int], public: dict[str, int]) -> list[Entry]:
        """Gives the same basic expenditure by function."""
        get, rng = economic.get, self.rng
        retired = get("30301", 0) + get("30302", 0)
        medical = get("30110", 0)
        officials = medical * (self.heads - self.institution) // self.heads
        officials = self.round(officials) if self.institution else medical
        paid = {
            "2080501" if officials else "2080502": retired,
            "2080505": get("30108", 0),
            "2080506": get("30109", 0),
            "2101101": officials,
            "2101102": medical - officials,
            "2101103": get("30111", 0),
            "2101199": get("30114", 0),
            "2089999" if "2089999" in self.codes.names else "2089901": get("30112", 0) if rng.random() < 0.6 else 0,
            "2210201": get("30113", 0),
        }
        if rng.random() < 0.3:
            paid["2210203" if rng.random() < 0.7 else "2210202"] = self.round(get("30102", 0) * rng.uniform(0.1, 0.3))
        entries = [Entry(code, "general", cents, 0, 0) for code, cents in paid.items() if cents]
        rest = sum(economic.values()) - sum(public.values()) - sum(paid.values())
        return entries + self._main(rest, sum(public.values()))

    def _main(self, personnel: int, public: int) -> list[Entry]:
        """Splits what is left over the main items: administration and institutions."""
        main = self.main_items()
        if len(main) == 1:
            return [Entry(main[0], "general", personnel, public, 0)]
        share = min(max(self.institution / self.heads, 0.05), 0.95)
        second, second_public = self.round(personnel * share), self.round(public * share)
        return [
            Entry(main[0], "general", personnel - second, public - second_public, 0),
            Entry(main[1], "general", second, second_public, 0),
        ]

    def main_items(self) -> list[str]:
        """Gives the items that carry the staff, administration before institutions."""
        items = self.codes.items[self.main_group]
        if self.kind.items:
            return [item for item in self.kind.items if item in items][:1] or [items[0]]
        posts = []
        if self.heads > self.institution:
            posts.append(self.main_group + MAIN_ADMINISTRATION)
        if self.institution:
            posts.append(self.main_group + MAIN_INSTITUTION)
        return [item for item in posts if item in items] or [items[0]]

    def own_income(self, funds: tuple[str, ...]) -> list[Entry]:
        """Gives what is paid out of the publisher's own income, at the main item."""
        if self.rng.random() >= self.kind.own:
            return []
        fund = "business" if self.rng.random() < 0.5 else self.rng.choice(funds)
        item = self.main_items()[-1]
        return [Entry(item, fund, self.each(2_000, 60_000), self.each(2_000, 50_000), 0)]

    def balances(
        self, spending: Ledger, *, final: bool, carry: bool
    ) -> tuple[dict[str, int], dict[str, int], int, int]:
        """Gives opening and closing balances by fund, use and distribution of surplus; mostly nothing."""
        opening: dict[str, int] = {}
        closing: dict[str, int] = {}
        if carry and self.rng.random() < (0.5 if final else 0.35):
            for fund in (*FISCAL, "business"):
                total = spending.total(fund, "project") if fund in FISCAL else spending.total(fund)
                if total and self.rng.random() < 0.6:
                    opening[fund] = self.round(total * self.rng.uniform(0.01, 0.2))
                    if final and self.rng.random() < 0.7:
                        closing[fund] = self.round(total * self.rng.uniform(0.01, 0.15))
        surplus = distribution = 0
        if final and spending.total("business") and self.rng.random() < 0.3:
            surplus = self.round(spending.total("business") * self.rng.uniform(0.01, 0.08))
            distribution = self.round(spending.total("business") * self.rng.uniform(0.01, 0.05))
        return opening, closing, surplus, distribution

    def neighbour(self, entries: list[Entry], low: float, high: float, gone: float) -> list[Entry]:
        """Gives another year's or stage's entries of the same shape: most moved, some equal, some not there."""
        rng = self.rng
        result = []
        for entry in entries:
            if rng.random() < gone:
                continue
            if rng.random() < 0.12:
                result.append(entry)
                continue
            factor = rng.uniform(low, high)
            amounts = [self.round(cents * factor) if cents else 0 for cents in entry[2:]]
            result.append(Entry(entry.code, entry.fund, *amounts))
        return result

    def three_public(self, economic: dict[str, int]) -> ThreePublic:
        """Gives 三公经费: never less than the economic items of the basic expenditure."""
        rng = self.rng
        three = ThreePublic(operation=economic.get("30231", 0), reception=economic.get("30217", 0))
        if rng.random() < 0.25:
            three.reception += self.each(50, 500)
        if rng.random() < 0.15:
            three.operation += self.each(100, 900)
        if rng.random() < 0.1:
            three.purchase = self.round(rng.choice((150_000, 180_000, 179_800, 250_000)) * YUAN)
        if rng.random() < 0.06:
            three.overseas = self.round(rng.randrange(20_000, 400_000) * YUAN)
        return three

    def three_near(self, three: ThreePublic, low: float, high: float) -> ThreePublic:
        """Gives the 三公经费 of another stage or year."""

        def near(cents: int) -> int:
            return cents if self.rng.random() < 0.4 else self.round(cents * self.rng.uniform(low, high))

        return ThreePublic(near(three.overseas), near(three.purchase), near(three.operation), near(three.reception))

    def operating_cost(self, entries: list[Entry]) -> int:
        """Gives 机关运行经费: the public money of administration; institutions have none."""
        return sum(e.public for e in entries if e.fund == "general" and e.code.endswith(MAIN_ADMINISTRATION))

    def procurement(self, projects: list[ProjectPlan]) -> tuple[int, int, int]:
        """Gives purchases of goods, works and services: a part of the projects' money."""
        money = sum(plan.amount for plan in projects)
        goods, works, services = (
            self.round(money * self.rng.uniform(0.01, share)) if self.rng.random() < chance else 0
            for share, chance in ((0.15, 0.7), (0.2, 0.15), (0.5, 0.6))
        )
        return goods, works, services
