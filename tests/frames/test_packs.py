from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipelines.frames import packs as packing
from pipelines.frames.batch import batch_frames
from pipelines.frames.holdings import Holdings, small_frames
from pipelines.frames.packs import Pack, read_packs, scan_rows, tidy_packs, write_pack
from pipelines.intake.documents import SourcedDocument
from pipelines.intake.limits import Limits
from schemas.catalog import tables
from tests.factory import document, hold


def pack(store: Path, *names: str) -> Pack:
    chosen = [document(name) for name in names]
    return write_pack(store, batch_frames(SourcedDocument("x.txt", d) for d in chosen), [d.sha256 for d in chosen])


def hashes(*names: str) -> list[str]:
    return [document(name).sha256 for name in names]


def rows(packs: tuple[Pack, ...], *names: str) -> dict[str, pl.DataFrame]:
    return {
        spec.name: scan_rows(packs, spec.name, hashes(*names)).collect().select(pl.all().sort()) for spec in tables()
    }


def test_a_pack_is_read_back(tmp_path: Path) -> None:
    written = pack(tmp_path, "a", "b")
    assert read_packs(tmp_path) == (written,)
    assert scan_rows([written], "fact_budget_line", hashes("a", "b")).collect().height == 2
    assert scan_rows([written], "fact_budget_line", hashes("a")).collect().height == 1
    assert scan_rows([written], "fact_statement", hashes("a")).collect().is_empty()


def test_the_same_documents_give_the_same_pack(tmp_path: Path) -> None:
    assert pack(tmp_path, "a", "b") == pack(tmp_path, "b", "a")
    assert len(list(tmp_path.iterdir())) == 1


def test_what_a_killed_build_left_is_no_pack(tmp_path: Path) -> None:
    whole, damaged, other = pack(tmp_path, "a"), pack(tmp_path, "b"), pack(tmp_path, "c")
    (damaged.folder / "cell_ledger.parquet").write_bytes(b"")
    index = json.loads((other.folder / "index.json").read_text())
    (other.folder / "index.json").write_text(json.dumps(index)[:-9])
    (tmp_path / ".draft-1").mkdir()
    (tmp_path / ".draft-1" / "dim_year.parquet").write_bytes(b"half")
    assert read_packs(tmp_path) == (whole,)
    assert [path.name for path in tmp_path.iterdir()] == [whole.folder.name]


def test_a_document_is_in_one_pack(tmp_path: Path) -> None:
    pack(tmp_path, "a", "b")
    larger = pack(tmp_path, "b", "c", "d")
    assert read_packs(tmp_path) == (larger,)


def test_a_refusal_holds_for_the_limits_that_gave_it(tmp_path: Path) -> None:
    limited = write_pack(tmp_path, batch_frames([]), hashes("a"), Limits(2, 1_000))
    other = pack(tmp_path, "b")
    assert set(read_packs(tmp_path)) == {limited, other}
    assert set(read_packs(tmp_path, Limits(2, 1_000))) == {limited, other}
    assert read_packs(tmp_path, Limits(60, 1_000)) == (other,)


def test_many_small_packs_become_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MANY_SMALL", 3)
    before = (pack(tmp_path, "a"), pack(tmp_path, "b", "c"))
    assert tidy_packs(tmp_path, before, hashes("a", "b", "c")) == 0
    before = (*before, pack(tmp_path, "d"))
    wanted = rows(before, "a", "c", "d")
    assert tidy_packs(tmp_path, before, hashes("a", "c", "d")) == 3
    (merged,) = read_packs(tmp_path)
    assert merged.documents == set(hashes("a", "c", "d"))
    for name, frame in rows((merged,), "a", "c", "d").items():
        assert_frame_equal(frame, wanted[name])


def test_a_pack_whose_documents_are_gone_goes(tmp_path: Path) -> None:
    packs = (pack(tmp_path, "a", "b"), pack(tmp_path, "c", "d", "e"), pack(tmp_path, "f"))
    assert tidy_packs(tmp_path, packs, hashes("a", "b", "c")) == 2
    assert {frozenset(found.documents) for found in read_packs(tmp_path)} == {
        frozenset(hashes("a", "b")),
        frozenset(hashes("c")),
    }


def test_a_member_goes_with_the_last_document_that_shows_it(tmp_path: Path) -> None:
    both = hold(tmp_path, document("a"), document("b", lines=()))
    one = Holdings(both.packs, both.files[1:], ())
    assert set(small_frames(both)["dim_functional_code"]["code"]) == {"(不适用)", "2010302"}
    assert set(small_frames(one)["dim_functional_code"]["code"]) == {"(不适用)"}


def test_only_the_source_of_today_counts(tmp_path: Path) -> None:
    held = hold(tmp_path, document("a"))
    (file,) = held.files
    moved = Holdings(held.packs, (type(file)("new/name.txt", file.path, file.size_bytes, file.sha256),), ())
    assert small_frames(moved)["dim_document"]["source_uri"].to_list() == ["(不适用)", "new/name.txt"]
    assert moved.digest != held.digest
