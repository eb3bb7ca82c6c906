"""The declared words of glued forms (`schemas/forms/glued.toml`), read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Opening:
    """A word that opens a part of a form, and how that part is read. `alone`: the word must be its whole line."""

    word: str
    reads: str
    horizon: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Wordings:
    """Words by what they mean, the longest first, so that the first that fits is the right one.

    `fields`, `fund_rows` … map a word to its meaning (a key of the declaration).
    """

    titles: Mapping[str, str]
    title_ends: tuple[str, ...]
    openings: tuple[Opening, ...]
    fields: Mapping[str, str]
    fund_columns: Mapping[str, str]
    fund_sides: Mapping[str, str]
    fund_rows: Mapping[str, str]
    project_columns: Mapping[str, str]
    project_kinds: Mapping[str, str]
    source_columns: Mapping[str, str]
    source_rows: Mapping[str, str]
    purchase_columns: Mapping[str, str]
    indicator_columns: Mapping[str, str]
    indicator_goals: Mapping[str, str]
    questions: tuple[str, ...]
    standards: tuple[str, ...]


@cache
def wordings() -> Wordings:
    """Gives the declared words.

    >>> wordings().titles["项目申报表"], wordings().fund_rows["其他资金"]
    ('project_performance', 'other')
    """
    with (files("schemas") / "forms" / "glued.toml").open("rb") as file:
        data = tomllib.load(file)
    parts = [
        Opening(word, part["reads"], part.get("horizon", ""), part.get("alone", False))
        for part in data["part"]
        for word in part["opens"]
    ]
    return Wordings(
        titles=_by_word(data["titles"]),
        title_ends=tuple(_by_word(data["titles"])),
        openings=tuple(sorted(parts, key=lambda opening: (-len(opening.word), opening.word))),
        fields=_by_word(data["fields"]),
        fund_columns=_by_word(data["funds"]["columns"]),
        fund_sides=_by_word(data["funds"]["sides"]),
        fund_rows=_by_word(data["funds"]["rows"]),
        project_columns=_by_word(data["projects"]["columns"]),
        project_kinds=_by_word(data["projects"]["kinds"]),
        source_columns=_by_word(data["sources"]["columns"]),
        source_rows=_by_word(data["sources"]["rows"]),
        purchase_columns=_by_word(data["purchase"]["columns"]),
        indicator_columns=_by_word(data["indicators"]["columns"]),
        indicator_goals=_by_word(data["indicators"]["goals"]),
        questions=tuple(data["indicators"]["standards"]["questions"]),
        standards=tuple(data["indicators"]["standards"]["words"]),
    )


def word_at(text: str, at: int, words: Mapping[str, str], end: int | None = None) -> str:
    """The longest word that stands at a position (and ends by `end`); empty when none does.

    >>> word_at("指标值确定依据", 0, wordings().indicator_columns)
    '指标值确定依据'
    """
    stop = len(text) if end is None else end
    return next((word for word in words if text.startswith(word, at, stop)), "")


def _by_word(table: Mapping[str, list[str]]) -> dict[str, str]:
    pairs = [(word, meaning) for meaning, words in table.items() for word in words]
    return dict(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))
