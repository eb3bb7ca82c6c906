"""Where a build reads, keeps its intermediate steps and publishes."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.frames.parser_digest import parser_digest
from pipelines.intake.limits import Limits
from pipelines.warehouse.session import Storage
from pipelines.warehouse.versions import KEPT_VERSIONS

#: What the command line and the web interface use unless told otherwise.
DEFAULT_RAW = Path("data/raw")
DEFAULT_WAREHOUSE = Path("data/warehouse/gongkai.duckdb")


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders of one build. Everything below `work` can be deleted at any time; a build makes it anew.

    `keep` is how many versions stay beside the published one; `anew` reads, parses and loads everything again,
    `parquet` writes what is published as Parquet as well; `storage` is for whose clients the file is written.
    """

    raw: Path
    warehouse: Path
    jobs: int
    limits: Limits = field(default_factory=Limits)
    keep: int = KEPT_VERSIONS
    anew: bool = False
    parquet: bool = False
    storage: Storage = Storage.OLDER

    @property
    def work(self) -> Path:
        """Folder of the intermediate steps, beside the warehouse."""
        return self.warehouse.parent / "work" / self.warehouse.stem

    @property
    def listing(self) -> Path:
        """What the raw folder holds."""
        return self.work / "raw.json"

    @property
    def store(self) -> Path:
        """Packs of parsed documents, as the parser of today gives them."""
        return self.work / "parsed" / parser_digest()


def available_cores() -> int:
    """Gives how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
