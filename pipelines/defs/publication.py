"""The asset of the published warehouse."""

from typing import Any

import dagster as dg

from pipelines.defs.documents import OWNERS
from pipelines.defs.marts import MARTS, mart_key
from pipelines.defs.metadata import coverage_metadata
from pipelines.defs.resources import BuildFolders
from pipelines.defs.star import star_key
from pipelines.frames.coverage import ledger_coverage
from pipelines.frames.store import read_frame
from pipelines.warehouse.build import publish_version
from schemas.catalog import all_tables


@dg.asset(
    group_name="published",
    kinds={"duckdb"},
    owners=OWNERS,
    deps=[*(star_key(spec.name) for spec in all_tables()), *(mart_key(mart.name) for mart in MARTS)],
)
def published_warehouse(folders: BuildFolders) -> dg.MaterializeResult[Any]:
    """Publish the warehouse 已发布的数据仓库.

    The checked version, put in place in one step: whoever has the old one open keeps it.
    """
    workspace = folders.workspace
    version = publish_version(workspace.frames, workspace.warehouse)
    coverage = ledger_coverage(read_frame(workspace.frames, "cell_ledger"))
    metadata = {"version": version.name, "size_bytes": version.stat().st_size, **coverage_metadata(coverage)}
    return dg.MaterializeResult(metadata=metadata)
