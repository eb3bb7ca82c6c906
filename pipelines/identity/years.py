"""The fiscal year: what the document says of itself, not when it was published and not what it compares with."""

from __future__ import annotations

import re
from collections import Counter

from pipelines.identity.titles import Title
from pipelines.identity.wordings import load_wordings

_YEAR = re.compile(r"20[0-4]\d(?!\d)")
#: Enough of a text to see its year; the end is names of projects and indicators of other years.
_REACH = 12_000
_FEW = 2


def vote_year(titles: list[Title], text: str) -> int:
    """The fiscal year, 0 when no year is stated at all.

    A title counts six times, the title of a part or table twice, a sentence of the year's own figures once, so that a
    stale title loses only against a whole document. Without any of these, the year that most mentions agree on.

    >>> vote_year([], "2023年年初预算数732万元,比2022年年初预算数增加")
    2023
    """
    votes: Counter[int] = Counter()
    for title in titles:
        if title.year:
            votes[title.year] += 2 if title.heading else 6
    first = next((title.year for title in titles if title.year and not title.heading), 0)
    headings = Counter(title.year for title in titles if title.year and title.heading)
    if first and headings[first] > max((n for year, n in headings.items() if year != first), default=0) + 1:
        return first  # title and tables agree: the text may speak of other years as often as it likes
    words = load_wordings()
    said: Counter[int] = Counter()
    for hit in _YEAR.finditer(text, 0, _REACH):
        before = text[max(0, hit.start() - 3) : hit.start()]
        if before[-1:].isdigit() or before.rstrip().endswith(words.other_year):
            continue
        if words.own_year.match(text, hit.end()) and not words.compared.match(text, hit.end()):
            said[int(hit[0])] += 1
    total = sum(said.values())
    for year, count in said.items():
        votes[year] += min(12, count) if count * 2 > total else min(3, count)
    if not votes:
        hits = (hit for hit in _YEAR.finditer(text, 0, _REACH) if not text[hit.start() - 1 : hit.start()].isdigit())
        years = Counter(int(hit[0]) for hit in hits)
        year, count = max(years.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return year if count > max(_FEW, sum(years.values()) // 2) else 0
    return max(votes, key=lambda year: (votes[year], year == first, year))
