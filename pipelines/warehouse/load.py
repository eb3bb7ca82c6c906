"""Rows into a DuckDB file: frames that are small, and facts straight from the Parquet of their packs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb
import polars as pl

from pipelines.frames.holdings import is_small
from pipelines.frames.keys import document_key
from pipelines.frames.packs import Pack
from pipelines.warehouse.ddl import ddl, quoted
from pipelines.warehouse.session import Storage, open_building
from schemas.catalog import tables


def load_warehouse(
    path: Path,
    frames: Mapping[str, pl.DataFrame],
    packs: Sequence[Pack] = (),
    documents: Iterable[str] = (),
    storage: Storage = Storage.OLDER,
) -> None:
    """Creates the database file `path`, loads every frame and, from the packs, the facts of the documents (by hash).

    Raises:
        FileExistsError: there is a file already; a version is never written twice.
        duckdb.Error: a row breaks its declaration, or the disk is full; the file is then of no use.
    """
    if path.exists():
        raise FileExistsError(path)
    with open_building(path, storage) as connection:
        for statement in ddl():
            connection.execute(statement)
        for name, frame in frames.items():
            insert_frame(connection, name, frame)
        insert_packed(connection, packs, documents)
        connection.execute("checkpoint")


def insert_frame(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """Adds the rows of a frame to a table, columns by name."""
    connection.register("incoming", frame)
    connection.execute(f"insert into {quoted(name)} by name select * from incoming")
    connection.unregister("incoming")


def insert_packed(connection: duckdb.DuckDBPyConnection, packs: Sequence[Pack], documents: Iterable[str]) -> None:
    """Adds the facts of some documents (by hash), pack by pack, without taking them into memory all at once."""
    if not packs:
        return
    keys = [document_key(digest) for digest in documents]
    connection.register("document_frame", pl.DataFrame({"document_key": keys}, schema={"document_key": pl.Int64}))
    connection.execute("create or replace temporary table incoming_document as select * from document_frame")
    connection.unregister("document_frame")
    ordered = sorted(packs, key=lambda pack: min(map(document_key, pack.documents)))
    for spec in tables():
        files = [str(path) for pack in ordered if (path := pack.file(spec.name)) is not None]
        if not is_small(spec) and files:
            columns = ", ".join(map(quoted, spec.dtypes))
            connection.execute(
                f"insert into {quoted(spec.name)} by name select {columns} from read_parquet($files) "
                "where document_key in (select document_key from incoming_document)",
                {"files": files},
            )
    connection.execute("drop table incoming_document")
