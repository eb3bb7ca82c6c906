"""All definitions together: what the web interface loads and what the command line runs."""

import dagster as dg

from pipelines.defs.documents import parsed_documents, raw_documents
from pipelines.defs.marts import marts
from pipelines.defs.publication import published_warehouse
from pipelines.defs.resources import BuildFolders
from pipelines.defs.rules import rules
from pipelines.defs.star import star
from pipelines.intake.progress import Progress

ASSETS = [raw_documents, parsed_documents, star, marts, published_warehouse]
CHECKS = [rules]

build_warehouse = dg.define_asset_job(
    "build_warehouse",
    selection=dg.AssetSelection.all() | dg.AssetSelection.all_asset_checks(),
    description="Reads every raw document, builds the star, checks it and publishes it.",
    # one process: DuckDB lets one writer in, and a process a step would cost more than the steps
    executor_def=dg.in_process_executor,
)


def all_definitions() -> dg.Definitions:
    """Gives every asset, check, job and resource of the project."""
    return dg.Definitions(
        assets=ASSETS,
        asset_checks=CHECKS,
        jobs=[build_warehouse],
        resources={"folders": BuildFolders(), "progress": Progress()},
        executor=dg.in_process_executor,
    )
