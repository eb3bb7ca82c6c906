"""The whole graph in this process, on the toy format."""

from __future__ import annotations

import errno
from dataclasses import dataclass, field, replace
from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from pipelines.defs import star
from pipelines.defs.assembly import ASSETS
from pipelines.defs.documents import ALL_BUCKETS
from pipelines.defs.resources import BuildFolders
from pipelines.defs.run import BuildFailedError, run_build
from pipelines.frames.validation import Violation
from pipelines.intake.progress import Progress
from pipelines.warehouse import checks
from pipelines.warehouse.lock import writer_lock
from pipelines.warehouse.reader import open_published
from pipelines.warehouse.workspace import Workspace

pytestmark = pytest.mark.usefixtures("toy_parser")


@dataclass
class Recorded(Progress):
    steps: list[str] = field(default_factory=list)
    files: list[int] = field(default_factory=list)

    def step(self, name: str) -> None:
        self.steps.append(name)

    def begin(self, files: int) -> None:
        self.files.append(files)

    def advance(self, files: int) -> None:
        self.files.append(files)


@pytest.fixture
def workspace(raw: Path, tmp_path: Path) -> Workspace:
    return Workspace(raw, tmp_path / "out" / "w.duckdb", 1)


def count(warehouse: Path, table: str) -> int:
    with open_published(warehouse) as connection:
        return connection.table(table).count("*").fetchall()[0][0]


def test_a_build_publishes_every_document(workspace: Workspace) -> None:
    progress = Recorded()
    run_build(workspace, progress)
    assert count(workspace.warehouse, "dim_document") == 1 + 3
    assert count(workspace.warehouse, "fact_budget_line") == 6
    assert progress.steps == [
        "Listing raw documents",
        "Loading the star, running the rules and checking",
        "Making the marts",
    ]
    assert progress.files == [3, 3]


def test_bad_input_is_listed_and_the_rest_is_built(workspace: Workspace) -> None:
    raw = workspace.raw
    (raw / "empty.txt").write_bytes(b"")
    (raw / "binary.bin").write_bytes(bytes(range(256)) * 64)
    (raw / "half.txt").write_bytes("﻿随州市教育局 2023 1.00\n".encode("utf-16-le")[:-1])
    (raw / "letter.txt").write_text("一封信\n", encoding="utf-8")
    (raw / "long.txt").write_text("9" * 10_000_000, encoding="ascii")
    (raw / "folder.txt").mkdir()
    with (raw / "huge.txt").open("wb") as huge:
        huge.truncate(200_000_000)
    run_build(workspace, Progress())
    assert count(workspace.warehouse, "dim_document") == 1 + 3
    with open_published(workspace.warehouse) as connection:
        found = dict(connection.execute("select source_uri, reason_code from quarantined_document").fetchall())
        messages = connection.execute("select message from quarantined_document").fetchall()
    assert found == {
        "binary.bin": "unreadable_encoding",
        "empty.txt": "empty",
        "folder.txt": "not_a_file",
        "half.txt": "unreadable_encoding",
        "huge.txt": "too_large",
        "letter.txt": "not_a_disclosure",
        "long.txt": "not_a_disclosure",
    }
    assert all(len(message) > 10 for (message,) in messages)


def test_a_second_build_finds_nothing_to_do(workspace: Workspace) -> None:
    assert run_build(workspace, Progress()).is_new
    version = workspace.warehouse.resolve()
    written = version.stat().st_mtime_ns
    progress = Recorded()
    assert not run_build(workspace, progress).is_new
    assert progress.files == [0]
    assert progress.steps[-1] == "Nothing has changed"
    assert (workspace.warehouse.resolve(), version.stat().st_mtime_ns) == (version, written)
    assert [path.name for path in version.parent.iterdir()] == [version.name]


def test_a_full_build_parses_and_loads_everything_again(workspace: Workspace) -> None:
    run_build(workspace, Progress())
    version = workspace.warehouse.resolve()
    progress = Recorded()
    assert run_build(replace(workspace, anew=True), progress).is_new
    assert progress.files == [3, 3]
    assert workspace.warehouse.resolve() == version


def test_a_new_document_is_all_that_is_parsed(workspace: Workspace) -> None:
    run_build(workspace, Progress())
    (workspace.raw / "new.txt").write_text("随州市审计局 2023 5.00\n", encoding="utf-8")
    (workspace.raw / "copy.txt").write_bytes((workspace.raw / "one.txt").read_bytes())
    progress = Recorded()
    assert run_build(workspace, progress).is_new
    assert progress.files == [1, 1]
    assert count(workspace.warehouse, "dim_document") == 1 + 4


def test_a_model_that_is_broken_stops_the_publication(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    run_build(workspace, Progress())
    before = workspace.warehouse.resolve()

    def broken(name: str, _: pl.DataFrame) -> tuple[Violation, ...]:
        return (Violation(name, "fiscal_year", "ge(0)", 1, ("-1",)),) if name == "dim_year" else ()

    monkeypatch.setattr(checks, "validate_frame", broken)
    (workspace.raw / "new.txt").write_text("随州市审计局 2023 5.00\n", encoding="utf-8")
    with pytest.raises(BuildFailedError, match=r"star/dim_year: model: dim_year\.fiscal_year"):
        run_build(workspace, Progress())
    assert workspace.warehouse.resolve() == before
    assert count(workspace.warehouse, "dim_document") == 1 + 3


def test_a_second_build_at_the_same_time_is_refused(workspace: Workspace) -> None:
    with writer_lock(workspace.warehouse), pytest.raises(BuildFailedError, match="Another build is writing"):
        run_build(workspace, Progress())


def test_a_file_in_the_way_is_named(workspace: Workspace) -> None:
    workspace.warehouse.parent.mkdir()
    workspace.warehouse.write_text("my own notes")
    with pytest.raises(BuildFailedError, match=r"^\S+ 不是 DuckDB 数据库(.|\n)*no DuckDB database"):
        run_build(workspace, Progress())
    assert not workspace.work.exists()  # before any work


def test_what_the_system_refuses_comes_with_what_to_do(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(star, "build_version", full)
    with pytest.raises(BuildFailedError, match=r"^磁盘已满"):
        run_build(workspace, Progress())


def test_what_the_command_line_has_built_is_shown_once_in_a_dagster_that_is_new(
    workspace: Workspace, tmp_path: Path
) -> None:
    run_build(workspace, Progress())
    before = workspace.warehouse.resolve()
    folders = BuildFolders(raw=str(workspace.raw), warehouse=str(workspace.warehouse), jobs=1)
    published = dg.AssetKey("published_warehouse")
    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        made = []
        for _ in range(2):
            result = dg.materialize(
                ASSETS, instance=instance, resources={"folders": folders, "progress": Progress()}, tags=ALL_BUCKETS
            )
            made.append({event.asset_key for event in result.get_asset_materialization_events()})
    first, second = made
    assert {published, dg.AssetKey(["star", "fact_budget_line"]), dg.AssetKey(["marts", "mart_amount"])} <= first
    assert published not in second
    assert workspace.warehouse.resolve() == before
    assert count(workspace.warehouse, "build_log") == 2


def test_assets_show_rows_columns_and_coverage(workspace: Workspace) -> None:
    folders = BuildFolders(raw=str(workspace.raw), warehouse=str(workspace.warehouse), jobs=1)
    with dg.DagsterInstance.ephemeral() as instance:
        result = dg.materialize(
            ASSETS, instance=instance, resources={"folders": folders, "progress": Progress()}, tags=ALL_BUCKETS
        )
    shown = {
        event.asset_key.to_user_string(): event.materialization.metadata
        for event in result.get_asset_materialization_events()
        if event.asset_key is not None
    }
    assert shown["raw_documents"]["dagster/row_count"].value == 3
    assert shown["raw_documents"]["new"].value == 3
    assert shown["parsed_documents"]["new_in_run"].value == 3
    assert shown["star/fact_budget_line"]["dagster/row_count"].value == 6
    lineage = shown["marts/mart_three_public"]["dagster/column_lineage"].value
    assert isinstance(lineage, dg.TableColumnLineage)
    assert [(dep.asset_key.path, dep.column_name) for dep in lineage.deps_by_column["reception_yuan"]] == [
        (["marts", "mart_figure"], "amount_yuan"),
        (["marts", "mart_figure"], "measure"),
    ]
    assert shown["published_warehouse"]["ledger_coverage"].value == 1.0
    assert shown["published_warehouse"]["quarantined"].value == 0
    assert shown["published_warehouse"]["quarantined_too_large"].value == 0
    assert shown["published_warehouse"]["lines"].value == 6
    assert "loading_ms" in shown["published_warehouse"]
