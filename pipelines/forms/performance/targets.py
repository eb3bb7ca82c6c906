"""What a target or actual value of an indicator says: how it compares, its number and its unit.

Source: 财政部《项目支出绩效评价管理办法》(财预〔2020〕10号): 定量指标 are figures with a sign, 定性指标 are words.
Words and units are data: `schemas/forms/performance_targets.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from pipelines.reading.text import fold, squeeze

#: A target is a cell; what is longer is read to here only.
_LONGEST = 2000
#: Dates are no quantities: 2023年, 2023年12月底前, 12月31日, 2023-12-31, 第4季度.
_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s?年(?:度)?(?:\s?\d{1,2}\s?月)?(?:\s?\d{1,2}\s?[日号])?"
    r"|(?<!\d)\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号]|(?=底|末|前|初|份|中旬|上旬|下旬))"
    r"|(?<!\d)(?:19|20)\d\d[-/](?:0?[1-9]|1[0-2])(?:[-/]\d{1,2})?(?!\d)|(?<!\d)(?:19|20)\d\d\.\d{1,2}\.\d{1,2}(?!\d)"
    r"|第\d季度"
)
#: More digits than this are no quantity.
_LONGEST_NUMBER = 30
_YEAR_UNITS = ("年", "年度")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a text, with what stands around it. `comparator` is empty where no sign or word says one."""

    comparator: str
    value: Decimal
    unit: str
    start: int
    end: int


def read_target(text: str, sign: str = "", unit: str = "") -> tuple[str, Decimal | None, str]:
    """Gives comparator, value and unit of a target cell; `sign` and `unit` are the cells of their own columns.

    A bare number compares with ``=``; words without a number, dates and 定性 are ``qualitative``. With several numbers
    there is no single value, and no unit but the column's.

    >>> read_target("600000", "≥", "次"), read_target("服务水平≥90%")
    (('>=', Decimal('600000'), '次'), ('>=', Decimal('90'), '%'))
    >>> read_target("大于等于100次"), read_target("=719个"), read_target("95%以上")
    (('>=', Decimal('100'), '次'), ('=', Decimal('719'), '个'), ('>=', Decimal('95'), '%'))
    >>> read_target("长期"), read_target("2023年"), read_target("优良", "定性"), read_target("≤预算数")
    (('qualitative', None, ''), ('qualitative', None, ''), ('qualitative', None, ''), ('<=', None, ''))
    >>> read_target("年均办件量2万件，接待办事群众2万人次"), read_target("≥13459.00(平方米)")
    (('=', None, ''), ('>=', Decimal('13459.00'), '平方米'))
    """
    unit = "".join(unit.split())
    nature = read_sign(sign)
    if nature == "qualitative":
        return nature, None, unit
    folded = fold(text[:_LONGEST])
    quantities = read_quantities(folded)
    signed = [quantity for quantity in quantities if quantity.comparator]
    told = signed if len(signed) == 1 else quantities
    if len(told) == 1:
        only = told[0]
        if unit in _YEAR_UNITS and not nature and 1990 <= only.value < 2100 and only.value == int(only.value):
            return "qualitative", None, unit
        return nature or only.comparator or "=", only.value, unit or only.unit
    if told:
        comparators = {quantity.comparator or "=" for quantity in told}
        return nature or (comparators.pop() if len(comparators) == 1 else "="), None, unit
    return nature or _leading_sign(folded) or "qualitative", None, unit


def read_sign(sign: str) -> str:
    """The comparator that a sign column prints (指标性质 ≥, 大于等于, 定性), or the empty string.

    >>> read_sign("≥"), read_sign("小于等于"), read_sign("定性"), read_sign("定量")
    ('>=', '<=', 'qualitative', '')
    """
    key = squeeze(sign)
    words = _words()
    return words.before.get(key) or ("qualitative" if key in words.qualitative else "")


def is_sign(sign: str) -> bool:
    """Whether a cell is what a column of signs prints."""
    words, key = _words(), squeeze(sign)
    return key in words.before or key in words.qualitative or key in words.silent


def is_unit(text: str) -> bool:
    """Whether a cell is nothing but a unit of count, as a column 计量单位 prints it.

    >>> is_unit("万件次"), is_unit("个(套)"), is_unit("元/平方米"), is_unit("服务质量"), is_unit("90%")
    (True, True, True, False, False)
    """
    return _words().unit.fullmatch(squeeze(text)[:40]) is not None


def read_quantities(folded: str) -> list[Quantity]:
    """All numbers of a folded text that are no dates, each with its sign and its unit."""
    words = _words()
    dates = deque(match.span() for match in _DATE.finditer(folded))
    found = []
    for match in words.quantity.finditer(folded):
        start, end = match.span("number")
        while dates and dates[0][1] <= start:
            dates.popleft()
        if (dates and dates[0][0] < end) or end - start > _LONGEST_NUMBER:
            continue
        comparator = words.after.get(match["after"] or "") or words.before.get(
            "".join((match["sign"] or "").split()), ""
        )
        value = Decimal(match["number"].replace(",", ""))
        unit = match["unit"] or _short_tail(folded[end : end + 16])
        found.append(Quantity(comparator, -value if match["minus"] else value, unit, start, end))
    return found


def find_claim(folded: str) -> int | None:
    """Where the target of a text that names and compares begins (its sign), or None without a sign behind a name.

    >>> find_claim("培训次数大于等于100次"), find_claim("服务购买成本≤预算数"), find_claim("全年按进度完成")
    (4, 6, None)
    """
    words = _words()
    for match in words.quantity.finditer(folded):
        if match["sign"] and match.start("sign") > 0:
            return match.start("sign")
    places = [at for word in words.symbols if (at := folded.find(word)) > 0]
    return min(places) if places else None


def _leading_sign(folded: str) -> str:
    """The comparator of a target without a number: ≤预算数, 不低于上年."""
    key = "".join(folded.split())[:200]
    words = _words()
    for word, comparator in words.symbols.items():
        if word in key:
            return comparator
    lead = words.sign.match(key)
    return words.before[lead[0]] if lead and words.before[lead[0]] != "=" else ""


def _short_tail(rest: str) -> str:
    """A unit that no list has: up to four characters that end the text behind its only number."""
    tail = "".join(rest.split()).strip("()")
    return tail if 0 < len(tail) <= 4 and tail.isalpha() and tail not in _words().after else ""


@dataclass(frozen=True, slots=True)
class _Words:
    before: dict[str, str]
    after: dict[str, str]
    symbols: dict[str, str]
    qualitative: frozenset[str]
    silent: frozenset[str]
    sign: re.Pattern[str]
    unit: re.Pattern[str]
    quantity: re.Pattern[str]


@cache
def _words() -> _Words:
    """The word lists, compiled once."""
    path = files("schemas") / "forms" / "performance_targets.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    before = {word: sign for sign, words in data["comparators"].items() for word in words}
    after = {word: sign for sign, words in data["suffixes"].items() for word in words}
    sign = _longest_first(before)
    base = f"(?:[万亿千百]{{0,2}}{_longest_first(set(data['units']['words']))})"
    unit = rf"{base}(?:/{base}){{0,3}}(?:\({base}\))?"
    number = r"\d+(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
    quantity = (
        rf"(?:(?P<sign>{sign})[\s:在到约]{{0,3}})?(?P<minus>(?<![\d%])-)?(?P<number>{number})"
        rf"\s{{0,3}}\(?(?P<unit>{unit})?\)?(?P<after>{_longest_first(after)})?"
    )
    symbols = {
        word: before[word]
        for word in sorted(before, key=len, reverse=True)
        if not word.isalpha() and before[word] != "="
    }
    nature = data["natures"]
    return _Words(
        before,
        after,
        symbols,
        frozenset(nature["qualitative"]),
        frozenset(nature["silent"]),
        re.compile(sign),
        re.compile(unit),
        re.compile(quantity),
    )


def _longest_first(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"
