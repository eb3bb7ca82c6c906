"""The dashboard over the five shipped disclosures: asked in this process, and served to a real browser."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from pipelines.dashboard.application import application

RAW = Path(__file__).parents[2] / "data" / "raw"
_STARTED_WITHIN = 600.0


@pytest.fixture(scope="session")
def served(seeds_warehouse: Path) -> Path:
    """A warehouse of its own: a server keeps it open, and DuckDB opens a file with one configuration only."""
    return Path(shutil.copy(seeds_warehouse, seeds_warehouse.with_name("served.duckdb")))


@pytest.fixture(scope="session")
def client(served: Path) -> TestClient:
    """Asks the application without a network."""
    return TestClient(application(served, RAW))


@pytest.fixture(scope="session")
def site(served: Path) -> Iterator[str]:
    """The address of the served dashboard, on this machine only."""
    config = uvicorn.Config(application(served, RAW), host="127.0.0.1", port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + _STARTED_WITHIN
    while not server.started:
        assert time.monotonic() < until, "the dashboard did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(_STARTED_WITHIN)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium, headless; where it is missing the test is skipped, but not in CI.

    For one module only: as long as it is there its event loop runs in this thread, and no other can.
    """
    chromium = shutil.which("chromium")
    if chromium is None:
        assert "CI" not in os.environ, "CI needs Chromium: .ci/run installs it"
        pytest.skip("no Chromium here: apt-get install chromium fonts-noto-cjk")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()
