"""What pages ask once a version, and that a new version is asked anew."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.dashboard.store import Known, Store


def test_a_version_is_asked_once_and_the_next_one_anew(tmp_path: Path) -> None:
    known, asked = Known(), []
    for name in ("one", "one", "two"):
        with duckdb.connect(str(tmp_path / name)) as connection:
            Store(connection, known).once("years", lambda name=name: asked.append(name))
    assert asked == ["one", "two"]


def test_documents_are_placed_for_the_next_query_and_not_kept(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "w")) as connection:
        with connection.cursor() as page:
            store = Store(page)
            store.place("placed_documents", documents=[7, 8])
            assert store.run("select column_key from placed order by 1", {}) == [{"column_key": 7}, {"column_key": 8}]
        assert "placed" not in [name for (name,) in connection.execute("show tables").fetchall()]
