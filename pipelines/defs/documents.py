"""Assets from the raw folder to parsed documents."""

import warnings
from collections import Counter
from typing import Any

import dagster as dg

from pipelines.defs.resources import BuildFolders
from pipelines.frames.holdings import Holdings, read_holdings
from pipelines.frames.keys import BUCKETS, document_bucket
from pipelines.frames.packs import drop_packs, held_documents, read_packs
from pipelines.frames.parser_digest import parser_digest
from pipelines.frames.staging import missing_files, parse_missing
from pipelines.intake.listing import compare_listings, read_last_listing, read_listing, write_listing
from pipelines.intake.progress import Progress
from pipelines.intake.raw_folder import list_raw
from pipelines.warehouse.workspace import Workspace

# `backfill_policy` is in beta: Dagster is pinned to one version, and tests hold what it does
warnings.filterwarnings("ignore", message=".*backfill_policy", category=dg.BetaWarning)

OWNERS = ["team:data-platform"]

BUCKET_NAMES = [f"{bucket:02}" for bucket in range(BUCKETS)]
#: Documents by the first bits of their key: with half a million of them, some thousand a bucket; five fit as well.
buckets = dg.StaticPartitionsDefinition(BUCKET_NAMES)
#: Tags of a run over all buckets; without them, and without one bucket chosen, Dagster starts no run of the job.
ALL_BUCKETS = {
    "dagster/asset_partition_range_start": BUCKET_NAMES[0],
    "dagster/asset_partition_range_end": BUCKET_NAMES[-1],
}


@dg.asset(group_name="raw", kinds={"file"}, owners=OWNERS)
def raw_documents(folders: BuildFolders, progress: dg.ResourceParam[Progress]) -> dg.MaterializeResult[Any]:
    """List the raw folder 原文清单.

    Every file below the raw folder with its size and hash, copies counted once, and what can not be read. Files whose
    size and times are those of the last listing are not read again.
    """
    progress.step("Listing raw documents")
    workspace = folders.workspace
    before = read_last_listing(workspace.listing)
    listing = list_raw(workspace.raw, before.known if before and not workspace.anew else None)
    changes = compare_listings(before, listing)
    write_listing(workspace.listing, listing)
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": len(listing.files),
            "new": changes.new,
            "changed": changes.changed,
            "unchanged": changes.unchanged,
            "removed": changes.removed,
            "copies": len(listing.copies),
            "refused": len(listing.refusals),
            "size_bytes": sum(file.size_bytes for file in listing.files),
        },
        data_version=dg.DataVersion(listing.digest),
    )


@dg.asset(
    group_name="parsed",
    kinds={"python", "parquet"},
    owners=OWNERS,
    deps=[raw_documents],
    partitions_def=buckets,
    backfill_policy=dg.BackfillPolicy.single_run(),
    code_version=parser_digest(),
)
def parsed_documents(
    context: dg.AssetExecutionContext, folders: BuildFolders, progress: dg.ResourceParam[Progress]
) -> dg.MaterializeResult[Any]:
    """Read each document 解析结果.

    Each document read by `pipelines.parse`, as keyed rows in packs; what gave no facts is kept with its reason. A
    document that a pack of the same parser holds is not parsed again; a bucket without new documents costs nothing.
    """
    workspace = folders.workspace
    chosen = set(context.partition_keys)
    listed = read_listing(workspace.listing).files
    files = [file for file in listed if BUCKET_NAMES[document_bucket(file.sha256)] in chosen]
    if workspace.anew:
        dropped = drop_packs(workspace.store, {file.sha256 for file in files})
        files += [file for file in listed if file.sha256 in dropped and file not in set(files)]
    missing = missing_files(files, workspace.store, workspace.limits)
    progress.begin(len(missing))
    parse_missing(missing, workspace.store, jobs=workspace.jobs, limits=workspace.limits, advance=progress.advance)
    new, all_files = (Counter(document_bucket(file.sha256) for file in some) for some in (missing, files))
    held = Counter(map(document_bucket, held_documents(read_packs(workspace.store))))
    for name in sorted(chosen):
        bucket = BUCKET_NAMES.index(name)
        counts = {
            "dagster/partition_row_count": all_files[bucket],
            "new": new[bucket],
            "unchanged": all_files[bucket] - new[bucket],
            "removed": max(0, held[bucket] - all_files[bucket]),
        }
        context.add_asset_metadata(counts, partition_key=name)
    return dg.MaterializeResult(metadata={"new_in_run": len(missing), "unchanged_in_run": len(files) - len(missing)})


def holdings_of(workspace: Workspace) -> Holdings:
    """Gives what the steps after parsing have to load: what was listed, and the packs that hold it."""
    return read_holdings(read_listing(workspace.listing), workspace.store)
