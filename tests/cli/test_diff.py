from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipelines.cli import app
from pipelines.frames.batch import batch_frames
from pipelines.frames.star import merge
from pipelines.intake.documents import SourcedDocument
from pipelines.warehouse.load import load_warehouse
from pipelines.warehouse.versions import building_path, publish
from tests.factory import document, line


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("diff") / "w.duckdb"
    for name, printed in (("one", "130.50"), ("two", "131.50")):
        built = building_path(path)
        read = document("a", lines=(line(printed=printed),))
        load_warehouse(built, merge([batch_frames([SourcedDocument("a.txt", read)])]))
        publish(built, path, name)
    return path


def diff(warehouse: Path, *arguments: str, status: int = 0) -> Result:
    result = CliRunner().invoke(app, ["diff", *arguments, "--warehouse", str(warehouse)])
    assert result.exit_code == status, result.output
    return result


def test_a_summary_comes_before_the_differences(warehouse: Path) -> None:
    said = diff(warehouse, "one", "two").stdout
    assert said.index("budget_line     0     0     0         0        1") < said.index("1315000.00")
    assert "10,000.00" in said


def test_differences_can_be_read_by_programs(warehouse: Path) -> None:
    (row,) = json.loads(diff(warehouse, "one", "two", "--format", "json").stdout)
    assert (row["kind"], row["change"], row["old"], row["difference_yuan"]) == (
        *("budget_line", "changed", "1305000.00", "10000.00"),
    )
    header, written = diff(warehouse, "one", "two", "--format", "csv").stdout.strip().split("\n")
    assert dict(zip(header.split(","), written.split(","), strict=True))["new"] == "1315000.00"


def test_documents_are_named_by_what_is_in_their_name(warehouse: Path) -> None:
    assert "document        1     0     0         0        0" in diff(warehouse, "a.txt", "a.txt", "--document").stdout
    assert "应当只指一份文档" in diff(warehouse, "a.txt", "z.txt", "--document", status=1).stderr


def test_an_unknown_version_is_status_1_and_wrong_usage_2(warehouse: Path) -> None:
    assert "现有版本：w-one, w-two" in diff(warehouse, "one", "three", status=1).stderr
    diff(warehouse, "one", status=2)
    diff(warehouse, "one", "two", "--format", "xml", status=2)
