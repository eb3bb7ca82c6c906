from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipelines.frames import staging
from pipelines.frames.holdings import is_small, read_holdings, small_frames
from pipelines.frames.packs import scan_rows
from pipelines.frames.staging import missing_files, parse_missing
from pipelines.frames.star import complete_table
from pipelines.intake.documents import Parse
from pipelines.intake.limits import Limits
from pipelines.intake.raw_folder import RawFile, list_raw
from pipelines.intake.workers import run_limited
from pipelines.model import ParsedDocument
from schemas.catalog import tables
from tests.factory import failing_parse, toy_parse

pytestmark = pytest.mark.usefixtures("one_process")


def stage(raw: Path, store: Path, *, limits: Limits | None = None, **options: Any) -> dict[str, pl.DataFrame]:
    """What the warehouse would hold of a folder after one more run over it."""
    listing, limits = list_raw(raw), limits or Limits()
    parse_missing(missing_files(listing.files, store, limits), store, limits=limits, **{"parse": toy_parse, **options})
    holdings = read_holdings(listing, store)
    facts = {
        spec.name: complete_table(spec, scan_rows(holdings.packs, spec.name, holdings.sources).collect())
        for spec in tables()
        if not is_small(spec)
    }
    return small_frames(holdings) | facts


def counting(parsed: list[bytes]) -> Parse:
    def parse(raw: bytes) -> ParsedDocument:
        parsed.append(raw)
        return toy_parse(raw)

    return parse


def test_a_document_is_parsed_once(raw: Path, tmp_path: Path) -> None:
    parsed: list[bytes] = []
    first = stage(raw, tmp_path / "store", parse=counting(parsed))
    assert len(parsed) == 3
    (raw / "two.txt").rename(raw / "renamed.txt")
    (raw / "new.txt").write_text("随州市审计局 2023 5.00\n", encoding="utf-8")
    second = stage(raw, tmp_path / "store", parse=counting(parsed))
    assert len(parsed) == 4
    assert second["fact_budget_line"].height == first["fact_budget_line"].height + 1
    assert sorted(second["dim_document"]["source_uri"]) == [
        "(不适用)", "b/three.txt", "new.txt", "one.txt", "renamed.txt",
    ]  # fmt: skip


def test_what_is_removed_leaves_nothing(raw: Path, tmp_path: Path) -> None:
    stage(raw, tmp_path / "store")
    (raw / "one.txt").unlink()
    left = stage(raw, tmp_path / "store")
    for name, frame in stage(raw, tmp_path / "fresh").items():
        assert_frame_equal(left[name], frame)


def test_a_file_that_changes_after_it_was_listed_is_read_by_the_next_run(raw: Path, tmp_path: Path) -> None:
    listing, store = list_raw(raw), tmp_path / "store"
    (raw / "one.txt").write_text("随州市教育局 2023 4.00\n", encoding="utf-8")
    parse_missing(missing_files(listing.files, store, Limits()), store, parse=toy_parse)
    rows = (
        small_frames(read_holdings(listing, store))["quarantined_document"].select("source_uri", "reason_code").rows()
    )
    assert rows == [("one.txt", "unreadable_file")]
    assert stage(raw, store)["quarantined_document"].is_empty()


def test_a_row_that_breaks_its_model_costs_its_own_document_only(raw: Path, tmp_path: Path) -> None:
    def parse(raw: bytes) -> ParsedDocument:
        found = toy_parse(raw)
        wrong = tuple(line._replace(source_line=0) for line in found.lines)
        return replace(found, lines=wrong) if "财政局".encode() in raw else found

    star = stage(raw, tmp_path / "store", parse=parse)
    assert star["fact_budget_line"].height == 5
    ((source, code, message),) = star["quarantined_document"].select("source_uri", "reason_code", "message").rows()
    assert (source, code) == ("two.txt", "parser_error")
    assert "fact_budget_line.source_line" in message


def test_a_defect_of_the_parser_costs_its_own_document_only(raw: Path, tmp_path: Path) -> None:
    (raw / "boom.txt").write_bytes(b"boom")
    (raw / "deep.txt").write_bytes(b"deep")
    star = stage(raw, tmp_path / "staged", parse=failing_parse)
    assert star["dim_document"].height == 1 + 3
    assert star["quarantined_document"].select("source_uri", "reason_code").rows() == [
        ("boom.txt", "parser_error"),
        ("deep.txt", "parser_limit"),
    ]


def test_progress_counts_every_file(raw: Path, tmp_path: Path) -> None:
    seen: list[int] = []
    stage(raw, tmp_path / "staged", advance=seen.append)
    assert sum(seen) == 3


def test_a_batch_holds_so_many_files_and_so_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "BATCH_BYTES", 10)
    files = [RawFile(str(size), Path(), size, "") for size in (4, 6, 1, 99, 1, 1, 1, 1)]
    sizes = [[file.size_bytes for file in chunk] for chunk in staging._chunks(files, 3)]
    assert sizes == [[4, 6], [1], [99], [1, 1, 1], [1]]


@pytest.mark.slow
def test_several_processes_give_the_same_rows(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = stage(raw, tmp_path / "alone")
    monkeypatch.setattr(staging, "run_limited", run_limited)
    monkeypatch.setattr(staging, "FILES_PER_PROCESS", 1)
    monkeypatch.setattr(staging, "BATCH_FILES", 1)
    together = stage(raw, tmp_path / "together", jobs=2)
    for name, frame in alone.items():
        assert_frame_equal(together[name], frame)


@pytest.mark.slow
def test_a_document_that_ends_its_process_or_never_ends_costs_itself_only(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "run_limited", run_limited)
    monkeypatch.setattr(staging, "BATCH_FILES", 2)
    for name in ("killed", "stuck", "hungry"):
        (raw / f"{name}.txt").write_text(name)
    seen: list[int] = []
    star = stage(raw, tmp_path / "staged", limits=Limits(2, 1_024), parse=failing_parse, advance=seen.append)
    assert star["dim_document"].height == 1 + 3
    refused = star["quarantined_document"].select("source_uri", "reason_code", "message").rows()
    assert [row[:2] for row in refused] == [
        ("hungry.txt", "parser_limit"),
        ("killed.txt", "parser_limit"),
        ("stuck.txt", "parser_limit"),
    ]
    assert "MemoryError" in refused[0][2]
    assert "2 秒" in refused[2][2]
    assert sum(seen) == 6
    files = list_raw(raw).files
    assert missing_files(files, tmp_path / "staged", Limits(2, 1_024)) == ()
    assert {file.path.stem for file in missing_files(files, tmp_path / "staged", Limits(3, 1_024))} == {
        "hungry", "killed", "stuck",
    }  # fmt: skip
