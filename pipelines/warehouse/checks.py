"""Checks of a loaded file by query: columns as declared, keys unique, no orphan, every row there.

A blocking check that fails means that the warehouse would be wrong: it is then not published. Where only the documents
of some departments came or went, only their rows are queried; everything else was checked when it was loaded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import duckdb
import polars as pl

from pipelines.frames.holdings import is_small
from pipelines.frames.validation import validate_frame
from pipelines.warehouse.ddl import quoted, sql_type
from schemas.catalog import Table, all_tables, table, tables

#: Facts that the ledger points to: outcome to table and key.
_TARGETS = {
    "budget_line": ("fact_budget_line", "line_key"),
    "indicator": ("fact_indicator", "indicator_fact_key"),
    "statement": ("fact_statement", "statement_key"),
}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check of one table found; `bad` counts the rows (or columns) that fail it."""

    table: str
    name: str
    bad: int
    blocking: bool
    message: str

    @property
    def passed(self) -> bool:
        """Whether nothing fails."""
        return self.bad == 0


@dataclass(frozen=True, slots=True)
class PlannedCheck:
    """A check that every build makes, whatever it finds."""

    table: str
    name: str
    blocking: bool
    description: str


def planned_checks() -> Iterator[PlannedCheck]:
    """Gives every check that `check_warehouse` makes, in its order."""
    for spec in all_tables():
        if spec in tables() and is_small(spec):
            description = f"Rows satisfy the Pandera model of {spec.name}"
            yield PlannedCheck(spec.name, "model", blocking=True, description=description)
        yield PlannedCheck(spec.name, "contract", blocking=True, description="Columns, types and nulls are as declared")
        if spec in tables():
            yield PlannedCheck(
                spec.name, "rows", blocking=True, description="Every row of the documents is in the table"
            )
        yield PlannedCheck(
            spec.name, "unique", blocking=True, description=f"No two rows share {', '.join(spec.unique)}"
        )
        for column in spec.columns:
            if column.references:
                description = f"Every {column.name} is a member of {column.references}"
                yield PlannedCheck(spec.name, f"reference_{column.name}", blocking=True, description=description)
    for outcome, (name, _) in _TARGETS.items():
        description = f"Every token with outcome {outcome} points to a row of {name}"
        yield PlannedCheck("cell_ledger", f"target_{outcome}", blocking=True, description=description)
    # an indicator may have no number at all; a money cell always is one
    description = "Every row of fact_budget_line has its token in the ledger"
    yield PlannedCheck("cell_ledger", "complete_budget_line", blocking=False, description=description)
    description = "No token overlaps another of its document"
    yield PlannedCheck("cell_ledger", "disjoint", blocking=True, description=description)


def check_models(frames: Mapping[str, pl.DataFrame]) -> list[CheckResult]:
    """Gives whether the frames of the tables that all documents together make satisfy their models.

    Rows of facts were validated when their document was parsed.
    """
    found = []
    for name, frame in frames.items():
        violations = validate_frame(name, frame)
        message = "; ".join(map(str, violations)) or "every row satisfies the model"
        found.append(CheckResult(name, "model", sum(v.rows for v in violations), blocking=True, message=message))
    return found


def check_warehouse(
    connection: duckdb.DuckDBPyConnection, row_counts: Mapping[str, int], departments: Collection[int] | None = None
) -> list[CheckResult]:
    """Gives the result of every planned check of the loaded file, of all rows or of those of some departments (by key).

    `row_counts` says how many rows each table must have.
    """
    by_name = {spec.name: spec for spec in all_tables()}
    where = "true" if departments is None else "department_key in (select unnest($departments))"
    connection.execute(
        f"create or replace temporary table checked as select document_key from dim_document where {where}",
        None if departments is None else {"departments": list(departments)},
    )
    scope = "" if departments is None else "where document_key in (select document_key from checked)"
    return [
        _check(connection, planned, by_name[planned.table], row_counts, scope)
        for planned in planned_checks()
        if planned.name != "model"
    ]


def count_rows(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Gives how many rows each table has."""
    return {spec.name: _count(connection, f"select count(*) from {quoted(spec.name)}") for spec in all_tables()}


def _check(
    connection: duckdb.DuckDBPyConnection,
    planned: PlannedCheck,
    spec: Table,
    row_counts: Mapping[str, int],
    scope: str,
) -> CheckResult:
    scope = scope if "document_key" in spec.dtypes and not spec.is_dimension else ""
    match planned.name.split("_", 1):
        case ["contract"]:
            bad, message = _contract(connection, spec)
        case ["rows"]:
            bad, message = _rows(connection, spec, row_counts[spec.name])
        case ["unique"]:
            bad, message = _unique(connection, spec, scope)
        case ["reference", column]:
            bad, message = _reference(connection, spec, column, scope)
        case ["target", outcome]:
            bad, message = _target(connection, outcome, scope)
        case ["complete", _]:
            bad, message = _complete(connection, scope)
        case _:
            bad, message = _disjoint(connection, scope)
    return CheckResult(spec.name, planned.name, bad, planned.blocking, message)


def _contract(connection: duckdb.DuckDBPyConnection, spec: Table) -> tuple[int, str]:
    declared = [(c.name, sql_type(c.dtype), "YES" if c.nullable else "NO") for c in spec.columns]
    found = connection.execute(
        "select column_name, data_type, is_nullable from information_schema.columns "
        "where table_schema = 'main' and table_name = ? order by ordinal_position",
        [spec.name],
    ).fetchall()
    if declared == found:
        return 0, "as declared"
    wrong = sorted(set(declared) ^ set(found))
    return len(wrong) or 1, f"columns that differ: {wrong or 'their order'}"


def _rows(connection: duckdb.DuckDBPyConnection, spec: Table, expected: int) -> tuple[int, str]:
    found = _count(connection, f"select count(*) from {quoted(spec.name)}")
    return abs(found - expected), f"{found} of {expected} rows"


def _unique(connection: duckdb.DuckDBPyConnection, spec: Table, scope: str) -> tuple[int, str]:
    name, columns = quoted(spec.name), ", ".join(map(quoted, spec.unique))
    # a new row may repeat one of a document that is not new
    rows = f"{name} semi join (select {columns} from {name} {scope}) as fresh using ({columns})" if scope else name
    bad = _count(
        connection,
        f"select count(*) from (select 1 from {rows} group by {columns} having count(*) > 1) as repeated",
    )
    return bad, f"{bad} repeated values of {', '.join(spec.unique)}"


def _reference(connection: duckdb.DuckDBPyConnection, spec: Table, column: str, scope: str) -> tuple[int, str]:
    target = next(table(c.references) for c in spec.columns if c.name == column and c.references)
    bad = _count(
        connection,
        f"select count(*) from (select {quoted(column)} from {quoted(spec.name)} {scope}) as child "
        f"anti join {quoted(target.name)} as parent on child.{quoted(column)} = parent.{quoted(target.unique[0])}",
    )
    return bad, f"{bad} rows without their {target.name}"


def _target(connection: duckdb.DuckDBPyConnection, outcome: str, scope: str) -> tuple[int, str]:
    name, key = _TARGETS[outcome]
    bad = _count(
        connection,
        f"select count(*) from (select target_key, outcome from cell_ledger {scope}) as ledger "
        f"anti join (select {key} from {name} {scope}) as fact on ledger.target_key = fact.{key} "
        "where ledger.outcome = $outcome",
        outcome=outcome,
    )
    return bad, f"{bad} tokens point to no row of {name}"


def _complete(connection: duckdb.DuckDBPyConnection, scope: str) -> tuple[int, str]:
    bad = _count(
        connection,
        f"select count(*) from (select line_key from fact_budget_line {scope}) as fact anti join ("
        f"select target_key from (select target_key, outcome from cell_ledger {scope}) as ledger "
        "where outcome = 'budget_line') as ledger on ledger.target_key = fact.line_key",
    )
    return bad, f"{bad} rows of fact_budget_line have no token in the ledger"


def _disjoint(connection: duckdb.DuckDBPyConnection, scope: str) -> tuple[int, str]:
    bad = _count(
        connection,
        "select count(*) from ("
        "select source_start < lag(source_end) over (partition by document_key order by source_start) as is_overlap "
        f"from cell_ledger {scope}) as spans where is_overlap",
    )
    return bad, f"{bad} tokens overlap the one before"


def _count(connection: duckdb.DuckDBPyConnection, sql: str, **parameters: str) -> int:
    return int(connection.execute(sql, parameters or None).fetchall()[0][0])
