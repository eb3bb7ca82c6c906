"""收支构成: income by fund and expenditure by nature, this year and the years before, cut by their sums and shares."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.forms.glued.adding import Reading, agreed, likeliest, rounding, share_fits, sum_readings
from pipelines.forms.glued.cutting import Cut, Kind, enumerate_cuts
from pipelines.forms.glued.regions import Part
from pipelines.forms.glued.sheet import DIGITS, Meaning, Sheet, moved, walls_within
from pipelines.forms.glued.wordings import word_at, wordings

_YEAR = re.compile(r"(20\d\d)年")
#: Sides are read together only up to here; beyond, each would have many readings of its own.
_MOST_PAIRS = 10_000
_SUMS = "收入、支出各行之和等于合计，占比等于部分除以合计"


@dataclass(frozen=True, slots=True)
class _Column:
    kind: Kind
    year: int | None


@dataclass(frozen=True, slots=True)
class _Line:
    """One row: what it is, and where its digits stand."""

    side: str
    meaning: str
    start: int
    end: int


def read_funds(sheet: Sheet, part: Part) -> Decimal | None:
    """Notes the amounts of 收支构成; gives this year's 项目支出 (printed unit) when it is certain."""
    columns, body = _read_header(sheet, part)
    lines = _read_lines(sheet, body, part.end)
    sides = [[line for line in lines if line.side == side] for side in ("revenue", "expenditure")]
    tables = [table for table in sides if table]
    if not columns or not tables or any(sum(line.meaning == "total" for line in table) != 1 for table in tables):
        sheet.leave(body, part.end, "收支构成的表头或合计行不全，粘连的数字无法切分")
        return None
    tables = [sorted(table, key=lambda line: line.meaning == "total") for table in tables]
    readings = _readings(sheet, columns, tables)
    if not readings:
        sheet.leave(body, part.end, "没有唯一可信的切法使收支构成各行之和等于合计")
        return None
    return _note(sheet, columns, [line for table in tables for line in table], readings)


def _read_header(sheet: Sheet, part: Part) -> tuple[list[_Column], int]:
    text, at, columns = sheet.run.text, part.start, []
    words = wordings().fund_columns
    while at < part.end:
        year = _YEAR.match(text, at, part.end)
        word = word_at(text, at, words, part.end)
        if year:
            columns.append(_Column("amount", int(year[1])))
            sheet.label(at, year.end(), "表头的年份")
            at = year.end()
        elif word:
            if words[word] != "group":
                columns.append(_Column("share" if words[word] == "share" else "amount", None))
            at += len(word)
        else:
            break
    return columns, at


def _read_lines(sheet: Sheet, start: int, end: int) -> list[_Line]:
    words, text = wordings(), sheet.run.text
    lines: list[_Line] = []
    at, side = start, ""
    while at < end:
        if opened := word_at(text, at, words.fund_sides, end):
            side = words.fund_sides[opened] if opened not in words.fund_rows else side
        label = word_at(text, at + len(opened), words.fund_rows, end)
        first = at + len(opened) + len(label)
        digits = DIGITS.match(text, first, end)
        last = digits.end() if digits else first
        if label and side and (last == end or last in sheet.run.breaks):
            lines.append(_Line(side, words.fund_rows[label], first, last))
            at = last
        else:
            after = min(sheet.run.line_end(at), end)
            sheet.leave(at, after, "收支构成中有不认识的行")
            at = after
    return lines


def _readings(sheet: Sheet, columns: Sequence[_Column], tables: Sequence[Sequence[_Line]]) -> list[Reading]:
    """The readings of all sides together; where sides can have equal totals, only those."""
    kinds: list[Kind] = [column.kind for column in columns]
    amounts = [at for at, column in enumerate(columns) if column.kind == "amount"]
    found: list[list[Reading]] = []
    for table in tables:
        cuts = [_cuts(sheet, line, kinds) for line in table]
        test = _share_test(columns)
        readings = sum_readings(cuts[:-1], cuts[-1], amounts, test)
        readings = readings or sum_readings(cuts[:-1], cuts[-1], amounts, test, rounding(len(cuts) - 1))
        if not readings:
            return []
        found.append(readings)
    if len(found) == 1:
        return found[0]
    pairs = [
        (*left, *right)
        for left in found[0]
        for right in found[1]
        if all(_value(left[-1], at) == _value(right[-1], at) for at in amounts)
    ]
    if pairs or len(found[0]) * len(found[1]) > _MOST_PAIRS:
        return pairs
    return [(*left, *right) for left in found[0] for right in found[1]]


def _cuts(sheet: Sheet, line: _Line, kinds: Sequence[Kind]) -> list[Cut]:
    if line.start == line.end:
        return [(None,) * len(kinds)]
    walls = walls_within(sheet.run, line.start, line.end)
    return enumerate_cuts(sheet.run.text[line.start : line.end], kinds, walls) or []


def _share_test(columns: Sequence[_Column]) -> Callable[[Cut, Cut], bool]:
    """A test that every share of a row is its part of the amount to its left."""
    shares = [at for at, column in enumerate(columns) if column.kind == "share" and at > 0]

    def test(part: Cut, total: Cut) -> bool:
        for at in shares:
            share, amount, whole = part[at], part[at - 1], total[at - 1]
            if share and not (amount and whole and share_fits(share.value, amount.value, whole.value)):
                return False
        return True

    return test


def _note(sheet: Sheet, columns: Sequence[_Column], lines: Sequence[_Line], readings: list[Reading]) -> Decimal | None:
    chosen = likeliest(readings)
    certain = agreed(readings, chosen)
    projects = None
    for line, cut, sure in zip(lines, chosen, certain, strict=True):
        printed = sheet.run.text[line.start : line.end]
        for column, piece, one in zip(columns, cut, sure, strict=True):
            if piece is None:
                continue
            placed = moved(piece, line.start)
            if column.kind == "share":
                sheet.attribute(placed.start, placed.end, f"占比，由“{printed}”切出，等于部分除以合计")
                continue
            why = f"粘连的“{printed}”只有一种切法满足：{_SUMS}"
            if not one:
                why = f"粘连的“{printed}”有多种切法满足：{_SUMS}（全表{len(readings)}种读法）"
                why += "；取空白最少且全表小数写法一致的一种"
            sheet.add_amount(placed, _meaning(line, column), "inferred" if one else "ambiguous", why)
            if line.side == "expenditure" and line.meaning == "project" and column.year is None and one:
                projects = piece.value
    return projects


def _meaning(line: _Line, column: _Column) -> Meaning:
    if line.side == "revenue" and line.meaning != "total":
        return Meaning("revenue", "fund", line.meaning, "total", column.year)
    nature = line.meaning if line.meaning in ("basic", "project") else "total"
    fund = "all" if line.meaning in ("basic", "project", "total") else line.meaning
    return Meaning(line.side, "total" if fund == "all" else "fund", fund, nature, column.year)


def _value(cut: Cut, column: int) -> Decimal:
    piece = cut[column]
    return piece.value if piece else Decimal(0)
