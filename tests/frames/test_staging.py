from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipelines.frames import staging
from pipelines.frames.staging import merge_staged, stage_batches
from pipelines.frames.store import content_hash, write_frames
from pipelines.intake.raw_folder import list_raw
from tests.factory import failing_parse, toy_parse


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


@pytest.mark.slow
def test_several_processes_give_the_same_rows(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "POOL_FROM", 2)
    monkeypatch.setattr(staging, "BATCH_FILES", 1)
    alone = stage(raw, tmp_path / "alone")
    together = stage(raw, tmp_path / "together", jobs=2)
    for name, frame in alone.items():
        assert_frame_equal(together[name], frame)


@pytest.mark.slow
def test_a_process_that_is_ended_costs_its_own_document_only(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "POOL_FROM", 2)
    (raw / "two.txt").write_bytes(b"killed")
    seen: list[int] = []
    star = stage(raw, tmp_path / "staged", jobs=2, parse=failing_parse, advance=seen.append)
    assert star["dim_document"].height == 1 + 2
    assert star["quarantined_document"].select("source_uri", "reason_code").rows() == [("two.txt", "parser_limit")]
    assert sum(seen) == 3
