"""One writer at a time: a lock beside the warehouse that the system drops when its holder dies."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Seconds between two tries for the lock, from the first to the longest.
_FIRST_PAUSE, _LAST_PAUSE = 0.1, 30.0


class WarehouseLockedError(Exception):
    """Another build is writing the same warehouse."""


@contextmanager
def writer_lock(warehouse: Path, wait_seconds: float = 0) -> Iterator[None]:
    """Holds the right to build and publish `warehouse`, waiting so long for its holder; readers need no lock.

    Raises:
        WarehouseLockedError: another process holds it; the message names its process number.
        OSError: the lock file can not be made.
    """
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    path = warehouse.parent / f".{warehouse.name}.lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _taken(handle, wait_seconds):
            holder = os.read(handle, 32).decode("ascii", "replace").strip() or "unknown"
            raise WarehouseLockedError(
                f"另一个构建正在写 {warehouse}（进程 {holder}）。请等它结束后再运行。\n"
                f"Another build is writing {warehouse} (process {holder}). Wait until it is done, then run again."
            )
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _taken(handle: int, wait_seconds: float) -> bool:
    """Tries for the lock, again after pauses that grow, until the time is over."""
    until, pause = time.monotonic() + wait_seconds, _FIRST_PAUSE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            left = until - time.monotonic()
            if left <= 0:
                return False
            time.sleep(min(pause, left))
            pause = min(2 * pause, _LAST_PAUSE)
        else:
            return True
