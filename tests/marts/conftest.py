"""The warehouse of the five shipped disclosures with its marts, built once for all tests of marts."""

from __future__ import annotations

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
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """An open connection to it, for reading only."""
    path = tmp_path_factory.mktemp("marts") / "w.duckdb"
    inputs = [SourcedDocument(file.name, parse(file.read_bytes())) for file in sorted(RAW.glob("*.txt"))]
    load_warehouse(path, merge([batch_frames(inputs)]))
    apply_rules(path)
    build_marts(path)
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection
