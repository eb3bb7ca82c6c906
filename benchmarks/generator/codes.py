"""The state's code lists as the generator uses them: names valid in one year, items below a group, by plain look-up.

Source: `schemas/reference` (see its README for what was seen and what was recalled).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).parents[2] / "schemas" / "reference"
LAST_YEAR = 9999
CLASS, GROUP, ITEM = 3, 5, 7
#: Classes that a department's form lists although no department spends under them are left out by every province.
NOT_LISTED = frozenset({"209", "227", "230", "233"})
#: Every money form before 2020 ends at 债务付息支出; the class of 2020 was appended.
LISTED_BY_BUDGETS_TOO = frozenset({"227", "230", "233"})


def read_rows(name: str) -> list[dict[str, str]]:
    """Gives the rows of one reference list, header words as keys."""
    with (REFERENCE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _valid(row: dict[str, str], year: int) -> bool:
    return int(row["valid_from_year"] or 0) <= year <= int(row["valid_to_year"] or LAST_YEAR)


@dataclass(frozen=True, slots=True)
class CodeYear:
    """Both classifications of one year. `items` lists the 项 below each 款; `budget_types` says which budget pays."""

    names: dict[str, str]
    items: dict[str, tuple[str, ...]]
    budget_types: dict[str, str]
    economic: dict[str, str]
    classes: tuple[str, ...]

    def name(self, code: str) -> str:
        """Gives the official name of a functional or economic code.

        >>> code_year(2023).name("2010301"), code_year(2019).name("20805")
        ('行政运行', '行政事业单位离退休')
        """
        return self.names.get(code) or self.economic[code]


@cache
def code_year(year: int) -> CodeYear:
    """Gives the codes valid in one fiscal year."""
    rows = [row for row in read_rows("functional_codes.csv") if _valid(row, year)]
    names = {row["code"]: row["name"] for row in rows}
    types = {row["code"]: row["budget_type"] for row in rows}
    items: dict[str, list[str]] = {}
    for code in sorted(names):
        if len(code) == ITEM and code[:GROUP] in names:
            items.setdefault(code[:GROUP], []).append(code)
    economic = {row["code"]: row["name"] for row in read_rows("economic_codes.csv") if _valid(row, year)}
    classes = tuple(code for code in sorted(names) if len(code) == CLASS and code not in NOT_LISTED)
    return CodeYear(names, {group: tuple(codes) for group, codes in items.items()}, types, economic, classes)


@cache
def groups_paid_by(budget_type: str, year: int) -> tuple[str, ...]:
    """Gives the 款 with items that another budget pays: government_fund or state_capital."""
    book = code_year(year)
    return tuple(
        group
        for group, codes in book.items.items()
        if group[:CLASS] not in NOT_LISTED
        and book.budget_types.get(group) == budget_type
        and all(book.budget_types[c] == budget_type for c in codes)
    )
