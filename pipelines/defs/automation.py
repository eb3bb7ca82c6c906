"""What starts a build: files that came, the night, a backfill; and when the raw folder was last looked at."""

import datetime as dt

import dagster as dg

from pipelines.defs.documents import ALL_BUCKETS, raw_documents
from pipelines.defs.job import build_warehouse
from pipelines.defs.resources import FOLDERS
from pipelines.intake.changes import folder_digest

_LOOK_EVERY = 60
#: Runs that will read the raw folder or are reading it.
_UNFINISHED = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
]
#: The folder is listed every night, so a day without a listing is late, and two are too many.
LISTED_EVERY_DAY = dg.FreshnessPolicy.time_window(dt.timedelta(hours=50), warn_window=dt.timedelta(hours=26))
#: What is loaded and published as soon as documents were parsed, without anybody asking.
_AFTER_PARSING = ("star", "marts", "published")


@dg.sensor(job=build_warehouse, minimum_interval_seconds=_LOOK_EVERY, default_status=dg.DefaultSensorStatus.RUNNING)
def new_documents(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """Starts a build when a file below the raw folder came, went or changed; the cursor is a digest of the folder."""
    filters = dg.RunsFilter(job_name=build_warehouse.name, statuses=_UNFINISHED)
    if context.instance.get_runs(filters, limit=1):
        return dg.SkipReason("a build is under way; what came meanwhile is seen when it is done")
    digest = folder_digest(FOLDERS.workspace.raw)
    if digest == context.cursor:
        return dg.SkipReason(f"nothing new below {FOLDERS.raw}")
    return dg.SensorResult(run_requests=[dg.RunRequest(tags=ALL_BUCKETS)], cursor=digest)


@dg.schedule(
    job=build_warehouse,
    cron_schedule="30 2 * * *",
    execution_timezone="Asia/Shanghai",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)
def every_night() -> dg.RunRequest:
    """Starts a build every night, so that what a sensor missed, or a build that failed, is at most a day old."""
    return dg.RunRequest(tags=ALL_BUCKETS)


after_parsing = dg.AutomationConditionSensorDefinition(
    "after_parsing",
    target=dg.AssetSelection.groups(*_AFTER_PARSING),
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Loads and publishes what a backfill of parsed documents left.",
)


def automated(spec: dg.AssetSpec) -> dg.AssetSpec:
    """Gives an asset with what it keeps by itself: a fresh listing; what was parsed, published."""
    if spec.key == raw_documents.key:
        return dg.apply_freshness_policy(spec, LISTED_EVERY_DAY)
    if spec.group_name in _AFTER_PARSING:
        return spec.replace_attributes(automation_condition=dg.AutomationCondition.eager())
    return spec
