"""A department with its units: a disclosure each for the same year; the department's is the sum of the units'."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from benchmarks.generator.assembly import KINDS, YEARS, disclose
from benchmarks.generator.chance import seeded
from benchmarks.generator.consolidation import consolidate
from benchmarks.generator.document import Disclosure
from benchmarks.generator.drawing import draw_book
from benchmarks.generator.families import draw_family, own_funds
from benchmarks.generator.fault import Fault
from benchmarks.generator.ledger import Book
from benchmarks.generator.narrative import Text
from benchmarks.generator.publishers import WORDINGS, Publisher, draw_publisher

#: A unit of the department left out of its sum: every table of every document adds up in itself.
GROUP_FAULTS = ("unit_left_out",)
#: Kinds of departments that have units are named so that nothing else of their place is.
_LEVELS = ("prefecture", "county")
#: Projects of a kind are dealt out: two units of one department call theirs differently.
_FEWEST_PROJECTS = 3
_UNIT_STAFF = (6, 40)
#: How many departments do not name their units; the units then name their department.
_SILENT = 0.25


@cache
def _wordings() -> dict[str, Any]:
    with (WORDINGS / "units.toml").open("rb") as file:
        return tomllib.load(file)


def generate_group(seed: int, *, layout: str | None = None, fault: str | None = None) -> tuple[Disclosure, ...]:
    """Gives the disclosures of a department, first, of its own level and of one or two units; the same for a seed.

    With the fault `unit_left_out` the department's figures are those of all units but the largest.

    >>> whole, *units = generate_group(3)
    >>> whole.publisher.scope, {unit.publisher.scope for unit in units}, units[0].publisher.name == whole.publisher.name
    ('department', {'unit'}, True)
    """
    rng = seeded("group", seed)
    kind, year = rng.choice(KINDS), rng.choice(YEARS)
    department = _draw_department(rng, year)
    publishers = _draw_units(rng, department)
    family = draw_family(rng, kind, department.place.code[:2])
    books = [
        draw_book(rng, unit, year, final=kind == "final_account", grain=100, carry=family.carry, own=own_funds(family))
        for unit in publishers
    ]
    summed = _without_largest(books) if fault else books
    is_silent = rng.random() < _SILENT
    named = [] if is_silent else list(_composition(rng, department, publishers, kind, year))
    documents = [disclose(rng, seed, department, family, consolidate(summed), year, layout, named)]
    for unit, book in zip(publishers, books, strict=True):
        parent = [Text([_wordings()["parent"]["text"].format(name=department.name)])] if is_silent else []
        documents.append(disclose(rng, seed, unit, family, book, year, layout, parent))
    if fault:
        documents[0].faults.append(Fault(fault, ("D04",), "missing_subtotal", (), "", ""))
    return tuple(documents)


def _draw_department(rng: random.Random, year: int) -> Publisher:
    while True:
        found = draw_publisher(rng, year, None)
        if (
            found.scope == "department"
            and found.place.level in _LEVELS
            and len(found.kind.projects) >= _FEWEST_PROJECTS
        ):
            return found


def _draw_units(rng: random.Random, department: Publisher) -> list[Publisher]:
    """Its own level and one or two units of other names, each with projects of its own; one pays out of other funds."""
    names = rng.sample(_wordings()["names"], rng.choice((1, 2)))
    shares = [department.kind.projects[at :: len(names) + 1] for at in range(len(names) + 1)]
    kind = replace(department.kind, projects=shares[0], unit=True)
    units = [replace(department, kind=kind, scope="unit")]
    for number, (pattern, projects) in enumerate(zip(names, shares[1:], strict=True), start=2):
        name = pattern.format(place=department.place.name)
        own = replace(kind, projects=projects, heads=_UNIT_STAFF, institution=1.0, fund_chance=0.0)
        code = f"{department.unit_code[:3]}{number:03}"
        units.append(Publisher(own, department.place, name, name, "unit", code))
    return units


def _without_largest(books: Sequence[Book]) -> list[Book]:
    largest = max(range(len(books)), key=lambda at: books[at].spending.total())
    return [book for at, book in enumerate(books) if at != largest]


def _composition(
    rng: random.Random, department: Publisher, units: Sequence[Publisher], kind: str, year: int
) -> Iterator[Text]:
    """What the department says of its units: a sentence, or one with a list below."""
    declared = rng.choice(_wordings()["composition"])
    names = [f"{units[0].name}（本级）", *[unit.name for unit in units[1:]]]
    word = "决算" if kind == "final_account" else "预算"
    said = {"name": department.name, "year": year, "word": word, "count": len(names), "units": "、".join(names)}
    yield Text([declared["text"].format(**said)])
    if declared.get("list"):
        for number, name in enumerate(names, start=1):
            yield Text([f"{number}.{name}"])
