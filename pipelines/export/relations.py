"""The tables and views of a warehouse, as it describes itself, and their rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from pipelines.warehouse.ddl import quoted

_BATCH = 50_000

_RELATIONS = """
with relations as (
    select table_name as name, comment, true as is_table from duckdb_tables() where not internal
    union all
    select view_name, comment, false from duckdb_views() where not internal
)
select
    relations.name,
    any_value(relations.comment) as comment,
    any_value(relations.is_table) as is_table,
    list(
        {
            'name': columns.column_name,
            'type': columns.data_type,
            'comment': columns.comment,
            'nullable': columns.is_nullable
        }
        order by columns.column_index
    ) as columns
from relations
join duckdb_columns() as columns on columns.table_name = relations.name and columns.schema_name = 'main'
group by relations.name
order by relations.name
"""


@dataclass(frozen=True, slots=True)
class Field:
    """One column: the engine's type, and what its comment says in both languages."""

    name: str
    type: str
    zh: str
    en: str
    nullable: bool


@dataclass(frozen=True, slots=True)
class Relation:
    """One table or view with its columns in order."""

    name: str
    zh: str
    en: str
    is_table: bool
    fields: tuple[Field, ...]


def read_relations(connection: duckdb.DuckDBPyConnection) -> list[Relation]:
    """Gives every table and view of the warehouse by name."""
    rows = connection.execute(_RELATIONS).fetchall()
    return [
        Relation(name, *_both(comment), is_table, tuple(_field(column) for column in columns))
        for name, comment, is_table, columns in rows
    ]


def count_rows(connection: duckdb.DuckDBPyConnection, relation: Relation) -> int:
    """Gives how many rows a table or view has."""
    return connection.execute(f"select count(*) from {quoted(relation.name)}").fetchall()[0][0]


def read_rows(connection: duckdb.DuckDBPyConnection, relation: Relation) -> Iterator[pa.RecordBatch]:
    """Gives the rows of a table in the order of the file, those of a view sorted: each export has them alike."""
    order = "" if relation.is_table else " order by all"
    with connection.sql(f"select * from {quoted(relation.name)}{order}").to_arrow_reader(_BATCH) as reader:
        yield from reader


def read_schema(connection: duckdb.DuckDBPyConnection, relation: Relation) -> pa.Schema:
    """Gives the columns of a table or view as Arrow has them."""
    with connection.sql(f"select * from {quoted(relation.name)} limit 0").to_arrow_reader() as reader:
        return reader.schema


def _field(column: dict[str, str | bool | None]) -> Field:
    zh, en = _both(column["comment"])
    return Field(str(column["name"]), str(column["type"]), zh, en, bool(column["nullable"]))


def _both(comment: object) -> tuple[str, str]:
    """The Chinese and the English half of a comment; none for what has no comment."""
    zh, _, en = str(comment or "").partition(" | ")
    return zh, en
