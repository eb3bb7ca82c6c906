"""The declared words of prose, read once and compiled into what the laws match with."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns over folded text without white space and quotation marks; `*_end` patterns end at a number."""

    begin: re.Pattern[str]
    previous: re.Pattern[str]
    initial_budget: re.Pattern[str]
    full_year_budget: re.Pattern[str]
    some_budget: re.Pattern[str]
    direction_end: re.Pattern[str]
    flat: re.Pattern[str]
    roughly: tuple[str, ...]
    share_end: re.Pattern[str]
    weight_end: re.Pattern[str]
    completion_end: re.Pattern[str]
    execution_end: re.Pattern[str]
    parts: re.Pattern[str]
    reason: re.Pattern[str]
    purpose: re.Pattern[str]
    spent_on: re.Pattern[str]
    explained_end: re.Pattern[str]
    no_project: re.Pattern[str]
    generic: re.Pattern[str]
    not_stages: re.Pattern[str]
    stages: tuple[tuple[str, re.Pattern[str]], ...]
    up: frozenset[str]
    alone: frozenset[str]
    alone_in_clause: frozenset[str]
    of_many: frozenset[str]


@dataclass(frozen=True, slots=True)
class Units:
    """How quantities are printed: yuan per unit of money, units, thresholds, what numbers without units are."""

    money: dict[str, Decimal]
    without_yuan: dict[str, Decimal]
    spent: re.Pattern[str]
    more: dict[str, Decimal]
    score: str
    scored: re.Pattern[str]
    average: dict[str, str]
    averages: re.Pattern[str]
    unit: re.Pattern[str]
    threshold_after: re.Pattern[str]
    threshold_before: re.Pattern[str]
    reached: re.Pattern[str]
    bare: tuple[tuple[str, re.Pattern[str]], ...]
    glossary: re.Pattern[str]
    explaining: re.Pattern[str]


def load(name: str) -> dict[str, Any]:
    """One file of `schemas/prose`."""
    return tomllib.loads((files("schemas") / "prose" / f"{name}.toml").read_text(encoding="utf-8"))


def any_of(words: Iterable[str], *, literal: bool = True) -> str:
    """An alternation, longest first, so that 人次 is read before 人.

    >>> any_of(["人", "人次"])
    '人次|人'
    """
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word) if literal else word for word in ordered)


@cache
def words() -> Words:
    """The words of claims (`wordings.toml`)."""
    data = load("wordings")
    directions, comparison, ratio, modes = data["directions"], data["comparison"], data["ratio"], data["modes"]
    verbs = any_of([*directions["up"], *directions["down"]])
    return Words(
        begin=re.compile(any_of(comparison["begin"])),
        previous=re.compile(any_of(comparison["previous"])),
        initial_budget=re.compile(any_of(comparison["initial_budget"])),
        full_year_budget=re.compile(any_of(comparison["full_year_budget"])),
        some_budget=re.compile(any_of(comparison["some_budget"])),
        direction_end=re.compile(rf"(?P<verb>{verbs}){directions['between']}$"),
        flat=re.compile(any_of(directions["flat"], literal=False)),
        roughly=tuple(directions["roughly"]),
        share_end=re.compile(ratio["share"]),
        weight_end=re.compile(ratio["weight"]),
        completion_end=re.compile(ratio["completion"]),
        execution_end=re.compile(ratio["execution"]),
        parts=re.compile(any_of(modes["parts"], literal=False)),
        reason=re.compile(any_of(modes["reason"], literal=False)),
        purpose=re.compile(any_of(modes["purpose"], literal=False)),
        spent_on=re.compile(any_of(modes["spent_on"])),
        explained_end=re.compile(rf"(?:{any_of(modes['explained'])})(?:是|为|有)?:$"),
        no_project=re.compile(any_of(data["projects"]["no_names"], literal=False)),
        generic=re.compile(any_of(data["generic"]["words"])),
        not_stages=re.compile(any_of(data["stages"]["not_stages"])),
        stages=tuple(
            (stage, re.compile(any_of(data["stages"][stage]))) for stage in ("adjusted_budget", "final", "budget")
        ),
        up=frozenset(directions["up"]),
        alone=frozenset(directions["alone"]),
        alone_in_clause=frozenset(directions["alone_in_clause"]),
        of_many=frozenset(data["functional"]["of_many"]),
    )


@cache
def units() -> Units:
    """The words of numbers (`mentions.toml`)."""
    data = load("mentions")
    count, threshold = data["count"], data["threshold"]
    denied = count["not_before"]
    counted = [
        re.escape(unit) + (f"(?![{re.escape(denied[unit])}])" if denied.get(unit) else "")
        for unit in sorted(count["units"], key=len, reverse=True)
    ]
    money = any_of(data["money"])
    pattern = (
        rf"(?P<price>(?:{money})/[\u4e00-\u9fff]{{1,4}})"
        rf"|(?P<money>{money})|(?P<percent>{any_of(data['percent']['units'])})"
        rf"|(?P<more>[{''.join(count['more'])}])?(?P<count>{'|'.join(counted)})"
    )
    bare = data["bare"]
    between = any_of(bare["between"])
    return Units(
        money={unit: Decimal(yuan) for unit, yuan in data["money"].items()},
        without_yuan={unit: Decimal(yuan) for unit, yuan in data["without_yuan"]["units"].items()},
        spent=re.compile(rf"(?:{any_of(data['without_yuan']['before'])})(?:{between})?$"),
        more={word: Decimal(factor) for word, factor in count["more"].items()},
        score=data["score"]["unit"],
        scored=re.compile(rf"(?:{any_of(data['score']['of'])})(?:{between})?$"),
        average=data["average"],
        averages=re.compile(any_of(data["average"])),
        unit=re.compile(pattern),
        threshold_after=re.compile(any_of(threshold["after"])),
        threshold_before=re.compile(rf"(?:{any_of(threshold['before'], literal=False)})(?:为|:)?$"),
        reached=re.compile(rf"(?:{any_of(threshold['reached'])})$"),
        bare=tuple(
            (kind, re.compile(rf"(?:{any_of(bare[kind])})(?:{between})?$")) for kind in ("count", "money", "percent")
        ),
        glossary=re.compile(any_of(data["explaining"]["sections"])),
        explaining=re.compile(any_of(data["explaining"]["sentences"], literal=False)),
    )
