"""The connection guide as a test: every Python snippet and every command of ours runs as printed."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "connect.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
COMMANDS = re.findall(r"^\.venv/bin/gongkai (.+)$", TEXT, re.MULTILINE)

pytestmark = pytest.mark.slow


@pytest.fixture
def place(seeds_warehouse: Path, tmp_path: Path) -> Path:
    """A folder with the warehouse where the guide expects it."""
    (tmp_path / "data" / "warehouse").mkdir(parents=True)
    (tmp_path / "data" / "warehouse" / "gongkai.duckdb").symlink_to(seeds_warehouse)
    return tmp_path


def run(place: Path, command: list[str]) -> str:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.mark.parametrize("number", range(len(SNIPPETS)))
def test_a_snippet_runs(place: Path, number: int) -> None:
    printed = run(place, [sys.executable, "-W", "error", "-c", SNIPPETS[number]])
    assert ("大足区", "decimal128(18, 2)", "1975000.00")[number] in printed


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_runs(place: Path, command: str) -> None:
    (place / "sql").symlink_to(ROOT / "sql")
    gongkai = Path(sys.executable).with_name("gongkai")
    assert "大足区" in run(place, [str(gongkai), *shlex.split(command)])


def test_the_guide_shows_both() -> None:
    assert (len(SNIPPETS), len(COMMANDS)) == (3, 3)
