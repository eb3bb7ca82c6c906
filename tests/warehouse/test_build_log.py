from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from pipelines.frames.holdings import Holdings
from pipelines.warehouse.build import build_version, checked_version, publish_version
from pipelines.warehouse.build_log import Build, Effort, complete_log, is_sparse, read_builds
from pipelines.warehouse.reader import open_published
from schemas.catalog import log_table
from tests.factory import document, hold

EFFORT = Effort(listing_ms=5, parsing_ms=None, loading_ms=70, peak_mb=300, parser_peak_mb=0)
Publish = Callable[..., list[Build]]


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    """Builds and publishes documents by name, and gives the log."""

    def run(*names: str, anew: bool = False) -> list[Build]:
        warehouse = tmp_path / "w.duckdb"
        holdings: Holdings = hold(tmp_path / "store", *(document(name) for name in names))
        if build_version(holdings, warehouse, anew=anew).way != "unchanged":
            complete_log(checked_version(holdings, warehouse), EFFORT)
            publish_version(holdings, warehouse, keep=1)
        with open_published(warehouse) as connection:
            return read_builds(connection, 10)

    return run


def test_each_version_has_a_row_that_says_what_it_holds_and_took(publish: Publish) -> None:
    (build,) = publish("a", "b")
    assert (build.way, build.documents, build.added, build.removed) == ("load", 2, 2, 0)
    assert (build.lines, build.indicators, build.numbers, build.quarantined) == (2, 2, 4, 0)
    assert (build.listing_ms, build.parsing_ms, build.loading_ms, build.peak_mb) == (5, None, 70, 300)
    assert build.file_mb is not None
    assert build.file_mb > 0


def test_the_log_goes_on_from_version_to_version_whatever_the_way(publish: Publish) -> None:
    names = [f"d{at}" for at in range(8)]
    publish(*names)
    publish(*names, "new")
    builds = publish(*names, "new", anew=True)
    assert [build.way for build in builds] == ["load", "update", "load"]
    assert [build.documents for build in builds] == [9, 9, 8]
    assert builds[0].version == builds[1].version
    assert builds == sorted(builds, key=lambda build: build.built_at, reverse=True)


def test_nothing_is_logged_when_nothing_has_changed(publish: Publish) -> None:
    assert publish("a") == publish("a")


def test_the_log_holds_the_columns_of_its_model(publish: Publish, tmp_path: Path) -> None:
    (build,) = publish("a")
    assert list(Build.__dataclass_fields__) == list(log_table().dtypes)
    with duckdb.connect(str((tmp_path / "w.duckdb").resolve()), read_only=True) as connection:
        frame = connection.table("build_log").pl()
    assert log_table().model.validate(frame).height == 1
    assert replace(build, way="update") != build


def test_a_log_from_before_a_column_was_added_is_read(publish: Publish, tmp_path: Path) -> None:
    (build,) = publish("a")
    with duckdb.connect(str((tmp_path / "w.duckdb").resolve())) as connection:
        connection.execute("alter table build_log drop column file_mb")
        connection.execute("alter table build_log add column newer integer")
        assert read_builds(connection, 5) == [replace(build, file_mb=None)]


def test_a_warehouse_without_a_log_has_no_builds() -> None:
    with duckdb.connect() as connection:
        assert read_builds(connection, 5) == []
        assert not is_sparse(connection)


@pytest.mark.parametrize(
    ("builds", "expected"),
    [
        ([("load", 100, 1000)], False),
        ([("load", 100, 1000), ("update", 124, 1000)], False),
        ([("load", 100, 1000), ("update", 126, 1000)], True),
        ([("load", 100, 1000), ("update", 200, 2000)], False),
        ([("load", 100, 1000), ("update", 60, 400)], True),
        ([("load", 50, 1000), ("rewrite", 100, 1000), ("update", 110, 1000)], False),
        ([("load", 100, 1000), ("rules", None, 1000)], False),
        ([("load", None, 1000), ("update", 900, 1000)], False),
        ([("load", 1, 0), ("update", 1, 0)], False),
    ],
)
def test_a_file_is_sparse_when_it_grows_more_than_what_is_in_it(
    builds: list[tuple[str, int | None, int]],
    expected: bool,  # noqa: FBT001
) -> None:
    with duckdb.connect() as connection:
        connection.execute("create table build_log (built_at integer, way varchar, file_mb bigint, numbers bigint)")
        connection.executemany(
            "insert into build_log values (?, ?, ?, ?)", [(at, *build) for at, build in enumerate(builds)]
        )
        assert is_sparse(connection) is expected
