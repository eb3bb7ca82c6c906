"""Subjects that several words make together: 一般公共预算 + 财政拨款 + 基本支出."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from pipelines.prose.lexicon import Hit
from pipelines.prose.subjects import Asked, Found, Subject, names_office, residue
from pipelines.prose.wordings import load

_STRONG_SIDE = re.compile(
    r"(?:本年|全年|当年|总|年度|年|整体)(?:财政)?(?:收入|支出)"
    r"|(?:收入|支出)(?:总计|合计|总额|总预算|预算总|决算总|预算合计|决算合计)"
)
_VERB = re.compile(r"(?:共计?|累计|总共|已|实际)(?:支出|收入)$")
#: What a department's name ends with that speaks of its own office: 司法局(本级).
_OWN_LEVEL = re.compile(r"\((?:本级|本部|机关|部门|汇总)\)$")
_GENERAL_WHOLES = frozenset(
    ("general_expenditure", "general_basic_expenditure", "general_revenue", "fiscal_appropriation_expenditure")
)
_NATURES = {
    "project": "project_expenditure",
    "personnel": "personnel",
    "public": "public_funds",
    "operating": "operating_expenditure",
    "remitted_up": "remitted_up",
    "subsidy": "subsidy_to_units",
}
#: What these pay for has no topic by nature.
_FUNDS_APART = ("government_fund", "state_capital")
#: What the words of a composed subject say.
PARTS = ("nature", "source", "carry", "fund", "side")
_KIND = "类"
_TOTALS = {"both": "revenue_expenditure_total", "revenue": "revenue_total", "expenditure": "expenditure_total"}


@cache
def words_of_parts(dimension: str) -> dict[str, str]:
    """What the words of a part of a subject mean."""
    key = "" if dimension in ("source", "carry") else dimension
    data = load("subjects")[dimension]
    return {word: entry[key] if key else word for entry in data for word in entry["words"]}


def _last(hits: Sequence[Hit[str]]) -> Hit[str] | None:
    return hits[-1] if hits else None


def composed_subject(
    words: Mapping[str, Sequence[Hit[str]]], text: str, start: int, end: int, asked: Asked
) -> Found | None:
    """Gives the subject that the words of a phrase for its `PARTS` make together, or None.

    >>> words = {"fund": [Hit(2, 7, "government_fund")], "nature": [Hit(13, 17, "basic")]}
    >>> composed_subject(words, "使用政府性基金财政拨款安排基本支出", 0, 17, Asked()).subject.topic
    'government_fund_expenditure'
    """
    nature, source, carry, side = (_last(words.get(part, ())) for part in ("nature", "source", "carry", "side"))
    funds = words.get("fund", ())
    fund = _last([hit for hit in funds if hit.meaning != "fiscal_appropriation"]) or _last(funds)
    if source is not None and fund is not None and source.start <= fund.start and fund.end <= source.end:
        fund = None  # 使用非财政拨款结余 is a source of its own
    if carry is not None and (source is None or fund is not None) and (side is None or carry.start > side.start):
        return None  # 财政拨款结转结余 is no 财政拨款收入
    if nature is not None and text.endswith(_KIND, start, nature.start):
        return Found(Subject("other"), nature.start, nature.end)  # 基本建设类项目支出 is one kind of it
    if nature is not None:
        return _of_nature(nature, fund, asked)
    if fund is not None:
        return _of_fund(fund, side, asked)
    if source is not None:
        return Found(Subject("revenue_source", label=text[source.start : source.end]), source.start, source.end)
    return _of_side(text, start, end, side, asked) if side is not None else None


def _of_nature(nature: Hit[str], fund: Hit[str] | None, asked: Asked) -> Found:
    start = min(fund.start, nature.start) if fund else nature.start
    topic = _NATURES.get(nature.meaning, "")
    if topic and fund is not None and fund.meaning in _FUNDS_APART:
        return Found(Subject("other"), start, nature.end)  # 政府性基金预算项目支出 is not the department's
    if not topic:  # 基本支出
        whole = asked.whole.topic if asked.whole else ""
        if fund is None:
            topic = "general_basic_expenditure" if whole in _GENERAL_WHOLES else "basic_expenditure"
        elif fund.meaning in _FUNDS_APART:
            topic = f"{fund.meaning}_expenditure"
        else:
            topic = "general_basic_expenditure"
    return Found(Subject(topic), start, nature.end)


def _of_fund(fund: Hit[str], side: Hit[str] | None, asked: Asked) -> Found:
    end = max(fund.end, side.end) if side else fund.end
    if side is not None and side.meaning == "both":
        topic = (
            "fiscal_appropriation_total"
            if fund.meaning in ("fiscal_appropriation", "general")
            else "revenue_expenditure_total"
        )
        return Found(Subject(topic), fund.start, end)
    which = side.meaning if side is not None else _side_of(asked)
    return Found(Subject(f"{fund.meaning}_{which}"), fund.start, end)


def _side_of(asked: Asked) -> str:
    """The side of a fund without the word: that of the whole; money that is granted (拨款) comes in."""
    for subject in (asked.whole, asked.current):
        if subject is not None and subject.side:
            return subject.side
    return "revenue"


def _of_side(text: str, start: int, end: int, side: Hit[str], asked: Asked) -> Found | None:
    region = text[start:end]
    if _VERB.search(region):
        return None  # 共计支出3.3万元: what was spent, not the total of all expenditure
    if side.meaning != "both" and not _STRONG_SIDE.search(region):
        goes_on = side.meaning == "expenditure" and text[start - 1 : start] == ","
        if goes_on and asked.current is not None and asked.current.is_narrow and not residue(region):
            return None  # 公务接待12批次,支出2.5万元: what it cost
        before = residue(_OWN_LEVEL.sub("", text[start : side.start]))
        if before and not (len(before) >= 3 and names_office(before)):
            return None
        if residue(text[side.end : end]):
            return None
    return Found(Subject(_TOTALS[side.meaning]), side.start, side.end)
