from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from pipelines.warehouse.lock import WarehouseLockedError, writer_lock

#: Seconds; an idle machine needs a small part of them.
PATIENCE = 600


def test_a_writer_may_wait_for_another(tmp_path: Path) -> None:
    warehouse, held, free = tmp_path / "w.duckdb", Event(), Event()

    def hold() -> None:
        with writer_lock(warehouse):
            held.set()
            free.wait(PATIENCE)

    with ThreadPoolExecutor(1) as other:
        done = other.submit(hold)
        assert held.wait(PATIENCE)
        with pytest.raises(WarehouseLockedError, match="Another build is writing"), writer_lock(warehouse, 0.05):
            pass
        free.set()
        with writer_lock(warehouse, PATIENCE):
            assert done.result() is None
