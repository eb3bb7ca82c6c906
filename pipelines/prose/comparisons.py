"""What a figure is compared with: 比上年, 较年初预算数, 与2023年度相比, 同比."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.prose.names import is_in_name
from pipelines.prose.wordings import words

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_REACH = 40
#: A base for which the vocabulary has no word: a year further back. Its change is a claim without base.
EARLIER_YEAR = "earlier_year"


class Comparison(NamedTuple):
    """A base of comparison: its place (to the verb or the end of the clause), its kind, the year that it prints."""

    start: int
    end: int
    base: str
    year: int


def find_comparison(
    text: str, start: int, end: int, year: int, *, is_final: bool, to_verb: bool = False
) -> Comparison | None:
    """Gives the first comparison in a clause, read for a figure of `year`, or None.

    `to_verb` says that the clause ends at a direction (增加, 下降 …).

    The year before `year` is the previous year whatever is said of its budget, one further back is `EARLIER_YEAR`;
    预算 alone is, in a final account, the budget of the whole year.

    >>> find_comparison("比2022年预算执行数增加", 0, 12, 2023, is_final=False)
    Comparison(start=0, end=12, base='previous_year', year=2022)
    >>> find_comparison("比2019年增加", 0, 8, 2023, is_final=False).base
    'earlier_year'
    """
    for found in words().begin.finditer(text, start, end):
        limit = min(end, found.start() + _REACH)
        base, printed = _base_of(text, found.start(), limit, year, is_final=is_final)
        if not base or is_in_name(text, found.start()):  # 发展与改革事务, 超长期特别国债安排的支出
            continue
        if not (found[0] == "与" and _plain_budget(text, found.end(), limit)):
            return Comparison(found.start(), end, base, printed)
    lost = words().previous.match(text, start, end)  # 上年…增加: the word 较 is lost
    if lost and to_verb:
        return Comparison(lost.start(), end, "previous_year", 0)
    return None


def _plain_budget(text: str, start: int, end: int) -> bool:
    """预算 somewhere after 与 compares nothing: 与…相关的政府采购预算; 与预算数 does."""
    known = words()
    named = (known.previous, known.initial_budget, known.full_year_budget, _YEAR)
    return not any(pattern.search(text, start, end) for pattern in named) and not known.some_budget.match(text, start)


def _base_of(text: str, start: int, end: int, year: int, *, is_final: bool) -> tuple[str, int]:
    known = words()
    printed = _YEAR.search(text, start, end)
    when = int(printed[1]) if printed else 0
    if known.previous.search(text, start, end) or (when and when == year - 1):
        return "previous_year", when
    if when and when < year:
        return EARLIER_YEAR, when
    if known.initial_budget.search(text, start, end):
        return "initial_budget", when
    if known.full_year_budget.search(text, start, end):
        return "full_year_budget", when
    if known.some_budget.search(text, start, end):
        return ("full_year_budget" if is_final else "previous_year"), when
    return ("previous_year" if when == year else ""), when  # 2025年度支出…,比2025年减少: one of the years is stale
