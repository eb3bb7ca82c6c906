"""What tests of several rooms are given."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl
import pytest

from pipelines.checks.run import apply_rules
from pipelines.frames import staging
from pipelines.frames.batch import batch_frames
from pipelines.frames.holdings import Holdings
from pipelines.frames.star import merge
from pipelines.intake.documents import SourcedDocument
from pipelines.marts.build import build_marts
from pipelines.parsing import parse
from pipelines.warehouse.load import load_warehouse
from pipelines.warehouse.session import open_building
from tests.factory import document, hold, toy_parse

#: The disclosures of the repository.
SHIPPED = Path(__file__).parents[1] / "data" / "raw"

# processes of xdist fix the width of the terminal, which the console of the command line would keep for good
os.environ.pop("COLUMNS", None)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A raw folder of three toy disclosures in two folders."""
    folder = tmp_path / "raw"
    (folder / "b").mkdir(parents=True)
    (folder / "one.txt").write_text("随州市教育局 2023 1.00 2.50 3.00\n说明\n", encoding="utf-8")
    (folder / "two.txt").write_text("随州市财政局 2023 10.00\n", encoding="utf-8")
    (folder / "b" / "three.txt").write_text("随州市教育局 2022 7.77 8.88\n", encoding="gb18030")
    return folder


@pytest.fixture
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parses in this process, without limits: a second saved, and patches hold."""

    def run(work: Callable[[Any], Any], tasks: Iterable[Any], *_: object) -> Iterator[tuple[Any, Any]]:
        for task in tasks:
            yield task, work(task)

    monkeypatch.setattr(staging, "run_limited", run)


@pytest.fixture
def toy_parser(monkeypatch: pytest.MonkeyPatch, one_process: None) -> None:  # noqa: ARG001 - parses here as well
    """Lets the whole program parse the toy format."""
    module = ModuleType("pipelines.parsing")
    module.__dict__["parse"] = toy_parse
    monkeypatch.setitem(sys.modules, "pipelines.parsing", module)


@pytest.fixture(scope="session")
def seeds_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the five shipped disclosures, with what the rules found and with its marts."""
    path = tmp_path_factory.mktemp("seeds") / "w.duckdb"
    inputs = [SourcedDocument(file.name, parse(file.read_bytes())) for file in sorted(SHIPPED.glob("*.txt"))]
    load_warehouse(path, merge([batch_frames(inputs)]))
    with open_building(path) as connection:
        apply_rules(connection)
    build_marts(path)
    return path


@pytest.fixture
def star() -> dict[str, pl.DataFrame]:
    """The star of two hand-made documents."""
    inputs = [SourcedDocument("a.txt", document("a")), SourcedDocument("b.txt", document("b"))]
    return merge([batch_frames(inputs)])


@pytest.fixture
def holdings(tmp_path: Path) -> Holdings:
    """The same two documents in a pack on disk."""
    return hold(tmp_path / "store", document("a"), document("b"))
