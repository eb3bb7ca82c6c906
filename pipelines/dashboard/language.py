"""Words of the pages in Chinese and English: `words.toml`, one line a word."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from pipelines.checks.rules import Rule, load_rules
from schemas.vocabulary import terms, vocabularies

LANGUAGES = ("zh", "en")


def words(language: str) -> Callable[[str], str]:
    """Gives the function that says a word of the pages in a language.

    Raises:
        KeyError: when the function is asked for a word that `words.toml` has not.
    """
    place = LANGUAGES.index(language)
    known = _known()
    return lambda name: known[name][place]


def terms_in(language: str) -> Callable[[str, str | None], str]:
    """Gives the function that names a code of a vocabulary in a language; a code that is unknown stands for itself."""
    names = {
        (vocabulary, term.code): term.name_zh if language == "zh" else term.code.replace("_", " ")
        for vocabulary in vocabularies()
        for term in terms(vocabulary)
    }
    return lambda vocabulary, code: names.get((vocabulary, code or ""), code or "")


def rules_in(language: str) -> Callable[[str], str]:
    """Gives the function that says in a language what a rule demands; nothing of a rule that is there no longer."""
    titles = {rule.code: rule.title_zh if language == "zh" else rule.title_en for rule in _rules()}
    return lambda code: titles.get(code, "")


@cache
def _rules() -> tuple[Rule, ...]:
    return load_rules()


@cache
def _known() -> dict[str, tuple[str, str]]:
    text = files("pipelines.dashboard").joinpath("words.toml").read_text(encoding="utf-8")
    return {name: (pair[0], pair[1]) for name, pair in tomllib.loads(text).items()}
