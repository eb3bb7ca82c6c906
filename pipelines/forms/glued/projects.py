"""项目支出情况: a list of projects, each with its whole budget and this year's, cut by their sum and their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipelines.forms.glued.adding import Reading, agreed, rounding, sum_readings
from pipelines.forms.glued.cutting import Cut, Piece, enumerate_cuts
from pipelines.forms.glued.regions import Part
from pipelines.forms.glued.sheet import DIGITS, Meaning, Sheet, moved, walls_within, without_ordinal
from pipelines.forms.glued.wordings import word_at, wordings
from pipelines.model import Project

#: No department lists more projects in one form; more lines are not looked at together.
_MOST_PROJECTS = 80
_ORDER = "本年度预算不大于项目总预算"


@dataclass(frozen=True, slots=True)
class _Line:
    """One project: what it is called, its kind, and where its digits stand."""

    project: Project
    start: int
    end: int


def read_projects(sheet: Sheet, part: Part, year_total: Decimal | None) -> None:
    """Notes the two budgets of every project of the list; `year_total` is this year's 项目支出 of the same form."""
    columns, body = _read_header(sheet, part)
    lines = _read_lines(sheet, body, part.end)
    if not columns or not lines or len(lines) > _MOST_PROJECTS:
        sheet.leave(body, part.end, "项目支出情况的表头或项目行无法辨认")
        return
    year = columns.index("project") if "project" in columns else None
    cuts = [_cuts(sheet, line, columns) for line in lines]
    if year is not None and year_total is not None:
        blank: list[Piece | None] = [None] * len(columns)
        blank[year] = Piece(0, 0, year_total)
        readings = sum_readings(cuts, [tuple(blank)], [year])
        readings = readings or sum_readings(cuts, [tuple(blank)], [year], slack=rounding(len(cuts)))
        if readings:
            _note(sheet, columns, lines, readings, f"各项目本年度预算之和等于项目支出，{_ORDER}")
            return
    for line, options in zip(lines, cuts, strict=True):
        if options:
            _note(sheet, columns, [line], [(cut,) for cut in options], _ORDER)
        else:
            sheet.leave(line.start, line.end, "项目预算的数字没有可信的切法")


def _read_header(sheet: Sheet, part: Part) -> tuple[list[str], int]:
    """The money columns in order, and where the rows begin."""
    words, at, columns = wordings().project_columns, part.start, []
    while word := word_at(sheet.run.text, at, words, part.end):
        if words[word] in ("project", "project_total"):
            columns.append(words[word])
        at += len(word)
    return columns, at


def _read_lines(sheet: Sheet, start: int, end: int) -> list[_Line]:
    run, found = sheet.run, []
    kinds = re.compile(f"({'|'.join(map(re.escape, wordings().project_kinds))})(?=\\d)")
    above = ""
    for first, last in run.lines(start, end):
        if len(found) > _MOST_PROJECTS:
            break
        kind = kinds.search(run.text, first, last)
        if kind is None or kind.start() == first:
            above = run.printed(first, last)
            continue
        digits = DIGITS.match(run.text, kind.end(), last)
        if digits:
            stop = without_ordinal(run, kind.end(), digits.end())
            sheet.label(stop, digits.end(), "下一单元格的序号")
            name = _whole_name(sheet, above, run.printed(first, kind.start()))
            found.append(_Line(Project(name, category=kind[1]), kind.end(), stop))
        above = ""
    return found


def _whole_name(sheet: Sheet, above: str, name: str) -> str:
    """The name with its first line, when the document says it whole elsewhere; otherwise the line above is text."""
    joined = above + name
    return joined if above and joined in sheet.run.source.raw else name


def _cuts(sheet: Sheet, line: _Line, columns: Sequence[str]) -> list[Cut]:
    walls = walls_within(sheet.run, line.start, line.end)
    kinds: list[Literal["amount"]] = ["amount"] * len(columns)
    cuts = enumerate_cuts(sheet.run.text[line.start : line.end], kinds, walls) or []
    return [cut for cut in cuts if _in_order(columns, cut)]


def _in_order(columns: Sequence[str], cut: Cut) -> bool:
    budgets = dict(zip(columns, cut, strict=True))
    whole, year = budgets.get("project_total"), budgets.get("project")
    return whole is None or year is None or year.value <= whole.value


def _note(sheet: Sheet, columns: Sequence[str], lines: Sequence[_Line], readings: list[Reading], law: str) -> None:
    chosen = min(readings, key=lambda reading: (_blanks(reading), -_repeated(reading)))
    certain = agreed(readings, chosen)
    for line, cut, sure in zip(lines, chosen, certain, strict=False):
        printed = sheet.run.text[line.start : line.end]
        for column, piece, one in zip(columns, cut, sure, strict=True):
            if piece is None:
                continue
            why = f"粘连的“{printed}”只有一种切法满足：{law}"
            if not one:
                why = f"粘连的“{printed}”有多种切法满足：{law}；取空白最少、两数相同的一种"
            meaning = Meaning("expenditure", column)
            placement = "inferred" if one else "ambiguous"
            sheet.add_amount(moved(piece, line.start), meaning, placement, why, project=line.project)


def _blanks(reading: Reading) -> int:
    return sum(piece is None for cut in reading for piece in cut)


def _repeated(reading: Reading) -> int:
    """How many rows print one number in all their columns: most projects are of one year."""
    return sum(len({piece.value for piece in cut if piece}) == 1 and None not in cut for cut in reading)
