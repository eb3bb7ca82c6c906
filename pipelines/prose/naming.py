"""What a phrase names: a project, a classification code, a topic with words of its own, or a composed subject."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from pipelines.prose.composition import PARTS, composed_subject, words_of_parts
from pipelines.prose.lexicon import Hit, Lexicon
from pipelines.prose.names import (
    CodeName,
    economic_names,
    end_of_examples,
    find_economic,
    find_functional,
    functional_names,
)
from pipelines.prose.subjects import UNKNOWN, Asked, Found, Subject, residue
from pipelines.prose.wordings import load

#: Wholes whose parts are items of cost: there 培训费 is an economic item, not the topic of its own section.
_COST_WHOLES = frozenset(
    ("operating_cost", "public_funds", "economic", "personnel", "basic_expenditure", "general_basic_expenditure")
)

#: What is spoken of where items of cost are listed.
_COST_LISTS = frozenset(("economic", "operating_cost"))
#: 三公: who names all of them names their sum.
_THREE = (
    frozenset(("overseas_travel",)),
    frozenset(("reception",)),
    frozenset(("official_vehicle", "vehicle_purchase", "vehicle_operation")),
)


#: A word before one of these is part of a body's name.
_BODIES = ("局", "中心", "学院", "大学", "医院", "协会", "学会")
_DENIES = re.compile(r"无|没有|未")
_CALLED = re.compile(r"\((?:以下)?(?:简称|统称|合称|即)?$")
_INCLUDING = re.compile(r"\((?:其中|均|都|不)?(?:含|包括|包含)(?!\))")


class _Word(NamedTuple):
    topic: str
    rank: int
    units: frozenset[str]
    within: frozenset[str]

    def fits(self, asked: Asked) -> bool:
        """Whether a number of this kind and unit can be one of it; what stays the same is read as money."""
        kind = "money" if asked.kind == "flat" else asked.kind
        if self.units and kind not in self.units and (kind != "count" or asked.unit not in self.units):
            return False
        return not self.within or any(about and about.topic in self.within for about in (asked.whole, asked.current))


@cache
def _topics() -> dict[str, tuple[_Word, ...]]:
    by_word: dict[str, list[_Word]] = {}
    for entry in load("subjects")["subject"]:
        meaning = _Word(
            entry["topic"], entry["rank"], frozenset(entry.get("units", ())), frozenset(entry.get("within", ()))
        )
        for word in entry["words"]:
            by_word.setdefault(word, []).append(meaning)
    return {word: tuple(meanings) for word, meanings in by_word.items()}


@cache
def _lexicon() -> Lexicon[Any]:
    """All words that name a subject or a part of one, by what they name."""
    lists: dict[str, Mapping[str, Any]] = {
        "topic": _topics(),
        "functional": functional_names(),
        "economic": economic_names(),
    }
    return Lexicon(lists | {dimension: words_of_parts(dimension) for dimension in PARTS})


@cache
def _funds() -> Lexicon[str]:
    """The words of funds and of what is carried over, alone."""
    return Lexicon({part: words_of_parts(part) for part in ("fund", "carry")})


def find_subject(
    text: str, start: int, end: int, asked: Asked = UNKNOWN, projects: Lexicon[str] | None = None
) -> Found | None:
    """Gives the subject that `text[start:end]` names, or None.

    Projects come first, then printed paths of functional subjects, then the topics with words of their own and the
    names of codes, then what fund, nature and side say together.

    >>> text = "2023年度一般公共预算财政拨款基本支出"
    >>> find_subject(text, 0, len(text)).subject.topic
    'general_basic_expenditure'
    """
    head = end_of_examples(text, start, end)
    if head > start:  # 基本工资、津贴补贴等人员经费支出
        named = find_subject(text, head, end, asked, projects)
        if named is not None:
            return named
    aside = _INCLUDING.search(text, start, end)
    if aside is not None:  # 收入预算(含上年结转): of what the figure is, not what it holds
        before = find_subject(text, start, aside.start(), asked, projects)
        if before is not None:
            return before
    if projects is not None:
        named = projects.find(text, start, end).get("project")
        if named:
            return Found(Subject("project", project=named[-1].meaning), named[-1].start, named[-1].end)
    words = _lexicon().find(text, start, end)
    if not words:
        return None
    is_count = asked.kind == "count"
    codes = () if is_count else words.get("functional", ())
    functional = find_functional(codes, text, start, end, asked.within, asked.printed) if codes else None
    if functional is not None and functional.is_marked:
        return _of_code(functional, "functional")
    topic = _choose_topic(words.get("topic", ()), text, start, asked)
    if (
        functional is not None
        and len(functional.code) != 3
        and residue(text[start : functional.start] + text[functional.end : end])
    ):
        functional = None  # 司法 in the name of an office is no subject
    named_code = None if is_count else _unmarked(functional, words.get("economic", ()), asked)
    if topic is None and named_code is None:
        return None if is_count else composed_subject(words, text, start, end, asked)
    if topic is None or named_code is None:
        return topic or named_code
    if named_code.subject.economic and _lists_costs(asked):
        return named_code
    begins_before = named_code.start < topic.start < named_code.end  # 政协会议支出
    covers = named_code.start == topic.start and named_code.end > topic.end
    return named_code if named_code.start >= topic.end or begins_before or covers else topic


def _lists_costs(asked: Asked) -> bool:
    """Whether items of cost are listed: as parts of a whole of costs, or behind another (主要用于办公费3万元、…)."""
    of_costs = asked.whole is not None and asked.whole.topic in _COST_WHOLES
    return of_costs or (asked.current is not None and asked.current.topic in _COST_LISTS)


def fund_spoken_of(text: str, start: int, end: int) -> str:
    """Gives the fund that the words before a sentence's first figure speak of: 本年支出 behind it is of that fund.

    >>> text = "政府性基金预算财政拨款年初结转和结余0万元,本年支出10万元"
    >>> fund_spoken_of(text, 0, 19), fund_spoken_of("无政府性基金预算,支出", 0, 11)
    ('government_fund', '')
    """
    named = _funds().find(text, start, end)
    funds = named.get("fund", ())
    if not funds or _DENIES.search(text, start, end) or _INCLUDING.search(text, start, end):
        return ""
    fund = next((hit for hit in reversed(funds) if hit.meaning != "fiscal_appropriation"), funds[-1])
    carried = any(hit.start > fund.start for hit in named.get("carry", ()))
    return fund.meaning if carried or fund.meaning in ("government_fund", "state_capital") else ""


def _of_code(name: CodeName, kind: str) -> Found:
    subject = (
        Subject("functional", functional=name.code) if kind == "functional" else Subject("economic", economic=name.code)
    )
    return Found(subject, name.start, name.end)


def _unmarked(functional: CodeName | None, items: Sequence[Hit[tuple[str, ...]]], asked: Asked) -> Found | None:
    """A bare name: a class of functions, a part of the function that is spoken of, else an item of cost."""
    cost = asked.whole is not None and asked.whole.topic in _COST_WHOLES
    fits = functional is not None and (len(functional.code) == 3 or asked.within or asked.listed == "functional")
    if functional is not None and fits and functional.code and not cost:
        return _of_code(functional, "functional")
    economic = find_economic(items)
    if economic is not None and economic.code:
        return _of_code(economic, "economic")
    if functional is not None and (functional.code or functional.is_of_many):
        return _of_code(functional, "functional")
    return None


def _choose_topic(hits: Sequence[Hit[tuple[_Word, ...]]], text: str, start: int, asked: Asked) -> Found | None:
    best: tuple[int, int] | None = None
    found: Found | None = None
    listed: list[Found] = []
    for hit in hits:
        if text.startswith("不含", max(hit.start - 2, start)):  # 设备(不含车辆)
            continue
        if text.startswith(_BODIES, hit.end):  # 文物局所属单位28家
            continue
        fitting = [word for word in hit.meaning if word.fits(asked)]
        if not fitting:
            continue
        word = min(reversed(fitting), key=lambda word: word.rank)
        here = Found(Subject(word.topic), hit.start, hit.end)
        if word.topic == "three_public_total" and listed and _CALLED.search(text, listed[-1].end, hit.start):
            return here  # 公务用车运行费(简称三公经费): the name of all before it
        if listed and residue(text[listed[-1].end : hit.start]):
            listed.clear()
        listed.append(here)
        if best is None or (word.rank, -hit.end) <= best:
            best = (word.rank, -hit.end)
            found = here
    return _sum_of_three(listed) or found


def _sum_of_three(listed: list[Found]) -> Found | None:
    """因公出国(境)费、公务用车购置及运行费和公务接待费: named in one breath, they are 三公 together."""
    topics = {each.subject.topic for each in listed}
    if not all(topics & part for part in _THREE):
        return None
    return Found(Subject("three_public_total"), listed[0].start, listed[-1].end)
