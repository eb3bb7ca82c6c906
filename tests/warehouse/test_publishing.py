from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from pipelines.frames.holdings import Holdings
from pipelines.warehouse import build as building
from pipelines.warehouse.build import NothingBuiltError, build_version, planned_version, publish_version
from pipelines.warehouse.checks import CheckResult
from pipelines.warehouse.lock import WarehouseLockedError, writer_lock
from pipelines.warehouse.reader import NoWarehouseError, open_published
from pipelines.warehouse.session import Storage
from pipelines.warehouse.versions import (
    KEPT_VERSIONS,
    NotAWarehouseError,
    clean_leftovers,
    drop_old_versions,
    versions_folder,
)
from tests.factory import document, hold


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return tmp_path / "out" / "gongkai.duckdb"


def run(holdings: Holdings, warehouse: Path) -> Path:
    build_version(holdings, warehouse)
    return publish_version(holdings, warehouse, keep=KEPT_VERSIONS)


def lines(warehouse: Path) -> int:
    with open_published(warehouse) as connection:
        return connection.execute("select count(*) from fact_budget_line").fetchall()[0][0]


@pytest.fixture
def fewer(tmp_path: Path) -> Holdings:
    """Another content: a document without facts."""
    return hold(tmp_path / "fewer", document("c", lines=(), indicators=(), ledger=()))


def test_what_is_published_is_a_link_to_a_version(holdings: Holdings, warehouse: Path) -> None:
    version = run(holdings, warehouse)
    assert warehouse.is_symlink()
    assert warehouse.resolve() == version.resolve()
    assert not warehouse.readlink().is_absolute()
    assert version.name == f"gongkai-{planned_version(holdings)}.duckdb"
    assert [path.name for path in versions_folder(warehouse).iterdir()] == [version.name]
    assert lines(warehouse) == 2


@pytest.mark.parametrize(("storage", "readers"), [(Storage.OLDER, "v1.2.0"), (Storage.NEWEST, "v2.0.0")])
def test_a_file_is_written_for_the_clients_that_read_it(
    holdings: Holdings, warehouse: Path, storage: Storage, readers: str
) -> None:
    run(holdings, warehouse)
    rows = lines(warehouse)
    assert build_version(holdings, warehouse, storage=storage).failures == ()
    if storage is not Storage.OLDER:
        publish_version(holdings, warehouse, keep=0, storage=storage)
    with open_published(warehouse) as connection:
        ((written,),) = connection.execute(
            "select tags['storage_version'] from duckdb_databases() where not internal"
        ).fetchall()
    assert written == f"{readers}+"
    assert lines(warehouse) == rows


def test_two_builds_of_the_same_documents_have_the_same_rows(holdings: Holdings, tmp_path: Path) -> None:
    first, second = tmp_path / "one" / "w.duckdb", tmp_path / "two" / "w.duckdb"
    assert run(holdings, first).name == run(holdings, second).name
    with duckdb.connect() as both:
        both.execute(f"attach '{first.resolve()}' as one (read_only)")
        both.execute(f"attach '{second.resolve()}' as two (read_only)")
        found = both.execute("select table_name from duckdb_tables() where database_name = 'one'").fetchall()
        for (name,) in set(found) - {("build_log",)}:  # when it was built is the one thing that differs
            left = both.execute(f"select * from one.{name}").fetchall()
            assert left == both.execute(f"select * from two.{name}").fetchall()


def test_a_reader_keeps_the_version_it_opened(holdings: Holdings, fewer: Holdings, warehouse: Path) -> None:
    run(holdings, warehouse)
    with open_published(warehouse) as old:
        run(fewer, warehouse)
        assert old.execute("select count(*) from fact_budget_line").fetchall() == [(2,)]
        assert lines(warehouse) == 0


def test_a_failed_check_publishes_nothing(
    holdings: Holdings, fewer: Holdings, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run(holdings, warehouse)
    bad = CheckResult("fact_budget_line", "unique", 1, blocking=True, message="1 repeated value")
    monkeypatch.setattr(building, "check_warehouse", lambda *_: [bad])
    assert build_version(fewer, warehouse).failures == (bad,)
    with pytest.raises(NothingBuiltError, match="No checked version"):
        publish_version(fewer, warehouse, keep=0)
    assert warehouse.resolve() == before.resolve()
    assert [path.name for path in versions_folder(warehouse).iterdir()] == [before.name]


def test_a_warning_does_not_stop_a_publication(
    holdings: Holdings, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warning = CheckResult("cell_ledger", "complete_budget_line", 1, blocking=False, message="1 row")
    monkeypatch.setattr(building, "check_warehouse", lambda *_: [warning])
    run(holdings, warehouse)
    assert lines(warehouse) == 2


def test_what_killed_builds_left_is_removed(holdings: Holdings, warehouse: Path) -> None:
    run(holdings, warehouse)
    folder = versions_folder(warehouse)
    left = [
        folder / ".building-gongkai-1.duckdb",
        folder / ".building-gongkai-1.duckdb.wal",
        folder / ".checked-gongkai-0123.duckdb",
        warehouse.parent / ".linking-gongkai.duckdb-1",
    ]
    for path in left:
        path.write_bytes(b"half")
    other = folder / ".building-other-1.duckdb"
    other.write_bytes(b"another warehouse is being built")
    assert clean_leftovers(warehouse) == sorted(left)
    assert other.exists()
    assert lines(warehouse) == 2


def test_only_the_newest_versions_stay(warehouse: Path, holdings: Holdings) -> None:
    published = run(holdings, warehouse)
    for age in range(5):
        path = versions_folder(warehouse) / f"gongkai-{age}.duckdb"
        path.write_bytes(b"old")
        os.utime(path, (time.time() - age, time.time() - age))
    removed = drop_old_versions(warehouse, keep=3)
    assert [path.name for path in removed] == ["gongkai-3.duckdb", "gongkai-4.duckdb"]
    assert published.exists()


def test_a_version_that_somebody_reads_stays_until_it_is_closed(
    holdings: Holdings, fewer: Holdings, warehouse: Path
) -> None:
    old = run(holdings, warehouse)
    run(fewer, warehouse)
    reader = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only=True); print(); input()",
            old,
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert reader.stdout is not None
    reader.stdout.readline()
    assert drop_old_versions(warehouse, keep=0) == []
    reader.communicate(b"\n")
    assert drop_old_versions(warehouse, keep=0) == [old]


def test_a_second_build_is_told_who_has_the_lock(warehouse: Path) -> None:
    with (
        writer_lock(warehouse),
        pytest.raises(WarehouseLockedError, match=f"process {os.getpid()}"),
        writer_lock(warehouse),
    ):
        pass
    with writer_lock(warehouse):
        pass


def test_a_file_that_is_no_warehouse_is_left_alone(holdings: Holdings, warehouse: Path) -> None:
    warehouse.parent.mkdir(parents=True)
    warehouse.write_text("my notes, longer than a header")
    with pytest.raises(NotAWarehouseError, match="no DuckDB database"):
        run(holdings, warehouse)
    assert warehouse.read_text().startswith("my notes")


def test_a_folder_is_no_place_to_publish_to(holdings: Holdings, warehouse: Path) -> None:
    warehouse.mkdir(parents=True)
    with pytest.raises(NotAWarehouseError, match="not a file"):
        run(holdings, warehouse)


def test_a_plain_database_file_is_replaced(holdings: Holdings, warehouse: Path) -> None:
    warehouse.parent.mkdir(parents=True)
    duckdb.connect(str(warehouse)).close()
    run(holdings, warehouse)
    assert warehouse.is_symlink()


def test_nothing_published_is_said_with_what_to_do(warehouse: Path) -> None:
    with pytest.raises(NoWarehouseError, match="gongkai build"), open_published(warehouse):
        pass
    warehouse.parent.mkdir(parents=True)
    warehouse.write_bytes(b"not a database at all, only bytes")
    with pytest.raises(NoWarehouseError, match="can not be read"), open_published(warehouse):
        pass


def test_a_database_of_something_else_is_no_warehouse(warehouse: Path) -> None:
    warehouse.parent.mkdir(parents=True)
    duckdb.connect(str(warehouse)).close()
    with pytest.raises(NoWarehouseError, match="without the tables dim_region"), open_published(warehouse):
        pass


def test_a_reader_can_not_write(holdings: Holdings, warehouse: Path) -> None:
    run(holdings, warehouse)
    with open_published(warehouse) as connection, pytest.raises(duckdb.InvalidInputException):
        connection.execute("delete from fact_budget_line")
