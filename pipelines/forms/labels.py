"""What a row's label means: a total, a balance, a source of funds, a functional class."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pipelines.forms.codes import code_of_name, functional_class, split_named_code
from pipelines.forms.wording import INCLUDED, meaning_of, strip_ordinal, wordings


@dataclass(frozen=True, slots=True)
class Label:
    """A row label's meaning; `side` is empty when the label may stand on either side."""

    item: str = ""
    side: str = ""
    nature: str = ""
    fund: str = ""
    functional: str = ""

    @property
    def is_total(self) -> bool:
        """Whether the row sums others."""
        return self.item in ("total", "current_year_total")


@lru_cache(maxsize=4096)
def read_label(key: str) -> Label:
    """The meaning of a label without white space; empty when no rule knows it.

    >>> read_label("二十、国有资本经营预算支出").functional, read_label("年初结转和结余").item, read_label("合计").item
    ('223', 'carry_in', 'total')
    >>> read_label("205教育支出").functional
    '205'
    """
    name = strip_ordinal(key)
    named = split_named_code(name)
    functional = named[0].digits if named and named[0].list == "functional" else ""
    functional = functional or functional_class(name) or _short_class(name)
    if functional:
        return Label("code", "expenditure", functional=functional)
    label = wordings().labels.first(name)
    if label is not None:
        return Label(label.item, label.side, label.nature)
    kind = wordings().kinds.first(name)
    if kind is not None:
        return Label(kind.item, "expenditure")
    meaning = meaning_of(name)
    if meaning.fund and meaning.fund != "carryover" and not meaning.nature and name != "其他":
        return Label("fund", "" if name.endswith("支出") else "revenue", fund=meaning.fund)
    if meaning.nature and name.endswith(("支出", "经费", "补助")):
        return Label("total", "expenditure", nature=meaning.nature)
    return Label()


def _short_class(name: str) -> str:
    """The class that is called without 支出 (教育, 社会保障和就业); words for money and a bare 其他 call none.

    >>> _short_class("教育"), _short_class("国有资本经营预算"), _short_class("其他")
    ('205', '', '')
    """
    return "" if name == "其他" or meaning_of(name).role else functional_class(name + "支出")


def may_stand_in(key: str, classification: str) -> bool:
    """Whether a label of expenditure may name a row of a list; one that no list has may stand in any.

    >>> may_stand_in("一、教育支出", "functional"), may_stand_in("一、教育支出", "economic")
    (True, False)
    """
    label, name = read_label(key), strip_ordinal(key)
    lists = {kind for kind in ("economic", "governmental") if code_of_name(kind, name)}
    lists |= {"nature"} if "economic" in lists else set()
    lists |= {"functional"} if label.functional else set()
    lists |= {"nature", "economic"} if label.nature else set()
    return not classification or not lists or classification in lists


#: What rows of a 三公 table are called, where columns are not.
_THREE_PUBLIC = frozenset(("overseas_travel", "reception", "official_vehicle", "vehicle_purchase", "vehicle_operation"))


def names_three_public(key: str) -> bool:
    """Whether a label is an item of 三公经费, which may be a column as well.

    >>> names_three_public("1.公务接待费"), names_three_public("“三公”经费合计")
    (True, False)
    """
    return meaning_of(strip_ordinal(key)).item in _THREE_PUBLIC


def is_data_label(key: str) -> bool:
    """Whether a cell begins a data row rather than continues the header: it has an ordinal, or no column is called so.

    >>> is_data_label("一、本年收入"), is_data_label("一般公共预算"), is_data_label("收入合计")
    (True, False, True)
    >>> is_data_label("一、因公出国(境)费"), is_data_label("因公出国(境)费")
    (True, False)
    """
    if split_named_code(key) is not None:
        return True
    label = read_label(key)
    if not label.item:
        return strip_ordinal(key) != key and not key.startswith(INCLUDED) and bool(meaning_of(strip_ordinal(key)).item)
    if strip_ordinal(key) != key or label.functional or label.item in ("use_of_surplus", "surplus_distribution"):
        return True
    return label.item == "total" and key.endswith("合计") and (bool(label.side) or bool(label.nature))
