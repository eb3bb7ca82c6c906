"""One fact with everything that it stands on: its names, its place in the source, why it was placed there."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

_LINE = """
select
    'fact_budget_line' as fact_table,
    document.source_uri,
    document.sha256,
    line.source_line,
    line.source_start,
    line.source_end,
    {
        'document': document.title,
        'department': department.name,
        'region': region.name,
        'year': year.fiscal_year::varchar,
        'form': form.name,
        'functional code': functional.code || ' ' || functional.name,
        'economic code': economic.code || ' ' || economic.name,
        'project': project.name,
        'fund': fund.name,
        'side': line.side,
        'item': line.item,
        'nature': line.nature,
        'stage': line.stage,
        'amount (yuan)': line.amount_yuan::varchar,
        'printed': line.printed,
        'placement': line.placement
    } as attributes
from fact_budget_line as line
join dim_document as document on document.document_key = line.document_key
join dim_department as department on department.department_key = line.department_key
join dim_region as region on region.region_key = department.region_key
join dim_year as year on year.year_key = line.year_key
join dim_form as form on form.form_key = line.form_key
join dim_functional_code as functional on functional.functional_key = line.functional_key
join dim_economic_code as economic on economic.economic_key = line.economic_key
join dim_project as project on project.project_key = line.project_key
join dim_fund as fund on fund.fund_key = line.fund_key
where line.line_key = $key
"""

_INDICATOR = """
select
    'fact_indicator' as fact_table,
    document.source_uri,
    document.sha256,
    fact.source_line,
    null as source_start,
    null as source_end,
    {
        'document': document.title,
        'department': department.name,
        'region': region.name,
        'year': year.fiscal_year::varchar,
        'form': form.name,
        'project': project.name,
        'indicator': concat_ws(' > ', indicator.level1, indicator.level2, indicator.name),
        'horizon': fact.horizon,
        'comparator': fact.comparator,
        'target': fact.target_text,
        'actual': fact.actual_text,
        'unit': fact.unit,
        'weight': rtrim(rtrim(fact.weight::varchar, '0'), '.'),
        'full score': rtrim(rtrim(fact.full_score::varchar, '0'), '.'),
        'score': rtrim(rtrim(fact.score::varchar, '0'), '.')
    } as attributes
from fact_indicator as fact
join dim_document as document on document.document_key = fact.document_key
join dim_department as department on department.department_key = fact.department_key
join dim_region as region on region.region_key = department.region_key
join dim_year as year on year.year_key = fact.year_key
join dim_form as form on form.form_key = fact.form_key
join dim_project as project on project.project_key = fact.project_key
join dim_indicator as indicator on indicator.indicator_key = fact.indicator_key
where fact.indicator_fact_key = $key
"""

_STATEMENT = """
select
    'fact_statement' as fact_table,
    document.source_uri,
    document.sha256,
    fact.source_line,
    fact.source_start,
    fact.source_end,
    {
        'document': document.title,
        'department': department.name,
        'region': region.name,
        'year': fact.statement_year::varchar,
        'topic': fact.topic,
        'functional code': functional.code || ' ' || functional.name,
        'economic code': economic.code || ' ' || economic.name,
        'project': project.name,
        'stage': fact.stage,
        'amount (yuan)': fact.amount_yuan::varchar,
        'quantity': rtrim(rtrim(fact.quantity::varchar, '0'), '.'),
        'unit': fact.unit,
        'compared with': fact.base,
        'change (yuan)': fact.change_yuan::varchar,
        'change of quantity': rtrim(rtrim(fact.change_quantity::varchar, '0'), '.'),
        'change (%)': rtrim(rtrim(fact.change_pct::varchar, '0'), '.'),
        'completion (%)': rtrim(rtrim(fact.completion_pct::varchar, '0'), '.'),
        'share (%)': rtrim(rtrim(fact.share_pct::varchar, '0'), '.'),
        'share of': fact.share_of,
        'text': fact.text
    } as attributes
from fact_statement as fact
join dim_document as document on document.document_key = fact.document_key
join dim_department as department on department.department_key = fact.department_key
join dim_region as region on region.region_key = department.region_key
join dim_functional_code as functional on functional.functional_key = fact.functional_key
join dim_economic_code as economic on economic.economic_key = fact.economic_key
join dim_project as project on project.project_key = fact.project_key
where fact.statement_key = $key
"""

_LEDGER = """
select source_line, source_start, source_end, printed, outcome, reason
from cell_ledger
where target_key = $key
order by source_start
"""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One numeric token that the fact accounts for; offsets into the raw text, end exclusive."""

    source_line: int
    source_start: int
    source_end: int
    printed: str
    outcome: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A fact, its document, the names behind its keys, and its rows of the ledger."""

    table: str
    source_uri: str
    sha256: str
    source_line: int
    span: tuple[int, int] | None
    attributes: dict[str, str | None]
    ledger: tuple[LedgerRow, ...]


def explain_fact(connection: duckdb.DuckDBPyConnection, key: int) -> Explanation | None:
    """Gives the fact with this `line_key`, `indicator_fact_key` or `statement_key`, or None when there is none."""
    for query in (_LINE, _INDICATOR, _STATEMENT):
        found = connection.execute(query, {"key": key}).fetchall()
        if found:
            table, uri, sha256, line, start, end, attributes = found[0]
            ledger = tuple(LedgerRow(*row) for row in connection.execute(_LEDGER, {"key": key}).fetchall())
            return Explanation(table, uri, sha256, line, None if start is None else (start, end), attributes, ledger)
    return None
