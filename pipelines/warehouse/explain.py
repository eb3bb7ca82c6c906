"""One fact, finding or line of a document with everything that it stands on.

Its names, its place in the source, what became of its numbers and why, the sums it stands in, the findings about it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import duckdb

from pipelines.warehouse.findings import Finding, find_documents
from pipelines.warehouse.sums import Sum, read_sums
from schemas.columns import NOT_APPLICABLE

#: What a key is of, and its document: every query after it then reads that document alone.
_OWNER = """
select 'fact_budget_line' as fact_table, document_key from fact_budget_line where line_key = $key
union all
select 'fact_indicator', document_key from fact_indicator where indicator_fact_key = $key
union all
select 'fact_statement', document_key from fact_statement where statement_key = $key
union all
select 'fact_finding', document_key from fact_finding where finding_key = $key
"""

_LINE = """
select
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
where line.document_key = $document_key and line.line_key = $key
"""

_INDICATOR = """
select
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
where fact.document_key = $document_key and fact.indicator_fact_key = $key
"""

_STATEMENT = """
select
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
where fact.document_key = $document_key and fact.statement_key = $key
"""

_FACTS = {"fact_budget_line": _LINE, "fact_indicator": _INDICATOR, "fact_statement": _STATEMENT}

_FINDING = """
select
    document.source_uri,
    document.sha256,
    finding.source_lines,
    {
        'document': document.title,
        'department': department.name,
        'year': document.fiscal_year::varchar,
        'rule': finding.rule_code,
        'severity': finding.severity,
        'diagnosis': finding.diagnosis,
        'expected': coalesce(finding.expected_text, rtrim(rtrim(finding.expected::varchar, '0'), '.')),
        'actual': coalesce(finding.actual_text, rtrim(rtrim(finding.actual::varchar, '0'), '.')),
        'difference': rtrim(rtrim(finding.difference::varchar, '0'), '.'),
        'tolerance': rtrim(rtrim(finding.tolerance::varchar, '0'), '.'),
        'unit': finding.unit,
        'repeats': finding.root_key::varchar,
        'message': finding.message
    } as attributes
from fact_finding as finding
join dim_document as document on document.document_key = finding.document_key
join dim_department as department on department.department_key = finding.department_key
where finding.document_key = $document_key and finding.finding_key = $key
"""

_LEDGER = """
select ledger.source_line, ledger.source_start, ledger.source_end, ledger.printed, ledger.outcome, ledger.target_key,
    ledger.reason
from cell_ledger as ledger
where ledger.document_key = $document_key and ledger.target_key = $key
order by ledger.source_start
"""

_LEDGER_OF_FINDING = """
select ledger.source_line, ledger.source_start, ledger.source_end, ledger.printed, ledger.outcome, ledger.target_key,
    ledger.reason
from cell_ledger as ledger
join bridge_finding_fact as bridge on bridge.fact_key = ledger.target_key
where ledger.document_key = $document_key and bridge.finding_key = $key
order by ledger.source_start
"""

_LEDGER_OF_LINE = """
select source_line, source_start, source_end, printed, outcome, target_key, reason
from cell_ledger
where document_key = $document_key and source_line = $line
order by source_start
"""

_FINDINGS = """
select finding.finding_key, finding.rule_code, finding.severity, finding.diagnosis, finding.root_key, finding.message,
    finding.source_lines
from bridge_finding_fact as bridge
join fact_finding as finding on finding.finding_key = bridge.finding_key
where bridge.fact_key = $key and finding.document_key = $document_key
order by case finding.severity when 'error' then 0 when 'warning' then 1 else 2 end, finding.rule_code,
    finding.finding_key
"""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One numeric token; offsets into the raw text, end exclusive; `target_key` is its fact, 0 when it is in none."""

    source_line: int
    source_start: int
    source_end: int
    printed: str
    outcome: str
    target_key: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is asked about, its document, the names behind its keys, and what it stands on.

    `lines` are its lines in the raw text, `spans` what is marked there. `findings` are those that a fact takes part in.
    """

    table: str
    source_uri: str
    sha256: str
    lines: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    attributes: dict[str, str | None]
    ledger: tuple[LedgerRow, ...]
    sums: tuple[Sum, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def source_line(self) -> int:
        """Its first line."""
        return self.lines[0]

    @property
    def span(self) -> tuple[int, int] | None:
        """Its characters where it is one number or claim."""
        return self.spans[0] if len(self.spans) == 1 else None


def explain_fact(connection: duckdb.DuckDBPyConnection, key: int) -> Explanation | None:
    """Gives what has this `line_key`, `indicator_fact_key`, `statement_key` or `finding_key`; None when nothing has."""
    owners = connection.execute(_OWNER, {"key": key}).fetchall()
    if not owners:
        return None
    ((table, document),) = owners
    asked = {"document_key": document, "key": key}
    if table == "fact_finding":
        ((uri, sha256, lines, attributes),) = connection.execute(_FINDING, asked).fetchall()
        ledger = _ledger(connection, _LEDGER_OF_FINDING, **asked)
        spans = tuple((row.source_start, row.source_end) for row in ledger)
        return Explanation(table, uri, sha256, tuple(lines), spans, attributes, ledger)
    ((uri, sha256, line, start, end, attributes),) = connection.execute(_FACTS[table], asked).fetchall()
    ledger = _ledger(connection, _LEDGER, **asked)
    spans = tuple((row.source_start, row.source_end) for row in ledger) if start is None else ((start, end),)
    fact = Explanation(table, uri, sha256, (line,), spans, attributes, ledger)
    rows = connection.execute(_FINDINGS, asked).fetchall()
    sums = read_sums(connection, document, key, NOT_APPLICABLE) if table == "fact_budget_line" else ()
    return replace(fact, findings=tuple(Finding(*row) for row in rows), sums=sums)


def explain_line(connection: duckdb.DuckDBPyConnection, document: str, line: int) -> list[Explanation]:
    """Gives what became of every number of one line, in each document that `document` names (see `find_documents`)."""
    explained = []
    for found in find_documents(connection, document):
        ledger = _ledger(connection, _LEDGER_OF_LINE, document_key=found.document_key, line=line)
        attributes: dict[str, str | None] = {"department": found.department, "year": str(found.fiscal_year)}
        spans = tuple((row.source_start, row.source_end) for row in ledger)
        explained.append(Explanation("cell_ledger", found.source_uri, found.sha256, (line,), spans, attributes, ledger))
    return explained


def _ledger(connection: duckdb.DuckDBPyConnection, query: str, **parameters: int) -> tuple[LedgerRow, ...]:
    return tuple(LedgerRow(*row) for row in connection.execute(query, parameters).fetchall())
