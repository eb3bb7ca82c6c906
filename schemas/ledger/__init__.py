"""Wordings of the ledger: the words by which labels are told from quantities, and the reasons analysts read.

Belongs here: words, as data (`labels.toml`). Does not belong here: what a date or a document number looks like, which
is a law of the ledger (`pipelines.ledger.laws`).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "labels.toml"


@dataclass(frozen=True, slots=True)
class Announcement:
    """Words after which a number is a label, how far and how long it may be, and what must follow it (or anything).

    `digits` are the fewest and the most.
    """

    reason: str
    words: tuple[str, ...]
    gap: int
    digits: tuple[int, int]
    followed_by: str = ""


@dataclass(frozen=True, slots=True)
class Wordings:
    """All words of the ledger by group; `placement` says how a money cell's column was told."""

    reasons: dict[str, str]
    placement: dict[str, str]
    units: dict[str, tuple[str, ...]]
    names: dict[str, tuple[str, ...]]
    announcements: tuple[Announcement, ...]


@cache
def wordings() -> Wordings:
    """Gives the wordings of `labels.toml`, read once.

    >>> wordings().reasons["year"]
    '年份'
    """
    with _FILE.open("rb") as file:
        data = tomllib.load(file)
    return Wordings(
        data["reasons"],
        data["placement"],
        {name: tuple(words) for name, words in data["units"].items()},
        {name: tuple(words) for name, words in data["names"].items()},
        tuple(
            Announcement(
                each["reason"], tuple(each["words"]), each["gap"], tuple(each["digits"]), each.get("followed_by", "")
            )
            for each in data["announced"]
        ),
    )
