"""Budget or final account, department or unit: from the titles first, from the words of the text when they are silent."""

from __future__ import annotations

from typing import Literal

from pipelines.identity.labels import Labelled
from pipelines.identity.publishers import Publisher
from pipelines.identity.titles import Title
from pipelines.identity.wordings import load_wordings

Kind = Literal["budget", "final_account"]
Scope = Literal["department", "unit"]

#: A title outweighs what the text mentions in passing (a final account speaks of budgets all the time).
_TITLE = 40
_FINAL = ("部门决算", "单位决算", "决算总表", "决算表", "决算情况", "决算报表", "决算公开", "决算数", "支出决算", "收入决算")
_BUDGET = ("部门预算", "单位预算", "预算总表", "预算表", "预算情况", "预算报表", "预算公开", "年初预算数")
_HEAD = 12_000


def recognise_kind(titles: list[Title], text: str) -> Kind:
    """Budget (预算) or final account (决算).

    >>> recognise_kind([], "第一部分 2023年度部门决算报表 一、收入支出决算总表 完成年初预算数")
    'final_account'
    """
    final = budget = 0
    for title in titles:
        weight = 6 if title.heading else _TITLE
        final += weight * (title.kind == "final_account")
        budget += weight * (title.kind == "budget")
    head = text[:_HEAD]
    final += sum(head.count(word) for word in _FINAL)
    budget += sum(head.count(word) for word in _BUDGET)
    if final == budget:
        final, budget = text.count("决算"), text.count("预算") // 2
    return "final_account" if final > budget else "budget"


def recognise_scope(titles: list[Title], labels: list[Labelled], publisher: Publisher | None, text: str) -> Scope:
    """Department (部门: its units added up) or unit (单位, 本级).

    What the document calls itself decides, also where a small institution publishes under 部门预算: the words 本级 in the
    name, then 部门/单位 in titles, then the label on the cover, then the words of the text.

    >>> recognise_scope([], [], None, "一、单位主要职能 二、单位预算编制说明")
    'unit'
    """
    if publisher and publisher.parts.own_level:
        return "unit"
    unit = department = 0
    for title in titles:
        weight = 6 if title.heading else _TITLE
        unit += weight * (title.scope == "unit")
        department += weight * (title.scope == "department")
    for label in labels:
        if label.strength == 3 and label.at < 3_000:
            unit += 30 * (label.label in ("预算单位", "决算单位"))
            department += 30 * ("部门" in label.label)
    if abs(unit - department) < _TITLE:
        head = text[:_HEAD]
        unit += min(20, sum(head.count(word) for word in ("单位预算", "单位决算", "单位概况", "单位收支", "单位收入")))
        department += min(20, sum(head.count(word) for word in ("部门预算", "部门决算", "部门概况", "部门收支", "部门收入")))
    if unit == department and publisher:
        return "unit" if publisher.name.endswith(load_wordings().unit_institutions) else "department"
    return "unit" if unit > department else "department"
