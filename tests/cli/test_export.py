from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipelines.cli import app
from pipelines.frames.batch import batch_frames
from pipelines.frames.star import merge
from pipelines.intake.documents import SourcedDocument
from pipelines.warehouse.load import load_warehouse
from tests.factory import document


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "w.duckdb"
    load_warehouse(path, merge([batch_frames([SourcedDocument("a.txt", document("a"))])]))
    return path


def export(warehouse: Path, *arguments: str | Path, status: int = 0) -> Result:
    result = CliRunner().invoke(app, ["export", *map(str, arguments), "--warehouse", str(warehouse)])
    assert result.exit_code == status, result.output
    return result


def test_an_export_says_what_it_did(warehouse: Path, tmp_path: Path) -> None:
    said = export(warehouse, tmp_path / "out", "--format", "csv", "--bom").stdout
    assert said.startswith("Exported w.duckdb to ")
    assert (tmp_path / "out" / "dim_year.csv").read_bytes().startswith("\ufeff".encode())


def test_a_foreign_folder_is_left_as_it_is(warehouse: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    assert "已经存在" in export(warehouse, tmp_path, status=1).stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("arguments", [[], ["out", "--format", "docx"], ["out", "--bom"]])
def test_wrong_usage_is_status_2(warehouse: Path, arguments: list[str]) -> None:
    export(warehouse, *arguments, status=2)


def test_a_folder_that_can_not_be_made_is_status_1(warehouse: Path, tmp_path: Path) -> None:
    assert "No such file" in export(warehouse, tmp_path / "none" / "out", status=1).stderr
    export(tmp_path / "none.duckdb", tmp_path / "out", status=1)
