"""All definitions together: what the web interface loads and what the command line runs."""

import dagster as dg

from pipelines.defs.automation import after_parsing, automated, every_night, new_documents
from pipelines.defs.documents import parsed_documents, raw_documents
from pipelines.defs.job import build_warehouse
from pipelines.defs.marts import marts
from pipelines.defs.publication import published_parquet, published_warehouse
from pipelines.defs.resources import FOLDERS
from pipelines.defs.rules import rules
from pipelines.defs.star import star
from pipelines.intake.progress import Progress

ASSETS = [raw_documents, parsed_documents, star, marts, published_warehouse, published_parquet]
CHECKS = [rules]


def all_definitions() -> dg.Definitions:
    """Gives every asset, check, job, sensor, schedule and resource of the project."""
    return dg.Definitions(
        assets=dg.map_asset_specs(automated, ASSETS),
        asset_checks=CHECKS,
        jobs=[build_warehouse],
        sensors=[new_documents, after_parsing],
        schedules=[every_night],
        resources={"folders": FOLDERS, "progress": Progress()},
        executor=dg.in_process_executor,
    )
