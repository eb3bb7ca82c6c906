"""Limits of a query: time, memory, threads. What the engine does not keep to, the process does.

The engine counts the memory of its tables and asks between two steps whether it was interrupted. A single call of a
function can take more memory than that, and longer. So the process itself may not grow beyond its own bound while a
query runs, and a query that does not hear the interrupt ends with the process.
"""

from __future__ import annotations

import resource
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

#: Beyond the engine's memory: what Python, the libraries and the rows on their way out take.
_PROCESS_MEMORY = 512 << 20
_MEGABYTE = 1 << 20
#: Seconds between two interrupts.
_AGAIN = 0.1
#: Pages of memory of this process, and which of the numbers there are its data.
_STATM = Path("/proc/self/statm")
_DATA_PAGES = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a query may take, what it may hold, and how many rows it may give; None for rows is all of them."""

    seconds: float = 30.0
    megabytes: int = 2_048
    threads: int = 4
    rows: int | None = None

    @property
    def settings(self) -> Mapping[str, str | int | bool]:
        """The engine's settings."""
        return {"memory_limit": f"{self.megabytes}MiB", "threads": self.threads, "errors_as_json": True}


@contextmanager
def limited_time(
    connection: duckdb.DuckDBPyConnection, seconds: float, when_deaf: Callable[[], None] | None = None
) -> Iterator[threading.Event]:
    """Interrupts what runs on a connection after so many seconds; the event says whether it did.

    It interrupts again and again, since the engine forgets an interrupt between two steps. `when_deaf` is called when
    the query still runs after twice the time: only the end of the process stops it then.
    """
    interrupted, done = threading.Event(), threading.Event()

    def watch() -> None:
        if done.wait(seconds):
            return
        interrupted.set()
        left = seconds
        while left > 0:
            connection.interrupt()
            if done.wait(_AGAIN):
                return
            left -= _AGAIN
        if when_deaf is not None:
            when_deaf()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield interrupted
    finally:
        done.set()
        watcher.join()


@contextmanager
def limited_memory(megabytes: int) -> Iterator[None]:
    """Bounds what this process may take while a query runs; a request beyond it fails in the engine, which says so.

    Only Linux says how much it has taken so far; elsewhere the engine's own limit has to do.
    """
    if not _STATM.exists():
        yield
        return
    taken = int(_STATM.read_text().split()[_DATA_PAGES]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    bound = taken + megabytes * _MEGABYTE + _PROCESS_MEMORY
    resource.setrlimit(resource.RLIMIT_DATA, (bound if hard == resource.RLIM_INFINITY else min(bound, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
