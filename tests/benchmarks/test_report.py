"""The file of results keeps what was not measured anew; the yardstick reads what it says it reads."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from benchmarks.hostile import HEAD, TEXTS, text_of
from benchmarks.placements import list_placements
from benchmarks.report import Table, write_sections
from benchmarks.yardstick import scan
from pipelines import parse
from pipelines.forms.placement import place_numbers


def test_only_the_sections_that_were_measured_are_rewritten(tmp_path: Path) -> None:
    file = tmp_path / "benchmarks.md"
    write_sections(file, [Table("First", "a", ("x",), [("1",)]), Table("Second", "b", ("x",), [("2",)])])
    kept = file.read_text(encoding="utf-8").partition("## Second")[2]
    write_sections(file, [Table("First", "a", ("x",), [("9",)])])
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# Benchmarks\n")
    assert "| 9 |" in text
    assert "| 1 |" not in text
    assert text.partition("## Second")[2] == kept
    write_sections(file, [])
    assert file.read_text(encoding="utf-8") == text


def test_the_yardstick_reads_numeric_cells_exactly() -> None:
    line = "合计 | １,234.50 | (3.20) | △5 | 12,34 | 2.5% |\n一、收入   7.10\t—"
    assert scan(line.encode()) == [Decimal(text) for text in ("1234.50", "-3.20", "-5", "2.5", "7.10")]


def test_hostile_texts_pass_the_gate() -> None:
    assert parse(HEAD.encode()).quarantine is None
    for name in TEXTS:
        assert parse(text_of(name, 0.000_1)).quarantine is None, name


def test_every_row_of_a_worst_table_is_judged() -> None:
    for name, problem in list_placements(rows=20):
        assert len(place_numbers(problem)) == 20, name
