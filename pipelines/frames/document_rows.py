"""The rows that one accepted document adds: its members, facts and ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from pipelines.frames import keys
from pipelines.frames.members import economic_member, functional_member, region_key, region_members
from pipelines.frames.rows import Rows, number_text
from pipelines.model import (
    PARSER_VERSION,
    BudgetLine,
    DocumentFacts,
    Indicator,
    LedgerEntry,
    Mark,
    ParsedDocument,
    Project,
    Statement,
    TableSeen,
)
from pipelines.reading.text import squeeze
from schemas.columns import NOT_APPLICABLE, NOT_APPLICABLE_KEY

#: Digits of the hash in the short document number.
_ID_DIGITS = 16
_CODE_TABLES = {functional_member: "dim_functional_code", economic_member: "dim_economic_code"}


def add_document(rows: Rows, source_uri: str, document: ParsedDocument, facts: DocumentFacts) -> None:
    """Appends everything that a document says to the rows of its batch."""
    _DocumentRows(rows, document, facts).add(source_uri)


class _DocumentRows:
    """The keys that all rows of one document share, so that each is derived once."""

    def __init__(self, rows: Rows, document: ParsedDocument, facts: DocumentFacts) -> None:
        self.rows, self.document, self.facts = rows, document, facts
        region = facts.region
        self.document_key = keys.document_key(document.sha256)
        self.region_key = region_key(region)
        self.department_key = keys.department_key(self.region_key, facts.department)
        self.years: dict[int, int] = {}
        self.codes: dict[tuple[object, ...], int] = {}
        self.project_codes = _project_codes(document)
        self.line_keys = [keys.line_key(document.sha256, line.source_start, line.source_end) for line in document.lines]
        self.indicator_keys = [
            keys.indicator_fact_key(document.sha256, row.source_start, row.horizon) for row in document.indicators
        ]
        self.statement_keys = _statement_keys(document)

    def add(self, source_uri: str) -> None:
        """Appends all rows of the document."""
        facts, rows = self.facts, self.rows
        for member in region_members(facts.region):
            rows.add_once("dim_region", *member, self.document_key)
        rows.add_once(
            "dim_department", self.department_key, facts.department, facts.unit_code or None, self.region_key,
            facts.admin_level or NOT_APPLICABLE, self.document_key, facts.fiscal_year,
        )  # fmt: skip
        rows.add(
            "dim_document", self.document_key, self.document.sha256[:_ID_DIGITS], self.document.sha256, source_uri,
            facts.title or None, facts.document_kind, facts.fiscal_year, facts.scope, self.department_key,
            facts.published_on, facts.layout, PARSER_VERSION,
        )  # fmt: skip
        for key, line in zip(self.line_keys, self.document.lines, strict=True):
            self._add_line(key, line)
        for key, indicator in zip(self.indicator_keys, self.document.indicators, strict=True):
            self._add_indicator(key, indicator)
        for key, statement in zip(self.statement_keys, self.document.statements, strict=True):
            self._add_statement(key, statement)
        for number, table in enumerate(self.document.tables):
            self._add_table(number, table)
        for mark in self.document.marks:
            self._add_mark(mark)
        for entry in self.document.ledger:
            self._add_entry(entry)

    def _add_line(self, key: int, line: BudgetLine) -> None:
        self.rows.add(
            "fact_budget_line", key, self.document_key, self.department_key, self._year(line.fiscal_year),
            keys.known_key("dim_form", line.form),
            self._code(functional_member, line.functional, line.functional_name, line.fiscal_year),
            self._code(economic_member, line.economic, line.economic_name, line.fiscal_year),
            self._project(line.project), keys.known_key("dim_fund", line.fund), line.side, line.item, line.nature,
            line.stage, number_text(line.amount_yuan, 2), line.printed, line.source_line, line.source_start,
            line.source_end, line.placement,
        )  # fmt: skip

    def _add_indicator(self, key: int, row: Indicator) -> None:
        indicator_key = keys.surrogate_key("dim_indicator", row.level1, row.level2, row.name)
        self.rows.add_once(
            "dim_indicator", indicator_key, row.level1 or None, row.level2 or None, row.name, self.document_key
        )
        self.rows.add(
            "fact_indicator", key, self.document_key, self.department_key,
            self._year(self.facts.fiscal_year), keys.known_key("dim_form", row.form), self._project(row.project),
            indicator_key, row.horizon, number_text(row.weight, 4), row.comparator, row.target_text or None,
            number_text(row.target_value, 4), row.actual_text or None, number_text(row.actual_value, 4),
            row.unit or None, number_text(row.score, 4), number_text(row.full_score, 4), row.is_core,
            row.previous_text or None, row.before_previous_text or None, row.source_line,
        )  # fmt: skip

    def _add_statement(self, key: int, row: Statement) -> None:
        year = self.facts.fiscal_year
        self.rows.add(
            "fact_statement", key, self.document_key, self.department_key, self._year(year),
            self._code(functional_member, row.functional, "", year),
            self._code(economic_member, row.economic, "", year), self._project(row.project),
            row.topic, row.stage or None, row.statement_year, number_text(row.amount_yuan, 2),
            number_text(row.quantity, 4), row.unit or None, row.base or None, number_text(row.change_yuan, 2),
            number_text(row.change_quantity, 4), number_text(row.change_pct, 4), number_text(row.completion_pct, 4),
            number_text(row.share_pct, 4), row.share_of or None, row.text, row.source_line, row.source_start,
            row.source_end,
        )  # fmt: skip

    def _add_table(self, number: int, row: TableSeen) -> None:
        self.rows.add(
            "fact_table_seen", keys.table_seen_key(self.document.sha256, number), self.document_key,
            self.department_key, self._year(self.facts.fiscal_year),
            keys.known_key("dim_form", row.form) if row.form else NOT_APPLICABLE_KEY, row.title or None,
            row.header or None, row.unit or None, row.figures, row.nonzero, row.source_line, row.last_line,
        )  # fmt: skip

    def _add_mark(self, row: Mark) -> None:
        self.rows.add(
            "fact_mark", keys.mark_key(self.document.sha256, row.kind, row.source_start, row.source_end),
            self.document_key, self.department_key, self._year(self.facts.fiscal_year), row.kind, row.text,
            row.source_line, row.source_start, row.source_end,
        )  # fmt: skip

    def _code(self, member_of: Callable[[str, str, int], tuple[Any, ...]], code: str, printed: str, year: int) -> int:
        """The key of a code, under the name that it has in the year or is printed with."""
        if not code:
            return NOT_APPLICABLE_KEY
        named = (member_of, code, printed, year)
        if named not in self.codes:
            member = member_of(code, printed, year)
            self.rows.add_once(_CODE_TABLES[member_of], *member, self.document_key)
            self.codes[named] = member[0]
        return self.codes[named]

    def _add_entry(self, entry: LedgerEntry) -> None:
        target, reason = NOT_APPLICABLE_KEY, entry.reason
        if entry.outcome == "budget_line" and entry.target is not None:
            target, why = self.line_keys[entry.target], self.document.lines[entry.target].why
            if why and why != reason:
                reason = f"{reason}；{why}" if reason else why
        elif entry.outcome == "indicator" and entry.target is not None:
            target = self.indicator_keys[entry.target]
        elif entry.outcome == "statement" and entry.target is not None:
            target = self.statement_keys[entry.target]
        self.rows.add(
            "cell_ledger", self.document_key, entry.source_line, entry.source_start, entry.source_end, entry.printed,
            entry.outcome, target, reason or None,
        )  # fmt: skip

    def _year(self, year: int) -> int:
        if year not in self.years:
            self.years[year] = keys.known_key("dim_year", year)
            self.rows.add("dim_year", self.years[year], year, self.document_key)
        return self.years[year]

    def _project(self, project: Project | None) -> int:
        if project is None:
            return NOT_APPLICABLE_KEY
        code = project.code or self.project_codes.get(squeeze(project.name), "")
        key = keys.project_key(self.department_key, code, squeeze(project.name))
        self.rows.add_once(
            "dim_project", key, code or None, project.name, self.department_key, project.category or None,
            self.document_key, self.facts.fiscal_year,
        )  # fmt: skip
        return key


def _project_codes(document: ParsedDocument) -> dict[str, str]:
    """Project name to code, where one table of the document prints both and every mention agrees.

    One project is printed with its code in one table and by name alone in the next: it is one member all the same.
    """
    found: dict[str, set[str]] = {}
    for row in (*document.lines, *document.indicators, *document.statements):
        if row.project is not None and row.project.code:
            found.setdefault(squeeze(row.project.name), set()).add(row.project.code)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}


def _statement_keys(document: ParsedDocument) -> list[int]:
    """The key of every statement, in order; equal claims on the same characters are told apart by their number."""
    seen: Counter[tuple[object, ...]] = Counter()
    found: list[int] = []
    for row in document.statements:
        natural = (row.source_start, row.source_end, row.topic, row.base)
        found.append(keys.statement_key(document.sha256, *natural, seen[natural]))
        seen[natural] += 1
    return found
