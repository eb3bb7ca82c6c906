"""A checked version of the warehouse from frames on disk, and its publication."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.frames.store import content_hash, read_frames
from pipelines.warehouse.checks import CheckResult, check_warehouse
from pipelines.warehouse.load import load_warehouse
from pipelines.warehouse.versions import building_path, clean_leftovers, drop_old_versions, publish


class CheckFailedError(Exception):
    """A blocking check failed: the version was not published."""


@dataclass(frozen=True, slots=True)
class BuiltVersion:
    """A loaded file that nobody reads yet, what its checks found, and the hash of its content."""

    path: Path
    checks: tuple[CheckResult, ...]
    content: str

    @property
    def failures(self) -> tuple[CheckResult, ...]:
        """The blocking checks that failed."""
        return tuple(check for check in self.checks if check.blocking and not check.passed)


def build_version(frames: Path, warehouse: Path) -> BuiltVersion:
    """Loads the frames of a folder into a new file beside `warehouse` and checks it; publishes nothing.

    Leftovers of killed builds are removed first: hold the writer lock.

    Raises:
        FileNotFoundError: a frame is missing.
        OSError: the disk is full or the folder is read-only.
        duckdb.Error: a row breaks its declaration.
    """
    clean_leftovers(warehouse)
    path = building_path(warehouse)
    rows = read_frames(frames)
    load_warehouse(path, rows)
    with duckdb.connect(str(path), read_only=True) as connection:
        checks = check_warehouse(connection, {name: frame.height for name, frame in rows.items()})
    return BuiltVersion(path, tuple(checks), content_hash(frames))


def publish_version(built: BuiltVersion, warehouse: Path) -> Path:
    """Publishes a built version, removes the oldest ones and gives its path.

    Raises:
        CheckFailedError: a blocking check failed; nothing was published.
        NotAWarehouseError: something at `warehouse` must not be replaced.
        OSError: the disk is full or the folder is read-only.
    """
    if built.failures:
        built.path.unlink(missing_ok=True)
        raise CheckFailedError("; ".join(f"{check.table}.{check.name}: {check.message}" for check in built.failures))
    version = publish(built.path, warehouse, built.content)
    drop_old_versions(warehouse)
    return version
