"""Marks: places in the text that a rule asks about and that claim no quantity, such as residue of a template.

The words are `schemas/prose/marks.toml`, the kinds the vocabulary `mark`. Whether a mark is a fault is the business of
the rules.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from pipelines.forms.extraction import Context
from pipelines.model import Mark
from pipelines.prose.affiliation import find_parents, find_units
from pipelines.prose.wordings import any_of, load
from pipelines.reading.rows import Cell, Row
from pipelines.reading.text import SourceText

#: More marks of one kind say no more, and a page of nothing but residue must not fill the warehouse.
_MOST = 200
#: A mark keeps at most so much text.
_LONGEST = 200
#: Kinds that are patterns over the whole text.
_ANYWHERE = ("unfilled", "template", "attachment", "empty_note", "count", "reason", "saving")
#: How far a sentence is looked at on both sides of a year.
_SENTENCE = 80
_SENTENCE_SIGN = re.compile(r"[。;!?\n|]")


class _Pattern(NamedTuple):
    """A declared pattern, and the words without which it fits nowhere (None: it is tried everywhere)."""

    pattern: re.Pattern[str]
    words: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Words:
    """The declared patterns, compiled."""

    anywhere: dict[str, tuple[_Pattern, ...]]
    subject: re.Pattern[str]
    goal: re.Pattern[str]
    governed: re.Pattern[str]
    approval: _Pattern
    phrase: re.Pattern[str]
    begins: re.Pattern[str]
    label: re.Pattern[str]
    name: re.Pattern[str]
    contents: frozenset[str]
    leader: re.Pattern[str]
    part: re.Pattern[str]
    longest: int


@cache
def _words() -> _Words:
    data = load("marks")
    return _Words(
        anywhere={kind: tuple(map(_pattern, data[kind]["patterns"])) for kind in _ANYWHERE},
        subject=re.compile(data["own_year"]["subject"]),
        goal=re.compile(data["own_year"]["goal"]),
        governed=re.compile(data["own_year"]["governed"]),
        approval=_pattern(data["approval"]),
        phrase=re.compile(data["heading"]["phrase"]),
        begins=re.compile(data["heading"]["begins"]),
        label=re.compile(data["publisher"]["label"]),
        name=re.compile(data["publisher"]["name"]),
        contents=frozenset(data["contents"]["begins"]),
        leader=re.compile(data["contents"]["leader"]),
        part=re.compile(data["contents"]["part"]),
        longest=data["heading"]["longest"],
    )


def _pattern(entry: str | dict[str, Any]) -> _Pattern:
    if isinstance(entry, str):
        return _Pattern(re.compile(entry), None)
    return _Pattern(re.compile(entry["pattern"]), re.compile(any_of(entry["words"])))


def find_marks(source: SourceText, rows: Sequence[Row], context: Context) -> list[Mark]:
    """Gives the marks of a document in the order of the text; never raises, in time linear in the text.

    >>> from pipelines.reading.lines import read_rows
    >>> source = SourceText("完成年初预算的88.15%。主要原因：一是……；二是……。\\n报表详见附件。")
    >>> [(mark.kind, mark.text) for mark in find_marks(source, read_rows(source), Context("final_account", 2023))]
    [('reason', '原因'), ('unfilled', '一是……；二是……'), ('attachment', '报表详见附件')]
    """
    found: list[Mark] = []
    for kind in _ANYWHERE:
        found += _some(_anywhere(source, kind))
    for marks in (
        _own_years(source, rows, context.fiscal_year),
        _approvals(source),
        _headings(source, rows),
        _publishers(source, rows),
        _contents(source, rows),
        find_units(source, rows),
        find_parents(source),
    ):
        found += _some(marks)
    return sorted(found, key=lambda mark: (mark.source_start, mark.source_end, mark.kind))


def _some(marks: Iterator[Mark]) -> list[Mark]:
    return [mark for mark, _ in zip(marks, range(_MOST), strict=False)]


def _mark(source: SourceText, kind: str, start: int, end: int, text: str = "") -> Mark:
    said = text or " ".join(source.raw[start : start + _LONGEST if end - start > _LONGEST else end].split())
    return Mark(kind, said, source.line_of(start), start, end)


def _anywhere(source: SourceText, kind: str) -> Iterator[Mark]:
    """Every place where a pattern of the kind fits; of several patterns at one place the first."""
    taken = 0
    places = {found.span() for pattern in _words().anywhere[kind] for found in _find(source, pattern)}
    for start, end in sorted(places):
        if start >= taken:
            taken = end
            yield _mark(source, kind, start, end)


def _find(source: SourceText, declared: _Pattern) -> Iterator[re.Match[str]]:
    """Every place where a pattern fits."""
    if declared.words is None:
        yield from declared.pattern.finditer(source.folded)
        return
    for line in source.lines_with(declared.words):
        yield from declared.pattern.finditer(source.folded, *source.line_span(line))


def _own_years(source: SourceText, rows: Sequence[Row], fiscal_year: int) -> Iterator[Mark]:
    """Years of sentences about the own year that are another; a goal of the year stands beside its label."""
    own = re.compile(rf"{fiscal_year}(?=[ ]{{0,2}}年)")
    for row in rows:
        if "年" not in row.key:
            continue
        is_goal = len(row.filled) > 1 and "目标" in row.filled[0].key
        pattern = _words().goal if is_goal else _words().subject
        for cell in row.filled[1:] if is_goal else row.filled:
            for found in pattern.finditer(source.folded, cell.start, cell.end):
                if int(found["year"]) != fiscal_year and not _is_exempt(source.folded, found, own):
                    yield _mark(source, "own_year", found.start(), found.end(), found["year"])


def _is_exempt(text: str, found: re.Match[str], own: re.Pattern[str]) -> bool:
    """Whether something before the year governs it, or the sentence names the own year as well."""
    before = text[max(found.start() - _SENTENCE, 0) : found.start()]
    if _words().governed.search("".join(before.split())):
        return True
    ends = [sign.end() for sign in _SENTENCE_SIGN.finditer(before)]
    sign = _SENTENCE_SIGN.search(text, found.end(), found.end() + _SENTENCE)
    end = sign.start() if sign else found.end() + _SENTENCE
    return own.search(before, ends[-1] if ends else 0) is not None or own.search(text, found.end(), end) is not None


def _approvals(source: SourceText) -> Iterator[Mark]:
    """Dates of approval as ISO dates; a date that no calendar has is none."""
    for found in _find(source, _words().approval):
        year, month, day = (int(found[name] or found[f"{name}2"]) for name in ("year", "month", "day"))
        with suppress(ValueError):
            yield _mark(source, "approval", found.start(), found.end(), dt.date(year, month, day).isoformat())


def _headings(source: SourceText, rows: Sequence[Row]) -> Iterator[Mark]:
    """Titles and headings: short lines with the year, or with an ordinal, and no sentence."""
    words = _words()
    for row in rows:
        key = row.key
        if "预算" not in key and "决算" not in key:
            continue
        if len(key) > words.longest or len(row.filled) != 1 or "。" in key:
            continue
        found = words.phrase.search(key)
        if found and (found["year"] or words.begins.match(key)):
            cell = row.filled[0]
            text = f"{found['year'] + '年' if found['year'] else ''}{found['scope']}{found['kind']}"
            yield _mark(source, "heading", cell.start, cell.end, text)


def _publishers(source: SourceText, rows: Sequence[Row]) -> Iterator[Mark]:
    """Names behind a label at the beginning of a cell of few words; a label without a name says nothing."""
    words = _words()
    for row in rows:
        if ":" not in row.key or len(row.filled) > 2:
            continue
        for cell in row.filled:
            if ":" in cell.text and len(cell.text) <= 2 * words.longest and (found := _publisher(cell)):
                yield _mark(source, "publisher", *found)


def _publisher(cell: Cell) -> tuple[int, int] | None:
    label = _words().label.match(cell.text)
    if label is None:
        return None
    at = label.end() + len(cell.text[label.end() :]) - len(cell.text[label.end() :].lstrip())
    name = _words().name.match(cell.text, at)
    return (cell.start + at, cell.start + name.end()) if name else None


def _contents(source: SourceText, rows: Sequence[Row]) -> Iterator[Mark]:
    """Tables in the table of contents, which ends where a line is no entry or an entry is repeated as a heading."""
    words = _words()
    seen: set[str] = set()
    inside = False
    for row in rows:
        key = row.key
        if not inside:
            inside = key in words.contents
            continue
        entry = words.leader.sub("", key[: _LONGEST * 2])
        if entry in seen or len(entry) > words.longest or len(row.filled) != 1 or "。" in entry:
            return
        seen.add(entry)
        if entry.endswith("表") and not words.part.search(entry):
            cell = row.filled[0]
            yield _mark(source, "contents_table", cell.start, cell.end, entry)
