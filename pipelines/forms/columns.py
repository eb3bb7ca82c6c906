"""Columns of a money table: the words above one, the roles that words give it, and what they mean together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from pipelines.forms.wording import Meaning, meaning_of

#: Roles of columns that say what a row is; a block of a side-by-side table begins with them.
LABEL_ROLES = frozenset(("code", "class", "group", "item", "name"))
#: Roles of columns that stand together before the money, under one heading (项目 over 科目编码|单位代码|科目名称).
ROW_ROLES = LABEL_ROLES | {"unit_code", "unit_name"}
#: Roles whose cells are words in every row.
TEXT_ROLES = frozenset(
    (
        "name",
        "project_name",
        "unit_name",
        "functional_name",
        "economic_name",
        "catalogue",
        "level",
        "fund_name",
        "measure",
        "text",
    )
)
#: Roles whose cells are figures.
FIGURE_ROLES = frozenset(("money", "quantity", "ordinal", "change"))
#: Roles of a word that heads the names of rows.
NAME_ROLES = frozenset(("name", "functional_name", "economic_name"))


@dataclass(slots=True)
class Column:
    """One column: its words from the top header to the leaf, what they mean together, and its place.

    `slot` is the column's position where the layout keeps positions. `block` numbers the parts of a table whose parts
    stand side by side (收入 | 支出, 301 | 302 | 310). `start` is where the cell of its leaf begins.
    """

    words: tuple[str, ...]
    meaning: Meaning
    slot: int | None = None
    block: int = 0
    start: int = 0

    @property
    def role(self) -> str:
        """The role of the leaf, `text` when no word tells one."""
        return self.meaning.role or "text"


@lru_cache(maxsize=4096)
def combine(words: tuple[str, ...]) -> Meaning:
    """What a path of words means: the lowest word wins a dimension, except that a carry-over or a change stays one.

    >>> combine(("本年收入", "小计")).item, combine(("上年结转结余", "一般公共预算")).fund
    ('current_year_total', 'general')
    >>> combine(("比上年增减", "金额")).role
    'change'
    """
    total = Meaning()
    for word in words:
        part = meaning_of(word)
        if part.item in ("carry_in", "carry_out") or (
            part.fund == "carryover" and total.item in ("carry_in", "carry_out")
        ):
            part = replace(part, fund="")  # a balance is an item; its fund is the table's
        fund = total.fund if total.fund == "carryover" else part.fund or total.fund
        item = part.item or total.item
        if item == "current_year_total" and total.item == item and not (part.is_total or part.nature):
            item = ""
        total = Meaning(
            role=total.role if total.role == "change" else part.role or total.role,
            fund=fund,
            nature=part.nature or total.nature,
            item=item,
            economic=part.economic or total.economic,
            stage=part.stage or total.stage,
            side=total.side if part.role == "text" else part.side or total.side,
            classification=part.classification or total.classification,
            year=part.year or total.year,
            years_back=part.years_back or total.years_back,
            is_total=part.is_total,
            is_sum=part.is_sum,
        )
    return total
