"""Documents a second and core of `parse`, beside the yardstick, corpus by corpus."""

from __future__ import annotations

import gc
from collections.abc import Iterable

from benchmarks.clock import over, side_by_side
from benchmarks.corpora import Corpus
from benchmarks.report import Table
from benchmarks.yardstick import scan
from pipelines.intake.workers import collect_rarely
from pipelines.parsing import parse

TITLE, COLLECTOR = "Throughput", "Garbage collector"
_TEXT = (
    "Documents a second and core, in one run. `scan` is the yardstick (`benchmarks/yardstick.py`): decode, split into "
    "cells, fold, read the exact number of every numeric cell. What counts is the ratio of their times."
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


def measure_collector(corpora: Iterable[tuple[str, Corpus]], repetitions: int) -> Table:
    """Gives the time of `parse` with Python's thresholds, and with those of the processes that stage documents."""
    text = "Milliseconds a document with the collector as Python sets it, and as the staging processes set it."
    table = Table(COLLECTOR, text, ("corpus", "usual ms", "rare ms", "rare / usual"))
    usual = gc.get_threshold()
    for name, corpus in corpora:
        gc.unfreeze()

        def rarely(corpus: Corpus = corpus) -> None:
            collect_rarely()
            over(parse, corpus)()
            gc.set_threshold(*usual)
            gc.unfreeze()

        often, seldom = side_by_side([over(parse, corpus), rarely], repetitions)
        count = len(corpus)
        table.add(name, f"{often / count * 1000:.1f}", f"{seldom / count * 1000:.1f}", f"{seldom / often:.2f}")
    return table
