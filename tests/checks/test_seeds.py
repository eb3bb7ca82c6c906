"""The five real documents: every known slip is found, no right figure is called an error, the clean one is clean."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.checks.run import apply_rules
from pipelines.frames.batch import batch_frames
from pipelines.frames.star import merge
from pipelines.intake.documents import SourcedDocument
from pipelines.parsing import parse
from pipelines.warehouse.load import load_warehouse
from pipelines.warehouse.session import open_building

RAW = Path(__file__).parent.parent.parent / "data" / "raw"
SEEDS = tomllib.loads((Path(__file__).parent / "seeds.toml").read_text(encoding="utf-8"))

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    path = tmp_path_factory.mktemp("seeds") / "w.duckdb"
    inputs = [SourcedDocument(file.name, parse(file.read_bytes())) for file in sorted(RAW.glob("*.txt"))]
    load_warehouse(path, merge([batch_frames(inputs)]))
    with open_building(path) as connection:
        assert apply_rules(connection) == ()
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def found(connection: duckdb.DuckDBPyConnection, seed: str) -> list[tuple[str, set[int], str]]:
    """Severity, lines and message of what is more than information."""
    rows = connection.execute(
        "select finding.severity, finding.source_lines, finding.rule_code || ' ' || finding.message "
        "from fact_finding as finding join dim_document as document using (document_key) "
        "where starts_with(document.source_uri, ?) and finding.severity <> 'info'",
        [seed],
    ).fetchall()
    return [(severity, set(lines), message) for severity, lines, message in rows]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_known_slip_is_found(checked: duckdb.DuckDBPyConnection, seed: str) -> None:
    findings = found(checked, seed)
    missing = [lines for lines in SEEDS[seed]["must"] if not any(set(lines) & on for _, on, _ in findings)]
    assert missing == []


@pytest.mark.parametrize("seed", SEEDS)
def test_no_right_figure_is_called_an_error(checked: duckdb.DuckDBPyConnection, seed: str) -> None:
    labelled = set(SEEDS[seed]["labelled"])
    assert [
        message for severity, on, message in found(checked, seed) if severity == "error" and not on & labelled
    ] == []


def test_a_clean_document_has_neither_errors_nor_warnings(checked: duckdb.DuckDBPyConnection) -> None:
    assert found(checked, "chongqing-nanan") == []


def test_every_rule_has_a_row_for_every_document(checked: duckdb.DuckDBPyConnection) -> None:
    rows = checked.execute("select count(*), count(distinct document_key), count(distinct rule_code) from fact_check")
    count, documents, rules = rows.fetchall()[0]
    assert count == documents * rules
    assert documents == len(SEEDS)
