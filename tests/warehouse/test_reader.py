from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.warehouse.load import load_warehouse
from pipelines.warehouse.reader import NoWarehouseError, Published
from pipelines.warehouse.versions import building_path, publish

COUNT = "select count(*) from fact_budget_line"


@pytest.fixture
def versions(tmp_path: Path, star: dict[str, pl.DataFrame]) -> tuple[Path, list[Path]]:
    """A published path, and two built versions: two lines and none."""
    warehouse = tmp_path / "w.duckdb"
    built = []
    for number, frames in enumerate((star, star | {"fact_budget_line": star["fact_budget_line"].clear()})):
        path = building_path(warehouse).with_name(f"built-{number}.duckdb")
        load_warehouse(path, frames)
        built.append(path)
    return warehouse, built


def count(cursor: duckdb.DuckDBPyConnection) -> int:
    return cursor.execute(COUNT).fetchall()[0][0]


def test_the_next_cursor_is_on_the_new_version(versions: tuple[Path, list[Path]]) -> None:
    warehouse, (first, second) = versions
    publish(first, warehouse, "one")
    published = Published(warehouse)
    assert published.version == "w-one"
    with published.cursor() as old:
        assert count(old) == 2
        publish(second, warehouse, "two")
        assert count(old) == 2
        with published.cursor() as new:
            assert count(new) == 0
        assert count(old) == 2
    assert published.version == "w-two"
    published.close()


def test_a_version_that_nobody_uses_is_closed(versions: tuple[Path, list[Path]]) -> None:
    warehouse, (first, second) = versions
    one = publish(first, warehouse, "one")
    published = Published(warehouse)
    with published.cursor() as old:
        publish(second, warehouse, "two")
        with published.cursor():
            pass
        assert count(old) == 2
    published.close()
    for path in (one, warehouse.resolve()):  # an open one would refuse a writer
        with duckdb.connect(str(path)) as writer:
            writer.execute("create table free (x int)")


def test_threads_share_it(versions: tuple[Path, list[Path]]) -> None:
    warehouse, (first, second) = versions
    publish(first, warehouse, "one")
    published = Published(warehouse)

    def ask(number: int) -> int:
        if number == 20:
            publish(second, warehouse, "two")
        with published.cursor() as cursor:
            return count(cursor)

    with ThreadPoolExecutor(8) as threads:
        counts = list(threads.map(ask, range(60)))
    assert set(counts) <= {0, 2}
    assert ask(60) == 0
    published.close()


def test_a_cursor_reaches_no_file_and_changes_nothing(versions: tuple[Path, list[Path]]) -> None:
    warehouse, (first, _) = versions
    publish(first, warehouse, "one")
    published = Published(warehouse)
    with published.cursor() as cursor:
        for sql in ("select * from read_text('/etc/hostname')", "set threads = 1", "delete from dim_year"):
            with pytest.raises(duckdb.Error):
                cursor.execute(sql)
    published.close()


def test_nothing_published_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoWarehouseError), Published(tmp_path / "none.duckdb").cursor():
        pass
