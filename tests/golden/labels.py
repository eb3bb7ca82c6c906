"""The labels of a golden document: what each money cell and indicator must become, and other readings that count.

A `note` of a label may hold ``alt <column>=<value>``, a second reading that the contract allows as well, and
``fiscal_year=<year>`` where the cell belongs to another year than the document. The amount has one reading only.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import NamedTuple

from pipelines.model import BudgetLine, Indicator, Project
from pipelines.reading.text import squeeze

FOLDER = Path(__file__).parent

#: Damaged level names, as printed, and the names that the warehouse promises for them.
CANONICAL_LEVELS = {
    "经济益指标": "经济效益指标",
    "社会益指标": "社会效益指标",
    "生态益指标": "生态效益指标",
    "服务象满意度指标": "服务对象满意度指标",
    "服务对象满意度标": "服务对象满意度指标",
    "可持续发展指标": "可持续影响指标",
}
_CHOICES = ("form", "side", "item", "functional_code", "economic_code", "fund", "nature", "stage")

Key = tuple[object, ...]


class Expected(NamedTuple):
    """One label: the key it must have, first, and the others that are accepted; `optional` rows may be missing."""

    keys: Sequence[Key]
    optional: bool = False


def rows(seed: str, name: str) -> list[dict[str, str]]:
    """The labels of a document: `lines` or `indicators`."""
    return list(csv.DictReader((FOLDER / seed / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


def unmatched(expected: Iterable[Expected], found: Iterable[Key]) -> tuple[list[Key], list[Key]]:
    """What is missing and what is too much, when every label takes one found row: its own reading before others."""
    pool = Counter(found)
    waiting = list(expected)
    for many in (False, True):
        rest = []
        for label in waiting:
            hit = next((key for key in (label.keys if many else label.keys[:1]) if pool[key]), None)
            if hit is None:
                rest.append(label)
            else:
                pool[hit] -= 1
        waiting = rest
    return [label.keys[0] for label in waiting if not label.optional], list(pool.elements())


def named(project: Project | None) -> str:
    """A project as labels print it: with its code before a hyphen where the form prints one."""
    if project is None:
        return ""
    return squeeze(f"{project.code}-{project.name}" if project.code else project.name)


def plain(number: str | Decimal | None) -> Decimal | None:
    return None if number in (None, "") else Decimal(number).normalize()


# --- money cells ------------------------------------------------------------------------------------------------------


def expected_lines(seed: str, fiscal_year: int) -> list[Expected]:
    return [_expected_line(row, fiscal_year) for row in rows(seed, "lines")]


def _expected_line(row: dict[str, str], fiscal_year: int) -> Expected:
    readings = {name: [row[name]] for name in _CHOICES}
    for name, value in re.findall(r"alt (\w+)=(\w+)", row["note"]):
        readings[name].append(value)
    year = re.search(r"fiscal_year=(\d{4})", row["note"])
    fixed = (
        squeeze(row["project_name"]),
        int(year[1]) if year else fiscal_year,
        Decimal(row["amount_yuan"]),
        row["printed"],
        int(row["source_line"]),
    )
    optional = row["placement"] == "ambiguous" and "fiscal_year=2021" in row["note"]
    return Expected([(*reading, *fixed) for reading in product(*readings.values())], optional)


def line_key(line: BudgetLine) -> Key:
    return (
        line.form, line.side, line.item, line.functional, line.economic, line.fund, line.nature, line.stage,
        named(line.project), line.fiscal_year, line.amount_yuan, line.printed, line.source_line,
    )  # fmt: skip


# --- indicators -------------------------------------------------------------------------------------------------------


def expected_indicators(seed: str) -> list[Expected]:
    return [Expected([_indicator(row)]) for row in rows(seed, "indicators")]


def _indicator(row: dict[str, str]) -> Key:
    return (
        int(row["source_line"]), row["form"], squeeze(row["project_name"]), row["horizon"],
        CANONICAL_LEVELS.get(row["level1"], row["level1"]), CANONICAL_LEVELS.get(row["level2"], row["level2"]),
        squeeze(row["name"]), squeeze(row["unit"]), row["comparator"], squeeze(row["target_text"]),
        squeeze(row["actual_text"]), plain(row["weight"]), plain(row["full_score"]), plain(row["score"]),
        {"true": True, "false": False, "": None}[row["is_core"]],
    )  # fmt: skip


def indicator_key(one: Indicator) -> Key:
    return (
        one.source_line, one.form, named(one.project), one.horizon, one.level1, one.level2, squeeze(one.name),
        squeeze(one.unit), one.comparator, squeeze(one.target_text), squeeze(one.actual_text), plain(one.weight),
        plain(one.full_score), plain(one.score), one.is_core,
    )  # fmt: skip
