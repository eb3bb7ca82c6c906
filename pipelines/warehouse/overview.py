"""What a published warehouse holds, in the words of a summary: documents, places, ledger, quarantine."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from schemas.vocabulary import codes

_DOCUMENTS = """
with lines as (
    select document_key, count(*) as lines from fact_budget_line group by document_key
),
indicators as (
    select document_key, count(*) as indicators from fact_indicator group by document_key
),
tokens as (
    select document_key, count(*) as tokens, count(*) filter (where outcome = 'unplaced') as unplaced
    from cell_ledger
    group by document_key
)
select
    document.source_uri,
    department.name as department,
    region.name as region,
    document.fiscal_year,
    document.document_kind,
    document.scope,
    coalesce(lines.lines, 0) as lines,
    coalesce(indicators.indicators, 0) as indicators,
    coalesce(tokens.tokens, 0) as tokens,
    coalesce(tokens.unplaced, 0) as unplaced
from dim_document as document
join dim_department as department using (department_key)
join dim_region as region using (region_key)
left join lines on lines.document_key = document.document_key
left join indicators on indicators.document_key = document.document_key
left join tokens on tokens.document_key = document.document_key
where document.document_key <> 0
order by document.source_uri
"""


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """One document: who, where, when, and how many rows it gave."""

    source_uri: str
    department: str
    region: str
    fiscal_year: int
    document_kind: str
    scope: str
    lines: int
    indicators: int
    tokens: int
    unplaced: int


@dataclass(frozen=True, slots=True)
class QuarantineSummary:
    """One input that gave no facts, and why."""

    source_uri: str
    reason_code: str
    message: str


def read_documents(connection: duckdb.DuckDBPyConnection) -> list[DocumentSummary]:
    """Gives every document by source."""
    return [DocumentSummary(*row) for row in connection.execute(_DOCUMENTS).fetchall()]


def read_quarantine(connection: duckdb.DuckDBPyConnection) -> list[QuarantineSummary]:
    """Gives every input that gave no facts, by source."""
    rows = connection.execute(
        "select source_uri, reason_code, message from quarantined_document order by source_uri"
    ).fetchall()
    return [QuarantineSummary(*row) for row in rows]


def read_coverage(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Gives the number of numeric tokens by outcome, every outcome present."""
    counts = dict(connection.execute("select outcome, count(*) from cell_ledger group by outcome").fetchall())
    return {outcome: counts.get(outcome, 0) for outcome in codes("outcome")}


def read_row_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Gives the row count that DuckDB keeps of each table."""
    rows = connection.execute(
        "select table_name, estimated_size from duckdb_tables() where schema_name = 'main'"
    ).fetchall()
    return dict(rows)
