"""Assets of the marts: each after what its query reads, made in the checked version before it is published."""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from pipelines.defs.documents import OWNERS, holdings_of
from pipelines.defs.resources import BuildFolders
from pipelines.defs.star import star_key
from pipelines.intake.progress import Progress
from pipelines.marts.build import MartResult, build_marts
from pipelines.marts.files import Mart, load_marts
from pipelines.marts.lineage import column_sources
from pipelines.warehouse.build import changed_departments, checked_version

MARTS = load_marts()
_NAMES = {mart.name for mart in MARTS}
_CHECKS = {
    "columns": "Columns are of the types that the file declares",
    "key": "No two rows share the key that the file declares",
}


def mart_key(name: str) -> dg.AssetKey:
    """Gives the asset of one mart."""
    return dg.AssetKey(["marts", name])


def _source_key(name: str) -> dg.AssetKey:
    return mart_key(name) if name in _NAMES else star_key(name)


def _spec(mart: Mart) -> dg.AssetSpec:
    """Depends on what the query reads; there is no other graph."""
    columns = [dg.TableColumn(c.name, type=c.type, description=f"{c.zh} | {c.en}") for c in mart.columns]
    return dg.AssetSpec(
        mart_key(mart.name),
        deps=[_source_key(name) for name in mart.reads],
        group_name="marts",
        kinds={"duckdb", mart.kind, "sql"},
        owners=OWNERS,
        description=f"{mart.zh}：{mart.rows_zh}。{mart.choice}\n\n{mart.en}: {mart.rows_en}.",
        metadata={
            "dagster/column_schema": dg.TableSchema(columns=columns),
            "dagster/table_name": f"main.{mart.name}",
        },
    )


@dg.multi_asset(
    name="marts",
    specs=[_spec(mart) for mart in MARTS],
    check_specs=[
        dg.AssetCheckSpec(name, asset=mart_key(mart.name), blocking=True, description=description)
        for mart in MARTS
        for name, description in _CHECKS.items()
    ],
)
def marts(folders: BuildFolders, progress: dg.ResourceParam[Progress]) -> Iterator[dg.MaterializeResult[Any]]:
    """Makes every mart over the loaded star and checks it against its header."""
    progress.step("Making the marts")
    workspace = folders.workspace
    holdings = holdings_of(workspace)
    changed = None if workspace.anew else changed_departments(holdings, workspace.warehouse, workspace.storage)
    results = build_marts(checked_version(holdings, workspace.warehouse, workspace.storage), changed)
    for mart, result in zip(MARTS, results, strict=True):
        yield dg.MaterializeResult(
            asset_key=mart_key(mart.name),
            metadata={"dagster/row_count": result.rows, "dagster/column_lineage": _lineage(mart)},
            check_results=_checks(result),
        )


def _lineage(mart: Mart) -> dg.TableColumnLineage:
    """One step back; Dagster follows the steps through other marts to the facts."""
    return dg.TableColumnLineage(
        deps_by_column={
            column: [dg.TableColumnDep(_source_key(table), name) for table, name in sorted(sources)]
            for column, sources in column_sources(mart).items()
        }
    )


def _checks(result: MartResult) -> list[dg.AssetCheckResult]:
    found = {
        "columns": (not result.wrong_columns, "; ".join(result.wrong_columns) or "as declared"),
        "key": (result.repeated_keys == 0, f"{result.repeated_keys} keys are there more than once"),
    }
    return [
        dg.AssetCheckResult(passed=passed, check_name=name, asset_key=mart_key(result.name), description=description)
        for name, (passed, description) in found.items()
    ]
