"""Summaries as tables on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from pipelines.warehouse.build_log import Build
from pipelines.warehouse.findings import RuleTotal
from pipelines.warehouse.overview import DocumentSummary, QuarantineSummary
from pipelines.warehouse.unplaced import Unknown, Unplaced
from schemas.vocabulary import terms

#: A terminal holds about this many rows; a nation's documents are for `status` queries, not for reading one by one.
SHOWN_ROWS = 40
#: Ten characters of Chinese, so that the table fits 80 columns; the rest of a name goes on the next line.
_DEPARTMENT_WIDTH = 20


def documents_table(documents: Sequence[DocumentSummary]) -> Table:
    """Gives one row a document: who, where, which year, and how many facts and numbers."""
    table = _table(f"Documents ({len(documents):,})")
    table.add_column("department", overflow="fold", min_width=_DEPARTMENT_WIDTH)
    table.add_column("disclosure")
    for name in ("lines", "indicators", "numbers", "unplaced"):
        table.add_column(name, justify="right", no_wrap=True, min_width=len(name))
    for row in documents[:SHOWN_ROWS]:
        disclosure = f"{row.fiscal_year} {row.document_kind.removesuffix('_account')} {row.scope}"
        counts = (row.lines, row.indicators, row.tokens, row.unplaced)
        table.add_row(row.department, disclosure, *(f"{count:,}" for count in counts))
    if len(documents) > SHOWN_ROWS:
        table.caption = f"and {len(documents) - SHOWN_ROWS:,} more"
    return table


def quarantine_table(quarantine: Sequence[QuarantineSummary]) -> Table:
    """Gives one row for each input that gave no facts, with the reason."""
    reasons = Counter(row.reason_code for row in quarantine).most_common()
    table = _table(f"Quarantined ({len(quarantine):,}): {', '.join(f'{code} {count:,}' for code, count in reasons)}")
    for name in ("file", "reason", "message"):
        table.add_column(name, overflow="fold")
    for row in quarantine[:SHOWN_ROWS]:
        table.add_row(Text(row.source_uri), row.reason_code, Text(row.message))
    if len(quarantine) > SHOWN_ROWS:
        table.caption = f"and {len(quarantine) - SHOWN_ROWS:,} more"
    return table


def coverage_table(coverage: dict[str, int]) -> Table:
    """Gives the ledger: how many numbers of the documents had which outcome."""
    total = sum(coverage.values())
    table = _table(f"Ledger: what became of {total:,} numbers")
    table.add_column("outcome")
    table.add_column("numbers", justify="right")
    table.add_column("share", justify="right")
    table.add_column("meaning", overflow="fold")
    for term in terms("outcome"):
        count = coverage[term.code]
        table.add_row(term.code, f"{count:,}", f"{count / total:.1%}" if total else "", term.name_en)
    return table


def builds_table(builds: Sequence[Build]) -> Table:
    """Gives the latest builds: what each published, what came and went, and what it took."""
    table = _table("Latest builds (UTC)")
    for name in ("built at", "way"):
        table.add_column(name, no_wrap=True)
    for name in ("documents", "added", "removed", "quarantined", "seconds", "MB"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in builds:
        counts = (row.documents, row.added, row.removed, row.quarantined)
        seconds = sum(part or 0 for part in (row.listing_ms, row.parsing_ms, row.loading_ms)) / 1_000
        took = (f"{seconds:.1f}", "" if row.peak_mb is None else f"{row.peak_mb:,}")
        table.add_row(f"{row.built_at:%Y-%m-%d %H:%M}", row.way, *(f"{count:,}" for count in counts), *took)
    return table


def unplaced_tables(unplaced: Unplaced) -> Iterator[Table]:
    """Gives what is not understood yet, one table a kind, the commonest first; nothing for a kind without entries."""
    yield from _unknown("Tables that no form explains", ("title", "headers seen", "numbers"), unplaced.tables)
    yield from _unknown("Words in the headers of those tables", ("word", "seen in", "tables"), unplaced.words)
    yield from _unknown("Row labels that no wording explains", ("label", "seen in", "numbers"), unplaced.labels)
    yield from _unknown("Other numbers without a place", ("reason", "", "numbers"), unplaced.reasons)


def _unknown(title: str, headers: tuple[str, str, str], rows: Sequence[Unknown]) -> Iterator[Table]:
    if not rows:
        return
    text, seen, count = headers
    table = _table(title)
    table.add_column(text, overflow="fold")
    if seen:
        table.add_column(seen, overflow="fold")
    table.add_column(count, justify="right", no_wrap=True)
    table.add_column("documents", justify="right", no_wrap=True)
    for row in rows:
        texts = [row.text or "(none)", *([row.seen] if seen else [])]
        table.add_row(*map(Text, texts), f"{row.count:,}", f"{row.documents:,}")
    yield table


def severities_table(severities: dict[str, tuple[int, int]]) -> Table:
    """Gives the findings of the rules by severity, and how many of them repeat no other."""
    table = _table("Findings of the rules")
    table.add_column("severity")
    table.add_column("findings", justify="right")
    table.add_column("of them roots", justify="right")
    for term in terms("severity"):
        findings, roots = severities.get(term.code, (0, 0))
        table.add_row(term.code, f"{findings:,}", f"{roots:,}")
    return table


def rules_table(totals: Sequence[RuleTotal]) -> Table:
    """Gives the rules that failed for some document, and how many documents had which outcome."""
    table = _table("Rules that do not hold everywhere (documents)")
    table.add_column("rule")
    for name in ("failed", "rounding", "passed", "insufficient", "not applicable"):
        table.add_column(name, justify="right")
    for row in totals:
        if row.failed or row.failure:
            counts = (row.failed, row.rounding, row.passed, row.insufficient, row.not_applicable)
            table.add_row(row.code, *(f"{count:,}" for count in counts))
    return table


def _table(title: str, *columns: str) -> Table:
    return Table(
        *columns,
        title=title,
        title_justify="left",
        title_style="bold",
        box=SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
