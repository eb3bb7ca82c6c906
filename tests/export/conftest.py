from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.checks.run import apply_rules
from pipelines.frames.batch import batch_frames
from pipelines.frames.star import merge
from pipelines.intake.documents import SourcedDocument
from pipelines.marts.build import build_marts
from pipelines.warehouse.load import load_warehouse
from pipelines.warehouse.session import open_building
from tests.factory import document, facts


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole warehouse, rules and marts included, of two documents; one has a formula for a title."""
    path = tmp_path_factory.mktemp("export") / "w.duckdb"
    hostile = document("b", facts=facts(title="=HYPERLINK(0)", department="随州市教育局"))
    load_warehouse(
        path, merge([batch_frames([SourcedDocument("a.txt", document("a")), SourcedDocument("b.txt", hostile)])])
    )
    with open_building(path) as connection:
        apply_rules(connection)
    build_marts(path)
    return path
