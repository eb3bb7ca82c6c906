"""The declared wordings: what the words of titles, headers and row labels mean.

Loads `schemas/forms/*.toml` once. A new wording is a line there; nothing here knows a word of any document.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Generic, TypeVar

from pipelines.forms.codes import code_of_name

Said = TypeVar("Said")
_YEAR = re.compile(r"(?:19|20)\d{2}年?(?:度)?|\((?:单位:)?(?:万|千|亿)?元\)|\((?:按|不含|不包括|不包含)[^()]*\)|[:*]$")
_OWN_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)")
_ORDINAL = re.compile(
    r"(?:[一二三四五六七八九十廿卅百]+[、.．,]|\([一二三四五六七八九十廿卅\d]{1,4}\)|\d{1,2}[.、．](?!\d)|其中[:：]?|[加减][:：]|[#*※])+"
)
#: Files of `schemas/forms` that declare something else than a standard form.
_NOT_FORMS = ("columns", "labels", "glued", "performance", "set_aside")


@dataclass(frozen=True, slots=True)
class Rule:
    """A test on a word: all of `all`, one of `any`, none of `none`, or exactly one of `exact`."""

    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    exact: frozenset[str] = frozenset()

    def fits(self, word: str) -> bool:
        """Whether the word passes; a rule without words fits nothing."""
        return word in self.exact or self.fits_a_part(word)

    def fits_a_part(self, word: str) -> bool:
        """Whether the word passes by what stands in it."""
        for text in self.all:
            if text not in word:
                return False
        for text in self.none:
            if text in word:
                return False
        for text in self.any:
            if text in word:
                return True
        return bool(self.all) and not self.any


class Rules(Generic[Said]):
    """Rules in the order of their rank, and what each says of a word that it fits."""

    def __init__(self, rules: Iterable[tuple[Said, Rule]]) -> None:
        self.rules = tuple(rules)
        self._exact: dict[str, Said] = {}
        for said, rule in self.rules:
            for word in rule.exact:
                self._exact.setdefault(word, said)
        parts = {text for _, rule in self.rules for text in (*rule.any, *rule.all)}
        self._part = re.compile("|".join(map(re.escape, sorted(parts))) or r"(?!)")

    def first(self, word: str) -> Said | None:
        """What the first rule that fits says of a word; None when none fits. Most words have no part of any rule."""
        if self._part.search(word) is None:
            return self._exact.get(word)
        return next((said for said, rule in self.rules if rule.fits(word)), None)


@dataclass(frozen=True, slots=True)
class Order:
    """The standard order of a form's money columns (of one side), each as its words from the top header to the leaf.

    Only a layout that tore the header apart needs it.
    """

    side: str
    columns: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One declared form: how its title, notes and header words read, and what its cells mean by default.

    `excluded` fits the header words of tables that are no such form, whatever their title says; `details` are the
    labels of rows that go into another row, or count something; `rare` is what such a table seldom has.
    """

    code: str
    rows: str
    priority: int
    side: str
    fund: str
    nature: str
    item: str
    titles: tuple[Rule, ...]
    notes: tuple[Rule, ...]
    signature: Rule
    excluded: Rule
    details: tuple[Rule, ...] = ()
    rare: frozenset[str] = frozenset()
    orders: tuple[Order, ...] = ()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one header word says; empty fields say nothing."""

    role: str = ""
    fund: str = ""
    nature: str = ""
    item: str = ""
    economic: str = ""
    stage: str = ""
    side: str = ""
    classification: str = ""
    year: int = 0
    years_back: int = 0
    is_total: bool = False  # says no more than that money stands here: 金额, 预算数, 合计
    is_sum: bool = False  # 合计, 总计, 小计, or a word that ends so

    @property
    def dimensions(self) -> frozenset[str]:
        """The dimensions that the word sets."""
        return frozenset(name for name in ("fund", "nature", "item", "economic", "stage") if getattr(self, name))


@dataclass(frozen=True, slots=True)
class LabelMeaning:
    """What a rule says of a row label."""

    item: str
    side: str = ""
    nature: str = ""


@dataclass(frozen=True, slots=True)
class Wordings:
    """All declared wordings."""

    forms: tuple[Form, ...]
    dimensions: dict[str, Rules[str]] = field(repr=False)
    labels: Rules[LabelMeaning] = field(repr=False)
    kinds: Rules[LabelMeaning] = field(repr=False)
    set_aside: Rules[str] = field(repr=False)
    rare: frozenset[str] = frozenset()


TOTALS = frozenset(
    (
        "合计",
        "总计",
        "小计",
        "合计数",
        "总合计",
        "金额",
        "金额合计",
        "预算数",
        "决算数",
        "执行数",
        "预算金额",
        "预算",
        "决算",
        "当年预算",
    )
)
_SUMS = ("合计", "总计", "小计")
_AMOUNTS = ("预算数", "决算数", "执行数", "统计数", "金额")
_LAST_YEAR = ("上年", "上一年", "去年")
#: Totals that stand before the parts of their group.
BARE_TOTALS = frozenset(("合计", "总计", "小计"))
#: Begins the name of a part whose whole has a column beside it.
INCLUDED = "其中"


def strip_ordinal(key: str) -> str:
    """A label without its ordinal.

    >>> strip_ordinal("二十一、国有资本经营预算支出"), strip_ordinal("1.一般公共预算资金")
    ('国有资本经营预算支出', '一般公共预算资金')
    """
    found = _ORDINAL.match(key)
    return key[found.end() :] if found and found.end() < len(key) else key


def strip_year(key: str) -> str:
    """A header word without year and money unit: `2023年预算数(万元)` is `预算数`."""
    return _YEAR.sub("", key) or key


def is_year(key: str) -> bool:
    """Whether a word is a year and nothing else.

    >>> is_year("2023年度"), is_year("2023年预算数")
    (True, False)
    """
    return key.startswith(("19", "20")) and re.fullmatch(r"\d{4}年度?", key) is not None


@cache
def wordings() -> Wordings:
    """The declared wordings, read once."""
    folder = files("schemas") / "forms"
    columns = _load(folder / "columns.toml")
    labels = _load(folder / "labels.toml")
    names = sorted(path.name for path in folder.iterdir() if path.name.endswith(".toml"))
    declared = [_load(folder / name) for name in names if not name.startswith(_NOT_FORMS)]
    forms = sorted((_form(entry) for entry in declared), key=lambda form: form.priority)
    return Wordings(
        forms=tuple(forms),
        dimensions={
            name: Rules((entry.get("code") or entry["role"], _rule(entry)) for entry in columns[name])
            for name in ("role", "fund", "nature", "item", "economic", "stage", "side", "classification")
        },
        labels=Rules((_label(entry), _rule(entry)) for entry in labels["label"]),
        kinds=Rules((_label(entry), _rule(entry)) for entry in labels["kind"]),
        set_aside=Rules((entry["reason"], _rule(entry)) for entry in _load(folder / "set_aside.toml")["table"]),
        rare=frozenset(columns["rare"]["codes"]),
    )


@lru_cache(maxsize=1 << 14)
def meaning_of(key: str) -> Meaning:
    """What a header word means.

    >>> meaning_of("政府性基金预算拨款收入").fund, meaning_of("科目编码").role, meaning_of("2021年").year
    ('government_fund', 'code', 2021)
    """
    if len(key) > 40:
        return Meaning()
    word = strip_year(key)
    found = {name: rules.first(word) or "" for name, rules in wordings().dimensions.items()}
    found["classification"] = wordings().dimensions["classification"].first(key) or ""  # 项目(按功能分类)
    year = _OWN_YEAR.search(key)
    bare = not (found["fund"] or found["nature"] or found["item"] or found["economic"])
    if bare and found["role"] in ("", "money") and (economic := code_of_name("economic", word)):
        found["role"], found["economic"] = "money", economic
        bare = False
    if is_year(key):
        return Meaning(role="money", year=int(year[0]) if year else 0, is_total=True)
    return Meaning(
        **found,
        year=int(year[0]) if year else 0,
        years_back=1 if word.startswith(_LAST_YEAR) and bare else 0,
        is_total=word in TOTALS or (bare and word.endswith(_AMOUNTS)),
        is_sum=word.endswith(_SUMS),
    )


def rare_columns(words: Sequence[Meaning], form: Form) -> frozenset[int]:
    """The columns that are often blank, since few tables of a form have money of what they mean.

    What all columns are of (the fund of a table of 国有资本经营预算) sets none apart.

    >>> three_public = next(form for form in wordings().forms if form.code == "three_public")
    >>> rare_columns([meaning_of("公务用车购置费"), meaning_of("公务用车运行费")], three_public)
    frozenset({0})
    """
    codes = [{word.fund, word.nature, word.item, word.economic, f"{word.fund}/{word.nature}"} for word in words]
    telling = (wordings().rare | form.rare).difference(set.intersection(*codes) if codes else ())
    return frozenset(at for at, own in enumerate(codes) if not telling.isdisjoint(own))


def reason_set_aside(title: str) -> str:
    """Why the numbers of a table with that title are no money of the year; empty where they may be.

    >>> reason_set_aside("国有资产占有使用情况表"), reason_set_aside("新增资产配置表")
    ('资产的数量或存量价值，不是当年收支', '')
    """
    return wordings().set_aside.first(title) or "" if title else ""


#: Funds that a form of their own may be printed for.
_TITLE_FUNDS = frozenset(("general", "government_fund", "state_capital", "fiscal_account", "fiscal_appropriation"))


def fund_of_title(title: str) -> str:
    """The one fund that a title names; empty when it names none or several.

    >>> fund_of_title("一般公共预算项目支出表"), fund_of_title("部门支出总表")
    ('general', '')
    """
    named = {code for code, rule in wordings().dimensions["fund"].rules if rule.fits(title)} & _TITLE_FUNDS
    if len(named) > 1:
        named.discard("fiscal_appropriation")  # 一般公共预算财政拨款
    return named.pop() if len(named) == 1 else ""


def _load(path: Any) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _rule(entry: dict[str, Any]) -> Rule:
    parts = {name: tuple(entry.get(name, ())) for name in ("any", "all", "none")}
    return Rule(**parts, exact=frozenset(entry.get("exact", ())))


def _form(entry: dict[str, Any]) -> Form:
    return Form(
        code=entry["code"],
        rows=entry["rows"],
        priority=entry["priority"],
        side=entry.get("side", ""),
        fund=entry["fund"],
        nature=entry.get("nature", "total"),
        item=entry.get("item", ""),
        titles=tuple(_rule(rule) for rule in entry.get("title", ())),
        notes=tuple(_rule(rule) for rule in entry.get("note", ())),
        signature=_rule(entry.get("signature", {})),
        excluded=_rule(entry.get("excluded", {})),
        details=tuple(_rule(rule) for rule in entry.get("detail", ())),
        rare=frozenset(entry.get("rare", ())),
        orders=tuple(_order(order) for order in entry.get("order", ())),
    )


def _order(entry: dict[str, Any]) -> Order:
    return Order(entry.get("side", ""), tuple(tuple(path.split("/")) for path in entry["columns"]))


def _label(entry: dict[str, Any]) -> LabelMeaning:
    return LabelMeaning(entry["item"], entry.get("side", ""), entry.get("nature", ""))
