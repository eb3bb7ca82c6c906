from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.checks.rules import load_rules, rules_digest
from pipelines.frames.store import content_hash, write_frames
from pipelines.warehouse import build as building
from pipelines.warehouse.build import NothingBuiltError, build_version, publish_version
from pipelines.warehouse.checks import CheckResult
from pipelines.warehouse.lock import WarehouseLockedError, writer_lock
from pipelines.warehouse.reader import NoWarehouseError, open_published
from pipelines.warehouse.versions import NotAWarehouseError, clean_leftovers, drop_old_versions, versions_folder


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return tmp_path / "out" / "gongkai.duckdb"


def run(frames: Path, warehouse: Path) -> Path:
    build_version(frames, warehouse)
    return publish_version(frames, warehouse)


def lines(warehouse: Path) -> int:
    with open_published(warehouse) as connection:
        return connection.execute("select count(*) from fact_budget_line").fetchall()[0][0]


@pytest.fixture
def fewer(tmp_path: Path, star: dict[str, pl.DataFrame]) -> Path:
    """Frames of another content: the same star without facts."""
    empty = {name: frame.clear() if name.startswith(("fact", "cell")) else frame for name, frame in star.items()}
    write_frames(tmp_path / "fewer", empty)
    return tmp_path / "fewer"


def test_what_is_published_is_a_link_to_a_version(frames: Path, warehouse: Path) -> None:
    version = run(frames, warehouse)
    assert warehouse.is_symlink()
    assert warehouse.resolve() == version.resolve()
    assert not warehouse.readlink().is_absolute()
    assert version.name == f"gongkai-{content_hash(frames, rules_digest(load_rules()))}.duckdb"
    assert [path.name for path in versions_folder(warehouse).iterdir()] == [version.name]
    assert lines(warehouse) == 2


def test_two_builds_of_the_same_frames_have_the_same_rows(frames: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "one" / "w.duckdb", tmp_path / "two" / "w.duckdb"
    assert run(frames, first).name == run(frames, second).name
    with duckdb.connect() as both:
        both.execute(f"attach '{first.resolve()}' as one (read_only)")
        both.execute(f"attach '{second.resolve()}' as two (read_only)")
        for (name,) in both.execute("select table_name from duckdb_tables() where database_name = 'one'").fetchall():
            left = both.execute(f"select * from one.{name}").fetchall()
            assert left == both.execute(f"select * from two.{name}").fetchall()


def test_a_reader_keeps_the_version_it_opened(frames: Path, fewer: Path, warehouse: Path) -> None:
    run(frames, warehouse)
    with open_published(warehouse) as old:
        run(fewer, warehouse)
        assert old.execute("select count(*) from fact_budget_line").fetchall() == [(2,)]
        assert lines(warehouse) == 0


def test_a_failed_check_publishes_nothing(
    frames: Path, fewer: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run(frames, warehouse)
    bad = CheckResult("fact_budget_line", "unique", 1, blocking=True, message="1 repeated value")
    monkeypatch.setattr(building, "check_warehouse", lambda *_: [bad])
    assert build_version(fewer, warehouse).failures == (bad,)
    with pytest.raises(NothingBuiltError, match="No checked version"):
        publish_version(fewer, warehouse)
    assert warehouse.resolve() == before.resolve()
    assert [path.name for path in versions_folder(warehouse).iterdir()] == [before.name]


def test_a_warning_does_not_stop_a_publication(frames: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warning = CheckResult("cell_ledger", "complete_budget_line", 1, blocking=False, message="1 row")
    monkeypatch.setattr(building, "check_warehouse", lambda *_: [warning])
    run(frames, warehouse)
    assert lines(warehouse) == 2


def test_what_killed_builds_left_is_removed(frames: Path, warehouse: Path) -> None:
    run(frames, warehouse)
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


def test_a_killed_build_leaves_what_was_published(frames: Path, fewer: Path, warehouse: Path) -> None:
    before = run(frames, warehouse)
    script = (
        "import os, signal, sys; from pathlib import Path; import pipelines.warehouse.build as b;"
        "b.content_hash = lambda *_: os.kill(os.getpid(), signal.SIGKILL);"
        "b.build_version(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(fewer), str(warehouse)], check=False)
    assert killed.returncode == -9
    assert any(path.name.startswith(".building-") for path in versions_folder(warehouse).iterdir())
    assert warehouse.resolve() == before.resolve()
    run(fewer, warehouse)
    assert not any(path.name.startswith(".") for path in versions_folder(warehouse).iterdir())


def test_only_the_newest_versions_stay(warehouse: Path, frames: Path) -> None:
    published = run(frames, warehouse)
    for age in range(5):
        path = versions_folder(warehouse) / f"gongkai-{age}.duckdb"
        path.write_bytes(b"old")
        os.utime(path, (time.time() - age, time.time() - age))
    removed = drop_old_versions(warehouse, keep=3)
    assert [path.name for path in removed] == ["gongkai-3.duckdb", "gongkai-4.duckdb"]
    assert published.exists()


def test_a_second_build_is_told_who_has_the_lock(warehouse: Path) -> None:
    with (
        writer_lock(warehouse),
        pytest.raises(WarehouseLockedError, match=f"process {os.getpid()}"),
        writer_lock(warehouse),
    ):
        pass
    with writer_lock(warehouse):
        pass


def test_a_file_that_is_no_warehouse_is_left_alone(frames: Path, warehouse: Path) -> None:
    warehouse.parent.mkdir(parents=True)
    warehouse.write_text("my notes, longer than a header")
    with pytest.raises(NotAWarehouseError, match="no DuckDB database"):
        run(frames, warehouse)
    assert warehouse.read_text().startswith("my notes")


def test_a_folder_is_no_place_to_publish_to(frames: Path, warehouse: Path) -> None:
    warehouse.mkdir(parents=True)
    with pytest.raises(NotAWarehouseError, match="not a file"):
        run(frames, warehouse)


def test_a_plain_database_file_is_replaced(frames: Path, warehouse: Path) -> None:
    warehouse.parent.mkdir(parents=True)
    duckdb.connect(str(warehouse)).close()
    run(frames, warehouse)
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


def test_older_clients_can_read_it(frames: Path, warehouse: Path) -> None:
    version = run(frames, warehouse)
    with duckdb.connect(str(version)) as connection:
        rows = connection.execute(
            "select tags['storage_version'] from duckdb_databases() where not internal"
        ).fetchall()
    assert rows == [("v1.2.0+",)]


def test_a_reader_can_not_write(frames: Path, warehouse: Path) -> None:
    run(frames, warehouse)
    with open_published(warehouse) as connection, pytest.raises(duckdb.InvalidInputException):
        connection.execute("delete from fact_budget_line")
