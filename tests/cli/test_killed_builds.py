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
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Clean:
    """What clean builds of both folders gave, how long the last one took, and a folder to go on in."""

    targets: list[Path]
    tables: list[dict[str, list[tuple[object, ...]]]]
    seconds: float
    raw: Path
    warehouse: Path


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Clean:
    folder = tmp_path_factory.mktemp("killed")
    raw, warehouse, seconds = folder / "raw", folder / "out" / "w.duckdb", 0.0
    targets = [folder / f"clean-{number}" / "w.duckdb" for number in range(2)]
    for names, target in zip(FOLDERS, targets, strict=True):
        place(raw, names)
        target.parent.mkdir()
        began = time.monotonic()
        child = start(raw, target, 0.0)
        child.join()
        seconds = time.monotonic() - began
        assert child.exitcode == 0, (target.parent / "log").read_text()
    run_build(Workspace(raw, warehouse, 1), Progress())
    return Clean(targets, [tables(target) for target in targets], seconds, raw, warehouse)


@pytest.mark.slow
@pytest.mark.parametrize("kill", range(KILLS))
def test_a_build_that_is_killed_leaves_a_whole_version_and_the_next_heals(clean: Clean, kill: int) -> None:
    moment = random.Random(kill)  # noqa: S311 - not for secrets
    place(clean.raw, FOLDERS[kill % 2])
    child = start(clean.raw, clean.warehouse, moment.choice((0.0, 9.0)))
    child.join(moment.uniform(0, clean.seconds))
    child.kill()
    child.join()
    assert rows(clean.warehouse) in map(rows, clean.targets)
    run_build(Workspace(clean.raw, clean.warehouse, 1), Progress())
    assert tables(clean.warehouse) == clean.tables[kill % 2]
    assert not list(hidden(clean.warehouse))
