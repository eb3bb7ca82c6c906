"""`gongkai build`, killed at any moment: what is published stays whole, and the next build gives what a clean one does.

`GONGKAI_KILLS=50 pytest tests/cli/test_killed_builds.py` kills more often than every run of the tests does.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from pipelines.cli import app
from pipelines.defs.run import run_build
from pipelines.intake.progress import Progress
from pipelines.warehouse import build as building
from pipelines.warehouse.checks import count_rows
from pipelines.warehouse.reader import open_published
from pipelines.warehouse.workspace import Workspace
from tests.conftest import SHIPPED
from tests.warehouse.test_increments import tables

KILLS = int(os.environ.get("GONGKAI_KILLS", "10"))
#: Two contents of a raw folder: from one to the other a document goes, one comes, one moves.
FOLDERS = (("a.txt", "b.txt", "c.txt"), ("d.txt", "b/b.txt", "c.txt"))

# children of a server that has imported everything start at once, and none inherits threads, as a plain fork would
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.cli.test_killed_builds"])


def place(raw: Path, names: tuple[str, ...]) -> None:
    """Makes a raw folder hold shipped disclosures, each under the letter of its place among them."""
    shutil.rmtree(raw, ignore_errors=True)
    for name in names:
        (raw / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(sorted(SHIPPED.glob("*.txt"))["abcd".index(Path(name).stem)], raw / name)


def build_in_child(raw: Path, warehouse: Path, most_changed: float, started: Connection) -> None:
    """The command itself; a copy is changed, or all is loaded, as `most_changed` says."""
    building.MOST_CHANGED = most_changed
    with (warehouse.parent / "log").open("w") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
        started.send(None)
        app(["build", "--raw", str(raw), "--warehouse", str(warehouse), "--jobs", "1"], standalone_mode=False)


def start(raw: Path, warehouse: Path, most_changed: float) -> ForkServerProcess:
    """Gives the process of a build that is under way."""
    ours, theirs = processes.Pipe()
    child = processes.Process(target=build_in_child, args=(raw, warehouse, most_changed, theirs))
    child.start()
    ours.recv()
    return child


def rows(warehouse: Path) -> tuple[str, dict[str, int], object]:
    """The name of the published version, and what a reader finds in it."""
    with open_published(warehouse) as connection:
        total = connection.execute("select sum(amount_yuan) from fact_budget_line").fetchall()
        return warehouse.resolve().name, count_rows(connection) | {"build_log": 0}, total


def hidden(warehouse: Path) -> Iterator[Path]:
    """What a killed build left."""
    for path in warehouse.parent.rglob("*"):
        if path.name.startswith(".") and not path.name.endswith(".lock"):
            yield path


@pytest.mark.slow
def test_a_build_that_is_killed_leaves_a_whole_version_and_the_next_heals(tmp_path: Path) -> None:
    raw, warehouse = tmp_path / "raw", tmp_path / "out" / "w.duckdb"
    targets, clean, seconds = [], [], 0.0
    for number, names in enumerate(FOLDERS):
        place(raw, names)
        target = tmp_path / f"clean-{number}" / "w.duckdb"
        target.parent.mkdir()
        began = time.monotonic()
        child = start(raw, target, 0.0)
        child.join()
        seconds = time.monotonic() - began
        assert child.exitcode == 0, (target.parent / "log").read_text()
        targets.append(target)
        clean.append(tables(target))
    run_build(Workspace(raw, warehouse, 1), Progress())
    moments, ended = random.Random(20261122), 0  # noqa: S311 - not for secrets
    for kill in range(KILLS):
        place(raw, FOLDERS[kill % 2])
        child = start(raw, warehouse, moments.choice((0.0, 9.0)))
        child.join(moments.uniform(0, seconds))
        ended += child.exitcode is not None
        child.kill()
        child.join()
        assert rows(warehouse) in map(rows, targets)
        run_build(Workspace(raw, warehouse, 1), Progress())
        assert tables(warehouse) == clean[kill % 2]
        assert not list(hidden(warehouse))
    assert ended < KILLS
    print(f"{KILLS} builds, {KILLS - ended} of them killed within {seconds:.1f} s")  # noqa: T201 - for who asked for more
