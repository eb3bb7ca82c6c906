"""The asset of the published warehouse."""

from typing import Any

import dagster as dg

from pipelines.defs.documents import OWNERS, holdings_of
from pipelines.defs.marts import MARTS, mart_key
from pipelines.defs.metadata import coverage_metadata
from pipelines.defs.resources import BuildFolders
from pipelines.defs.star import star_key
from pipelines.frames.packs import drop_other_stores, read_packs, tidy_packs
from pipelines.warehouse.build import publish_version
from pipelines.warehouse.overview import read_coverage
from pipelines.warehouse.reader import open_published
from schemas.catalog import all_tables


@dg.asset(
    group_name="published",
    kinds={"duckdb"},
    owners=OWNERS,
    deps=[*(star_key(spec.name) for spec in all_tables()), *(mart_key(mart.name) for mart in MARTS)],
)
def published_warehouse(folders: BuildFolders) -> dg.MaterializeResult[Any]:
    """Publish the warehouse 已发布的数据仓库.

    The checked version, put in place in one step: whoever has the old one open keeps it. Then what no version needs any
    longer is swept.
    """
    workspace = folders.workspace
    holdings = holdings_of(workspace)
    version = publish_version(holdings, workspace.warehouse, keep=workspace.keep)
    tidy_packs(workspace.store, read_packs(workspace.store), holdings.sources)
    drop_other_stores(workspace.store)
    with open_published(workspace.warehouse) as connection:
        coverage = read_coverage(connection)
    metadata = {"version": version.name, "size_bytes": version.stat().st_size, **coverage_metadata(coverage)}
    return dg.MaterializeResult(metadata=metadata, data_version=dg.DataVersion(version.stem))
