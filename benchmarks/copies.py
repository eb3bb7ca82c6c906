"""The shipped disclosures many times over, as one warehouse file: each copy has departments of its own.

Rows are copied by SQL, not parsed: what is measured over them is queries, which do not care where a row is from.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

from pipelines.frames.members import region_members
from pipelines.frames.reference import divisions
from pipelines.model import Region
from pipelines.warehouse.ddl import ddl, quoted
from schemas.catalog import Table, all_tables, table, tables

#: Keys that tell copies apart; a dimension without them is shared.
_OWN = {
    "department_key", "project_key", "line_key", "indicator_fact_key", "statement_key",
    "table_seen_key", "check_key", "finding_key", "fact_key", "root_key", "mark_key", "target_key",
}  # fmt: skip
_COPIED = {"dim_department", "dim_project", "dim_document"}
#: What neither a mart nor a page reads; places are there before the departments that are in them.
_LEFT_OUT = {"fact_mark", "quarantined_document", "dim_region"}
#: What departments of copies but the first differ in: a name, and one of the counties of the state's list.
_DEPARTMENT = {
    "name": "case when number = 0 then name else name || ' ' || number end as name",
    "region_key": """
        case
            when number = 0 then region_key
            else (select list(region_key order by code) from dim_region where level = 'county')[
                1 + cast(hash(department_key, number) % 2800 as bigint)
            ]
        end as region_key""",
}


def copy_warehouse(source: Path, target: Path, copies: int) -> None:
    """Writes `target`, a loaded star with what its rules found, that holds the documents of `source` `copies` times."""
    with duckdb.connect(str(target)) as connection:
        _begin(connection, source)
        for spec in all_tables():
            if spec.name not in _LEFT_OUT:
                connection.execute(_copy(spec, copies), {"first": 0, "after": copies} if _is_copied(spec) else None)
        connection.execute("detach source")
        connection.execute("checkpoint")


def copy_star(source: Path, target: Path, copies: int) -> None:
    """Writes `target`, a star for rules to run over: all tables, the rows of a copy side by side as builds lay them."""
    with duckdb.connect(str(target)) as connection:
        _begin(connection, source)
        for number in range(copies):
            for spec in tables():
                if _is_copied(spec):
                    connection.execute(_copy(spec, copies), {"first": number, "after": number + 1})
                elif number == 0 and spec.name != "dim_region":
                    connection.execute(_copy(spec, copies))
        connection.execute("detach source")
        connection.execute("checkpoint")


def _begin(connection: duckdb.DuckDBPyConnection, source: Path) -> None:
    """Creates the tables, with every place of the state's list."""
    for statement in ddl():
        connection.execute(statement)
    connection.execute(f"attach '{source}' as source (read_only)")
    connection.execute("insert into dim_region by name select * from source.dim_region")
    listed = (place for place in divisions().values() if place.kind != "placeholder")
    rows = {row for place in listed for row in region_members(Region(place.code, place.name, place.level))}
    connection.register("places", pl.DataFrame(sorted(rows), table("dim_region").dtypes, orient="row"))
    connection.execute("insert or ignore into dim_region by name select * from places")
    connection.unregister("places")


def _is_copied(spec: Table) -> bool:
    return not spec.is_dimension or spec.name in _COPIED


def _copy(spec: Table, copies: int) -> str:
    """One statement: every row once a copy, key 0 and rows of shared dimensions as they are."""
    name = quoted(spec.name)
    if not _is_copied(spec):
        return f"insert into {name} by name select * from source.{name}"
    columns = ", ".join(_column(spec, column.name, copies) for column in spec.columns)
    once = f"where number = 0 or {quoted(spec.key)} <> 0" if spec.is_dimension and spec.key else ""
    numbers = "range($first, $after) as copy(number)"
    return f"insert into {name} select {columns} from source.{name} cross join {numbers} {once}"


def _column(spec: Table, column: str, copies: int) -> str:
    if spec.name == "dim_department" and column in _DEPARTMENT:
        return _DEPARTMENT[column]
    key = quoted(column)
    if column == "document_key":  # builds load documents in the order of their keys
        part = 2**63 // copies
        own = f"number * {part} + cast(hash({key}, number) % {part} as bigint)"
        return f"case when {key} <> 0 then {own} else 0 end as {key}"
    if column not in _OWN:
        return key
    return f"case when {key} <> 0 then cast(hash({key}, number) >> 1 as bigint) else {key} end as {key}"
