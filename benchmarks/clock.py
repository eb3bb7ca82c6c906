"""Time that says something on a busy machine: processor time, interleaved repetitions, medians."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Sequence
from statistics import median
from time import process_time


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one call."""
    started = process_time()
    work()
    return process_time() - started


def side_by_side(tasks: Sequence[Callable[[], object]], repetitions: int) -> list[float]:
    """Gives each task's median time; the tasks take turns, so that a slow minute is slow for all of them."""
    times: list[list[float]] = [[] for _ in tasks]
    for task in tasks:
        task()
    for _ in range(repetitions):
        for task, taken in zip(tasks, times, strict=True):
            gc.collect()
            taken.append(seconds(task))
    return [median(taken) for taken in times]


def over(work: Callable[[bytes], object], corpus: Iterable[bytes]) -> Callable[[], None]:
    """One task that does the work for every document."""

    def task() -> None:
        for raw in corpus:
            work(raw)

    return task
