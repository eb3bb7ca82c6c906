"""`gongkai build`: raw documents to the published warehouse."""

from __future__ import annotations

import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from pipelines.cli.options import RawOption, WarehouseOption, fail, output
from pipelines.cli.progress import JsonProgress, TerminalProgress, log_event
from pipelines.cli.report import build_report, write_report
from pipelines.cli.tables import coverage_table, documents_table, quarantine_table
from pipelines.intake.limits import Limits
from pipelines.warehouse.build_log import Effort
from pipelines.warehouse.overview import read_coverage, read_documents, read_quarantine
from pipelines.warehouse.reader import NoWarehouseError, open_published
from pipelines.warehouse.session import Storage
from pipelines.warehouse.versions import KEPT_VERSIONS
from pipelines.warehouse.workspace import DEFAULT_RAW, DEFAULT_WAREHOUSE, Workspace, available_cores


class LogFormat(StrEnum):
    """Whom a build talks to."""

    HUMAN = "human"
    JSON = "json"


class _FailedError(Exception):
    """The build failed; the message says why."""


def build(  # noqa: PLR0913 - an option each
    raw: RawOption = DEFAULT_RAW,
    warehouse: WarehouseOption = DEFAULT_WAREHOUSE,
    jobs: Annotated[
        int | None, typer.Option("--jobs", metavar="N", min=1, help="Processes that parse. Default: one a core.")
    ] = None,
    limit_seconds: Annotated[
        int, typer.Option(metavar="N", min=1, help="Time that one document may take.")
    ] = Limits().seconds,
    limit_memory: Annotated[
        int, typer.Option(metavar="MB", min=512, help="Memory that a process that parses may take (on Linux).")
    ] = Limits().megabytes,
    keep: Annotated[
        int,
        typer.Option(
            metavar="N",
            min=0,
            help="Versions that stay beside the published one; with 0 a tool that opens it just then may miss it.",
        ),
    ] = KEPT_VERSIONS,
    *,
    full: Annotated[
        bool, typer.Option("--full", help="Read, parse and load everything anew, whatever is kept of earlier builds.")
    ] = False,
    parquet: Annotated[
        bool, typer.Option("--parquet", help="Write Parquet beside what is published, for tools that can not read it.")
    ] = False,
    storage: Annotated[
        Storage, typer.Option(help="First version of DuckDB whose clients can read the file; the newest is smaller.")
    ] = Storage.OLDER,
    log_format: Annotated[
        LogFormat, typer.Option(help="What is told meanwhile: a bar and tables, or a JSON object a line for a journal.")
    ] = LogFormat.HUMAN,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what was built and what it took to a JSON file.")
    ] = None,
) -> None:
    """Read the documents below a folder, check the result and publish it.

    Work is done for what changed: a document that was parsed before is not parsed again, and when nothing has changed
    nothing is built. What comes out is the same, row for row, as with --full.

    Readers of the warehouse are never blocked: they keep what they have open, and who opens it after the build gets
    the new one. A document that can not be read, or takes more than the limits allow, is listed with its reason and
    never stops the build. When a check fails, nothing is published and what was there stays.
    """
    started = time.monotonic()
    if not raw.is_dir():
        raise typer.BadParameter(
            f"{raw} 不是文件夹，请指定原始文件所在的文件夹。 "
            f"{raw} is not a folder. Name the folder of the raw documents.",
            param_hint="--raw",
        )
    limits = Limits(limit_seconds, limit_memory)
    workspace = Workspace(raw, warehouse, jobs or available_cores(), limits, keep, full, parquet, storage)
    try:
        is_new, effort = _run(workspace, log_format)
        result = build_report(warehouse, effort, time.monotonic() - started, is_new=is_new)
        if report is not None:
            write_report(report, result)
        if log_format is LogFormat.JSON:
            log_event("report", **result)
        else:
            _print(warehouse, result)
    except (_FailedError, NoWarehouseError, OSError) as error:
        if log_format is LogFormat.JSON:
            log_event("failed", "error", message=str(error))
            raise typer.Exit(1) from error
        fail(str(error))


def _run(workspace: Workspace, log_format: LogFormat) -> tuple[bool, Effort]:
    """Builds, and gives whether there is a new version, and what it took."""
    with JsonProgress() if log_format is LogFormat.JSON else TerminalProgress() as progress:
        progress.step("Starting")
        from pipelines.defs.run import BuildFailedError, run_build

        try:
            return run_build(workspace, progress)
        except BuildFailedError as error:
            head = "构建失败，此前发布的内容不变。 The build failed; what was published before is unchanged."
            raise _FailedError(f"{head}\n{error}") from error


def _print(warehouse: Path, result: dict[str, Any]) -> None:
    with open_published(warehouse) as connection:
        documents = read_documents(connection)
        quarantine = read_quarantine(connection)
        coverage = read_coverage(connection)
    output.print(documents_table(documents))
    if quarantine:
        output.print(quarantine_table(quarantine))
    output.print(coverage_table(coverage))
    stages = {name: result[f"{name}_ms"] for name in ("listing", "parsing", "loading")}
    output.print(
        ", ".join(f"{name} {taken / 1_000:.1f} s" for name, taken in stages.items() if taken is not None)
        + f"; at most {result['peak_mb']:,} MB, a parsing process {result['parser_peak_mb']:,} MB",
        soft_wrap=True,
        highlight=False,
    )
    output.print(
        f"{'Nothing has changed in' if result['way'] == 'unchanged' else 'Published'} {warehouse}: "
        f"{result['documents']:,} documents, {result['lines']:,} budget lines, {result['indicators']:,} indicators, "
        f"{result['quarantined']:,} quarantined, {result['coverage']:.2%} of all numbers placed, "
        f"{result['seconds']:.1f} s",
        soft_wrap=True,
        highlight=False,
    )
