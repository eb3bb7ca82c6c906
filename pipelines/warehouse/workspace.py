"""Where a build reads, keeps its intermediate steps and publishes."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.intake.limits import Limits

#: What the command line and the web interface use unless told otherwise.
DEFAULT_RAW = Path("data/raw")
DEFAULT_WAREHOUSE = Path("data/warehouse/gongkai.duckdb")


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders of one build. Everything below `work` can be deleted at any time; a build makes it anew."""

    raw: Path
    warehouse: Path
    jobs: int
    limits: Limits = field(default_factory=Limits)

    @property
    def work(self) -> Path:
        """Folder of the intermediate steps, beside the warehouse."""
        return self.warehouse.parent / "work" / self.warehouse.stem

    @property
    def listing(self) -> Path:
        """What the raw folder holds."""
        return self.work / "raw.json"

    @property
    def staged(self) -> Path:
        """Frames of each batch of parsed documents."""
        return self.work / "parsed"

    @property
    def frames(self) -> Path:
        """Frames of the star, one a table."""
        return self.work / "frames"


def available_cores() -> int:
    """Gives how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
