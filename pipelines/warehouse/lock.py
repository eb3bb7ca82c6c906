"""One writer at a time: a lock beside the warehouse that the system drops when its holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class WarehouseLockedError(Exception):
    """Another build is writing the same warehouse."""


@contextmanager
def writer_lock(warehouse: Path) -> Iterator[None]:
    """Holds the right to build and publish `warehouse`; readers need no lock.

    Raises:
        WarehouseLockedError: another process holds it; the message names its process number.
        OSError: the lock file can not be made.
    """
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    path = warehouse.parent / f".{warehouse.name}.lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(handle, 32).decode("ascii", "replace").strip() or "unknown"
            raise WarehouseLockedError(
                f"Another build is writing {warehouse} (process {holder}). Wait until it is done, then run again."
            ) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)
