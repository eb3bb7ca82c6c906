"""Real places of all levels, and how a publisher's name calls them.

Source: `schemas/reference/divisions.csv` (GB/T 2260) and the zones of `division_aliases.csv`. Names of towns and
streets are invented, since no list of them is at hand; they stand below a real county.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from typing import Literal

from benchmarks.generator.codes import read_rows

Level = Literal["central", "province", "prefecture", "county", "township", "zone"]
MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
TOWNS = ("城关", "东风", "新华", "河西", "石桥", "白沙", "太平", "双河", "长安", "龙泉", "永丰", "和平")


@dataclass(frozen=True, slots=True)
class Place:
    """A place that publishes. `name` is what stands before an office's name; `code` the division that it belongs to."""

    code: str
    name: str
    level: Level
    province: str
    short: str
    zone: str = ""


@cache
def divisions() -> dict[str, dict[str, str]]:
    """Gives the official divisions by code."""
    return {row["code"]: row for row in read_rows("divisions.csv") if row["kind"] == "official"}


@cache
def counties() -> tuple[str, ...]:
    """Gives all counties, sorted, so that a draw is the same on every machine."""
    return tuple(sorted(code for code, row in divisions().items() if row["level"] == "county"))


@cache
def _codes(level: str) -> tuple[str, ...]:
    return tuple(sorted(code for code, row in divisions().items() if row["level"] == level))


@cache
def zones() -> tuple[tuple[str, str], ...]:
    """Gives development zones whose alias is their full name, with the code of the division around them."""
    rows = [row for row in read_rows("division_aliases.csv") if row["kind"] == "functional_zone"]
    return tuple((row["alias"], row["code"]) for row in rows if row["alias"].endswith(("开发区", "新区", "园区")))


@cache
def place_of(code: str, level: Level = "county") -> Place:
    """Gives the place behind a division code.

    >>> place_of("500111").name, place_of("420800").name, place_of("420802").name
    ('重庆市大足区', '荆门市', '荆门市东宝区')
    """
    row = divisions()[code]
    name, province = row["name"], divisions()[code[:2] + "0000"]["name"]
    if code.endswith("0000"):
        return Place(code, name, "province", province, name[-1])
    if code.endswith("00"):
        return Place(code, name, "prefecture", province, name[-1])
    if code[:2] in MUNICIPALITIES:
        full = province + name
    elif name.endswith("区") and code[:4] + "00" in divisions():
        full = divisions()[code[:4] + "00"]["name"] + name
    else:
        full = name
    return Place(code, full, level, province, name[-1])


def draw_place(rng: random.Random, level: Level, region: str | None) -> Place:
    """Gives a place of the level, or the one that `region` (a division code) names."""
    if region:
        return place_of(region, "township" if level == "township" else "county")
    if level == "zone":
        name, code = rng.choice(zones())
        province = divisions()[code[:2] + "0000"]["name"]
        return Place(code, name, "zone", province, "区", zone=name)
    if level in ("county", "township"):
        return place_of(rng.choice(counties()), level)
    return place_of(rng.choice(_codes(level)))
