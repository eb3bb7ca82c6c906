"""Vocabularies: the closed lists of codes that columns may hold, as data.

One CSV a vocabulary, `<vocabulary>.csv` with `code`, `name_zh`, `name_en` (and `kind` for forms), in the order in
which a reader wants to see them. Adding a code is adding a line. Does not belong here: code lists of the state
(functional and economic classification, divisions), which are `schemas/reference`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Term:
    """One code with its Chinese name and its English meaning; `kind` is empty outside forms."""

    code: str
    name_zh: str
    name_en: str
    kind: str = ""


@cache
def terms(vocabulary: str) -> tuple[Term, ...]:
    """Gives the terms of one vocabulary in file order.

    >>> terms("side")[0]
    Term(code='revenue', name_zh='收入', name_en='Revenue', kind='')

    Raises:
        FileNotFoundError: there is no such vocabulary.
    """
    with (_FOLDER / f"{vocabulary}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Term(**row) for row in csv.DictReader(file))


@cache
def codes(vocabulary: str) -> tuple[str, ...]:
    """Gives the codes of one vocabulary in file order.

    >>> codes("placement")
    ('printed', 'inferred', 'ambiguous')

    Raises:
        FileNotFoundError: there is no such vocabulary.
    """
    return tuple(term.code for term in terms(vocabulary))


def vocabularies() -> tuple[str, ...]:
    """Gives the names of all vocabularies, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.csv")))
