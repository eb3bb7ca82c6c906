"""What a claim is about: the topic of a noun phrase, with its code, its project or its source of funds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipelines.prose.lexicon import Hit, Lexicon
from pipelines.prose.names import CodeName, find_economic, find_functional
from pipelines.prose.wordings import load, words

_YEAR = re.compile(r"(?:19|20)\d{2}年?(?:度)?")
_NOISE = re.compile(r"[\W\d_]+")
#: A department that stands before 收入预算 says whose it is, not what it is.
_OFFICE = re.compile(r"[局委办院所站校厅部会处队心社团馆室府园库台联院道镇乡县区市省)]$")
_STRONG_SIDE = re.compile(
    r"(?:本年|全年|当年|总|年度|年)(?:财政)?(?:收入|支出)|(?:收入|支出)(?:总计|合计|总额|总预算|预算总|决算总|预算合计|决算合计)"
)
_VERB = re.compile(r"(?:共计?|累计|总共|已|实际)(?:支出|收入)$")
_FIGURE_ONLY = re.compile(
    r"(?:(?:19|20)\d{2}年度?)?(?:支出|收入)(?:年初预算|全年预算|调整预算|决算|执行)(?:数|总额)?(?:为|是|共|约|:)*"
)
#: Wholes whose parts are items of cost: there 培训费 is an economic item, not the topic of its own section.
_COST_WHOLES = frozenset(
    ("operating_cost", "public_funds", "economic", "personnel", "basic_expenditure", "general_basic_expenditure")
)
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
_TOTALS = {"both": "revenue_expenditure_total", "revenue": "revenue_total", "expenditure": "expenditure_total"}
_REVENUES = frozenset(
    ("revenue_total", "revenue_source", "fiscal_appropriation_revenue", "general_revenue", "government_fund_revenue")
    + ("state_capital_revenue",)
)


class Subject(NamedTuple):
    """What is claimed about. `label` is a name that no code tells: a source of revenue."""

    topic: str
    functional: str = ""
    economic: str = ""
    project: str = ""
    label: str = ""

    @property
    def side(self) -> str:
        """`revenue` for subjects on that side, `expenditure` for the others, empty for both together."""
        if self.topic in ("revenue_expenditure_total", "fiscal_appropriation_total", "other"):
            return ""
        return "revenue" if self.topic in _REVENUES else "expenditure"


class Found(NamedTuple):
    """A subject and the characters that name it."""

    subject: Subject
    start: int
    end: int


class Asked(NamedTuple):
    """What is known of the number that a subject is looked for: its kind and unit, its whole, the side it stands on."""

    kind: str = "money"
    unit: str = ""
    whole: Subject | None = None
    current: Subject | None = None
    within: str = ""


class _Word(NamedTuple):
    topic: str
    rank: int
    units: frozenset[str]
    within: frozenset[str]


@cache
def _topics() -> Lexicon[tuple[_Word, ...]]:
    by_word: dict[str, list[_Word]] = {}
    for entry in load("subjects")["subject"]:
        meaning = _Word(
            entry["topic"], entry["rank"], frozenset(entry.get("units", ())), frozenset(entry.get("within", ()))
        )
        for word in entry["words"]:
            by_word.setdefault(word, []).append(meaning)
    return Lexicon({word: tuple(meanings) for word, meanings in by_word.items()})


@cache
def _parts(dimension: str) -> Lexicon[str]:
    key = "" if dimension == "source" else dimension
    data = load("subjects")[dimension]
    return Lexicon({word: entry[key] if key else word for entry in data for word in entry["words"]})


def find_subject(
    text: str, start: int, end: int, asked: Asked = Asked(), projects: Lexicon[str] | None = None
) -> Found | None:
    """Gives the subject that `text[start:end]` names, or None.

    Projects come first, then printed paths of functional subjects, then the topics with words of their own and the
    names of codes, then what fund, nature and side say together.

    >>> text = "2023年度一般公共预算财政拨款基本支出"
    >>> find_subject(text, 0, len(text)).subject.topic
    'general_basic_expenditure'
    """
    if projects is not None:
        named = list(projects.find(text, start, end))
        if named:
            return Found(Subject("project", project=named[-1].meaning), named[-1].start, named[-1].end)
    functional = find_functional(text, start, end, asked.within) if asked.kind != "count" else None
    if functional is not None and functional.is_marked:
        return _of_code(functional, "functional")
    economic = find_economic(text, start, end) if asked.kind != "count" else None
    topic = _find_topic(text, start, end, asked)
    if (
        functional is not None
        and len(functional.code) > 3
        and residue(text[start : functional.start] + text[functional.end : end])
    ):
        functional = None  # 司法 in the name of an office is no subject
    named_code = _unmarked(functional, economic, asked)
    if topic is None and named_code is None:
        return _composed(text, start, end, asked)
    if topic is None or named_code is None:
        return topic or named_code
    if asked.whole is not None and asked.whole.topic in _COST_WHOLES and named_code.subject.economic:
        return named_code
    inside = named_code.start <= topic.start and topic.end <= named_code.end
    longer = named_code.end - named_code.start > topic.end - topic.start
    return named_code if named_code.start >= topic.end or (inside and longer) else topic


def _of_code(name: CodeName, kind: str) -> Found:
    subject = (
        Subject("functional", functional=name.code) if kind == "functional" else Subject("economic", economic=name.code)
    )
    return Found(subject, name.start, name.end)


def _unmarked(functional: CodeName | None, economic: CodeName | None, asked: Asked) -> Found | None:
    """A bare name: a class of functions, a part of the function that is spoken of, else an item of cost."""
    cost = asked.whole is not None and asked.whole.topic in _COST_WHOLES
    if functional is not None and (len(functional.code) == 3 or asked.within) and functional.code and not cost:
        return _of_code(functional, "functional")
    if economic is not None and economic.code:
        return _of_code(economic, "economic")
    if functional is not None and functional.code:
        return _of_code(functional, "functional")
    return None


def _find_topic(text: str, start: int, end: int, asked: Asked) -> Found | None:
    best: tuple[int, int] | None = None
    found: Found | None = None
    for hit in _topics().find(text, start, end):
        if text.startswith("不含", max(hit.start - 2, start)):  # 设备(不含车辆)
            continue
        for word in hit.meaning:
            if word.units and asked.kind not in word.units and (asked.kind != "count" or asked.unit not in word.units):
                continue
            if word.within and not any(about and about.topic in word.within for about in (asked.whole, asked.current)):
                continue
            if best is None or (word.rank, -hit.end) <= best:
                best = (word.rank, -hit.end)
                found = Found(Subject(word.topic), hit.start, hit.end)
    return found


def _last(hits: Sequence[Hit[str]]) -> Hit[str] | None:
    return hits[-1] if hits else None


def _composed(text: str, start: int, end: int, asked: Asked) -> Found | None:
    if asked.kind == "count":
        return None
    nature = _last(list(_parts("nature").find(text, start, end)))
    source = _last(list(_parts("source").find(text, start, end)))
    funds = list(_parts("fund").find(text, start, end))
    side = _last(list(_parts("side").find(text, start, end)))
    fund = _last([hit for hit in funds if hit.meaning != "fiscal_appropriation"]) or _last(funds)
    if source is not None and fund is not None and source.start <= fund.start and fund.end <= source.end:
        fund = None  # 使用非财政拨款结余 is a source of its own
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
    if not topic:  # 基本支出
        whole = asked.whole.topic if asked.whole else ""
        if fund is None:
            topic = "general_basic_expenditure" if whole in _GENERAL_WHOLES else "basic_expenditure"
        elif fund.meaning in ("government_fund", "state_capital"):
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
        before = residue(text[start : side.start])
        if before and not (len(before) >= 3 and _OFFICE.search(before)):
            return None
        if residue(text[side.end : end]):
            return None
    return Found(Subject(_TOTALS[side.meaning]), side.start, side.end)


def residue(text: str) -> str:
    """What is left of a phrase without years and the words that say nothing of a subject.

    >>> residue("2023年度年初预算数为"), residue("收到上年度结转")
    ('', '收到上结转')
    """
    return _NOISE.sub("", words().generic.sub("", _YEAR.sub("", text)))


def is_figure_only(text: str) -> bool:
    """Whether a phrase only says which figure follows: 支出决算为, after its subject was named.

    >>> is_figure_only("支出决算为"), is_figure_only("支出预算为")
    (True, False)
    """
    return _FIGURE_ONLY.fullmatch(text) is not None


def is_nobody(text: str) -> bool:
    """Whether a phrase names nothing, or only whose figure it is."""
    rest = residue(text)
    return not rest or (len(rest) >= 3 and _OFFICE.search(rest) is not None)
