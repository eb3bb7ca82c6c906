"""The tables that a document prints: recognised or not, with figures or empty, as an inspector counts them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby, pairwise

from pipelines.forms.extraction import UNITS, Extraction
from pipelines.forms.standard import StandardTables
from pipelines.forms.tables import Table, find_unit, is_header_word, recognise_form, title_of
from pipelines.forms.wording import strip_ordinal
from pipelines.model import BudgetLine, Indicator, TableSeen
from pipelines.reading.rows import Row

#: Header words that make a table without figures one, and the rows in which they stand.
_HEADER_WORDS, _HEADER_ROWS = 2, 16
#: Rows below a table in which a note belongs to it; below the title of one without figures, whose cells may be rows.
_NOTE_ROWS, _BLANK_ROWS = 4, 80
#: How much of a header is kept.
_LONGEST_HEADER = 120
#: 9.2023年部门…表
_NUMBERED = re.compile(r"\d{1,2}[.、]")
#: The heading of the part that the tables stand in.
_PART = re.compile(r"第.{1,2}部分|.*(?:(?:部门|单位)[预决]算(?:公开)?|[预决]算公开|公开)报?表$|.*[预决]算报表$")
_PERFORMANCE = frozenset(("department_performance", "project_performance", "project_self_evaluation"))
_UNIT_NAMES = {yuan: name for name, yuan in UNITS.items()}


def read_tables_seen(
    rows: Sequence[Row], performance: AbstractSet[int], money: StandardTables, found: Extraction
) -> list[TableSeen]:
    """Gives every table of a document in the order of the text.

    `performance` are the indexes of the rows of performance forms, `found` are all facts of the document. Where one
    title stands above several forms, each is a table. Works in time linear in the rows.
    """
    tables = {table.at: (table, form) for table, form in money.tables}
    seen: list[TableSeen] = []
    for at, after in pairwise([*money.beginnings, len(rows)]):
        if at in tables:
            table, form = tables[at]
            last = rows[min(table.span.stop + _NOTE_ROWS, after, len(rows)) - 1].line
            seen += _money_tables(table, form, last, found.lines)
        elif blank := _blank_table(rows, at, after, performance):
            seen.append(blank)
    seen += _performance_tables(rows, performance, found)
    return sorted(seen, key=lambda table: (table.source_line, table.form))


def _money_tables(table: Table, form: str, last: int, lines: Sequence[BudgetLine]) -> Iterator[TableSeen]:
    """The table and, where its rows run on into another form, that one."""
    first = table.rows[0].line
    header = "｜".join(cell.text for row in table.rows[1:4] for cell in row.filled)[:_LONGEST_HEADER]
    unit = _UNIT_NAMES.get(table.unit, "") if table.unit is not None else ""
    here = [line for line in _within(lines, first, last) if line.form not in _PERFORMANCE]
    if not here and _is_entry(table):
        return
    if not here and not form:  # nothing to read in it but its title
        named = recognise_form(table, "")
        form = named.code if named else ""
    counts = Counter(line.form for line in here)
    nonzero = Counter(line.form for line in here if line.amount_yuan)
    starts = {line.form: line.source_line for line in reversed(here)}
    for code in dict.fromkeys([form, *counts]):
        begins = first if code == form else starts[code]
        yield TableSeen(code, table.title, header, unit, counts[code], nonzero[code], begins, max(last, begins))


def _within(lines: Sequence[BudgetLine], first: int, last: int) -> Sequence[BudgetLine]:
    """The lines of a table; `lines` are in the order of the text."""
    low = bisect_left(lines, first, key=lambda line: line.source_line)
    return lines[low : bisect_left(lines, last + 1, lo=low, key=lambda line: line.source_line)]


def _blank_table(rows: Sequence[Row], at: int, after: int, taken: AbstractSet[int]) -> TableSeen | None:
    """A title with header words below it and no figure; a line of a table of contents has no header."""
    region: list[Row] = []
    for index in range(at + 1, min(after, at + 1 + _HEADER_ROWS)):
        if index in taken or "。" in rows[index].key:
            break
        region.append(rows[index])
    words = [cell for row in region for cell in row.filled if is_header_word(cell.key)]
    if len(words) < _HEADER_WORDS:
        return None
    table = Table(title_of(rows[at]), at, [rows[at], *region], "cells", find_unit(region))
    header = "".join(cell.key for cell in words)
    form = recognise_form(table, header)
    if form is None or _is_entry(table):
        return None
    last = rows[min(at + _BLANK_ROWS, after - 1)].line
    unit = _UNIT_NAMES.get(table.unit, "") if table.unit is not None else ""
    printed = "｜".join(cell.text for cell in words)[:_LONGEST_HEADER]
    return TableSeen(form.code, table.title, printed, unit, 0, 0, rows[at].line, last)


def _is_entry(table: Table) -> bool:
    """Whether it is the heading of a part, or the last line of a table of contents: both have whole tables below."""
    return _PART.match(table.title) is not None or (table.unit is None and _has_ordinal(table.title))


def _has_ordinal(title: str) -> bool:
    return strip_ordinal(title) != title or _NUMBERED.match(title) is not None


def _performance_tables(rows: Sequence[Row], taken: AbstractSet[int], found: Extraction) -> Iterator[TableSeen]:
    """One table for each run of facts about one project, under the title that stands last above it."""
    titles = [(rows[at].line, title) for at in sorted(taken) if (title := _title_inside(rows[at]))]
    facts = sorted((*found.lines, *found.indicators), key=lambda fact: fact.source_start)
    inside = [fact for fact in facts if fact.form in _PERFORMANCE]
    for (form, project), run in groupby(inside, key=lambda fact: (fact.form, fact.project)):
        members = list(run)
        first, last = members[0].source_line, members[-1].source_line
        above = bisect_left(titles, (first + 1, ""))
        line, title = titles[above - 1] if above else (first, "")
        nonzero = sum(isinstance(fact, Indicator) or bool(fact.amount_yuan) for fact in members)
        yield TableSeen(form, title, project.name if project else "", "", len(members), nonzero, line, last)


def _title_inside(row: Row) -> str:
    return title_of(row) if len(row.filled) == 1 else ""
