"""Readers through publications, disks that are full or read-only: what is published stays whole.

Builds here leave rules and marts out, which write into the same file at the same time of a build and would only make
the tests slower.
"""

from __future__ import annotations

import itertools
import multiprocessing
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import duckdb
import pytest

from pipelines.warehouse import build as building
from pipelines.warehouse.reader import open_published
from pipelines.warehouse.versions import KEPT_VERSIONS, versions_folder
from tests.warehouse.test_increments import build, place, tables

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("one_process", "without_rules")]

#: Two contents of a raw folder; each build from one to the other takes documents out, puts some in, changes others.
FOLDERS = ({"a.txt": 0, "b/a.txt": 2, "e.txt": 3}, {"a.txt": 1, "b/c/d.txt": 4, "e.txt": 3, "b/a.txt": 5})
PUBLICATIONS = 10
#: Seconds; an idle machine needs a small part of them.
PATIENCE = 600
SUM = "select count(*), sum(amount_yuan) from fact_budget_line"

# children of a server that has imported everything start at once, and none inherits threads, as a plain fork would
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.warehouse.test_robustness"])


@pytest.fixture
def without_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "apply_rules", lambda *_, **__: ())


def read_holding(warehouse: Path, results: Connection) -> None:
    """Keeps one connection for many queries: all give the same answer."""
    _read(warehouse, results, queries=50, is_by_link=False)


def read_reconnecting(warehouse: Path, results: Connection) -> None:
    """Opens what is published for each query."""
    _read(warehouse, results, queries=1, is_by_link=False)


def read_by_link(warehouse: Path, results: Connection) -> None:
    """Opens the published path as any other tool does."""
    _read(warehouse, results, queries=1, is_by_link=True)


def _read(warehouse: Path, results: Connection, *, queries: int, is_by_link: bool) -> None:
    last = None
    try:
        while not results.poll():
            with duckdb.connect(str(warehouse), read_only=True) if is_by_link else open_published(warehouse) as held:
                found = {tuple(held.execute(SUM).fetchall()) for _ in range(queries)}
            assert len(found) == 1, f"one connection gave different answers: {found}"
            (answer,) = found
            if answer != last:
                results.send(answer)
            last = answer
            time.sleep(0.01)
    except (AssertionError, OSError, duckdb.Error) as error:
        results.send(repr(error))
    else:
        results.send(None)


@contextmanager
def reading(warehouse: Path) -> Iterator[list[tuple[BaseProcess, Connection]]]:
    readers = []
    for reader in (read_holding, read_reconnecting, read_by_link):
        ours, theirs = processes.Pipe()
        child = processes.Process(target=reader, args=(warehouse, theirs))
        child.start()
        readers.append((child, ours))
    try:
        yield readers
    finally:
        for child, _ in readers:
            child.kill()
            child.join()


def answers_until(reader: Connection, last: object) -> Iterator[object]:
    """What a reader sees anew, until it sees the `last` answer (None: until it stops)."""
    while True:
        assert reader.poll(PATIENCE), "a reader says nothing"
        answer = reader.recv()
        if answer is not None:
            yield answer
        if answer == last:
            return


def total(warehouse: Path) -> tuple[object, ...]:
    with open_published(warehouse) as connection:
        return tuple(connection.execute(SUM).fetchall())


def test_readers_see_only_whole_versions(tmp_path: Path) -> None:
    raw, warehouse = tmp_path / "raw", tmp_path / "out" / "w.duckdb"
    place(raw, {"a.txt": 0})
    build(raw, warehouse)
    published = [total(warehouse)]
    with reading(warehouse) as readers:
        seen: list[object] = []
        for _, reader in readers:
            seen += answers_until(reader, published[0])
        for number in range(PUBLICATIONS):
            place(raw, {f"{at}.txt": at % 5 for at in range(5 - number % 5)})
            assert build(raw, warehouse, KEPT_VERSIONS) != "unchanged"
            published.append(total(warehouse))
            for _, reader in readers:
                seen += answers_until(reader, published[-1])
        for _, reader in readers:
            reader.send("stop")
            seen += answers_until(reader, None)
    assert set(seen) == set(published)
    assert all(one != next_one for one, next_one in itertools.pairwise(published))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 48 MB of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(disk)],  # noqa: S607 - where mount lies differs
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.strip()}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)  # noqa: S607


def test_a_full_disk_leaves_what_is_published(small_disk: Path, tmp_path: Path) -> None:
    raw, warehouse = tmp_path / "raw", small_disk / "out" / "w.duckdb"
    place(raw, FOLDERS[0])
    build(raw, warehouse)
    before, version = tables(warehouse), warehouse.resolve()
    place(raw, FOLDERS[1])
    filler = small_disk / "filler"
    for left in (16_000, 600_000, 2_000_000):
        _fill(filler, left)
        with pytest.raises((OSError, duckdb.Error), match="No space left"):
            build(raw, warehouse)
        assert warehouse.resolve() == version
        assert tables(warehouse) == before
        assert [path.name for path in versions_folder(warehouse).iterdir()] == [version.name]
    filler.unlink()
    build(raw, warehouse)
    build(raw, tmp_path / "clean" / "w.duckdb")
    assert tables(warehouse) == tables(tmp_path / "clean" / "w.duckdb")


def test_a_read_only_disk_leaves_what_is_published(small_disk: Path, tmp_path: Path) -> None:
    raw, warehouse = tmp_path / "raw", small_disk / "out" / "w.duckdb"
    place(raw, FOLDERS[0])
    build(raw, warehouse)
    before = tables(warehouse)
    place(raw, FOLDERS[1])
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)  # noqa: S607
    with pytest.raises(OSError, match="Read-only file system"):
        build(raw, warehouse)
    assert tables(warehouse) == before


def _fill(path: Path, left: int) -> None:
    """Makes a file so large that just `left` bytes of its disk stay free."""
    path.unlink(missing_ok=True)
    free = int(subprocess.check_output(["stat", "-f", "-c", "%a", str(path.parent)])) * 4096  # noqa: S607
    path.write_bytes(bytes(max(0, free - left)))
