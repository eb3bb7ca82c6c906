"""Assets of the loaded star with its key checks."""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from pipelines.defs.documents import OWNERS, holdings_of, parsed_documents
from pipelines.defs.metadata import column_schema, table_description
from pipelines.defs.resources import BuildFolders
from pipelines.intake.progress import Progress
from pipelines.warehouse.build import build_version, planned_version
from pipelines.warehouse.checks import planned_checks
from schemas.catalog import Table, all_tables, tables


def star_key(table: str) -> dg.AssetKey:
    """Gives the asset of one table of the star."""
    return dg.AssetKey(["star", table])


def _sources(spec: Table) -> list[dg.AssetKey]:
    """Parsed documents; for a table that rules fill, all that rules read."""
    return [parsed_documents.key] if spec in tables() else [star_key(other.name) for other in tables()]


@dg.multi_asset(
    name="star",
    specs=[
        dg.AssetSpec(
            star_key(spec.name),
            deps=_sources(spec),
            skippable=True,
            group_name="star",
            kinds={"duckdb", "table"},
            owners=OWNERS,
            description=table_description(spec),
            metadata={"dagster/column_schema": column_schema(spec), "dagster/table_name": f"main.{spec.name}"},
        )
        for spec in all_tables()
    ],
    check_specs=[
        dg.AssetCheckSpec(
            check.name, asset=star_key(check.table), blocking=check.blocking, description=check.description
        )
        for check in planned_checks()
    ],
)
def star(
    context: dg.AssetExecutionContext, folders: BuildFolders, progress: dg.ResourceParam[Progress]
) -> Iterator[dg.MaterializeResult[Any] | dg.AssetCheckResult]:
    """Builds the next version beside the published one: loads what came, runs the rules over it and checks it.

    When nothing has changed since the published version was built, this step and those after it are skipped; but once,
    where Dagster keeps what it knows and knows nothing of that version, for the command line has built it.
    """
    progress.step("Loading the star, running the rules and checking")
    workspace = folders.workspace
    holdings = holdings_of(workspace)
    again = not context.instance.is_ephemeral and not context.instance.get_latest_materialization_event(
        star_key("dim_year")
    )
    built = build_version(holdings, workspace.warehouse, anew=workspace.anew, again=again, storage=workspace.storage)
    version = str(planned_version(holdings, workspace.storage))
    if built.way == "unchanged":
        progress.step("Nothing has changed")
        for check in planned_checks():
            yield dg.AssetCheckResult(
                passed=True,
                check_name=check.name,
                asset_key=star_key(check.table),
                description=f"nothing has changed since {version} was checked",
            )
        return
    for spec in all_tables():
        results = [
            dg.AssetCheckResult(
                passed=check.passed,
                check_name=check.name,
                asset_key=star_key(check.table),
                severity=dg.AssetCheckSeverity.ERROR if check.blocking else dg.AssetCheckSeverity.WARN,
                description=check.message,
            )
            for check in built.checks
            if check.table == spec.name
        ]
        metadata = {
            "dagster/row_count": built.rows.get(spec.name, 0),
            "built_by": built.way,
            "documents_added": built.added,
            "documents_removed": built.removed,
        }
        yield dg.MaterializeResult(
            asset_key=star_key(spec.name),
            metadata=metadata,
            check_results=results,
            data_version=dg.DataVersion(version),
        )
