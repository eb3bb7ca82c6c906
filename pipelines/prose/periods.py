"""Which year and which stage of the budget a phrase names."""

from __future__ import annotations

import re

from pipelines.prose.wordings import words

#: 2023年, 2023本单位 (a lost character), 20221231日: the year in front.
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=\D|(?:0[1-9]|1[0-2])(?:\d\d)?\D)")
_TITLE = re.compile(r"《[^《》]*(?:》|$)")
_NOT_INITIAL = re.compile(r"年初|初始|批复")
_FIGURE = re.compile(r"[数额]*[为是:]?\d")
_LAST_YEAR = re.compile(r"(?:上年|上年度|去年|上一年)(?:度)?(?!结转|结余|度结转|末)")


def last_year_named(phrase: str) -> int | None:
    """The last year of a phrase, titles of documents left out.

    >>> last_year_named("根据《2022年第51期纪要》,2023年度"), last_year_named("截止20221231日,")
    (2023, 2022)
    """
    if _YEAR.search(phrase + " ") is None:  # most phrases
        return None
    years = _YEAR.findall(_TITLE.sub("", phrase) + " ")
    return int(years[-1]) if years else None


def speaks_of_last_year(phrase: str) -> bool:
    """Whether a phrase begins with 上年 and names no year: 上年决算数, but not 上年结转."""
    return _LAST_YEAR.match(phrase) is not None and _YEAR.search(phrase) is None


def names_adjusted(text: str, start: int, end: int) -> bool:
    """Whether a sentence gives an adjusted budget: 预算数3万元,调整数4万元 begins with the initial one.

    >>> names_adjusted("调整预算数为4万元", 0, 9), names_adjusted("因全年预算压缩", 0, 7)
    (True, False)
    """
    return any(_FIGURE.match(text, word.end(), end) for word in words().full_year_budget.finditer(text, start, end))


def stage_named(phrase: str, *, is_final: bool, beside_adjusted: bool = False) -> str:
    """The stage that a phrase names last; 预算 alone is, in a final account, the budget of the whole year.

    `beside_adjusted` says that this one is named for itself.

    >>> [stage_named(phrase, is_final=True) for phrase in ("年初预算数为", "预算数为", "部门预算")]
    ['budget', 'adjusted_budget', '']
    """
    bare = words().not_stages.sub(lambda found: "　" * len(found[0]), phrase)
    best, where = "", -1
    for stage, pattern in words().stages:
        for found in pattern.finditer(bare):
            if found.end() > where:
                best, where = stage, found.end()
    own = words().full_year_budget.search(bare) or not beside_adjusted
    if best == "budget" and is_final and own and not _NOT_INITIAL.search(bare):
        return "adjusted_budget"
    return best
