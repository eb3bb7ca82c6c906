"""What each room of understanding costs, in multiples of the yardstick.

`parse` runs as it is: the functions that it calls are timed where they are called, and a room that is called by another
is counted once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from inspect import isfunction
from time import process_time
from types import ModuleType
from typing import Any
from unittest.mock import patch

from benchmarks.clock import seconds
from benchmarks.corpora import Corpus
from benchmarks.report import Table
from benchmarks.yardstick import scan
from pipelines import parsing
from pipelines.forms import placing, standard

TITLE = "Cost by stage"
_TEXT = "Processor time of each stage, divided by that of the yardstick over the same documents in the same run."
#: Steps inside the money tables that are worth a column of their own.
_STEPS = ((standard, "find_tables"), (standard, "read_sheet"), (placing, "place_numbers"))


def measure_stages(corpora: Iterable[tuple[str, Corpus]], repetitions: int) -> Table:
    """Gives one row a stage, one column a corpus."""
    spent: dict[str, defaultdict[str, float]] = {}
    scanned: dict[str, float] = {}
    for name, corpus in corpora:
        with _timed() as times:
            for raw in corpus:
                parsing.parse(raw)
            times.clear()
            scanned[name] = 0.0
            for raw in corpus * repetitions:
                scanned[name] += seconds(lambda raw=raw: scan(raw))
                parsing.parse(raw)
            spent[name] = times
    table = Table(TITLE, _TEXT, ("stage", *spent))
    stages = sorted({stage for times in spent.values() for stage in times}, key=lambda s: -_total(spent, scanned, s))
    for stage in stages:
        table.add(stage, *(f"{spent[name][stage] / scanned[name]:.2f}" for name in spent))
    table.add("all", *(f"{sum(spent[name].values()) / scanned[name]:.1f}" for name in spent))
    return table


def _total(spent: dict[str, defaultdict[str, float]], scanned: dict[str, float], stage: str) -> float:
    return sum(times[stage] / scanned[name] for name, times in spent.items())


@contextmanager
def _timed() -> Iterator[defaultdict[str, float]]:
    times: defaultdict[str, float] = defaultdict(float)
    inner: list[float] = []  # time of stages inside the stages that are running
    with ExitStack() as stack:
        for module, name in (*_called_by_parse(), *_STEPS, (parsing, "parse")):
            stack.enter_context(patch.object(module, name, _clocked(getattr(module, name), name, times, inner)))
        yield times


def _called_by_parse() -> Iterator[tuple[ModuleType, str]]:
    for name, value in vars(parsing).items():
        if isfunction(value) and value.__module__ != parsing.__name__ and value.__module__.startswith("pipelines."):
            yield parsing, name


def _clocked(
    work: Callable[..., Any], name: str, times: defaultdict[str, float], inner: list[float]
) -> Callable[..., Any]:
    def timed(*args: Any, **named: Any) -> Any:
        inner.append(0.0)
        started = process_time()
        try:
            return work(*args, **named)
        finally:
            spent = process_time() - started
            times[name] += spent - inner.pop()
            if inner:
                inner[-1] += spent

    return timed
