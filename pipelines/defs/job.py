"""The job that builds everything: what the sensor and the schedule start."""

import dagster as dg

build_warehouse = dg.define_asset_job(
    "build_warehouse",
    selection=dg.AssetSelection.all() | dg.AssetSelection.all_asset_checks(),
    description="Reads every raw document, builds the star, checks it and publishes it.",
    # one process: DuckDB lets one writer in, and a process a step would cost more than the steps
    executor_def=dg.in_process_executor,
    # a full disk, a folder that is not mounted: what may pass within minutes; a check that fails is not tried again
    op_retry_policy=dg.RetryPolicy(max_retries=3, delay=30, backoff=dg.Backoff.EXPONENTIAL),
)
