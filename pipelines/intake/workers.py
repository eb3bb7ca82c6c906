"""Processes that work on documents, none longer or with more memory than its limits allow."""

from __future__ import annotations

import contextlib
import gc
import resource
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar, cast

from pebble import ProcessExpired, ProcessPool

from pipelines.intake.limits import Limits
from pipelines.model import Quarantine

T = TypeVar("T")
R = TypeVar("R")

#: How many values a process makes before it looks for circles of them: about a batch. Python's own figure is 700.
_COLLECT_AFTER = 1_000_000
_OOM_FIRST = "1000"


def run_limited(
    work: Callable[[T], R], tasks: Sequence[T], jobs: int, limits: Limits, seconds: Callable[[T], float]
) -> Iterator[tuple[T, R | Quarantine]]:
    """Gives what `work` makes of each task, or why its process did not live to say so, in the order they end.

    A process that takes longer than `seconds` of its task, asks for more memory than the limit, or dies, is replaced,
    and the other tasks go on. `work` must be a function that another process can import.

    Raises:
        Exception: what `work` raises but for a lack of memory, for instance OSError when the disk is full.
    """
    # spawn: a forked child deadlocks once Polars has run in its parent
    pool = ProcessPool(jobs, context=get_context("spawn"), initializer=_begin, initargs=(limits.megabytes,))
    try:
        futures = {cast("Future[R]", pool.schedule(work, (task,), timeout=seconds(task))): task for task in tasks}
        for future in as_completed(futures):
            yield futures[future], _outcome(future.result, limits)
    finally:
        pool.stop()
        pool.join()


def _outcome(result: Callable[[], R], limits: Limits) -> R | Quarantine:
    try:
        return result()
    except TimeoutError:
        reason = f"解析超过时间上限（{limits.seconds} 秒），已终止。"
        return Quarantine("parser_limit", f"{reason}请检查文件是否异常，或用 --limit-seconds 放宽后重新运行。")
    except (MemoryError, ProcessExpired, BrokenProcessPool):
        reason = f"解析进程中途终止，可能超过内存上限（{limits.megabytes} MB）。"
        return Quarantine("parser_limit", f"{reason}请检查文件是否异常，或用 --limit-memory 放宽后重新运行。")


def _begin(megabytes: int) -> None:
    """Prepares a process that parses: bounded memory, ended first when the machine has none left, little garbage."""
    size = megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):  # Linux only
        Path("/proc/self/oom_score_adj").write_text(_OOM_FIRST, encoding="ascii")
    collect_rarely()


def collect_rarely() -> None:
    """Leaves the garbage collector little to do: documents and their rows are many small values, no circles of them.

    With Python's own thresholds it takes a sixth of the time of a process that goes on staging batches, and a batch of
    two hundred documents leaves some dozen values in circles.
    """
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER)
