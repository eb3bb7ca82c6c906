"""What the rules found, read back from a published warehouse: totals by rule, and the findings of one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

_TOTALS = """
select
    rule_code,
    count(*) filter (where outcome = 'pass') as passed,
    count(*) filter (where outcome = 'rounding') as rounding,
    count(*) filter (where outcome = 'fail') as failed,
    count(*) filter (where outcome = 'insufficient_data') as insufficient,
    count(*) filter (where outcome = 'not_applicable') as not_applicable,
    coalesce(sum(compared), 0) as compared,
    min(reason) filter (where reason like '规则未能运行：%') as failure
from fact_check
group by rule_code
order by rule_code
"""

_SEVERITIES = """
select severity, count(*) as findings, count(*) filter (where root_key is null) as roots
from fact_finding
group by severity
"""

_SAMPLE = """
select document.source_uri, finding.message
from fact_finding as finding
join dim_document as document on document.document_key = finding.document_key
where finding.rule_code = $rule_code and finding.severity <> 'info'
order by document.source_uri, finding.source_lines
limit $limit
"""

_DOCUMENTS = """
select document.document_key, document.source_uri, document.sha256, department.name, document.fiscal_year
from dim_document as document
join dim_department as department on department.department_key = document.department_key
where document.document_key <> 0
    and (
        contains(document.source_uri, $wanted)
        or contains(department.name, $wanted)
        or starts_with(document.sha256, $wanted)
        or cast(document.document_key as varchar) = $wanted
    )
order by document.source_uri
"""

_FINDINGS = """
select finding_key, rule_code, severity, diagnosis, root_key, message, source_lines
from fact_finding
where document_key = $document_key
order by
    case severity when 'error' then 0 when 'warning' then 1 else 2 end,
    source_lines,
    rule_code,
    finding_key
"""

_OF_RULES = """
select department_key, finding_key, severity, message
from fact_finding
where severity <> 'info' and list_contains($rules, rule_code)
"""

_CHECKS = """
select outcome, count(*) as rules
from fact_check
where document_key = $document_key
group by outcome
"""


@dataclass(frozen=True, slots=True)
class RuleTotal:
    """One rule over all documents: documents by outcome, comparisons due, and why it could not be run, if so."""

    code: str
    passed: int
    rounding: int
    failed: int
    insufficient: int
    not_applicable: int
    compared: int
    failure: str | None


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """One document that findings can be asked for."""

    document_key: int
    source_uri: str
    sha256: str
    department: str
    fiscal_year: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of a document; `root_key` names the finding that it merely repeats."""

    finding_key: int
    rule_code: str
    severity: str
    diagnosis: str | None
    root_key: int | None
    message: str
    source_lines: list[int]


def read_rule_totals(connection: duckdb.DuckDBPyConnection) -> list[RuleTotal]:
    """Gives every rule by code."""
    return [RuleTotal(*row) for row in connection.execute(_TOTALS).fetchall()]


def read_severities(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, int]]:
    """Gives findings by severity, and how many of them repeat no other."""
    return {name: (findings, roots) for name, findings, roots in connection.execute(_SEVERITIES).fetchall()}


def read_sample(connection: duckdb.DuckDBPyConnection, rule_code: str, limit: int) -> list[tuple[str, str]]:
    """Gives source and message of the first findings of a rule that are more than information."""
    return connection.execute(_SAMPLE, {"rule_code": rule_code, "limit": limit}).fetchall()


def find_documents(connection: duckdb.DuckDBPyConnection, wanted: str) -> list[CheckedDocument]:
    """Gives the documents whose source, department, hash or key is `wanted` or holds it; all for an empty text."""
    return [CheckedDocument(*row) for row in connection.execute(_DOCUMENTS, {"wanted": wanted}).fetchall()]


def read_findings(connection: duckdb.DuckDBPyConnection, document_key: int) -> list[Finding]:
    """Gives the findings of one document, the gravest first, then by line."""
    return [Finding(*row) for row in connection.execute(_FINDINGS, {"document_key": document_key}).fetchall()]


def read_findings_of(connection: duckdb.DuckDBPyConnection, rules: Sequence[str]) -> set[tuple[int, int, str, str]]:
    """Gives department, key, severity and message of the findings of some rules that are more than information."""
    return set(connection.execute(_OF_RULES, {"rules": list(rules)}).fetchall())


def read_outcomes(connection: duckdb.DuckDBPyConnection, document_key: int) -> dict[str, int]:
    """Gives how many rules had which outcome for one document."""
    return dict(connection.execute(_CHECKS, {"document_key": document_key}).fetchall())
