"""Indicator tables before their cells are cut: what columns they have, and where each row begins."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipelines.forms.glued.regions import Part
from pipelines.forms.glued.sheet import Sheet
from pipelines.forms.glued.wordings import word_at, wordings
from pipelines.forms.performance.taxonomy import canonical_level
from pipelines.reading.text import squeeze

_YEAR = re.compile(r"(20\d\d)年")
_NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of an indicator table: the earlier years as they are printed, and whether 绩效标准 is one."""

    earlier: tuple[str, ...]
    standard: bool
    body: int


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One row: its canonical levels, and the piece of the run that holds its other cells."""

    horizon: str
    level1: str
    level2: str
    start: int
    end: int


def read_header(sheet: Sheet, part: Part) -> Header | None:
    """Gives the columns of an indicator table; None when they are not those of an indicator with name and target."""
    words, text = wordings().indicator_columns, sheet.run.text
    at, seen, earlier = part.start, set(), []
    while at < part.end:
        year, word = _YEAR.match(text, at, part.end), word_at(text, at, words, part.end)
        if year:
            sheet.label(at, year.end(), "表头的年份")
            back = sheet.context.fiscal_year - int(year[1])
            earlier.append({1: "previous", 2: "before_previous"}.get(back, ""))
        elif word and words[word] in ("previous", "before_previous"):
            earlier.append(words[word])
        elif word:
            seen.add(words[word])
        else:
            break
        at = year.end() if year else at + len(word)
    if not {"name", "target"} <= seen or "" in earlier or len(set(earlier)) != len(earlier):
        return None
    return Header(tuple(earlier), "standard" in seen, at)


def split_rows(sheet: Sheet, part: Part, body: int) -> list[IndicatorRow]:
    """Cuts the body of a table where a line begins with a level (一级指标, 二级指标), also one broken over lines."""
    run, rows, opened = sheet.run, [], None
    level1 = level2 = ""
    starts = sorted({body} | {at for at in run.breaks if body < at < part.end})
    for start in starts:
        if opened is not None and start < opened:
            continue  # inside the name of a level that wrapped
        at = _skip_goal(sheet, start, part.end)
        first, second = _levels_at(run.text, at, part.end, level1)
        if not first and not second:
            continue
        if opened is None:
            sheet.leave(body, start, "绩效指标表中有不属于任何指标的数字")
        else:
            rows.append(IndicatorRow(part.horizon, level1, level2, opened, start))
        at += len(first) + len(second)
        level1 = canonical_level(first, 1) or level1 if first else level1
        level2 = canonical_level(second, 2) or "" if second else ""
        opened = at
    if opened is not None:
        rows.append(IndicatorRow(part.horizon, level1, level2, opened, part.end))
    return [row for row in rows if row.start < row.end]


def _skip_goal(sheet: Sheet, at: int, end: int) -> int:
    """Passes the name of a goal (年度绩效目标1) that stands before the levels; its number is a label."""
    text = sheet.run.text
    goal = word_at(text, at, wordings().indicator_goals, end)
    if not goal:
        return at
    number = _NUMBER.match(text, at + len(goal), end)
    after = number.end() if number else at + len(goal)
    first, second = _levels_at(text, after, end, "")
    if number and (first or second):
        sheet.label(number.start(), number.end(), "目标序号")
    return after


def _levels_at(text: str, at: int, end: int, above: str) -> tuple[str, str]:
    """The printed names of the two levels that stand at a position; the first is blank below a row span.

    >>> _levels_at("效益指标社会效益指标全面提升", 0, 14, "产出指标"), _levels_at("质量指标12345", 0, 9, "产出指标")
    (('效益指标', '社会效益指标'), ('', '质量指标'))
    """
    first = word_at(text, at, _levels(1), end)
    second = word_at(text, at + len(first), _levels(2), end)
    if first and not second and first in _levels(2) and above:
        return "", first  # 成本指标 below 产出指标 is a second level
    return first, second


@cache
def _levels(level: int) -> dict[str, str]:
    """The printed names of a level that say 指标, the longest first; damaged ones as the taxonomy lists them."""
    path = files("schemas") / "reference" / "indicator_taxonomy.csv"
    found: set[str] = set()
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        if int(row["level"]) == level:
            found |= {squeeze(name) for name in (row["name_zh"], *row["aliases"].split("|")) if name.endswith("指标")}
    return {name: name for name in sorted(found, key=lambda name: (-len(name), name))}
