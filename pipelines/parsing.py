"""`parse`: everything that is understood of a document, from its bytes alone.

The only place that knows all rooms of understanding: reading, identity, forms, prose, ledger. No clock, no file, no
database.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace

from pipelines.forms.extraction import Context, Extraction
from pipelines.forms.glued import extract_glued
from pipelines.forms.performance import extract_performance
from pipelines.forms.standard import StandardTables, extract_standard
from pipelines.identity import recognise_document
from pipelines.ledger import build_ledger
from pipelines.model import ParsedDocument, Quarantine
from pipelines.prose.extract import extract_statements
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
    found, tables, forms = _extract(rows, source, context)
    projects = {row.project.name for row in (*found.lines, *found.indicators) if row.project is not None}
    statements = extract_statements(source, rows, found.taken, context, sorted(projects))
    ledger = build_ledger(
        source, found.lines, found.indicators, found.claims, tables.line_ranges, forms, statements=statements
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
    )


def _extract(rows: list[Row], source: SourceText, context: Context) -> tuple[Extraction, StandardTables, list[range]]:
    """Performance forms first, since money stands in them under other laws; then glued ones; the rest is money tables.

    The third answer is the lines of the performance forms, whose cells hold sentences.
    """
    found = extract_performance(rows, source, context)
    found.add(extract_glued(rows, source, context, found.taken))
    forms = [
        range(rows[at].line, (rows[at + 1].line if at + 1 < len(rows) else rows[at].line + 1))
        for at in sorted(found.taken)
    ]
    tables = extract_standard(rows, source, context, found.taken)
    found.add(tables.found)
    found.lines.sort(key=lambda line: line.source_start)
    found.indicators.sort(key=lambda indicator: (indicator.source_start, indicator.horizon))
    return found, tables, forms


def _layout(tables: StandardTables, rows: list[Row]) -> str:
    """The layout of most tables, `prose` when the text holds none, `ruled` when only performance forms are ruled."""
    if tables.layouts:
        return Counter(tables.layouts).most_common(1)[0][0]
    return "ruled" if any(row.ruling != "text" for row in rows) else "prose"
