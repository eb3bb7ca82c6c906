"""`gongkai build`: raw documents to the published warehouse."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.options import RawOption, WarehouseOption, fail, output
from pipelines.cli.progress import TerminalProgress
from pipelines.cli.tables import coverage_table, documents_table, quarantine_table
from pipelines.frames.coverage import placed_share
from pipelines.intake.limits import Limits
from pipelines.warehouse.overview import read_coverage, read_documents, read_quarantine
from pipelines.warehouse.reader import NoWarehouseError, open_published
from pipelines.warehouse.versions import KEPT_VERSIONS
from pipelines.warehouse.workspace import DEFAULT_RAW, DEFAULT_WAREHOUSE, Workspace, available_cores


def build(
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
        int, typer.Option(metavar="N", min=0, help="Versions that stay beside the one that is published.")
    ] = KEPT_VERSIONS,
    *,
    full: Annotated[
        bool, typer.Option("--full", help="Read, parse and load everything anew, whatever is kept of earlier builds.")
    ] = False,
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
        raise typer.BadParameter(f"{raw} is not a folder. Name the folder of the raw documents.", param_hint="--raw")
    limits = Limits(limit_seconds, limit_memory)
    is_new = _run(Workspace(raw, warehouse, jobs or available_cores(), limits, keep, full))
    try:
        _report(warehouse, time.monotonic() - started, is_new=is_new)
    except NoWarehouseError as error:
        fail(str(error))


def _run(workspace: Workspace) -> bool:
    """Builds, and gives whether there is a new version."""
    is_new, failure = False, ""
    with TerminalProgress() as progress:
        progress.step("Starting")
        from pipelines.defs.run import BuildFailedError, run_build

        try:
            is_new = run_build(workspace, progress)
        except BuildFailedError as error:
            failure = str(error)
    if failure:
        fail(f"The build failed; what was published before is unchanged.\n{failure}")
    return is_new


def _report(warehouse: Path, seconds: float, *, is_new: bool) -> None:
    with open_published(warehouse) as connection:
        documents = read_documents(connection)
        quarantine = read_quarantine(connection)
        coverage = read_coverage(connection)
    output.print(documents_table(documents))
    if quarantine:
        output.print(quarantine_table(quarantine))
    output.print(coverage_table(coverage))
    lines, indicators = sum(row.lines for row in documents), sum(row.indicators for row in documents)
    output.print(
        f"{'Published' if is_new else 'Nothing has changed in'} {warehouse}: "
        f"{len(documents):,} documents, {lines:,} budget lines, {indicators:,} indicators, "
        f"{len(quarantine):,} quarantined, {placed_share(coverage):.2%} of all numbers placed, {seconds:.1f} s",
        soft_wrap=True,
        highlight=False,
    )
