"""分别, 各: as many figures as things or years named before them, in the same order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.prose.mentions import Mention
from pipelines.prose.naming import find_subject
from pipelines.prose.subjects import Asked, Found, Subject, is_nobody

_RESPECTIVELY = re.compile(r"分别|各(?=增|减|上升|下降|降|为)")
_CLAUSE = re.compile(r"[,;:。]")
#: Between the things, and between the figures.
_COMMA = "、"
_AND = re.compile(r"以及|[和及与]")
_NEXT = re.compile(r"[、,]?(?:以及|[和及与])?(?:(?:增加|增长|减少|下降|降低)了?)?")
_YEAR = re.compile(r"(?<!\d)20\d{2}(?=年)")
#: From the word to its first figure: 分别占本年支出合计的, 分别比上年增加.
_REACH = 40


class Share(NamedTuple):
    """What one of several figures is about: the `first` of them says its role. `year` is 0 where years are not told.

    Without `found` it is the claim `back` places before the first figure: …1万元、…2万元,分别占20%、40%.
    """

    first: Mention
    found: Found | None
    year: int
    back: int


def shared_out(text: str, start: int, mentions: Sequence[Mention], known: Asked) -> dict[int, Share]:
    """Gives, by where a figure stands, what it is about; figures that can not be told apart are about `other`.

    >>> from pipelines.prose.mentions import find_mentions
    >>> text = "货物、工程和服务采购分别为1万元、2万元和3万元"
    >>> shares = shared_out(text, 0, find_mentions(text, 0, len(text)), Asked())
    >>> [share.found.subject.topic for share in shares.values() if share.found]
    ['procurement_goods', 'procurement_works', 'procurement_services']
    """
    given: dict[int, Share] = {}
    before: Sequence[Found | None] = []
    for word in _RESPECTIVELY.finditer(text, start, mentions[-1].end):
        figures = _figures(text, word.end(), mentions)
        if len(figures) <= 1:
            continue
        begin = max([start, *(sign.end() for sign in _CLAUSE.finditer(text, start, word.start()))])
        asked = known._replace(kind=figures[0].kind, unit=figures[0].unit)
        years = [int(year[0]) for year in _YEAR.finditer(text, begin, word.start())]
        whole = find_subject(text, begin, word.start(), asked)
        if len(years) == len(figures) and whole is not None:
            named = [whole] * len(figures)
        elif whole is None and len(before) == len(figures):  # …,较上年分别增加1万元、减少2万元
            years, named = [0] * len(figures), before
        elif whole is None and is_nobody(text[begin : word.start()]):
            years, named = [0] * len(figures), [None] * len(figures)
        else:
            years = [0] * len(figures)
            asked = asked._replace(current=whole.subject) if whole is not None else asked
            named = _things(text, begin, word.start(), len(figures), asked)
        before = named
        rows = [figures]
        again = _figures(text, figures[-1].end + 1, mentions)  # …,增长5%和6%
        if len(again) == len(figures) and not find_subject(text, figures[-1].end, again[0].start, asked):
            rows.append(again)
        for row in rows:
            for number, (figure, found, year) in enumerate(zip(row, named, years, strict=True)):
                place = found
                if found is not None and figure is not figures[0]:
                    place = Found(found.subject, figure.start, figure.end)
                given[figure.start] = Share(row[0], place, year, len(figures) - number)
    return given


def _figures(text: str, at: int, mentions: Sequence[Mention]) -> list[Mention]:
    """The figures that stand side by side behind the word."""
    figures: list[Mention] = []
    for mention in mentions:
        if mention.start < at:
            continue
        if not figures:
            if mention.start - at > _REACH or _CLAUSE.search(text, at, mention.start):
                return []
        elif mention.kind != figures[0].kind or not _NEXT.fullmatch(text, figures[-1].end, mention.start):
            break
        figures.append(mention)
    return figures


def _things(text: str, start: int, end: int, count: int, asked: Asked) -> list[Found]:
    spans: list[tuple[int, int]] = []
    at = start
    while (comma := text.find(_COMMA, at, end)) >= 0:
        spans.append((at, comma))
        at = comma + 1
    spans.append((at, end))
    if len(spans) == count - 1:  # the last two may stand around 和
        for joint in _AND.finditer(text, at, end):
            both = [(at, joint.start()), (joint.end(), end)]
            if all(find_subject(text, *span, asked) for span in both):
                spans[-1:] = both
                break
    found = [find_subject(text, *span, asked) for span in spans]
    known = [each for each in found if each is not None]
    if len(known) == count and len({each.subject for each in known}) == count:
        return known
    return [Found(Subject("other"), start, end)] * count
