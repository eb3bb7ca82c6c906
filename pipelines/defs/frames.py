"""Assets of the validated frames, one a table, each with the check against its model."""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from pipelines.defs.documents import OWNERS, parsed_documents
from pipelines.defs.metadata import column_schema, frame_metadata, table_description
from pipelines.defs.resources import BuildFolders
from pipelines.frames.staging import merge_staged
from pipelines.frames.store import write_frames
from pipelines.frames.validation import validate_frame
from pipelines.intake.progress import Progress
from schemas.catalog import tables

MODEL_CHECK = "matches_model"


def frame_key(table: str) -> dg.AssetKey:
    """Gives the asset of one table's frame."""
    return dg.AssetKey(["frames", table])


@dg.multi_asset(
    name="frames",
    specs=[
        dg.AssetSpec(
            frame_key(spec.name),
            deps=[parsed_documents],
            group_name="frames",
            kinds={"polars", "parquet"},
            owners=OWNERS,
            description=table_description(spec),
            metadata={"dagster/column_schema": column_schema(spec)},
        )
        for spec in tables()
    ],
    check_specs=[
        dg.AssetCheckSpec(
            MODEL_CHECK,
            asset=frame_key(spec.name),
            blocking=True,
            description=f"Rows satisfy the Pandera model of {spec.name}",
        )
        for spec in tables()
    ],
)
def frames(folders: BuildFolders, progress: dg.ResourceParam[Progress]) -> Iterator[dg.MaterializeResult[Any]]:
    """Merges the batches of parsed documents into one validated frame a table."""
    progress.step("Building frames")
    workspace = folders.workspace
    star = merge_staged(workspace.staged)
    write_frames(workspace.frames, star)
    for spec in tables():
        frame = star[spec.name]
        violations = validate_frame(spec.name, frame)
        check = dg.AssetCheckResult(
            passed=not violations,
            check_name=MODEL_CHECK,
            asset_key=frame_key(spec.name),
            description="; ".join(map(str, violations)) or "every row satisfies the model",
        )
        yield dg.MaterializeResult(
            asset_key=frame_key(spec.name), metadata=frame_metadata(frame), check_results=[check]
        )
