"""The warehouse of the five shipped disclosures with its marts, built once for all tests of marts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.checks.run import apply_rules
from pipelines.frames.batch import batch_frames
from pipelines.frames.star import merge
from pipelines.intake.documents import SourcedDocument
from pipelines.marts.build import build_marts
from pipelines.parsing import parse
from pipelines.warehouse.load import load_warehouse

RAW = Path(__file__).parents[2] / "data" / "raw"


@pytest.fixture(scope="session")
def seeds_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file."""
    path = tmp_path_factory.mktemp("marts") / "w.duckdb"
    inputs = [SourcedDocument(file.name, parse(file.read_bytes())) for file in sorted(RAW.glob("*.txt"))]
    load_warehouse(path, merge([batch_frames(inputs)]))
    apply_rules(path)
    build_marts(path)
    return path


@pytest.fixture(scope="session")
def seeds_copy(seeds_file: Path) -> Path:
    """A copy for the command line in this process: DuckDB opens a file with one configuration only."""
    return Path(shutil.copy(seeds_file, seeds_file.with_name("copy.duckdb")))


@pytest.fixture(scope="session")
def seeds(seeds_file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An open connection to it, for reading only."""
    with duckdb.connect(str(seeds_file), read_only=True) as connection:
        yield connection
