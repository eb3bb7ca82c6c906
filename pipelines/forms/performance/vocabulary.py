"""The declared words of performance forms: what a title, a header word or a label means.

The words themselves are `schemas/forms/performance.toml`; here is only how a printed cell is compared with them.
All functions take keys: folded text without white space.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from pipelines.forms.extraction import UNITS
from pipelines.reading.pages import may_be_page_number

#: Longer cells are texts or names: no header word, label or title is that long.
LONGEST_LABEL = 24
_LONGEST_TITLE = 64
_BRACKETS = re.compile(r"[(\[【〔][^()\[\]【】〔〕]{0,12}(?:\([^()]{0,8}\))?[)\]】〕]$")
_LEAD = re.compile(
    r"^(?:[*★◆●]|其中[::]?|[一二三四五六七八九十]{1,2}、|\(?\d{1,2}[.、)](?!\d)|\([一二三四五六七八九十]\))"
)
#: What may stand behind the last word of a title: the end of a bracket, a colon.
_AFTER_ENDING = ")]】〕:："
_UNIT = re.compile(r"(?:单位[::]?|[(])(?:人民币)?(元|千元|万元|亿元)(?![/每a-zA-Z])")
_FORM_NUMBER = re.compile(r"(?:附表|附件|表|公开)[一二三四五六七八九十\d][一二三四五六七八九十\d\-.—表]{0,8}[::]?")
_YEAR_LINE = re.compile(r"[(]?(?:19|20)\d\d年?(?:度)?[)]?")
_PROJECT_IN_TITLE = re.compile(r"[(\[]([^()\[\]]{2,60}?)(?:项目)?[)\]]$")


@dataclass(frozen=True, slots=True)
class Label:
    """What the cell behind a label is; see `[[labels]]` of the declaration."""

    use: str
    item: str = ""
    fund: str = "all"
    stage: str = ""
    nature: str = ""


@lru_cache(maxsize=8192)
def header_role(key: str) -> str:
    """The role of a header cell, or the empty string.

    >>> [header_role(key) for key in ("三级指标", "目标值(A)", "是否核心指标", "偏差原因分析及改进措施", "产出指标")]
    ['name', 'target', 'core', 'note', '']
    """
    if not key or len(key) > LONGEST_LABEL:
        return ""
    words = _words()
    bare = _bare(key)
    exact = words.columns.get(key) or words.columns.get(bare)
    if exact or len(bare) < 4:
        return exact or ""
    return next((role for word, role in words.inside if word in bare), "")


@lru_cache(maxsize=8192)
def is_header_word(key: str) -> bool:
    """Whether a cell is a whole declared header word, not one with other words around it.

    >>> is_header_word("指标值"), is_header_word("分值权重(90)"), is_header_word("三级指标办件量")
    (True, True, False)
    """
    columns = _words().columns
    return bool(key) and len(key) <= LONGEST_LABEL and (key in columns or _bare(key) in columns)


@lru_cache(maxsize=8192)
def read_label(key: str) -> Label | None:
    """What a cell says about the cell behind it, or None when it is no label.

    >>> read_label("当年预算(万元)")
    Label(use='money', item='project', fund='all', stage='budget', nature='')
    >>> read_label("其中:当年财政拨款").fund, read_label("为群众服务") is None
    ('fiscal_appropriation', True)
    """
    if not key or len(key) > LONGEST_LABEL + 12:
        return None
    labels = _words().labels
    return labels.get(key) or labels.get(_bare(key))


@lru_cache(maxsize=8192)
def title_form(key: str) -> str:
    """The form that a heading names, or the empty string; the heading may be a chapter's, not a table's.

    >>> title_form("部门(单位)整体绩效目标表"), title_form("二、项目支出绩效自评表")
    ('department_performance', 'project_self_evaluation')
    """
    if not 4 <= len(key) <= _LONGEST_TITLE or "。" in key or "。" in key:
        return ""
    return next((form for words, form in _words().titles if any(word in key for word in words)), "")


def is_title(key: str) -> bool:
    """Whether a line of its own is the title of a performance form or report, not of a part of it (年度绩效目标表)."""
    words = _words()
    return (
        key[-1:] in words.last
        and not horizon_of(key)
        and title_form(key) != ""
        and _without_brackets(key).endswith(words.endings)
    )


@lru_cache(maxsize=8192)
def horizon_of(key: str) -> str:
    """The horizon that a section or a cell 目标名称 names: ``long_term``, ``annual`` or nothing.

    >>> horizon_of("长期绩效目标"), horizon_of("年度目标"), horizon_of("质量指标")
    ('long_term', 'annual', '')
    """
    return _words().horizons.get(_bare(key).rstrip("0123456789"), "") if len(key) <= LONGEST_LABEL else ""


@lru_cache(maxsize=8192)
def framework_place(key: str) -> str:
    """Where a common framework of evaluation has a word: ``level1``, ``level2``, ``levels``, ``name``, or nowhere.

    >>> [framework_place(key) for key in ("决策(20分)", "项目立项", "预算执行", "立项依据充分性", "办件量")]
    ['level1', 'level2', 'levels', 'name', '']
    """
    return _words().framework.get(_bare(key), "") if len(key) <= LONGEST_LABEL else ""


def money_unit(key: str) -> str:
    """The unit of money that a unit line or a label's brackets print.

    >>> money_unit("单位:万元"), money_unit("项目资金(元)"), money_unit("编制单位:某局")
    ('万元', '元', '')
    """
    found = _UNIT.search(key[:200])
    return found[1] if found else key if key in UNITS else ""


def names_year(key: str) -> bool:
    """Whether a label says that its money is the year's: 其中:当年财政拨款."""
    return any(word in key for word in _words().year)


def default_money_unit() -> str:
    """The unit of the official forms (项目资金(万元)), for tables that print none."""
    return _words().money_default


def is_furniture(key: str) -> bool:
    """Whether a line near a title says nothing of its own: form number, unit, year, page, who filled it in."""
    if len(key) > 60 or not key:
        return False
    if may_be_page_number(key) or is_form_number(key) or _YEAR_LINE.fullmatch(key):
        return True
    return key.startswith(_words().furniture) or (len(key) < 16 and money_unit(key) != "")


def is_form_number(key: str) -> bool:
    """Whether a line is nothing but the number of a form (表十一, 附表4-2:)."""
    return _FORM_NUMBER.fullmatch(key) is not None


def is_other_title(key: str) -> bool:
    """Whether a line of its own announces some other table."""
    return (
        not is_title(key)
        and not horizon_of(key)
        and len(key) <= _LONGEST_TITLE
        and _without_brackets(key).endswith("表")
        and read_label(key) is None
    )


def is_no_project(key: str) -> bool:
    """Whether a cell beside 项目名称 is the next column's header, so that the row heads a list of projects.

    >>> is_no_project("金额"), is_no_project("主管部门"), is_no_project("大厅运行费")
    (True, True, False)
    """
    return key in _words().not_projects or header_role(key) != "" or read_label(key) is not None


def project_in_title(key: str) -> str:
    """The project that a title names in brackets, or the empty string.

    >>> project_in_title("项目支出绩效目标表(大厅运行费项目)"), project_in_title("项目绩效目标表(一级项目)")
    ('大厅运行费', '')
    """
    found = _PROJECT_IN_TITLE.search(key)
    if not found or _YEAR_LINE.fullmatch(found[1]) or found[1] in UNITS or found[1].isdigit():
        return ""
    named = {found[0][1:-1], found[1]}
    return "" if named & _words().not_projects else found[1]


def _bare(key: str) -> str:
    """A label without ordinals, 其中, brackets at its end and colon."""
    key = _LEAD.sub("", _LEAD.sub("", key)).rstrip(":：*")
    return _without_brackets(key).rstrip(":：")


def _without_brackets(key: str) -> str:
    key = key.rstrip(":：")
    for _ in range(2):
        shorter = _BRACKETS.sub("", key)
        if not shorter or shorter == key:
            break
        key = shorter
    return key


@dataclass(frozen=True, slots=True)
class _Words:
    titles: tuple[tuple[tuple[str, ...], str], ...]
    endings: tuple[str, ...]
    last: frozenset[str]
    furniture: tuple[str, ...]
    not_projects: frozenset[str]
    horizons: dict[str, str]
    framework: dict[str, str]
    columns: dict[str, str]
    inside: tuple[tuple[str, str], ...]
    labels: dict[str, Label]
    year: tuple[str, ...]
    money_default: str


@cache
def _words() -> _Words:
    """The declaration, read once."""
    path = files("schemas") / "forms" / "performance.toml"
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    headings = data["headings"]
    framework = _inverted(data["framework"].items())
    framework |= dict.fromkeys(set(data["framework"]["level1"]) & set(data["framework"]["level2"]), "levels")
    return _Words(
        titles=tuple((tuple(entry["words"]), entry["form"]) for entry in data["titles"]),
        endings=tuple(headings["endings"]),
        last=frozenset((*(ending[-1] for ending in headings["endings"]), *_AFTER_ENDING)),
        furniture=tuple(headings["furniture"]),
        not_projects=frozenset(headings["not_projects"]),
        horizons=_inverted(data["sections"].items()),
        framework=framework,
        columns=_inverted(data["columns"].items()),
        inside=tuple((entry["word"], entry["role"]) for entry in data["columns_inside"]),
        labels={
            word: Label(**{key: value for key, value in entry.items() if key != "words"})
            for entry in data["labels"]
            for word in entry["words"]
        },
        year=tuple(data["year"]["words"]),
        money_default=data["money"]["default"],
    )


def _inverted(lists: Iterable[tuple[str, list[str]]]) -> dict[str, str]:
    return {word: name for name, words in lists for word in words}
