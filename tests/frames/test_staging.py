from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipelines.frames import staging
from pipelines.frames.staging import merge_staged, stage_batches
from pipelines.frames.store import content_hash, write_frames
from pipelines.intake.limits import Limits
from pipelines.intake.raw_folder import RawFile, list_raw
from pipelines.intake.workers import run_limited
from tests.factory import failing_parse, toy_parse

pytestmark = pytest.mark.usefixtures("one_process")


def stage(raw: Path, folder: Path, **options: Any) -> dict[str, pl.DataFrame]:
    listing = list_raw(raw)
    stage_batches(listing.files, listing.refusals, folder, **{"parse": toy_parse, **options})
    return merge_staged(folder)


def test_the_same_files_give_the_same_bytes(raw: Path, tmp_path: Path) -> None:
    hashes = set()
    for name in ("first", "second"):
        write_frames(tmp_path / name, stage(raw, tmp_path / "staged"))
        hashes.add(content_hash(tmp_path / name))
    assert len(hashes) == 1


def test_a_staging_leaves_nothing_of_the_one_before(raw: Path, tmp_path: Path) -> None:
    stage(raw, tmp_path / "staged")
    (raw / "one.txt").unlink()
    assert stage(raw, tmp_path / "staged")["dim_document"].height == 1 + 2


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
