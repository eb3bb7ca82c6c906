"""How builds grow with the number of documents: the first, one new document, nothing new, everything loaded anew.

Parsing is measured elsewhere and grows with the documents, so here it is taken out: each document is one of some
generated ones that were parsed before, as another department's. Everything after it is real: rows, packs, loading,
rules, checks, marts, publication.
"""

from __future__ import annotations

import resource
import sys
import tempfile
from dataclasses import replace
from functools import cache
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from benchmarks.corpora import make_document
from benchmarks.generator import LAYOUTS
from benchmarks.report import Table
from pipelines.frames.holdings import read_holdings
from pipelines.frames.packs import read_packs, tidy_packs
from pipelines.frames.staging import missing_files, parse_missing
from pipelines.intake.listing import read_last_listing, write_listing
from pipelines.intake.raw_folder import list_raw
from pipelines.marts.build import build_marts
from pipelines.model import ParsedDocument
from pipelines.parsing import parse
from pipelines.warehouse.build import build_version, changed_departments, checked_version, publish_version
from pipelines.warehouse.workspace import Workspace, available_cores

BUILDS = "Growth of builds"
_SIZES = (2_000, 20_000)
#: Generated documents that were parsed; a department publishes some documents, and every tenth replica is its next one.
_TEMPLATES = 100
_A_DEPARTMENT = 5
_FILES_A_FOLDER = 1_000


def measure_builds(sizes: tuple[int, ...] = _SIZES) -> Table:
    """Gives time, memory and disk of builds of several sizes, each in a process of its own."""
    table = Table(
        BUILDS,
        "Replicas of generated documents, parsed beforehand (add the time of `parse` above for each new document); "
        "seconds on the clock, megabytes.",
        ("documents", "build", "seconds", "of it rows and packs", "load, rules, checks", "marts, publish", "peak MB"),
    )
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            rows = _in_process(size, Path(folder))
        for name, parts, peak in rows:
            total = sum(parts)
            table.add(f"{size:,}", name, f"{total:.1f}", *(f"{part:.1f}" for part in parts), f"{peak:.0f}")
    return table


def replica(raw: bytes) -> ParsedDocument:
    """Gives what `parse` would say of another department's copy of a generated document."""
    number = int(raw)
    template = _template(number % _TEMPLATES)
    if template.facts is None:
        raise ValueError(f"the generated document {number % _TEMPLATES} has no facts")
    department = f"{template.facts.department}{number // _TEMPLATES // _A_DEPARTMENT}"
    facts = replace(template.facts, department=department)
    return replace(template, sha256=sha256(raw).hexdigest(), size_bytes=len(raw), facts=facts)


def write_replicas(folder: Path, numbers: range) -> None:
    """Writes the raw files of so many documents, in folders that a file browser can still open."""
    for number in numbers:
        path = folder / f"{number // _FILES_A_FOLDER:05}" / f"{number:08}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(number), encoding="ascii")


@cache
def _template(number: int) -> ParsedDocument:
    layouts = list(LAYOUTS)
    return parse(make_document(number, layouts[number % len(layouts)]))


def _in_process(size: int, folder: Path) -> list[tuple[str, tuple[float, ...], float]]:
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_builds, (size, folder))


def _builds(size: int, folder: Path) -> list[tuple[str, tuple[float, ...], float]]:
    work = Workspace(folder / "raw", folder / "out" / "w.duckdb", available_cores())
    write_replicas(work.raw, range(size))
    rows = [("first", _build(work), _peak())]
    rows.append(("nothing new", _build(work), _peak()))
    write_replicas(work.raw, range(size, size + 1))
    rows.append(("one new document", _build(work), _peak()))
    write_replicas(work.raw, range(size + 1, size + 1 + size // 100))
    rows.append(("one in a hundred new", _build(work), _peak()))
    sizes = {
        "packs": _megabytes(work.store),
        "published": work.warehouse.resolve().stat().st_size / 1e6,
    }
    sys.stderr.write(f"{size} documents: {sizes}\n")
    return rows


def _build(work: Workspace) -> tuple[float, ...]:
    """One build without Dagster: seconds for rows and packs, for the star, for marts and publication."""
    started = perf_counter()
    before = read_last_listing(work.listing)
    listing = list_raw(work.raw, before.known if before else None)
    write_listing(work.listing, listing)
    missing = missing_files(listing.files, work.store, work.limits)
    parse_missing(missing, work.store, jobs=work.jobs, limits=work.limits, parse=replica)
    parsed = perf_counter()
    holdings = read_holdings(listing, work.store)
    built = build_version(holdings, work.warehouse)
    if built.failures:
        raise RuntimeError(f"the build of {work.raw} fails its checks: {built.failures}")
    loaded = perf_counter()
    if built.way != "unchanged":
        build_marts(checked_version(holdings, work.warehouse), changed_departments(holdings, work.warehouse))
        publish_version(holdings, work.warehouse, keep=work.keep)
        tidy_packs(work.store, read_packs(work.store), holdings.sources)
    return parsed - started, loaded - parsed, perf_counter() - loaded


def _peak() -> float:
    """The most memory that this process or one that it waited for has had, in megabytes."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
