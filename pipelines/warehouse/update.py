"""A copy of the published version brought up to date: rows of documents that went, came or moved, and nothing else.

What comes out is, row for row, what loading everything anew would give.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from pipelines.frames.holdings import Holdings, count_packed, is_small
from pipelines.warehouse.ddl import quoted, text_literal
from pipelines.warehouse.load import insert_packed
from pipelines.warehouse.session import Storage, open_building
from schemas.catalog import Table, tables

#: With more of the documents changed than this, loading all of them anew is quicker than changing a copy.
MOST_CHANGED = 0.25

_CHUNK = 1 << 26


@dataclass(frozen=True, slots=True)
class Difference:
    """What a published version lacks and has too much: documents by hash that came, documents by key that went.

    `departments` are the keys of the departments whose documents these are, or whose documents lie elsewhere now.
    """

    added: tuple[str, ...]
    removed: tuple[int, ...]
    departments: frozenset[int]


def read_difference(connection: duckdb.DuckDBPyConnection, documents: pl.DataFrame) -> Difference:
    """Gives what lies between the documents of a warehouse and those that it is to hold (`dim_document`)."""
    held = connection.sql("select document_key, sha256, department_key, source_uri from dim_document").pl()
    added = documents.join(held, on="document_key", how="anti")
    removed = held.join(documents, on="document_key", how="anti")
    moved = documents.join(held, on=["document_key", "source_uri"], how="anti")
    departments = frozenset(pl.concat([added["department_key"], removed["department_key"], moved["department_key"]]))
    return Difference(tuple(added["sha256"]), tuple(removed["document_key"]), departments)


def copy_file(source: Path, target: Path) -> None:
    """Copies a database file; on file systems that can, the copy shares what is never changed with its source.

    Raises:
        OSError: the disk is full or the folder is read-only.
    """
    with source.open("rb") as read, target.open("xb") as written:
        left = os.fstat(read.fileno()).st_size
        while left > 0:
            done = os.copy_file_range(read.fileno(), written.fileno(), min(left, _CHUNK))
            if done == 0:
                raise OSError(f"{source} became shorter while it was copied")
            left -= done


def rewrite_file(source: Path, target: Path, storage: Storage) -> None:
    """Writes a database file anew, without the room that earlier changes have left in it.

    Raises:
        duckdb.Error: the disk is full, or the folder is read-only.
    """
    with open_building(target, storage) as connection:
        ((name,),) = connection.execute("select current_database()").fetchall()
        connection.execute(f"attach {text_literal(str(source))} as source (read_only)")
        connection.execute(f"copy from database source to {quoted(name)}")
        connection.execute("detach source")
        connection.execute("checkpoint")


def update_warehouse(
    connection: duckdb.DuckDBPyConnection,
    frames: Mapping[str, pl.DataFrame],
    holdings: Holdings,
    difference: Difference,
) -> dict[str, int]:
    """Brings a warehouse up to date but for what rules find; gives how many rows each table must now have.

    Raises:
        duckdb.Error: a row breaks its declaration, or the disk is full; the file is then of no use.
    """
    packs = holdings.packs_of(difference.added)
    expected = count_packed(packs, difference.added)
    connection.register(
        "gone_frame", pl.DataFrame({"document_key": difference.removed}, schema={"document_key": pl.Int64})
    )
    connection.execute("create temporary table gone_document as select * from gone_frame")
    connection.unregister("gone_frame")
    for spec in tables():
        if is_small(spec):
            expected[spec.name] = frames[spec.name].height
            _replace_rows(connection, spec, frames[spec.name])
        else:
            expected[spec.name] += _count(connection, f"select count(*) from {quoted(spec.name)}")
            of_gone = f"from {quoted(spec.name)} where document_key in (select document_key from gone_document)"
            expected[spec.name] -= _count(connection, f"select count(*) {of_gone}")
            connection.execute(f"delete {of_gone}")
    connection.execute("drop table gone_document")
    insert_packed(connection, packs, difference.added)
    return expected


def _replace_rows(connection: duckdb.DuckDBPyConnection, spec: Table, wanted: pl.DataFrame) -> None:
    """Makes a table equal to a frame, touching only rows that differ.

    Two statements, two transactions: DuckDB does not let a key be deleted and added in one.
    """
    name, key = quoted(spec.name), quoted(spec.unique[0])
    columns = ", ".join(map(quoted, spec.dtypes))
    connection.register("wanted_frame", wanted)
    connection.execute(
        f"delete from {name} where {key} in "
        f"(select {key} from (select {columns} from {name} except all select {columns} from wanted_frame) as differing)"
    )
    connection.execute(
        f"insert into {name} by name select * from wanted_frame where {key} not in (select {key} from {name})"
    )
    connection.unregister("wanted_frame")


def _count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(connection.execute(sql).fetchall()[0][0])
