"""Checks of a loaded file by query: columns as declared, keys unique, no orphan, every row there.

A blocking check that fails means that the warehouse would be wrong: it is then not published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import duckdb

from pipelines.warehouse.ddl import quoted, sql_type
from schemas.catalog import Table, tables

#: Facts that the ledger points to: outcome to table and key.
_TARGETS = {"budget_line": ("fact_budget_line", "line_key"), "indicator": ("fact_indicator", "indicator_fact_key")}


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


def check_warehouse(connection: duckdb.DuckDBPyConnection, row_counts: Mapping[str, int]) -> list[CheckResult]:
    """Gives the result of every check; `row_counts` says how many rows each table was given."""
    return [result for spec in tables() for result in check_table(connection, spec, row_counts[spec.name])]


def check_table(connection: duckdb.DuckDBPyConnection, spec: Table, rows: int) -> Iterator[CheckResult]:
    """Gives the results of one table: contract, rows, unique, one a reference, and those of the ledger."""
    yield _contract(connection, spec)
    found = _count(connection, f"select count(*) from {quoted(spec.name)}")  # noqa: S608 - names come from the models
    yield CheckResult(spec.name, "rows", abs(found - rows), blocking=True, message=f"{found} of {rows} rows loaded")
    yield _unique(connection, spec)
    for column in spec.columns:
        if column.references:
            yield _reference(connection, spec.name, column.name, column.references)
    if spec.name == "cell_ledger":
        yield from _ledger(connection)


def _contract(connection: duckdb.DuckDBPyConnection, spec: Table) -> CheckResult:
    declared = [(c.name, sql_type(c.dtype), "YES" if c.nullable else "NO") for c in spec.columns]
    found = connection.execute(
        "select column_name, data_type, is_nullable from information_schema.columns "
        "where table_schema = 'main' and table_name = ? order by ordinal_position",
        [spec.name],
    ).fetchall()
    wrong = sorted(set(declared) ^ set(found)) if declared != found else []
    bad = len(wrong) or int(declared != found)
    return CheckResult(spec.name, "contract", bad, blocking=True, message=f"columns that differ: {wrong}" if bad else "as declared")


def _unique(connection: duckdb.DuckDBPyConnection, spec: Table) -> CheckResult:
    columns = ", ".join(map(quoted, spec.unique))
    bad = _count(
        connection,
        f"select count(*) from (select 1 from {quoted(spec.name)} group by {columns} having count(*) > 1) as repeated",  # noqa: S608
    )
    return CheckResult(spec.name, "unique", bad, blocking=True, message=f"{bad} repeated values of {', '.join(spec.unique)}")


def _reference(connection: duckdb.DuckDBPyConnection, table: str, column: str, target: str) -> CheckResult:
    key = next(spec.key for spec in tables() if spec.name == target)
    bad = _count(
        connection,
        f"select count(*) from {quoted(table)} as child anti join {quoted(target)} as parent "  # noqa: S608
        f"on child.{quoted(column)} = parent.{quoted(key or '')}",
    )
    return CheckResult(table, f"reference_{column}", bad, blocking=True, message=f"{bad} rows without their {target}")


def _ledger(connection: duckdb.DuckDBPyConnection) -> Iterator[CheckResult]:
    for outcome, (table, key) in _TARGETS.items():
        bad = _count(
            connection,
            f"select count(*) from cell_ledger as ledger anti join {table} as fact on ledger.target_key = fact.{key} "  # noqa: S608
            "where ledger.outcome = $outcome",
            outcome=outcome,
        )
        message = f"{bad} tokens point to no row of {table}"
        yield CheckResult("cell_ledger", f"target_{outcome}", bad, blocking=True, message=message)
        bad = _count(
            connection,
            f"select count(*) from {table} as fact anti join cell_ledger as ledger "  # noqa: S608
            f"on ledger.target_key = fact.{key} and ledger.outcome = $outcome",
            outcome=outcome,
        )
        message = f"{bad} rows of {table} have no token in the ledger"
        yield CheckResult("cell_ledger", f"complete_{outcome}", bad, blocking=False, message=message)
    bad = _count(
        connection,
        "select count(*) from (select source_start < lag(source_end) over (partition by document_key order by source_start) "
        "as is_overlap from cell_ledger) as spans where is_overlap",
    )
    yield CheckResult("cell_ledger", "disjoint", bad, blocking=True, message=f"{bad} tokens overlap the one before")


def _count(connection: duckdb.DuckDBPyConnection, sql: str, **parameters: str) -> int:
    return int(connection.execute(sql, parameters or None).fetchall()[0][0])
