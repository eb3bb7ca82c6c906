"""Documents a second and core of `parse`, beside the yardstick, corpus by corpus."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.clock import over, side_by_side
from benchmarks.corpora import Corpus
from benchmarks.report import Table
from benchmarks.yardstick import scan
from pipelines.parsing import parse

TITLE = "Throughput"
_TEXT = (
    "Documents a second and core, in one run. `scan` is the yardstick (`benchmarks/yardstick.py`): decode, split into "
    "cells, fold, read the exact number of every numeric cell. What counts is the ratio of their times. Compiled "
    "it would be 1.5 to 1.7 times faster: [ADR 15](adr/0015-not-compiled.md)."
)


def measure_throughput(corpora: Iterable[tuple[str, Corpus]], repetitions: int) -> Table:
    """Gives one row a corpus."""
    table = Table(TITLE, _TEXT, ("corpus", "documents", "KB each", "parse ms", "scan ms", "parse/s", "scan/s", "ratio"))
    for name, corpus in corpora:
        parsed, scanned = side_by_side([over(parse, corpus), over(scan, corpus)], repetitions)
        count = len(corpus)
        table.add(
            name,
            f"{count}",
            f"{sum(map(len, corpus)) / count / 1000:.0f}",
            f"{parsed / count * 1000:.1f}",
            f"{scanned / count * 1000:.2f}",
            f"{count / parsed:.0f}",
            f"{count / scanned:.0f}",
            f"{parsed / scanned:.1f}",
        )
    return table
