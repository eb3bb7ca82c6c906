"""Sources of a project's whole life and of the year that stood side by side, where the layout kept only their order.

项目资金总额 = 财政资金 + 其他资金 at the left, 年度资金申请总额 = 当年财政拨款 + 上年结转资金 + 其他资金 at the right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from pipelines.forms.performance.blocks import MoneyFound

_YEAR, _LIFE = "fund", "project_total"
_SUMS = "左右两侧并列，按资金来源先后和合计关系归入本侧"
_OPEN = "左右两侧并列，有多种归法符合合计关系，按先后推定"
#: More sources of one project are none.
_MOST = 10


def settle_sides(money: Sequence[MoneyFound]) -> list[MoneyFound]:
    """Gives every amount its side: sums and the order of equal sources tell it, else it is called ambiguous."""
    life = [found for found in money if found.item == _LIFE and found.fund == "all"]
    year = [found for found in money if found.item in ("annual_total", "project") and found.fund == "all"]
    lost = [at for at, found in enumerate(money) if found.lost_side]
    if len(life) != 1 or len(year) != 1 or not 0 < len(lost) <= _MOST:
        return list(money)
    choices = list(_choices([money[at] for at in lost]))
    ways = [way for way in choices if _adds_up(money, life[0], year[0], dict(zip(lost, way, strict=True)))]
    settled = list(money)
    for place, at in enumerate(lost):
        told = {way[place] for way in ways}
        item = told.pop() if len(told) == 1 else choices[0][place]
        sure = bool(ways) and not told
        settled[at] = replace(
            money[at], item=item, placement="inferred" if sure else "ambiguous", why=_SUMS if sure else _OPEN
        )
    return settled


def _choices(sources: Sequence[MoneyFound]) -> Iterator[tuple[str, ...]]:
    """The sides that sources may be on: what the year before left is the year's; of two alike the first is at the left.

    Unless the label of the other says that it is the year's. The likeliest comes first: the year's.
    """
    count, seen = Counter(found.fund for found in sources), Counter[str]()
    told = {found.fund for found in sources if found.of_year}
    options: list[tuple[str, ...]] = []
    for found in sources:
        fund = found.fund
        seen[fund] += 1
        if fund == "carryover" or found.of_year:
            options.append((_YEAR,))
        elif fund in told:
            options.append((_LIFE,))
        elif count[fund] == 2:
            options.append((_LIFE,) if seen[fund] == 1 else (_YEAR,))
        else:
            options.append((_YEAR, _LIFE))
    return product(*options)


def _adds_up(money: Sequence[MoneyFound], life: MoneyFound, year: MoneyFound, sides: dict[int, str]) -> bool:
    """Whether the sources of each side sum to its total; a side without sources says nothing."""
    for item, total in ((_LIFE, life), (_YEAR, year)):
        parts = [
            found.amount.yuan
            for at, found in enumerate(money)
            if found.fund != "all" and sides.get(at, found.item) == item
        ]
        if parts and sum(parts) != total.amount.yuan:
            return False
    return True
