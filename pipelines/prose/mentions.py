"""The numbers of a passage that are quantities: amounts, percents, counts, each with its unit and its characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from pipelines.prose.wordings import units, words

Kind = Literal["money", "percent", "count", "flat"]

_NUMBER = re.compile(
    r"(?<![\d.])(?<!\d,)(?P<sign>(?<=[\u4e00-\u9fff:(])[-−])?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)",
    re.ASCII,
)
#: Titles of documents and what stands in square brackets claim nothing: 《2022年第51期…纪要》, 〔2022〕6号.
_QUOTED = re.compile(r"《[^《》]{0,200}》|[〔\[【][^〔〕\[\]【】]{0,30}[〕\]】]\d{0,4}号?")
_DATE = re.compile(
    r"(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,4}[年月][\d年月日]{0,12}|\d{1,2}月份?|\d+[-—~至]\d+(?!\d)(?=[年月层室楼号日])",
    re.ASCII,
)
_RANGE_AFTER = re.compile(r"%?[-—~]\d|至\d")
_CLAUSE_ENDS = ",。;、:!?)"
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
        while quoted < len(hidden) and hidden[quoted][1] <= number.start():
            quoted += 1
        if quoted < len(hidden) and hidden[quoted][0] <= number.start():
            continue
        mention = _read(text, number, start, end, found[-1] if found else None)
        if mention is not None and abs(mention.value) < _LIMIT:
            found.append(mention)
    found += _flats(text, start, end)
    found.sort(key=lambda mention: mention.start)
    return found


def _read(text: str, number: re.Match[str], start: int, end: int, last: Mention | None) -> Mention | None:
    at = number.end()
    before = text[max(start, number.start() - _BEFORE) : number.start()]
    if before.endswith(("第", "/")) or (before[-1:].isascii() and before[-1:].isalpha()):
        return None
    if before[-1:] in "-—~至" and before[-2:-1] in "0123456789%元日月":  # the end of a range
        return None
    if _DATE.match(text, number.start(), end) or _RANGE_AFTER.match(text, at, end):
        return None
    if len(number["digits"]) > _LONGEST:
        return None
    value = Decimal(number["digits"].replace(",", "")) * (-1 if number["sign"] else 1)
    span = number.span("digits")
    unit = units().unit.match(text, at, end)
    if unit is None:
        return _bare(text, number, before, value, end, last)
    if unit["price"] is not None or _is_threshold(text, unit.end(), end, before, percent=unit["percent"] is not None):
        return None
    if unit["money"] is not None:
        return Mention("money", number.start(), unit.end(), value * units().money[unit["money"]], unit["money"], span)
    if unit["percent"] is not None:
        return Mention("percent", number.start(), unit.end(), value, unit["percent"], span)
    value *= units().more[unit["more"]] if unit["more"] else 1
    return Mention("count", number.start(), unit.end(), value, unit["count"], span)


def _is_threshold(text: str, at: int, end: int, before: str, *, percent: bool) -> bool:
    if units().threshold_after.match(text, at, end):
        return not (percent and units().reached.search(before))
    return units().threshold_before.search(before) is not None


def _bare(
    text: str, number: re.Match[str], before: str, value: Decimal, end: int, last: Mention | None
) -> Mention | None:
    """A number without a unit (事业编制6, 预算执行率为0); in a list of counts it has that of the one before."""
    span = number.span("digits")
    for kind, pattern in units().bare:
        if pattern.search(before):
            unit = {"money": "元", "percent": "%"}.get(kind, "")
            if kind == "money" and value:
                return None  # without a unit only nothing is exact
            return Mention(kind, number.start(), number.end(), value, unit, span)  # type: ignore[arg-type]
    ends = number.end() == end or text[number.end()] in _CLAUSE_ENDS
    if ends and last is not None and last.kind == "count" and "." not in number["digits"]:
        lead = text[last.end : number.start()]
        if len(lead) > 2 and lead[0] in ",、;" and lead[1:].isalpha() and not lead.isascii():
            return Mention("count", number.start(), number.end(), value, last.unit, span)
    return None


def _flats(text: str, start: int, end: int) -> Iterator[Mention]:
    """Words that say: no change. Roughly no change is none."""
    for found in words().flat.finditer(text, start, end):
        if not found["roughly"]:
            yield Mention("flat", found.start(), found.end(), Decimal(0), "", (found.end(), found.end()))
