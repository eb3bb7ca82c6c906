"""Any sequence of increments gives what one full build gives."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.generator import generate_group, render
from pipelines.frames.holdings import Holdings, read_holdings
from pipelines.frames.packs import read_packs, tidy_packs
from pipelines.frames.staging import missing_files, parse_missing
from pipelines.intake.limits import Limits
from pipelines.intake.raw_folder import list_raw
from pipelines.marts.build import build_marts
from pipelines.parsing import parse
from pipelines.warehouse import build as building
from pipelines.warehouse.build import Way, build_version, changed_departments, checked_version, publish_version
from tests.factory import document, hold, toy_parse

RAW = Path(__file__).parents[2] / "data" / "raw"
#: Of one department several disclosures, also two of one year; a letter; and another department.
TEXTS = (
    "随州市教育局 2023 1.00 2.50\n",
    "随州市教育局 2023 1.00 2.50 3.00\n",
    "随州市教育局 2022 7.77\n",
    "随州市财政局 2023 10.00\n",
    "随州市审计局 2021 4.00\n",
    "一封信\n",
)
NAMES = ("a.txt", "b/a.txt", "b/c/d.txt", "e.txt")
Files = Mapping[str, int]


def tables(warehouse: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table and mart, in an order of its own; what was built when is no content."""
    with duckdb.connect(str(warehouse.resolve()), read_only=True) as connection:
        names = connection.execute(
            "select table_name from information_schema.tables where table_schema = 'main' "
            "and table_name <> 'build_log' order by table_name"
        ).fetchall()
        return {name: connection.execute(f"from {name} order by all").fetchall() for (name,) in names}


def place(folder: Path, files: Files) -> None:
    """Makes a raw folder hold just these texts."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(TEXTS[text], encoding="utf-8")


def build(raw: Path, warehouse: Path, keep: int = 0) -> Way:
    """One run over a folder, as the assets make it."""
    listing, store = list_raw(raw), warehouse.parent / "store"
    parse_missing(missing_files(listing.files, store, Limits()), store, parse=toy_parse)
    return load(read_holdings(listing, store), warehouse, keep)


def load(holdings: Holdings, warehouse: Path, keep: int = 0) -> Way:
    built = build_version(holdings, warehouse)
    assert built.failures == ()
    if built.way != "unchanged":
        publish_version(holdings, warehouse, keep=keep)
        store = holdings.packs[0].folder.parent if holdings.packs else None
        if store:
            tidy_packs(store, read_packs(store), holdings.sources)
    return built.way


@pytest.fixture
def without_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "apply_rules", lambda *_, **__: ())


@pytest.mark.slow
@pytest.mark.usefixtures("one_process", "without_rules")
def test_any_sequence_of_increments_gives_what_a_full_build_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "MOST_CHANGED", 9.0)
    monkeypatch.setattr("pipelines.frames.packs.MANY_SMALL", 2)
    folders = st.dictionaries(st.sampled_from(NAMES), st.integers(0, len(TEXTS) - 1), min_size=1)

    @settings(max_examples=8, deadline=None)
    @given(st.lists(folders, min_size=2, max_size=4))
    def check(history: Sequence[Files]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            ways = []
            for files in history:
                place(root / "raw", files)
                ways.append(build(root / "raw", root / "grown" / "w.duckdb"))
            assert "load" not in ways[1:]
            assert build(root / "raw", root / "fresh" / "w.duckdb") == "load"
            found = tables(root / "fresh" / "w.duckdb")
            assert {n: rows for n, rows in tables(root / "grown" / "w.duckdb").items() if rows != found[n]} == {}
            grown, fresh = ((root / name / "w.duckdb").resolve().name for name in ("grown", "fresh"))
            assert grown == fresh

    check()


@pytest.mark.slow
def test_rules_and_marts_follow_the_documents_that_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "MOST_CHANGED", 9.0)
    seeds = [parse(path.read_bytes()) for path in sorted(RAW.glob("*.txt"))]
    before, after = hold(tmp_path / "before", *seeds[:4]), hold(tmp_path / "after", *seeds[1:])
    after = replace(after, files=(replace(after.files[0], source_uri="moved.txt"), *after.files[1:]))
    grown, fresh = tmp_path / "grown" / "w.duckdb", tmp_path / "fresh" / "w.duckdb"
    for holdings, warehouse, way in ((before, grown, "load"), (after, grown, "update"), (after, fresh, "load")):
        built = build_version(holdings, warehouse)
        assert (built.way, built.failures) == (way, ())
        build_marts(checked_version(holdings, warehouse), changed_departments(holdings, warehouse))
        publish_version(holdings, warehouse, keep=0)
    found = tables(fresh)
    assert {name: rows for name, rows in tables(grown).items() if rows != found[name]} == {}
    assert found["fact_finding"]
    assert found["mart_figure"]


@pytest.mark.slow
def test_marts_follow_what_the_document_of_a_unit_says_of_its_department(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "MOST_CHANGED", 9.0)
    group = [parse(render(document).encode()) for document in generate_group(1, layout="tab", fault="unit_left_out")]
    before, after = hold(tmp_path / "before", group[0]), hold(tmp_path / "after", *group)
    grown, fresh = tmp_path / "grown" / "w.duckdb", tmp_path / "fresh" / "w.duckdb"
    for holdings, warehouse, way in ((before, grown, "load"), (after, grown, "update"), (after, fresh, "load")):
        built = build_version(holdings, warehouse)
        assert (built.way, built.failures) == (way, ())
        build_marts(checked_version(holdings, warehouse), changed_departments(holdings, warehouse))
        publish_version(holdings, warehouse, keep=0)
    found = tables(fresh)
    assert {name: rows for name, rows in tables(grown).items() if rows != found[name]} == {}
    assert any("D04" in row for row in found["fact_finding"])


@pytest.mark.slow
def test_a_file_that_has_grown_is_written_anew_with_all_that_is_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grown, fresh = tmp_path / "grown" / "w.duckdb", tmp_path / "fresh" / "w.duckdb"
    before = hold(tmp_path / "before", *(document(name) for name in "abcdefgh"))
    after = hold(tmp_path / "after", *(document(name) for name in "bcdefghi"))
    monkeypatch.setattr(building, "is_sparse", lambda _: True)
    for holdings, warehouse, way in ((before, grown, "load"), (after, grown, "rewrite"), (after, fresh, "load")):
        built = build_version(holdings, warehouse)
        assert (built.way, built.failures) == (way, ())
        build_marts(checked_version(holdings, warehouse), changed_departments(holdings, warehouse))
        publish_version(holdings, warehouse, keep=0)
    assert tables(grown) == tables(fresh)
    assert catalogue(grown) == catalogue(fresh)


def catalogue(warehouse: Path) -> list[list[tuple[object, ...]]]:
    """Everything of a file but its rows: tables, views, columns and their comments, constraints, macros, storage."""
    asked = (
        "select table_name, comment from duckdb_tables() order by all",
        "select view_name, comment, sql from duckdb_views() where not internal order by all",
        "select table_name, column_name, data_type, is_nullable, comment from duckdb_columns() order by all",
        "select table_name, constraint_text from duckdb_constraints() order by all",
        "select function_name, parameters, macro_definition from duckdb_functions() where not internal order by all",
        "select tags from duckdb_databases() where not internal",
    )
    with duckdb.connect(str(warehouse.resolve()), read_only=True) as connection:
        return [connection.execute(sql).fetchall() for sql in asked]


@pytest.mark.usefixtures("without_rules")
def test_most_documents_changed_is_a_full_load(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    assert load(hold(tmp_path / "store", *(document(name) for name in "abcdefgh")), warehouse) == "load"
    assert load(hold(tmp_path / "store", *(document(name) for name in "abcdefghi")), warehouse) == "update"
    assert load(hold(tmp_path / "store", *(document(name) for name in "ijklm")), warehouse) == "load"


def test_other_rules_run_over_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warehouse = tmp_path / "w.duckdb"
    holdings = hold(tmp_path / "store", document("a"))
    ran: list[object] = []
    monkeypatch.setattr(building, "apply_rules", lambda *_, departments: ran.append(departments) or ())
    assert load(holdings, warehouse) == "load"
    monkeypatch.setattr(building, "rules_digest", lambda _: "0123456789")
    assert load(holdings, warehouse) == "rules"
    assert load(holdings, warehouse) == "unchanged"
    assert ran == [None, None]


def test_other_marts_run_no_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warehouse = tmp_path / "w.duckdb"
    holdings = hold(tmp_path / "store", document("a"))
    ran: list[object] = []
    monkeypatch.setattr(building, "apply_rules", lambda *_, departments: ran.append(departments) or ())
    assert load(holdings, warehouse) == "load"
    monkeypatch.setattr(building, "scripts_digest", lambda *_: "0123456789")
    build_version(holdings, warehouse)
    assert changed_departments(holdings, warehouse) is None
    assert load(holdings, warehouse) == "marts"
    assert load(holdings, warehouse) == "unchanged"
    assert ran == [None]


@pytest.mark.usefixtures("without_rules")
def test_a_published_file_that_can_not_be_read_is_built_anew(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    holdings = hold(tmp_path / "store", document("a"))
    load(holdings, warehouse)
    warehouse.resolve().write_bytes(b"damaged")
    assert load(holdings, warehouse) == "load"
    assert tables(warehouse)["fact_budget_line"]
