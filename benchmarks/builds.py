"""How builds grow with the number of documents: the first, one new document, nothing new, everything loaded anew.

Parsing is measured elsewhere and grows with the documents, so here it is taken out: each document is one of some
generated ones that were parsed before, as another department's. Everything after it is real: rows, packs, loading,
rules, checks, marts, publication. A first build of documents that all differ is measured as well, parsing included.
"""

from __future__ import annotations

import resource
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

from benchmarks.corpora import make_document
from benchmarks.generator import LAYOUTS
from benchmarks.report import Table
from pipelines.frames.holdings import read_holdings
from pipelines.frames.packs import read_packs, tidy_packs
from pipelines.frames.staging import missing_files, parse_missing
from pipelines.intake.documents import Parse
from pipelines.intake.listing import read_last_listing, write_listing
from pipelines.intake.raw_folder import list_raw
from pipelines.marts.build import build_marts
from pipelines.model import ParsedDocument
from pipelines.parsing import parse
from pipelines.warehouse.build import build_version, changed_departments, checked_version, publish_version
from pipelines.warehouse.workspace import Workspace, available_cores

BUILDS = "Growth of builds"
END_TO_END = "A build end to end"
SIZES = (2_000, 20_000)
WHOLE = 2_000
#: Generated documents that were parsed; a department publishes some documents, and every tenth replica is its next one.
_TEMPLATES = 100
_A_DEPARTMENT = 5
_FILES_A_FOLDER = 1_000


def measure_builds(sizes: Sequence[int] = SIZES) -> Table:
    """Gives time, memory and disk of builds of several sizes, each in a process of its own."""
    table = Table(
        BUILDS,
        "Replicas of generated documents, parsed beforehand (add the time of `parse` above for each new document), "
        "built without Dagster: processor seconds of all processes, the most memory of one, and what lies on disk.",
        (
            "documents",
            "build",
            "seconds",
            "of it rows and packs",
            "load, rules, checks",
            "marts, publish",
            "peak MB",
            "packs MB",
            "file MB",
        ),
    )
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            rows = _in_process(_builds, size, Path(folder))
        for name, parts, megabytes in rows:
            sums = (sum(parts), *parts)
            figures = (*(f"{seconds:.1f}" for seconds in sums), *(f"{amount:,.0f}" for amount in megabytes))
            table.add(f"{size:,}", name, *figures)
    return table


def measure_end_to_end(documents: int = WHOLE) -> Table:
    """Gives what a first build of generated documents takes from their bytes to the published file."""
    table = Table(
        END_TO_END,
        "Generated disclosures in all layouts, none like another, from their bytes to the published file, without "
        "Dagster: processor seconds of all processes. Documents a second are those of 2 cores that do nothing else.",
        (
            "documents",
            "KB each",
            "seconds",
            "of it parse, rows, packs",
            "load, rules, checks",
            "marts, publish",
            "a second",
        ),
    )
    with tempfile.TemporaryDirectory() as folder:
        size = write_generated(Path(folder) / "raw", documents)
        parts = _in_process(_first_build, Path(folder))
    seconds = (f"{part:.1f}" for part in (sum(parts), *parts))
    table.add(f"{documents:,}", f"{size / documents / 1000:.0f}", *seconds, f"{2 * documents / sum(parts):.0f}")
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


def write_generated(folder: Path, documents: int) -> int:
    """Writes the raw files of so many generated documents, and gives their bytes."""
    layouts, size = list(LAYOUTS), 0
    folder.mkdir(parents=True)
    for number in range(documents):
        raw = make_document(number, layouts[number % len(layouts)])
        size += (folder / f"{number:08}.txt").write_bytes(raw)
    return size


@cache
def _template(number: int) -> ParsedDocument:
    layouts = list(LAYOUTS)
    return parse(make_document(number, layouts[number % len(layouts)]))


P = ParamSpec("P")
R = TypeVar("R")
#: Name of a build, processor seconds of its parts, and megabytes: memory, packs, published file.
_Measured = tuple[str, tuple[float, ...], tuple[float, ...]]


def _in_process(work: Callable[P, R], *given: P.args, **named: P.kwargs) -> R:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *given, **named).result()


def _first_build(folder: Path) -> tuple[float, ...]:
    return _build(_workspace(folder), parse)


def _builds(size: int, folder: Path) -> list[_Measured]:
    work = _workspace(folder)
    write_replicas(work.raw, range(size))
    rows = [("first", _build(work), _megabytes(work)), ("nothing new", _build(work), _megabytes(work))]
    write_replicas(work.raw, range(size, size + 1))
    rows.append(("one new", _build(work), _megabytes(work)))
    write_replicas(work.raw, range(size + 1, size + 1 + size // 100))
    rows.append(("one in a hundred new", _build(work), _megabytes(work)))
    return rows


def _workspace(folder: Path) -> Workspace:
    return Workspace(folder / "raw", folder / "out" / "w.duckdb", available_cores())


def _build(work: Workspace, parse: Parse = replica) -> tuple[float, ...]:
    """One build without Dagster: processor seconds for rows and packs, for the star, for marts and publication."""
    started = _processor_seconds()
    before = read_last_listing(work.listing)
    listing = list_raw(work.raw, before.known if before else None)
    write_listing(work.listing, listing)
    missing = missing_files(listing.files, work.store, work.limits)
    parse_missing(missing, work.store, jobs=work.jobs, limits=work.limits, parse=parse)
    parsed = _processor_seconds()
    holdings = read_holdings(listing, work.store)
    built = build_version(holdings, work.warehouse)
    if built.failures:
        raise RuntimeError(f"the build of {work.raw} fails its checks: {built.failures}")
    loaded = _processor_seconds()
    if built.way != "unchanged":
        changed = changed_departments(holdings, work.warehouse)
        build_marts(checked_version(holdings, work.warehouse), changed)
        publish_version(holdings, work.warehouse, keep=work.keep)
        tidy_packs(work.store, read_packs(work.store), holdings.sources)
    return parsed - started, loaded - parsed, _processor_seconds() - loaded


def _processor_seconds() -> float:
    """What this process and those that it has waited for have used."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _megabytes(work: Workspace) -> tuple[float, ...]:
    """The most memory that a process has had so far, the packs, the published file."""
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    packs = sum(path.stat().st_size for path in work.store.rglob("*") if path.is_file()) / 1e6
    return peak, packs, work.warehouse.resolve().stat().st_size / 1e6
