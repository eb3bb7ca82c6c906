"""A checked version of the warehouse from parsed documents on disk, and its publication."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal

import polars as pl

from pipelines.checks.files import scripts_digest
from pipelines.checks.rules import load_rules, rules_digest
from pipelines.checks.run import RuleFailure, apply_rules
from pipelines.frames.holdings import Holdings, count_packed, document_frame, small_frames
from pipelines.frames.parser_digest import parser_digest
from pipelines.warehouse import ddl, load, update
from pipelines.warehouse.build_log import is_sparse, log_build
from pipelines.warehouse.checks import CheckResult, check_models, check_warehouse, count_rows
from pipelines.warehouse.findings import read_findings_of
from pipelines.warehouse.load import load_warehouse
from pipelines.warehouse.reader import NoWarehouseError, open_published
from pipelines.warehouse.session import Storage, open_building
from pipelines.warehouse.update import (
    MOST_CHANGED,
    Difference,
    copy_file,
    read_difference,
    rewrite_file,
    update_warehouse,
)
from pipelines.warehouse.versions import (
    Version,
    building_path,
    checked_path,
    clean_leftovers,
    drop_old_versions,
    publish,
    published_version,
)

_DIGITS = 8

#: How a version came about: nothing was to do; marts alone were made anew; rules alone ran anew; a copy was
#: changed; one that was written anew, for the file had grown more than what is in it; everything was loaded.
Way = Literal["unchanged", "marts", "rules", "update", "rewrite", "load"]


class NothingBuiltError(Exception):
    """There is no checked version of the documents: it was never built, or a blocking check failed."""


@dataclass(frozen=True, slots=True)
class BuiltVersion:
    """What was built: how, rows by table, what the checks of the file found, and rules that could not be run.

    `added` and `removed` count documents against the version published before.
    """

    way: Way
    rows: dict[str, int]
    checks: tuple[CheckResult, ...] = ()
    rule_failures: tuple[RuleFailure, ...] = ()
    added: int = 0
    removed: int = 0

    @property
    def failures(self) -> tuple[CheckResult, ...]:
        """The blocking checks that failed."""
        return tuple(check for check in self.checks if check.blocking and not check.passed)


def planned_version(holdings: Holdings, storage: Storage = Storage.OLDER) -> Version:
    """Gives the name of the version that these documents give, with the program, rules and marts of today."""
    rules, marts = rules_digest(load_rules()), scripts_digest("marts", "shortcuts")
    return Version(holdings.digest, _shape_digest(storage), rules[:_DIGITS], marts[:_DIGITS])


def build_version(
    holdings: Holdings, warehouse: Path, *, anew: bool = False, again: bool = False, storage: Storage = Storage.OLDER
) -> BuiltVersion:
    """Builds the version of these documents in a new file beside `warehouse` and checks it; publishes nothing.

    When the published version was made by the same program, a copy of it is changed where documents came or went;
    `anew` loads everything all the same, `again` checks and hands on what is published already. The file is kept for
    `publish_version` only when no blocking check fails.
    Leftovers of killed builds are removed first: hold the writer lock.

    Raises:
        OSError: the disk is full or the folder is read-only.
        RuleFileError: the name of a rule file does not begin with a code.
        duckdb.Error: a row breaks its declaration, or the disk is full.
    """
    clean_leftovers(warehouse)
    planned, published = planned_version(holdings, storage), None if anew else published_version(warehouse)
    if planned == published and not again and (rows := _rows(warehouse)):
        return BuiltVersion("unchanged", rows)
    path = building_path(warehouse)
    with _removed_unless_renamed(path):
        built = _build(path, holdings, warehouse, planned, published, storage)
        if not built.failures:
            log_build(path, warehouse, str(planned), built.way, built.added, built.removed)
            path.replace(checked_path(warehouse, planned))
    return built


def checked_version(holdings: Holdings, warehouse: Path, storage: Storage = Storage.OLDER) -> Path:
    """Gives the file of the checked version of these documents, which waits to be published.

    Raises:
        NothingBuiltError: there is no checked version.
    """
    checked = checked_path(warehouse, planned_version(holdings, storage))
    if not checked.exists():
        raise NothingBuiltError(f"No checked version to publish as {warehouse}. Build the star first.")
    return checked


def changed_departments(holdings: Holdings, warehouse: Path, storage: Storage = Storage.OLDER) -> frozenset[int] | None:
    """Gives the departments (by key) of which the checked version of these documents says else than the published one.

    Their documents differ, or what rules across departments find of them: a unit's document makes a finding about the
    department above it. None when the published version can not be changed into theirs: it was made by another program
    or other rules, or most documents differ.

    Raises:
        NothingBuiltError: there is no checked version.
    """
    planned, published = planned_version(holdings, storage), published_version(warehouse)
    if published is None or replace(published, documents=planned.documents) != planned:
        return None
    difference = _difference(warehouse, document_frame(holdings))
    if difference is None:
        return None
    across = [rule.code for rule in load_rules() if rule.is_across]
    found = [_findings_of(database, across) for database in (warehouse, checked_version(holdings, warehouse, storage))]
    return difference.departments | {department for department, *_ in found[0] ^ found[1]}


def publish_version(holdings: Holdings, warehouse: Path, *, keep: int, storage: Storage = Storage.OLDER) -> Path:
    """Publishes the checked version of these documents and gives its path; of the older ones, `keep` stay.

    Raises:
        NothingBuiltError: there is no checked version; nothing was published.
        NotAWarehouseError: something at `warehouse` must not be replaced.
        OSError: the disk is full or the folder is read-only.
    """
    version = publish(checked_version(holdings, warehouse, storage), warehouse, planned_version(holdings, storage))
    drop_old_versions(warehouse, keep)
    return version


def _build(
    path: Path, holdings: Holdings, warehouse: Path, planned: Version, published: Version | None, storage: Storage
) -> BuiltVersion:
    frames = small_frames(holdings)
    wrong = check_models(frames)
    if any(not check.passed for check in wrong):
        return BuiltVersion("load", {}, tuple(wrong))
    difference = None
    if published is not None and published.shape == planned.shape:
        difference = _difference(warehouse, frames["dim_document"])
    if published is None or difference is None:
        load_warehouse(path, frames, holdings.packs, holdings.sources, storage)
        expected = count_packed(holdings.packs, holdings.sources) | {
            name: frame.height for name, frame in frames.items()
        }
        way, departments = "load", None
    else:
        is_sparse = _is_sparse(warehouse)
        if is_sparse:
            rewrite_file(warehouse.resolve(), path, storage)
        else:
            copy_file(warehouse.resolve(), path)
        with open_building(path) as connection:
            expected = update_warehouse(connection, frames, holdings, difference)
        is_same = published.rules == planned.rules
        way, departments = ("update", difference.departments) if is_same else ("rules", None)
        way = "marts" if is_same and replace(published, marts=planned.marts) == planned != published else way
        way = "rewrite" if is_sparse else way
    failures: tuple[RuleFailure, ...] = ()
    if departments is None or departments:
        with open_building(path) as connection:
            failures = apply_rules(connection, departments=departments)
    with open_building(path) as connection:  # without the temporary tables of the rules
        checks = check_warehouse(connection, expected, departments)
        rows = count_rows(connection)
    added, removed = (len(difference.added), len(difference.removed)) if difference else (len(holdings.sources), 0)
    return BuiltVersion(way, rows, (*wrong, *checks), failures, added, removed)


def _difference(warehouse: Path, documents: pl.DataFrame) -> Difference | None:
    """What changes against the published version; None when that is most of it, or it can not be read."""
    try:
        with open_published(warehouse) as connection:
            difference = read_difference(connection, documents)
    except NoWarehouseError:
        return None
    changed = len(difference.added) + len(difference.removed)
    return difference if changed <= MOST_CHANGED * documents.height else None


def _findings_of(database: Path, rules: Sequence[str]) -> set[tuple[int, int, str, str]]:
    with open_published(database) as connection:
        return read_findings_of(connection, rules)


def _is_sparse(warehouse: Path) -> bool:
    with open_published(warehouse) as connection:
        return is_sparse(connection)


def _rows(warehouse: Path) -> dict[str, int] | None:
    """The rows of each table of the published version; None when it can not be read."""
    try:
        with open_published(warehouse) as connection:
            return count_rows(connection)
    except NoWarehouseError:
        return None


@contextmanager
def _removed_unless_renamed(path: Path) -> Iterator[None]:
    """Leaves nothing of a file that did not become a checked version: a full disk is free again at once."""
    try:
        yield
    finally:
        for left in (path, path.with_name(f"{path.name}.wal")):
            left.unlink(missing_ok=True)


@cache
def _shape_digest(storage: Storage) -> str:
    """A hash of all but rules that decides what is in the file: how documents are parsed, how tables are made."""
    whole = sha256(f"{parser_digest()} {storage}".encode())
    for module in (ddl, load, update):
        whole.update(Path(str(module.__file__)).read_bytes())
    return whole.hexdigest()[:_DIGITS]
