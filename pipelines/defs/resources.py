"""The folders that every asset is given."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

from pipelines.intake.limits import Limits
from pipelines.warehouse.lock import writer_lock
from pipelines.warehouse.session import Storage
from pipelines.warehouse.versions import KEPT_VERSIONS, check_target
from pipelines.warehouse.workspace import DEFAULT_RAW, DEFAULT_WAREHOUSE, Workspace, available_cores


class BuildFolders(dg.ConfigurableResource):
    """The folders and limits of one build; a run holds the writer lock from its first step to its last."""

    raw: str = str(DEFAULT_RAW)
    warehouse: str = str(DEFAULT_WAREHOUSE)
    jobs: int = available_cores()
    limit_seconds: int = Limits().seconds
    limit_memory: int = Limits().megabytes
    keep: int = KEPT_VERSIONS
    anew: bool = False
    wait_seconds: int = 0
    parquet: bool = False
    storage: str = Storage.OLDER.value

    @property
    def workspace(self) -> Workspace:
        """The same as a plain value."""
        limits = Limits(self.limit_seconds, self.limit_memory)
        return Workspace(
            Path(self.raw),
            Path(self.warehouse),
            self.jobs,
            limits,
            self.keep,
            self.anew,
            self.parquet,
            Storage(self.storage),
        )

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["BuildFolders"]:
        """Holds the writer lock while steps run; waits so long for another build that has it, then refuses.

        Refuses at once to publish over something that is no warehouse.
        """
        del context
        check_target(Path(self.warehouse))
        with writer_lock(Path(self.warehouse), self.wait_seconds):
            yield self


#: What Dagster's own runs are given: nobody waits for them, so they wait for a build from the command line.
FOLDERS = BuildFolders(wait_seconds=4 * 60 * 60)
