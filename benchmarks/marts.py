"""Measures marts, questions and pages over the shipped disclosures many times over, and writes the results.

    python -m benchmarks.marts [--documents 100000] [--warehouse FILE]

Needs the published warehouse (`make warehouse`) and about 45 MB of disk a thousand documents.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from benchmarks.copies import copy_warehouse
from benchmarks.pages import measure_pages
from benchmarks.report import Table, load, machine, write_sections
from pipelines.marts.build import create_shortcuts, statements
from pipelines.marts.files import load_marts
from pipelines.marts.questions import ask, load_questions
from pipelines.warehouse.reader import open_published
from pipelines.warehouse.workspace import DEFAULT_WAREHOUSE

_OUTPUT = Path(__file__).parent.parent / "docs" / "benchmarks.md"
#: Marts that are as cheap to make as to name: not listed.
_CHEAP = 0.05
#: Times that a question is asked.
_TIMES = 3


def measure(source: Path, warehouse: Path, documents: int) -> Iterator[Table]:
    """Gives what making each mart costs, what each question and what each page, over so many documents.

    A warehouse that is there from the last time is asked as it is, and the marts are not made.
    """
    if not warehouse.exists():
        copy_warehouse(source, warehouse, documents // _count(source))
        with duckdb.connect(str(warehouse), config={"memory_limit": "8GB"}) as connection:
            yield _make(connection, documents)
    with open_published(warehouse) as connection:
        yield _ask(connection, documents)
    yield measure_pages(warehouse, documents)


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
        f"Each question of `sql/questions` over {documents:,} documents, every row of the answer read: the best of "
        f"{_TIMES}, and the processor seconds of that one, all threads together. {load()}"
    )
    table = Table("Questions", text, ("question", "rows", "processor s", "clock s"))
    for question in load_questions():
        rows = len(ask(connection, question).rows)
        times = [_timed(lambda question=question: ask(connection, question)) for _ in range(_TIMES)]
        processor, clock = min(times, key=lambda taken: taken[1])
        table.add(question.name, f"{rows:,}", f"{processor:.2f}", f"{clock:.2f}")
    return table


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    processor, clock = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - processor, time.perf_counter() - clock


def _count(source: Path) -> int:
    with duckdb.connect(str(source), read_only=True) as connection:
        return connection.execute("select count(*) from dim_document where document_key <> 0").fetchall()[0][0]


def main(arguments: list[str] | None = None) -> None:
    """Measures, prints and writes all sections."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.marts", description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument(
        "--warehouse", type=Path, help="where the copies are kept, and found the next time; thrown away by default"
    )
    parser.add_argument("--output", type=Path, default=_OUTPUT)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        warehouse = options.warehouse or Path(folder) / "copies.duckdb"
        for table in measure(DEFAULT_WAREHOUSE.resolve(), warehouse, options.documents):
            sys.stdout.write(table.markdown(machine()) + "\n")
            sys.stdout.flush()
            write_sections(options.output, [table])


if __name__ == "__main__":
    main()
