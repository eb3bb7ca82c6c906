"""The shipped disclosures many times over, as one warehouse file: each copy places and departments of its own.

Rows are copied by SQL, not parsed: what is measured over them is queries, which do not care where a row is from.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.warehouse.ddl import ddl, quoted
from schemas.catalog import Table, all_tables, tables

#: Keys that tell copies apart; a dimension without them is shared.
_OWN = {
    "document_key", "department_key", "project_key", "line_key", "indicator_fact_key", "statement_key",
    "table_seen_key", "check_key", "finding_key", "fact_key", "root_key", "region_key", "mark_key", "target_key",
}  # fmt: skip
_COPIED = {"dim_region", "dim_department", "dim_project", "dim_document"}
#: Copies but the first have a name of their own: who compares two places means two.
_NAMED = {"dim_region", "dim_department"}
#: What no mart reads, and is as large as everything else together.
_LEFT_OUT = {"cell_ledger", "fact_mark", "quarantined_document"}


def copy_warehouse(source: Path, target: Path, copies: int) -> None:
    """Writes `target`, a loaded star with what its rules found, that holds the documents of `source` `copies` times."""
    with duckdb.connect(str(target)) as connection:
        for statement in ddl():
            connection.execute(statement)
        connection.execute(f"attach '{source}' as source (read_only)")
        for spec in all_tables():
            if spec.name not in _LEFT_OUT:
                connection.execute(_copy(spec), {"first": 0, "after": copies} if _is_copied(spec) else None)
        connection.execute("detach source")
        connection.execute("checkpoint")


def copy_star(source: Path, target: Path, copies: int) -> None:
    """Writes `target`, a star for rules to run over: all tables, the rows of a copy side by side as builds lay them."""
    with duckdb.connect(str(target)) as connection:
        for statement in ddl():
            connection.execute(statement)
        connection.execute(f"attach '{source}' as source (read_only)")
        for number in range(copies):
            for spec in tables():
                if _is_copied(spec):
                    connection.execute(_copy(spec), {"first": number, "after": number + 1})
                elif number == 0:
                    connection.execute(_copy(spec))
        connection.execute("detach source")
        connection.execute("checkpoint")


def _is_copied(spec: Table) -> bool:
    return not spec.is_dimension or spec.name in _COPIED


def _copy(spec: Table) -> str:
    """One statement: every row once a copy, key 0 and rows of shared dimensions as they are."""
    name = quoted(spec.name)
    if not _is_copied(spec):
        return f"insert into {name} by name select * from source.{name}"
    columns = ", ".join(_column(spec, column.name) for column in spec.columns)
    once = f"where number = 0 or {quoted(spec.key)} <> 0" if spec.is_dimension and spec.key else ""
    copies = "range($first, $after) as copy(number)"
    return f"insert into {name} select {columns} from source.{name} cross join {copies} {once}"


def _column(spec: Table, column: str) -> str:
    if spec.name in _NAMED and column == "name":
        return "case when number = 0 then name else name || ' ' || number end as name"
    if column not in _OWN:
        return quoted(column)
    key = quoted(column)
    return f"case when {key} = 0 then 0 else cast(hash({key}, number) >> 1 as bigint) end as {key}"
