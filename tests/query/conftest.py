from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.frames.batch import batch_frames
from pipelines.frames.star import merge
from pipelines.intake.documents import SourcedDocument
from pipelines.warehouse.load import load_warehouse
from tests.factory import document


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of two hand-made documents."""
    path = tmp_path_factory.mktemp("query") / "w.duckdb"
    inputs = [SourcedDocument("a.txt", document("a")), SourcedDocument("b.txt", document("b"))]
    load_warehouse(path, merge([batch_frames(inputs)]))
    return path
