"""Assets from the raw folder to parsed documents."""

from typing import Any

import dagster as dg

from pipelines.defs.metadata import coverage_metadata
from pipelines.defs.resources import BuildFolders
from pipelines.frames.coverage import ledger_coverage
from pipelines.frames.staging import merge_staged, stage_batches
from pipelines.intake.listing import read_listing, write_listing
from pipelines.intake.progress import Progress
from pipelines.intake.raw_folder import list_raw

OWNERS = ["team:data-platform"]


@dg.asset(group_name="raw", kinds={"file"}, owners=OWNERS)
def raw_documents(folders: BuildFolders, progress: dg.ResourceParam[Progress]) -> dg.MaterializeResult[Any]:
    """List the raw folder 原文清单.

    Every file below the raw folder with its size and hash, copies counted once, and what can not be read.
    """
    progress.step("Listing raw documents")
    workspace = folders.workspace
    listing = list_raw(workspace.raw)
    write_listing(workspace.listing, listing)
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": len(listing.files),
            "copies": len(listing.copies),
            "refused": len(listing.refusals),
            "size_bytes": sum(file.size_bytes for file in listing.files),
        }
    )


@dg.asset(group_name="parsed", kinds={"python", "parquet"}, owners=OWNERS, deps=[raw_documents])
def parsed_documents(folders: BuildFolders, progress: dg.ResourceParam[Progress]) -> dg.MaterializeResult[Any]:
    """Read each document 解析结果.

    Each document read by `pipelines.parse`, as keyed rows in batches; what gave no facts is kept with its reason.
    """
    workspace = folders.workspace
    listing = read_listing(workspace.listing)
    progress.begin(len(listing.files))
    stage_batches(
        listing.files,
        listing.refusals,
        workspace.staged,
        jobs=workspace.jobs,
        limits=workspace.limits,
        advance=progress.advance,
    )
    parsed = merge_staged(workspace.staged)
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": parsed["dim_document"].height - 1,
            "quarantined": parsed["quarantined_document"].height,
            **coverage_metadata(ledger_coverage(parsed["cell_ledger"])),
        }
    )
