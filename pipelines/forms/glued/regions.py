"""Where a glued form begins and ends, and the parts it has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from pipelines.forms.extraction import UNITS
from pipelines.forms.glued.run import Run, make_run
from pipelines.forms.glued.wordings import Wordings, word_at, wordings
from pipelines.reading.rows import Row
from pipelines.reading.text import SourceText

#: Before its title a form may say its year, its number or its department, not a sentence.
_LONGEST_TITLE = 60
_UNIT = re.compile(r"\(?(?:金额)?单位:(千元|万元|亿元|元)\)?")
#: A heading of the document's outline that no cell begins with.
_OUTLINE = re.compile(r"第[一二三四五六七八九十]+(?:部分|章)")
#: A form's first lines; two of them must have a declared label with its value glued behind it.
_OPENING_LINES = 14
_GLUED_LINES = 2


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a form that is read by one law; `start` is behind the word that opens it."""

    reads: str
    horizon: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Region:
    """One glued form: its rows (`first:last`), title and unit, and the run of what stands below the title."""

    form: str
    title: str
    unit: str
    first: int
    last: int
    run: Run


def find_regions(rows: Sequence[Row], source: SourceText, taken: AbstractSet[int]) -> list[Region]:
    """Gives the glued forms among the rows that nobody else has taken."""
    titles = {at: form for at, row in enumerate(rows) if at not in taken and (form := _titled(row))}
    regions = []
    after = 0
    for at, (form, title) in titles.items():
        if at < after or not _is_glued(rows, at, taken):
            continue
        last = _end(rows, at, taken, titles.keys())
        body = [row for row in rows[at + 1 : last] if not _UNIT.fullmatch(row.key)]
        unit = next((found[1] for row in rows[at : at + 3] if (found := _UNIT.search(row.key))), "")
        regions.append(Region(form, title, unit if unit in UNITS else "", at, last, make_run(source, body)))
        after = last
    return regions


def split_parts(run: Run) -> list[Part]:
    r"""Cuts a form where a line begins with a word that opens a part; short fields open one too, after text.

    >>> from pipelines.reading.lines import read_rows
    >>> source = SourceText("项目名称窗口服务\n项目立项依据1、合同\n项目总预算5项目当年预算5\n项目采购\n品名")
    >>> [(part.reads, part.start, part.end) for part in split_parts(make_run(source, read_rows(source)))]
    [('fields', 0, 8), ('text', 14, 18), ('fields', 18, 31), ('purchase', 35, 37)]
    """
    words = wordings()
    starts: list[tuple[int, int, str, str]] = [(0, 0, "fields", "")]
    for at in sorted(run.breaks):
        opening = next((word for word in words.openings if run.text.startswith(word.word, at)), None)
        end = at + len(opening.word) if opening else at
        if opening and (not opening.alone or end == len(run.text) or end in run.breaks):
            starts.append((at, end, opening.reads, opening.horizon))
        elif starts[-1][2] in ("text", "sources") and word_at(run.text, at, words.fields):
            starts.append((at, at, "fields", ""))
    starts.append((len(run.text), len(run.text), "", ""))
    parts = [Part(reads, horizon, start, after[0]) for (_, start, reads, horizon), after in pairwise(starts)]
    return [part for part in parts if part.start < part.end]


def _titled(row: Row) -> tuple[str, str] | None:
    """The form whose title ends the row, and that title."""
    if row.ruling != "text" or len(row.key) > _LONGEST_TITLE:
        return None
    key = _UNIT.sub("", row.key) if "单位:" in row.key else row.key
    if not key.endswith(wordings().title_ends):
        return None
    return next((form, title) for title, form in wordings().titles.items() if key.endswith(title))


def _is_glued(rows: Sequence[Row], at: int, taken: AbstractSet[int]) -> bool:
    """Whether values stand right behind their labels on the lines below a title."""
    words = wordings()
    glued = 0
    for number in range(at + 1, min(at + 1 + _OPENING_LINES, len(rows))):
        row = rows[number]
        if row.ruling != "text" or number in taken:
            break
        label = word_at(row.key, 0, words.fields)
        value = row.key[len(label) :]
        glued += bool(label and value and value[0] not in ":,。;、" and not word_at(value, 0, words.fields))
    return glued >= _GLUED_LINES


def _end(rows: Sequence[Row], at: int, taken: AbstractSet[int], titles: AbstractSet[int]) -> int:
    """The row after a form: another title, another ruling, an outline heading, or a gap that no part bridges."""
    words = wordings()
    for number in range(at + 1, len(rows)):
        row = rows[number]
        if row.ruling != "text" or number in taken or number in titles or _OUTLINE.match(row.key):
            return number
        if row.gap and not _UNIT.fullmatch(row.key) and not _continues(row.key, words):
            return number
    return len(rows)


def _continues(key: str, words: Wordings) -> bool:
    """Whether a line below an empty one still belongs to the form."""
    if word_at(key, 0, words.fields):
        return True
    return any(key.startswith(word.word) and (not word.alone or key == word.word) for word in words.openings)
