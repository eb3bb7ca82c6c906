"""The numbers of a passage that are quantities: amounts, percents, counts, each with its unit and its characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from pipelines.prose.wordings import units, words

Kind = Literal["money", "percent", "count", "flat"]

#: Begins with its first digit, which is what makes it fast; what may not stand before it is looked for behind that.
_NUMBER = re.compile(
    r"[0-9](?<![0-9.][0-9])(?<![0-9],[0-9])"
    r"(?:[0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]*(?:\.[0-9]+)?)"
)
#: A minus sign after a word or a bracket, and the digit behind it.
_NEGATIVE = re.compile(r"[\u4e00-\u9fff:(][-−]")
#: Titles of documents and what stands in square brackets claim nothing: 《2022年第51期…纪要》, 〔2022〕6号.
_QUOTED = re.compile(r"《[^《》]{0,200}》|[〔\[【][^〔〕\[\]【】]{0,30}[〕\]】]\d{0,4}号?")
_DATE = re.compile(
    r"(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,4}[年月][\d年月日]{0,12}|\d{1,2}月份?|\d+[-—~至]\d+(?!\d)(?=[年月层室楼号日])",
    re.ASCII,
)
_RANGE_AFTER = re.compile(r"%?[-—~]\d|至\d")
_RANGE_BEFORE = re.compile(r"[0-9%元日月][-—~至]$")
_CLAUSE_ENDS = ",。;、:!?)("
_BEFORE = 12
#: Characters of the longest number that is an amount; longer ones are codes.
_LONGEST = 18
#: Nothing that is stored reaches this: sixteen digits before the point.
_LIMIT = Decimal(10) ** 16


class Mention(NamedTuple):
    """A quantity: value in yuan, percent or units. `digits` is where its number stands; a `flat` one is a word."""

    kind: Kind
    start: int
    end: int
    value: Decimal
    unit: str
    digits: tuple[int, int]


def find_mentions(text: str, start: int, end: int) -> list[Mention]:
    """Gives the quantities of `text[start:end]`, a compact sentence, in order.

    Years, dates, ordinals and thresholds are none.

    >>> text = "截至2023年12月31日,单位价值100万元(含)以上的设备2台(套),共计24.94万元,占0.5%"
    >>> [(m.kind, str(m.value), m.unit) for m in find_mentions(text, 0, len(text))]
    [('count', '2', '台(套)'), ('money', '249400.00', '万元'), ('percent', '0.5', '%')]
    """
    hidden = [span.span() for span in _QUOTED.finditer(text, start, end)]
    found: list[Mention] = []
    quoted = 0
    for number in _NUMBER.finditer(text, start, end):
        digits = number.span()
        first = digits[0]
        if first > start and text[first - 1] in "-−" and _NEGATIVE.match(text, first - 2):
            first -= 1
        while quoted < len(hidden) and hidden[quoted][1] <= first:
            quoted += 1
        if quoted < len(hidden) and hidden[quoted][0] <= first:
            continue
        mention = _read(text, first, digits, (start, end), found[-1] if found else None)
        if mention is not None and abs(mention.value) < _LIMIT:
            found.append(mention)
    found += _flats(text, start, end)
    found.sort(key=lambda mention: mention.start)
    return found


def _read(
    text: str, start: int, digits: tuple[int, int], sentence: tuple[int, int], last: Mention | None
) -> Mention | None:
    """The quantity whose sign or first digit stands at `start`."""
    at, end = digits[1], sentence[1]
    before = text[max(sentence[0], start - _BEFORE) : start]
    if before.endswith(("第", "/")) or (before[-1:].isascii() and before[-1:].isalpha()):
        return None
    if _RANGE_BEFORE.search(before):  # the end of a range
        return None
    if _DATE.match(text, start, end) or _RANGE_AFTER.match(text, at, end):
        return None
    if at - digits[0] > _LONGEST:
        return None
    value = Decimal(text[digits[0] : at].replace(",", "")) * (-1 if start < digits[0] else 1)
    unit = units().unit.match(text, at, end)
    if unit is None:
        return _bare(text, Mention("count", start, at, value, "", digits), before, end, last)
    price, money, percent, more, count = unit.group("price", "money", "percent", "more", "count")
    if price is not None and units().averages.search(before):  # 人均公用经费1.85万元/人
        money = price.partition("/")[0]
    elif price is not None or _is_threshold(text, unit.end(), end, before, percent=percent is not None):
        return None
    if count == units().score and not units().scored.search(before):
        return None
    if money is not None:
        return Mention("money", start, unit.end(), value * units().money[money], money, digits)
    if percent is not None:
        return Mention("percent", start, unit.end(), value, percent, digits)
    value *= units().more[more] if more else 1
    return Mention("count", start, unit.end(), value, count, digits)


def _is_threshold(text: str, at: int, end: int, before: str, *, percent: bool) -> bool:
    if units().threshold_after.match(text, at, end):
        return not (percent and units().reached.search(before))
    return units().threshold_before.search(before) is not None


def _bare(text: str, number: Mention, before: str, end: int, last: Mention | None) -> Mention | None:
    """A number without a unit (事业编制6, 预算执行率为0); in a list of counts it has that of the one before."""
    short = text[number.end : number.end + 1]
    if short in units().without_yuan and units().spent.search(before) and _ends(text, number.end + 1, end):
        yuan = units().without_yuan[short]  # 国内公务接待支出0.40万(含外宾接待0万)
        return number._replace(kind="money", end=number.end + 1, value=number.value * yuan, unit=short)
    ends = _ends(text, number.end, end)
    for kind, pattern in units().bare:
        if pattern.search(before) and (ends or kind != "percent"):
            unit = {"money": "元", "percent": "%"}.get(kind, "")
            if kind == "money" and number.value:
                return None  # without a unit only nothing is exact
            return number._replace(kind=kind, unit=unit)
    if units().scored.search(before):
        return number._replace(unit=units().score)
    if ends and last is not None and last.kind == "count" and "." not in text[slice(*number.digits)]:
        lead = text[last.end : number.start]
        if len(lead) > 2 and lead[0] in ",、;" and lead[1:].isalpha() and not lead.isascii():
            return number._replace(unit=last.unit)
    return None


def _ends(text: str, at: int, end: int) -> bool:
    """Whether a clause ends at a place."""
    return at >= end or text[at] in _CLAUSE_ENDS


def _flats(text: str, start: int, end: int) -> Iterator[Mention]:
    """Words that say: no change. Roughly no change is none."""
    for found in words().flat.finditer(text, start, end):
        if not text.endswith(words().roughly, start, found.start()):
            yield Mention("flat", found.start(), found.end(), Decimal(0), "", (found.end(), found.end()))
