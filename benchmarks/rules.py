"""All rules over many documents in one pass: time, and the most memory.

Generated documents are parsed once; their rows are copied under other departments, since rules do not care who parsed
what they read. A fraction carries a planted fault, so that findings are written as well.
"""

from __future__ import annotations

import resource
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time

import duckdb

from benchmarks.copies import copy_star
from benchmarks.generator import FAULTS, LAYOUTS, generate, render
from benchmarks.report import Table
from pipelines.checks.rules import load_rules
from pipelines.checks.run import apply_rules
from pipelines.frames.batch import batch_frames
from pipelines.frames.star import merge
from pipelines.intake.documents import SourcedDocument
from pipelines.parsing import parse
from pipelines.warehouse.load import load_warehouse
from pipelines.warehouse.session import open_building

RULES = "Rules over many documents"
#: Sizes of the warehouses that rules run over.
RULE_DOCUMENTS = (10_000, 100_000)
#: Documents that are generated and parsed; every tenth has a fault.
_TEMPLATES = 1_000
_FAULTY = 10


def measure_rules(jobs: int, sizes: tuple[int, ...]) -> Table:
    """Gives time and memory of one pass of all rules over warehouses of several sizes."""
    text = (
        f"One pass of all {len(load_rules())} rules over a loaded warehouse: the rows of {_TEMPLATES:,} generated "
        "documents under so many departments. Processor time of all threads; the most memory that the process has had."
    )
    table = Table(
        RULES,
        text,
        ("documents", "budget lines", "findings", "processor s", "ms a document", "seconds on the clock", "peak MB"),
    )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source.duckdb"
        _write_source(source, jobs)
        for size in sizes:
            target = Path(folder) / f"{size}.duckdb"
            copy_star(source, target, size // _TEMPLATES)
            with get_context("spawn").Pool(1) as pool:
                spent, elapsed, peak = pool.apply(_run, (target,))
            lines, findings = _counts(target)
            table.add(
                f"{size:,}", f"{lines:,}", f"{findings:,}", f"{spent:.0f}", f"{spent / size * 1000:.1f}",
                f"{elapsed:.0f}", f"{peak:.0f}",
            )  # fmt: skip
            target.unlink()
    return table


def _write_source(path: Path, jobs: int) -> None:
    with ProcessPoolExecutor(jobs) as pool:
        documents = list(pool.map(_document, range(_TEMPLATES), chunksize=16))
    load_warehouse(path, merge([batch_frames(documents)]))


def _document(number: int) -> SourcedDocument:
    fault = FAULTS[number // _FAULTY % len(FAULTS)] if number % _FAULTY == 0 else None
    disclosure = generate(number, layout=LAYOUTS[number % len(LAYOUTS)], fault=fault)
    return SourcedDocument(f"{number}.txt", parse(render(disclosure).encode()))


def _run(database: Path) -> tuple[float, float, float]:
    """Processor seconds, seconds on the clock and peak megabytes of one pass, in a process of its own."""
    spent, started = process_time(), perf_counter()
    with open_building(database) as connection:
        failures = apply_rules(connection)
    if failures:
        raise RuntimeError(f"rules failed: {failures}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return process_time() - spent, perf_counter() - started, peak


def _counts(database: Path) -> Iterator[int]:
    with duckdb.connect(str(database), read_only=True) as connection:
        for table in ("fact_budget_line", "fact_finding"):
            yield connection.execute(f"select count(*) from {table}").fetchall()[0][0]
