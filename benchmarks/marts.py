"""Measures the marts and every question over the shipped disclosures many times over, and writes the results.

    python -m benchmarks.marts [--documents 100000] [--folder FOLDER]

Needs the published warehouse (`make warehouse`) and about 35 MB of disk a thousand documents.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from benchmarks.copies import copy_warehouse
from benchmarks.report import Table, machine, write_sections
from pipelines.marts.build import create_shortcuts, statements
from pipelines.marts.files import load_marts
from pipelines.marts.questions import ask, load_questions
from pipelines.warehouse.workspace import DEFAULT_WAREHOUSE

_OUTPUT = Path(__file__).parent.parent / "docs" / "benchmarks.md"
#: Marts that are as cheap to make as to name: not listed.
_CHEAP = 0.05


def measure(source: Path, folder: Path, documents: int) -> tuple[Table, Table]:
    """Gives what making each mart costs, and what each question costs, over so many documents."""
    copies = documents // _count(source)
    path = folder / "copies.duckdb"
    copy_warehouse(source, path, copies)
    with duckdb.connect(str(path)) as connection:
        return _make(connection, documents), _ask(connection, documents)


def _make(connection: duckdb.DuckDBPyConnection, documents: int) -> Table:
    lines = connection.execute("select count(*) from fact_budget_line").fetchall()[0][0]
    text = (
        f"Every mart made once over {documents:,} documents with {lines:,} money cells: the shipped disclosures, "
        "copied by SQL. Processor seconds of all threads, and seconds on the clock of a machine that others use too."
    )
    table = Table("Making the marts", text, ("mart", "processor s", "clock s"))
    whole = [0.0, 0.0]
    for mart in load_marts():
        taken = _timed(lambda mart=mart: [connection.execute(one) for one in statements(mart)])
        whole = [total + one for total, one in zip(whole, taken, strict=True)]
        if taken[0] > _CHEAP:
            table.add(f"{mart.name} ({mart.kind})", *(f"{one:.1f}" for one in taken))
    create_shortcuts(connection)
    table.add("all", *(f"{one:.1f}" for one in whole))
    return table


def _ask(connection: duckdb.DuckDBPyConnection, documents: int) -> Table:
    text = (
        f"Each question of `sql/questions` over {documents:,} documents, the second time it is asked; every row of "
        "the answer is read."
    )
    table = Table("Questions", text, ("question", "rows", "processor s", "clock s"))
    for question in load_questions():
        rows = len(ask(connection, question).rows)
        taken = _timed(lambda question=question: ask(connection, question))
        table.add(question.name, f"{rows:,}", *(f"{one:.2f}" for one in taken))
        sys.stdout.write(f"{question.name}: {taken[1]:.2f} s\n")
        sys.stdout.flush()
    return table


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    processor, clock = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - processor, time.perf_counter() - clock


def _count(source: Path) -> int:
    with duckdb.connect(str(source), read_only=True) as connection:
        return connection.execute("select count(*) from dim_document where document_key <> 0").fetchall()[0][0]


def main(arguments: list[str] | None = None) -> None:
    """Measures, prints and writes both sections."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.marts", description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, help="where the copies are written; a temporary folder by default")
    parser.add_argument("--output", type=Path, default=_OUTPUT)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        tables = measure(DEFAULT_WAREHOUSE.resolve(), Path(folder), options.documents)
    for table in tables:
        sys.stdout.write(table.markdown(machine()) + "\n")
    write_sections(options.output, list(tables))


if __name__ == "__main__":
    main()
