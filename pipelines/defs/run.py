"""The whole graph in this process: what `gongkai build` runs."""

import re
from typing import NamedTuple

import dagster as dg

from pipelines.defs.assembly import ASSETS, CHECKS
from pipelines.defs.documents import ALL_BUCKETS
from pipelines.defs.effort import read_effort
from pipelines.defs.publication import published_warehouse
from pipelines.defs.resources import BuildFolders
from pipelines.intake.progress import Progress
from pipelines.warehouse.build_log import Effort
from pipelines.warehouse.workspace import Workspace

#: The name of a class of this program before its message: the message says all.
_OWN = re.compile(r"^pipelines(?:\.\w+)+: ")
#: What the system says, and what is to do about it.
_HINTS = {
    "No space left on device": "磁盘已满，请腾出空间后再运行。 The disk is full: make room, then run again.",
    "Read-only file system": "该位置只读，请换一个位置。 The place is read-only: choose another one.",
    "Permission denied": "没有写入权限，请换一个位置。 Writing is not allowed there: choose another place.",
}


class BuildFailedError(Exception):
    """A step or a blocking check failed; what was published before is as it was."""


class Outcome(NamedTuple):
    """Whether a build published anything (nothing, when nothing had changed), and what it took."""

    is_new: bool
    effort: Effort


def run_build(workspace: Workspace, progress: Progress) -> Outcome:
    """Materializes every asset without a Dagster home.

    Raises:
        BuildFailedError: the message names each check that failed, or the error of the step.
    """
    folders = BuildFolders(
        raw=str(workspace.raw),
        warehouse=str(workspace.warehouse),
        jobs=workspace.jobs,
        limit_seconds=workspace.limits.seconds,
        limit_memory=workspace.limits.megabytes,
        keep=workspace.keep,
        anew=workspace.anew,
        parquet=workspace.parquet,
        storage=workspace.storage.value,
    )
    with dg.DagsterInstance.ephemeral() as instance:
        result = dg.materialize(
            [*ASSETS, *CHECKS],
            instance=instance,
            resources={"folders": folders, "progress": progress},
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            tags=ALL_BUCKETS,
            raise_on_error=False,
        )
        effort = read_effort(instance, result.run_id)
    if not result.success:
        raise BuildFailedError("\n".join(_failures(result)))
    return Outcome(bool(result.asset_materializations_for_node(published_warehouse.node_def.name)), effort)


def _failures(result: dg.ExecuteInProcessResult) -> list[str]:
    """What went wrong, one line each: the checks that stopped the build, else the errors of steps and resources."""
    checks = [
        f"check {evaluation.asset_key.to_user_string()}: {evaluation.check_name}: {evaluation.description}"
        for evaluation in result.get_asset_check_evaluations()
        if not evaluation.passed and evaluation.blocking
    ]
    return checks or list(dict.fromkeys(filter(None, map(_error, result.all_events))))


def _error(event: dg.DagsterEvent) -> str | None:
    data = event.event_specific_data
    error = getattr(data, "error", None) if event.is_failure or event.is_resource_init_failure else None
    if error is None:
        return None
    while error.cause is not None:
        error = error.cause
    message = _OWN.sub("", error.message.strip())
    return "\n".join([*(hint for words, hint in _HINTS.items() if words in message), message])
