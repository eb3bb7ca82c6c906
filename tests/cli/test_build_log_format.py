"""What a build tells a journal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.warehouse.lock import writer_lock

pytestmark = pytest.mark.usefixtures("toy_parser")


def build(raw: Path, *options: str, status: int = 0) -> tuple[str, list[dict[str, Any]]]:
    arguments = ["build", "--raw", str(raw), "--warehouse", str(raw.parent / "w.duckdb"), "--log-format", "json"]
    result = CliRunner().invoke(app, [*arguments, *options])
    assert result.exit_code == status, result.output
    return result.stdout, [json.loads(line) for line in result.stderr.splitlines()]


def test_a_build_tells_one_object_a_line_and_ends_with_its_report(raw: Path) -> None:
    (raw / "\x1b[31mletter.txt").write_text("一封信\n", encoding="utf-8")
    printed, lines = build(raw, "--report", str(raw.parent / "report.json"))
    assert printed == ""
    assert {line["level"] for line in lines} == {"info"}
    assert [line["event"] for line in lines][-1] == "report"
    assert {"event": "parsing", "files": 4}.items() <= lines[2].items()
    report = lines[-1]
    assert (report["documents"], report["lines"], report["way"]) == (3, 6, "load")
    assert report["quarantined_by_reason"] == {"not_a_disclosure": 1}
    assert report["coverage"] == 1.0
    assert report["listing_ms"] >= 0
    assert report["parsing_ms"] > 0
    assert report["loading_ms"] > 0
    assert report["peak_mb"] > 50
    written = json.loads((raw.parent / "report.json").read_text(encoding="utf-8"))
    assert written.items() <= report.items()


def test_a_build_without_changes_says_so(raw: Path) -> None:
    build(raw)
    report = build(raw)[1][-1]
    assert (report["way"], report["added"], report["documents"]) == ("unchanged", 0, 3)
    assert report["loading_ms"] is None


def test_a_build_that_fails_says_why(raw: Path) -> None:
    with writer_lock(raw.parent / "w.duckdb"):
        _, lines = build(raw, status=1)
    assert (lines[-1]["event"], lines[-1]["level"]) == ("failed", "error")
    assert "Another build is writing" in lines[-1]["message"]
