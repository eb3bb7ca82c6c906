"""Who publishes: a kind of office of a real place, its names and what it does (data: wordings/publishers.toml)."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from benchmarks.generator.places import TOWNS, Level, Place, draw_place, place_of

WORDINGS = Path(__file__).parent / "wordings"


@dataclass(frozen=True, slots=True)
class PublisherKind:
    """One entry of wordings/publishers.toml; its comments say what each field means."""

    names: tuple[str, ...]
    groups: tuple[str, ...]
    levels: tuple[Level, ...]
    heads: tuple[int, int]
    institution: float
    projects: tuple[str, ...]
    items: tuple[str, ...] = ()
    own: float = 0.05
    fund_chance: float = 0.06
    unit: bool = False
    since: int = 0


@dataclass(frozen=True, slots=True)
class Publisher:
    """One department or unit. `name` is canonical, `alias` a shorter way in which its own tables may call it."""

    kind: PublisherKind
    place: Place
    name: str
    alias: str
    scope: str
    unit_code: str


@cache
def publisher_kinds() -> tuple[PublisherKind, ...]:
    """Gives all declared kinds of publishers."""
    with (WORDINGS / "publishers.toml").open("rb") as file:
        entries = tomllib.load(file)["publisher"]
    return tuple(_read_kind(entry) for entry in entries)


def _read_kind(entry: dict[str, Any]) -> PublisherKind:
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    return PublisherKind(**fields)


@cache
def _kinds_of(year: int, level: str) -> tuple[PublisherKind, ...]:
    return tuple(kind for kind in publisher_kinds() if kind.since <= year and (not level or level in kind.levels))


def draw_publisher(rng: random.Random, year: int, region: str | None) -> Publisher:
    """Gives a publisher that may exist in the year, of `region` (a division code) if that is given."""
    wanted = place_of(region).level if region else ""
    kind = rng.choice(_kinds_of(year, wanted))
    level = cast("Level", wanted) if wanted else rng.choice(kind.levels)
    place = draw_place(rng, level, region)
    pattern = rng.choice(kind.names)
    place_name = place.name
    if pattern.startswith("中共") and len(place_name) > 1 and place_name[-1] not in "市区县":
        pattern = pattern.replace("{place}委", "{place}工委" if place.zone else "{place}委员会")
    town = rng.choice(TOWNS)
    name = pattern.format(place=place_name, town=town)
    short = place_name.removeprefix(place.province)
    alias = pattern.format(place=short if len(short) > 1 else place_name, town=town)
    return Publisher(kind, place, name, alias, "unit" if kind.unit else "department", f"{rng.randrange(101, 480)}001")
