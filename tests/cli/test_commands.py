from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.warehouse.reader import open_published

pytestmark = pytest.mark.usefixtures("toy_parser")

ROOM = {"COLUMNS": "200"}


def gongkai(*arguments: str | int | Path, status: int = 0) -> str:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], env=ROOM)
    assert result.exit_code == status, result.output
    return " ".join(result.output.split())


@pytest.fixture
def warehouse(raw: Path, tmp_path: Path) -> Path:
    (raw / "letter.txt").write_text("一封信\n", encoding="utf-8")
    gongkai("build", "--raw", raw, "--warehouse", tmp_path / "w.duckdb", "--jobs", "1")
    return tmp_path / "w.duckdb"


def a_line(warehouse: Path) -> int:
    with open_published(warehouse) as connection:
        query = "select line_key from fact_budget_line where printed = '2.50'"
        return connection.execute(query).fetchall()[0][0]


def test_a_build_says_what_it_did(raw: Path, tmp_path: Path) -> None:
    (raw / "letter.txt").write_text("一封信\n", encoding="utf-8")
    said = gongkai("build", "--raw", raw, "--warehouse", tmp_path / "w.duckdb")
    assert "Parsing 4 documents" in said
    assert "Documents (3)" in said
    assert "随州市财政局" in said
    assert "letter.txt not_a_disclosure" in said
    assert "3 documents, 6 budget lines, 0 indicators, 1 quarantined, 100.00% of all numbers placed" in said


def test_a_build_of_nothing_fails_and_publishes_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    said = gongkai("build", "--raw", tmp_path / "empty", "--warehouse", tmp_path / "w.duckdb", status=1)
    assert "no file" in said
    assert not (tmp_path / "w.duckdb").exists()


def test_a_build_that_fails_leaves_what_was_there(raw: Path, tmp_path: Path) -> None:
    (tmp_path / "w.duckdb").write_text("my own notes")
    said = gongkai("build", "--raw", raw, "--warehouse", tmp_path / "w.duckdb", status=1)
    assert "is no DuckDB database and is left as it is" in said
    assert (tmp_path / "w.duckdb").read_text() == "my own notes"


def test_status_says_what_is_published(warehouse: Path) -> None:
    said = gongkai("status", "--warehouse", warehouse)
    assert "3 documents, 1 regions (随州市), years 2022, 2023" in said
    assert "budget_line 6 100.0%" in said
    assert "not_a_disclosure" in said
    assert "Checks: 100 of 100 passed" in said


def test_a_fact_is_explained_with_its_text(warehouse: Path, raw: Path) -> None:
    said = gongkai("explain", a_line(warehouse), "--warehouse", warehouse, "--raw", raw)
    assert "Source: one.txt, line 1" in said
    assert "1 | 随州市教育局 2023 1.00 2.50 3.00" in said
    assert "2010302 一般行政管理事务" in said
    assert "25000.00" in said


def test_several_keys_are_explained_as_a_mart_lists_them(warehouse: Path, raw: Path) -> None:
    with open_published(warehouse) as connection:
        (keys,) = connection.execute("select list(line_key order by printed) from fact_budget_line").fetchall()[0]
    said = gongkai("explain", str(keys), "--warehouse", warehouse, "--raw", raw)
    assert said.count("fact_budget_line") == len(keys)
    assert gongkai("explain", *keys[:2], "--warehouse", warehouse, "--raw", raw).count("Source:") == 2


def test_every_number_of_a_line_is_explained(warehouse: Path, raw: Path) -> None:
    said = gongkai("explain", "one.txt:1", "--warehouse", warehouse, "--raw", raw)
    assert "1 | 随州市教育局 2023 1.00 2.50 3.00" in said
    assert str(a_line(warehouse)) in said
    assert said.count("budget_line") == 3
    assert "has no document like 'nine.txt'" in gongkai("explain", "nine.txt:1", "--warehouse", warehouse, status=1)


def test_a_fact_is_explained_without_its_text(warehouse: Path, raw: Path, tmp_path: Path) -> None:
    key = a_line(warehouse)
    assert "Name its folder with --raw" in gongkai("explain", key, "--warehouse", warehouse, "--raw", tmp_path)
    (raw / "one.txt").write_text("changed", encoding="utf-8")
    assert "has changed since the build" in gongkai("explain", key, "--warehouse", warehouse, "--raw", raw)


def test_an_unknown_key_fails_with_a_hint(warehouse: Path) -> None:
    assert "Give a line_key" in gongkai("explain", 5, "--warehouse", warehouse, status=1)


def test_a_missing_warehouse_fails_with_a_hint(tmp_path: Path) -> None:
    for arguments in (["status"], ["explain", "5"]):
        said = gongkai(*arguments, "--warehouse", tmp_path / "none.duckdb", status=1)
        assert "Run `gongkai build` first" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--raw", "nowhere"],
        ["build", "--jobs", "0"],
        ["build", "--nonsense"],
        ["explain"],
        ["explain", "abc"],
        ["explain", "5", "x"],
        ["nonsense"],
    ],
)
def test_wrong_usage_is_status_2(arguments: list[str]) -> None:
    gongkai(*arguments, status=2)


@pytest.mark.parametrize("command", ["build", "status", "explain"])
def test_every_option_is_explained(command: str) -> None:
    said = gongkai(command, "--help")
    assert "--warehouse FILE" in said
    assert len(said) > 300


def test_help_does_not_wait_for_dagster() -> None:
    script = "import sys, pipelines.cli; sys.exit('dagster' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_the_package_itself_is_cheap_to_import() -> None:
    heavy = "{'dagster', 'polars', 'duckdb', 'pandera'}"
    script = f"import sys; from pipelines import parse, ParsedDocument; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
