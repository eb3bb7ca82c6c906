"""A checked version of the warehouse from frames on disk, and its publication."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.checks.rules import load_rules, rules_digest
from pipelines.checks.run import RuleFailure, apply_rules
from pipelines.frames.store import content_hash, read_frames
from pipelines.warehouse.checks import CheckResult, check_warehouse, count_rule_rows
from pipelines.warehouse.load import load_warehouse
from pipelines.warehouse.versions import building_path, checked_path, clean_leftovers, drop_old_versions, publish


class NothingBuiltError(Exception):
    """There is no checked version of the frames: it was never built, or a blocking check failed."""


@dataclass(frozen=True, slots=True)
class BuiltVersion:
    """What was loaded: rows by table, what the checks of the loaded file found, and rules that could not be run."""

    rows: dict[str, int]
    checks: tuple[CheckResult, ...]
    rule_failures: tuple[RuleFailure, ...] = ()

    @property
    def failures(self) -> tuple[CheckResult, ...]:
        """The blocking checks that failed."""
        return tuple(check for check in self.checks if check.blocking and not check.passed)


def build_version(frames: Path, warehouse: Path) -> BuiltVersion:
    """Loads the frames of a folder into a new file beside `warehouse`, runs the rules and checks it; publishes nothing.

    The file is kept for `publish_version` only when no blocking check fails. Leftovers of killed builds are removed
    first: hold the writer lock.

    Raises:
        FileNotFoundError: a frame is missing.
        OSError: the disk is full or the folder is read-only.
        RuleFileError: the name of a rule file does not begin with a code.
        duckdb.Error: a row breaks its declaration.
    """
    clean_leftovers(warehouse)
    path = building_path(warehouse)
    loaded = read_frames(frames)
    rows = {name: frame.height for name, frame in loaded.items()}
    load_warehouse(path, loaded)
    failures = apply_rules(path)
    with duckdb.connect(str(path), read_only=True) as connection:
        rows |= count_rule_rows(connection)
        built = BuiltVersion(rows, tuple(check_warehouse(connection, rows)), failures)
    if built.failures:
        path.unlink()
    else:
        path.replace(checked_path(warehouse, _version(frames)))
    return built


def checked_version(frames: Path, warehouse: Path) -> Path:
    """Gives the file of the checked version of the frames, which waits to be published.

    Raises:
        NothingBuiltError: there is no checked version.
    """
    checked = checked_path(warehouse, _version(frames))
    if not checked.exists():
        raise NothingBuiltError(f"No checked version to publish as {warehouse}. Build the star first.")
    return checked


def publish_version(frames: Path, warehouse: Path) -> Path:
    """Publishes the checked version of the frames, removes the oldest versions and gives the path of the new one.

    Raises:
        NothingBuiltError: there is no checked version; nothing was published.
        NotAWarehouseError: something at `warehouse` must not be replaced.
        OSError: the disk is full or the folder is read-only.
    """
    version = publish(checked_version(frames, warehouse), warehouse, _version(frames))
    drop_old_versions(warehouse)
    return version


def _version(frames: Path) -> str:
    """Name of the version that these frames and the rules of today give."""
    return content_hash(frames, rules_digest(load_rules()))
