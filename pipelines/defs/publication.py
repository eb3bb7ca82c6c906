"""The asset of the published warehouse."""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from pipelines.defs.documents import OWNERS, holdings_of
from pipelines.defs.effort import read_effort
from pipelines.defs.marts import MARTS, mart_key
from pipelines.defs.metadata import build_metadata, coverage_metadata, quarantine_metadata
from pipelines.defs.resources import BuildFolders
from pipelines.defs.star import star_key
from pipelines.export.beside import publish_parquet
from pipelines.frames.packs import drop_other_stores, read_packs, tidy_packs
from pipelines.intake.progress import Progress
from pipelines.warehouse.build import checked_version, publish_version
from pipelines.warehouse.build_log import complete_log, read_builds
from pipelines.warehouse.overview import read_coverage, read_quarantine
from pipelines.warehouse.reader import open_published
from schemas.catalog import all_tables


@dg.asset(
    group_name="published",
    kinds={"duckdb"},
    owners=OWNERS,
    deps=[*(star_key(spec.name) for spec in all_tables()), *(mart_key(mart.name) for mart in MARTS)],
)
def published_warehouse(context: dg.AssetExecutionContext, folders: BuildFolders) -> dg.MaterializeResult[Any]:
    """Publish the warehouse 已发布的数据仓库.

    The checked version, put in place in one step: whoever has the old one open keeps it. Then what no version needs any
    longer is swept.
    """
    workspace = folders.workspace
    holdings = holdings_of(workspace)
    checked = checked_version(holdings, workspace.warehouse, workspace.storage)
    complete_log(checked, read_effort(context.instance, context.run.run_id))
    version = publish_version(holdings, workspace.warehouse, keep=workspace.keep, storage=workspace.storage)
    tidy_packs(workspace.store, read_packs(workspace.store), holdings.sources)
    drop_other_stores(workspace.store)
    metadata: dict[str, Any] = {"version": version.name, "size_bytes": version.stat().st_size}
    with open_published(workspace.warehouse) as connection:
        metadata |= coverage_metadata(read_coverage(connection))
        metadata |= quarantine_metadata(read_quarantine(connection))
        metadata |= build_metadata(read_builds(connection, 1)[0])
    return dg.MaterializeResult(metadata=metadata, data_version=dg.DataVersion(version.stem))


@dg.asset(group_name="published", kinds={"parquet"}, owners=OWNERS, deps=[published_warehouse], output_required=False)
def published_parquet(
    folders: BuildFolders, progress: dg.ResourceParam[Progress]
) -> Iterator[dg.MaterializeResult[Any]]:
    """Publish Parquet beside it 同版本的 Parquet 文件.

    Every table and mart of the published version as a Parquet file, for tools that can not read its DuckDB file;
    skipped unless it is asked for.
    """
    if folders.parquet:
        progress.step("Writing Parquet")
        folder = publish_parquet(folders.workspace.warehouse)
        files = list(folder.glob("*.parquet"))
        metadata = {"files": len(files), "size_bytes": sum(path.stat().st_size for path in files)}
        yield dg.MaterializeResult(metadata=metadata)
