"""Budget or final account, department or unit: told by the titles, by the words of the text when they are silent."""

from __future__ import annotations

from typing import Literal

from pipelines.identity.labels import Labelled
from pipelines.identity.publishers import Publisher
from pipelines.identity.titles import Title
from pipelines.identity.wordings import load_wordings

Kind = Literal["budget", "final_account"]
Scope = Literal["department", "unit"]

#: A title outweighs what the text mentions in passing (a final account speaks of budgets all the time).
_TITLE, _COVER, _WORDS, _HEADING = 40, 30, 20, 6
_HEAD = 12_000


def recognise_kind(titles: list[Title], text: str) -> Kind:
    """Budget (预算) or final account (决算).

    >>> recognise_kind([], "第一部分 2023年度部门决算报表 一、收入支出决算总表 完成年初预算数")
    'final_account'
    """
    words = load_wordings()
    final = budget = 0
    for title in titles:
        weight = _HEADING if title.heading else _TITLE
        final += weight * (title.kind == "final_account")
        budget += weight * (title.kind == "budget")
    head = text[:_HEAD]
    final += sum(head.count(word) for word in words.final_words)
    budget += sum(head.count(word) for word in words.budget_words)
    if final == budget:
        final, budget = text.count("决算"), text.count("预算") // 2
    return "final_account" if final > budget else "budget"


def recognise_scope(titles: list[Title], labels: list[Labelled], publisher: Publisher | None, text: str) -> Scope:
    """Department (部门: its units added up) or unit (单位, 本级).

    What the document calls itself decides, also where a small institution publishes under 部门预算: 本级 in its name,
    then 部门 or 单位 in titles, then the label on the cover, then the words of the text.

    >>> recognise_scope([], [], None, "一、单位主要职能 二、单位预算编制说明")
    'unit'
    """
    if publisher and publisher.parts.own_level:
        return "unit"
    own = {title.scope for title in titles if title.scope and title.complete and not title.heading}
    if len(own) == 1:
        return "unit" if "unit" in own else "department"
    words = load_wordings()
    unit = department = 0
    for title in titles:
        # 部门决算 alone is where a page files the document
        weight = _TITLE if title.complete and not title.heading else _HEADING
        unit += weight * (title.scope == "unit")
        department += weight * (title.scope == "department")
    for label in labels:
        if label.on_cover:
            unit += _COVER * ("部门" not in label.label)
            department += _COVER * ("部门" in label.label)
    if abs(unit - department) < _TITLE:
        head = text[:_HEAD]
        unit += min(_WORDS, sum(head.count(word) for word in words.unit_words))
        department += min(_WORDS, sum(head.count(word) for word in words.department_words))
    if unit == department and publisher:
        return "unit" if publisher.name.endswith(words.unit_institutions) else "department"
    return "unit" if unit > department else "department"
