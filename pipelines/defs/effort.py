"""What a run took, by what Dagster recorded of its steps."""

import resource
import sys

import dagster as dg

from pipelines.warehouse.build_log import Effort

#: The steps of each stage of `build_log`.
_STAGES = {"listing_ms": ("raw_documents",), "parsing_ms": ("parsed_documents",), "loading_ms": ("star", "marts")}
#: Linux counts memory in kilobytes, macOS in bytes.
_MEGABYTE = 2**20 if sys.platform == "darwin" else 2**10


def read_effort(instance: dg.DagsterInstance, run_id: str) -> Effort:
    """Gives the time of each stage that this run did, and the most memory that it held so far."""
    taken = read_durations(instance, run_id)
    stages = {
        stage: sum(taken[step] for step in steps) if taken.keys() >= set(steps) else None
        for stage, steps in _STAGES.items()
    }
    return Effort(**stages, peak_mb=_peak(resource.RUSAGE_SELF), parser_peak_mb=_peak(resource.RUSAGE_CHILDREN))


def read_durations(instance: dg.DagsterInstance, run_id: str) -> dict[str, int]:
    """Gives the milliseconds of each step of a run that is done."""
    logs = instance.all_logs(run_id, of_type=dg.DagsterEventType.STEP_SUCCESS)
    events = [log.dagster_event for log in logs if log.dagster_event is not None]
    return {str(event.step_key): int(event.step_success_data.duration_ms) for event in events}


def _peak(who: int) -> int:
    return resource.getrusage(who).ru_maxrss // _MEGABYTE
