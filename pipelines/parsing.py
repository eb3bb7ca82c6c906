"""`parse`: everything that is understood of a document, from its bytes alone.

The only place that knows all rooms of understanding: reading, identity, forms, prose, ledger. No clock, no file, no
database.
"""

from __future__ import annotations

import bisect
import gc
import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from pipelines.forms.extraction import Context, Extraction
from pipelines.forms.glued import extract_glued
from pipelines.forms.performance import extract_performance
from pipelines.forms.seen import read_tables_seen
from pipelines.forms.standard import StandardTables, extract_standard
from pipelines.identity import recognise_document
from pipelines.ledger import build_ledger
from pipelines.model import Mark, ParsedDocument, Quarantine, TableSeen
from pipelines.prose.extract import extract_cell_statements, extract_statements
from pipelines.prose.marks import find_marks
from pipelines.reading.decoding import decode
from pipelines.reading.lines import read_rows
from pipelines.reading.rows import Row
from pipelines.reading.text import SourceText


def parse(raw: bytes) -> ParsedDocument:
    """Gives all facts of one disclosure, or why it gives none; pure and total: same bytes, same facts, no exception.

    >>> parse(b"").quarantine.reason_code
    'empty'
    >>> parse("某市关于加强绿化工作的通知".encode()).quarantine.reason_code
    'not_a_disclosure'
    """
    with _uncollected():
        return _parse(raw)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keeps the collector of circles away: reading makes many small values and hardly a circle of them.

    Else it looks through all of them again and again, for a sixth of the time.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _parse(raw: bytes) -> ParsedDocument:
    sha256 = hashlib.sha256(raw).hexdigest()
    decoded = decode(raw)
    if isinstance(decoded, Quarantine):
        return ParsedDocument(sha256, len(raw), "", "", quarantine=decoded)
    source = SourceText(decoded.text)
    facts = recognise_document(source, layout="")
    if isinstance(facts, Quarantine):
        return ParsedDocument(sha256, len(raw), decoded.encoding, decoded.text, quarantine=facts)
    rows = read_rows(source)
    context = Context(facts.document_kind, facts.fiscal_year)
    found, tables, projects_by_row, seen = _extract(rows, source, context)
    projects = {row.project.name for row in (*found.lines, *found.indicators) if row.project is not None}
    printed = {line.functional for line in found.lines if line.functional}
    statements = [
        *extract_statements(source, rows, found.taken, context, sorted(projects), printed),
        *extract_cell_statements(source, rows, context, projects_by_row),
    ]
    statements.sort(key=attrgetter("source_start", "source_end"))
    ledger = build_ledger(
        source,
        found.lines,
        found.indicators,
        found.claims,
        tables.line_ranges,
        [_lines_of(rows, at) for at in projects_by_row],
        statements=statements,
    )
    return ParsedDocument(
        sha256=sha256,
        size_bytes=len(raw),
        encoding=decoded.encoding,
        text=decoded.text,
        facts=replace(facts, layout=_layout(tables, rows)),
        lines=tuple(found.lines),
        indicators=tuple(found.indicators),
        statements=tuple(statements),
        ledger=ledger,
        unrecognised=tuple(tables.unrecognised),
        tables=tuple(seen),
        marks=tuple(sorted([*find_marks(source, rows, context), *tables.names], key=_in_text)),
    )


def _in_text(mark: Mark) -> tuple[int, int, str]:
    return mark.source_start, mark.source_end, mark.kind


class _Forms(NamedTuple):
    """What the forms of a document give; `projects` are the rows of performance forms, whose cells hold sentences."""

    found: Extraction
    money: StandardTables
    projects: dict[int, str]
    seen: list[TableSeen]


def _extract(rows: list[Row], source: SourceText, context: Context) -> _Forms:
    """Performance forms first, since money stands in them under other laws; then glued ones; then money tables."""
    found = extract_performance(rows, source, context)
    found.add(extract_glued(rows, source, context, found.taken))
    projects = _projects_by_row(rows, found)
    tables = extract_standard(rows, source, context, found.taken)
    found.add(tables.found)
    found.lines.sort(key=attrgetter("source_start"))
    found.indicators.sort(key=attrgetter("source_start", "horizon"))
    return _Forms(found, tables, projects, read_tables_seen(rows, projects.keys(), tables, found))


def _projects_by_row(rows: list[Row], found: Extraction) -> dict[int, str]:
    """The name of the project that each row of a performance form speaks of: that of the nearest fact, "" for none."""
    facts = sorted(
        (fact.source_start, fact.project.name if fact.project else "") for fact in (*found.lines, *found.indicators)
    )
    projects: dict[int, str] = {}
    start = 0
    for at in sorted(found.taken):
        start = rows[at].cells[0].start if rows[at].cells else start
        after = bisect.bisect_left(facts, (start, ""))
        near = facts[max(after - 1, 0) : after + 1]
        projects[at] = min(near, key=lambda fact: abs(fact[0] - start))[1] if near else ""
    return projects


def _lines_of(rows: list[Row], at: int) -> range:
    """The lines from a row to the next one."""
    return range(rows[at].line, rows[at + 1].line if at + 1 < len(rows) else rows[at].line + 1)


def _layout(tables: StandardTables, rows: list[Row]) -> str:
    """The layout of most tables, `prose` when the text holds none, `ruled` when only performance forms are ruled."""
    if tables.layouts:
        return Counter(tables.layouts).most_common(1)[0][0]
    return "ruled" if any(row.ruling != "text" for row in rows) else "prose"
