"""The builds of a warehouse: a row for each version that was published, kept from version to version."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.warehouse.ddl import comments, create_table
from pipelines.warehouse.load import insert_frame
from pipelines.warehouse.reader import NoWarehouseError, open_published
from pipelines.warehouse.session import open_building
from schemas.catalog import log_table

_ADD = """
insert into build_log by name
select
    cast($built_at as timestamp) as built_at,
    $version as version,
    $way as way,
    (select count(*) from dim_document where document_key <> 0) as documents,
    $added as added,
    $removed as removed,
    (select count(*) from quarantined_document) as quarantined,
    (select count(*) from fact_budget_line) as lines,
    (select count(*) from fact_indicator) as indicators,
    (select count(*) from fact_statement) as statements,
    (select count(*) from cell_ledger) as numbers,
    (select count(*) from cell_ledger where outcome = 'unplaced') as unplaced,
    (select count(*) from fact_finding where severity = 'error') as errors,
    (select count(*) from fact_finding where severity = 'warning') as warnings
"""
_COMPLETE = """
update build_log
set
    listing_ms = $listing_ms,
    parsing_ms = $parsing_ms,
    loading_ms = $loading_ms,
    peak_mb = $peak_mb,
    parser_peak_mb = $parser_peak_mb,
    file_mb = $file_mb
where built_at = (select max(built_at) from build_log)
"""
# megabytes for each number of the latest build, against those of the last file that was written as a whole
_SPARSE = """
select
    coalesce(
        arg_max(share, built_at) > $most * arg_max(share, built_at) filter (where way in ('load', 'rewrite')),
        false
    )
from (select built_at, way, file_mb / greatest(numbers, 1) as share from build_log where file_mb is not null) as sized
"""
_LATEST = "from build_log order by built_at desc limit ?"
_HAS_LOG = "select count(*) from duckdb_tables() where table_name = 'build_log'"


#: A file that takes so many times the room that a number took when it was last written as a whole is written anew.
MOST_GROWN = 1.25


@dataclass(frozen=True, slots=True)
class Effort:
    """What a build took: milliseconds by stage, None for one that another run did, and the most memory in MB."""

    listing_ms: int | None
    parsing_ms: int | None
    loading_ms: int | None
    peak_mb: int
    parser_peak_mb: int


@dataclass(frozen=True, slots=True)
class Build:
    """A row of the log."""

    built_at: dt.datetime
    version: str
    way: str
    documents: int
    added: int
    removed: int
    quarantined: int
    lines: int
    indicators: int
    statements: int
    numbers: int
    unplaced: int
    errors: int
    warnings: int
    listing_ms: int | None
    parsing_ms: int | None
    loading_ms: int | None
    peak_mb: int | None
    parser_peak_mb: int | None
    file_mb: int | None


def log_build(path: Path, warehouse: Path, version: str, way: str, added: int, removed: int) -> None:
    """Adds the row of the version in `path`, which is not published yet, behind the rows of those before it.

    A version that was loaded anew takes the rows over from the published one.

    Raises:
        duckdb.Error: the disk is full, or `path` is no warehouse.
    """
    with open_building(path) as connection:
        if not _has_log(connection):
            spec = log_table()
            for statement in (create_table(spec), *comments(spec)):
                connection.execute(statement)
            insert_frame(connection, spec.name, _published_log(warehouse))
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        known = {"built_at": now, "version": version, "way": way, "added": added, "removed": removed}
        connection.execute(_ADD, known)


def complete_log(path: Path, effort: Effort) -> None:
    """Adds to the last row what the build took and how large its file is, just before the version is published.

    Raises:
        duckdb.Error: the disk is full, or `path` is no warehouse with a log.
    """
    with open_building(path) as connection:
        connection.execute(_COMPLETE, {**asdict(effort), "file_mb": round(path.stat().st_size / 1e6)})


def is_sparse(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether a file has grown so much more than what is in it, by changes of copies, that it is worth writing anew."""
    return _has_log(connection) and bool(connection.execute(_SPARSE, {"most": MOST_GROWN}).fetchall()[0][0])


def read_builds(connection: duckdb.DuckDBPyConnection, most: int) -> list[Build]:
    """Gives the latest builds, the last one first; none of a warehouse from before there was a log.

    What a log from before a column was added does not say is None.
    """
    if not _has_log(connection):
        return []
    latest = connection.execute(_LATEST, [most])
    names = [name for name, *_ in latest.description or ()]
    unknown: dict[str, Any] = dict.fromkeys(log_table().dtypes)
    rows = [unknown | dict(zip(names, row, strict=True)) for row in latest.fetchall()]
    return [Build(**{name: row[name] for name in unknown}) for row in rows]


def _has_log(connection: duckdb.DuckDBPyConnection) -> bool:
    return bool(connection.execute(_HAS_LOG).fetchall()[0][0])


def _published_log(warehouse: Path) -> pl.DataFrame:
    """The rows of the published version, in the columns of today; none when there is no version, or it has no log."""
    empty = pl.DataFrame(schema=log_table().dtypes)
    try:
        with open_published(warehouse) as published:
            rows = published.table("build_log").pl() if _has_log(published) else empty
    except NoWarehouseError:
        return empty
    return rows.select(name for name in rows.columns if name in empty.columns)
