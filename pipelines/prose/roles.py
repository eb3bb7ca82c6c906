"""What a number is by the words right before it: an amount, a change, a base, a goal, a share, a completion, a rate."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from pipelines.prose.comparisons import Comparison, find_comparison
from pipelines.prose.mentions import Mention
from pipelines.prose.wordings import words

Role = Literal["plain", "change", "base", "goal", "whole", "share", "completion", "rate", "flat"]

_EDGE = "、,;:。!?()-/"
_AFTER_REASON = "是为:"
#: (款,下同) is one mark.
_SEPARATORS = re.compile(r"[,;:](?!下同)")
#: An ordinal inside a text.
_ORDINAL = re.compile(r"\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)")
#: Behind an amount: the percent of it that a figure is, printed or left out (的--%).
_PERCENT_OF_IT = re.compile(r"的(?:\d[\d.,]*|-+)%")
#: Where the clause of a number begins right behind another number.
_FIGURE_ENDS = ("元", "%")
_MEASURES: dict[Role, Role] = {"completion": "goal", "share": "whole"}


class Clause(NamedTuple):
    """A piece of a sentence between commas, and the sign that ended the piece before it."""

    start: int
    end: int
    after: str


class Reading(NamedTuple):
    """A number with its role. `region` is where its subject may be named, `comparison` what it is compared with.

    `sign` is the direction of a change, `whole` the words that name the whole of a share or a completion.
    """

    role: Role
    region: tuple[int, int]
    comparison: Comparison | None = None
    sign: int = 1
    whole: str = ""


def split_lead(text: str, start: int, end: int) -> list[Clause]:
    """Gives the clauses between two numbers; the last one leads to the second number.

    >>> [text[c.start:c.end] for text in (",其中:基本支出",) for c in split_lead(text, 0, len(text))]
    ['', '其中', '基本支出']
    """
    clauses: list[Clause] = []
    at, mark = start, ""
    for found in _SEPARATORS.finditer(text, start, end):
        clauses.append(_clause(text, at, found.start(), mark))
        at, mark = found.end(), found[0]
    opened = text.rfind("(", at, end)
    if (
        0 <= opened < end - 1 and text.find(")", opened, end) < 0
    ):  # 增加100万元(上年预算数为0万元): the aside speaks for itself
        clauses.append(_clause(text, at, opened, mark))
        at, mark = opened + 1, "("
    clauses.append(_clause(text, at, end, mark))
    return clauses


def _clause(text: str, start: int, end: int, mark: str) -> Clause:
    for ordinal in _ORDINAL.finditer(text, start, end):
        start = ordinal.end()
    while start < end and text[start] in _EDGE:
        start += 1
    return Clause(start, end, mark)


def read_role(text: str, clause: Clause, mention: Mention, year: int, *, is_final: bool) -> Reading:
    """Gives the role of a number whose clause leads to it; `year` is the year that the sentence speaks of.

    >>> text = "比上年减少203.45万元"
    >>> from pipelines.prose.mentions import find_mentions
    >>> read_role(text, Clause(0, 5, ""), find_mentions(text, 0, len(text))[0], 2023, is_final=True).sign
    -1
    """
    start, end = clause.start, mention.start
    verb = words().direction_end.search(text, start, end)
    for because in words().reason.finditer(text, start, verb.start() if verb else end):
        start = because.end()  # 决算数小于预算数的主要原因是人员减少2人 compares no figure with a budget
        while start < end and text[start] in _AFTER_REASON:
            start += 1
    limit = verb.start() if verb else end
    compared = find_comparison(text, start, limit, year, is_final=is_final, to_verb=verb is not None)
    if mention.kind == "flat":
        return Reading("flat", (start, compared.start if compared else end), compared)
    region = (start, compared.start if compared else (verb.start() if verb else end))
    if verb is not None and (compared is not None or _stands_alone(text, verb, start)):
        sign = _sign(verb["verb"])
        return Reading("change", region, compared, sign)
    if compared is not None and (opening := words().begin.match(text, compared.start)) and _sign(opening[0]):
        return Reading("change", region, compared, _sign(opening[0]))
    if mention.kind == "percent":
        return _read_percent(text, start, end, compared)
    if mention.kind == "money":
        if _PERCENT_OF_IT.match(text, mention.end):
            measured = _read_percent(text, start, end, compared)
            if measured.whole:
                return measured._replace(role=_MEASURES[measured.role])
        if compared is not None:
            return Reading("base", region, compared)
    return Reading("plain", (start, end))


def _stands_alone(text: str, verb: re.Match[str], start: int) -> bool:
    """Whether a direction says what a number is without anything that it compares with; a clause begins at `start`."""
    said = verb["verb"]
    if said in words().alone:
        return True
    behind_base = text[start - 1 : start] in _FIGURE_ENDS  # 比去年3.01万元少0.07万元
    return verb.start() <= start and (said in words().alone_in_clause or behind_base)


def _sign(verb: str) -> int:
    """1 up, -1 down, 0 for a word that is no direction."""
    if verb in words().up or verb == "超":
        return 1
    return -1 if words().direction_end.fullmatch(verb) else 0


def _read_percent(text: str, start: int, end: int, compared: Comparison | None) -> Reading:
    known = words()
    completion = known.completion_end.search(text, start, end)
    if completion is not None:
        return Reading(
            "completion", (start, completion.start()), compared, whole=completion["whole"] or completion["planned"]
        )
    execution = known.execution_end.search(text, start, end)
    if execution is not None and not execution["list"]:  # 资金到位率和预算执行率100% speaks of two rates
        return Reading("completion", (start, max(execution.start(), start)), compared)
    share = known.share_end.search(text, start, end)
    if share is not None:
        return Reading("share", (start, share.start()), whole=share["whole"])
    weight = known.weight_end.search(text, start, end)
    if weight is not None:
        return Reading("share", (start, weight.start()))
    return Reading("rate", (start, end))
