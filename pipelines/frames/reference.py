"""The state's code lists as lookups: divisions, functional and economic classification (`schemas/reference`)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipelines.reading.text import squeeze


@dataclass(frozen=True, slots=True)
class Division:
    """One place of the division list; `kind` is official, statistical_zone or placeholder."""

    code: str
    name: str
    level: str
    parent_code: str
    kind: str


@dataclass(frozen=True, slots=True)
class OfficialCode:
    """One code under one official name, valid from and to fiscal years, both inclusive."""

    code: str
    name: str
    first_year: int
    last_year: int


@cache
def divisions() -> dict[str, Division]:
    """Gives the division list by code.

    >>> divisions()["500111"].name
    '大足区'
    """
    return {row["code"]: Division(**row) for row in _rows("divisions.csv")}


@dataclass(frozen=True)
class Classification:
    """One official code list: the names that each code has had, oldest first."""

    names: dict[str, tuple[OfficialCode, ...]]

    def name_of(self, code: str, year: int, printed: str) -> str:
        """Gives the name of a code in a fiscal year.

        The official name valid in that year; else the printed name (in its official spelling when any year has it);
        else the official name of the nearest year; else the code itself, since every member has a name.

        >>> functional().name_of("2010302", 2023, "")
        '一般行政管理事务'
        """
        listed = self.names.get(code, ())
        for entry in listed:
            if entry.first_year <= year <= entry.last_year:
                return entry.name
        if squeeze(printed):
            known = {squeeze(entry.name): entry.name for entry in listed}
            return known.get(squeeze(printed), " ".join(printed.split()))
        nearest = min(
            listed, key=lambda entry: min(abs(entry.first_year - year), abs(entry.last_year - year)), default=None
        )
        return nearest.name if nearest else code

    def is_official(self, code: str, name: str) -> bool:
        """Whether code and name stand together in the list, in any year."""
        return any(entry.name == name for entry in self.names.get(code, ()))

    def parent_name(self, parent: str, code: str, name: str) -> str | None:
        """Gives the official name of `parent` in the last year in which `code` had `name`; None when not listed.

        It depends on code and name alone, so that a member is the same whichever year's document shows it.
        """
        listed = self.names.get(parent, ())
        if not listed:
            return None
        last = max((entry.last_year for entry in self.names.get(code, ()) if entry.name == name), default=_OPEN)
        valid = [entry.name for entry in listed if entry.first_year <= last <= entry.last_year]
        return valid[-1] if valid else listed[-1].name


#: Last year of a code that is still valid.
_OPEN = 9999


@cache
def functional() -> Classification:
    """Gives the functional classification (支出功能分类)."""
    return _classification("functional_codes.csv")


@cache
def economic() -> Classification:
    """Gives the economic classification, departmental and governmental codes together (支出经济分类)."""
    return _classification("economic_codes.csv", "economic_gov_codes.csv")


def _classification(*names: str) -> Classification:
    entries: dict[str, list[OfficialCode]] = {}
    for name in names:
        for row in _rows(name):
            first, last = int(row["valid_from_year"] or 0), int(row["valid_to_year"] or _OPEN)
            entries.setdefault(row["code"], []).append(OfficialCode(row["code"], row["name"], first, last))
    return Classification({code: tuple(sorted(found, key=lambda e: e.first_year)) for code, found in entries.items()})


def _rows(name: str) -> list[dict[str, str]]:
    text = files("schemas").joinpath("reference", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
