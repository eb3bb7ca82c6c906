"""`dagster dev` as `make dev` starts it: web interface, daemon, sensor, schedule and a backfill."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.defs.documents import BUCKET_NAMES
from pipelines.warehouse.overview import read_documents
from pipelines.warehouse.reader import open_published
from tests.security.documents import GOOD

ROOT = Path(__file__).parent.parent.parent
#: Seconds; an idle machine needs a small part of them.
PATIENCE = 600

RUNS = "{ runsOrError { ... on Runs { results { status jobName tags { key value } } } } }"
AUTOMATION = """{ repositoriesOrError { ... on RepositoryConnection { nodes {
  sensors { name sensorState { status } }
  schedules { name scheduleState { status } futureTicks(limit: 1) { results { timestamp } } }
} } } }"""
BACKFILL = """mutation Backfill($backfill: LaunchBackfillParams!) {
  launchPartitionBackfill(backfillParams: $backfill) { ... on LaunchBackfillSuccess { backfillId } }
}"""
BACKFILL_STATUS = (
    "query($id: String!) { partitionBackfillOrError(backfillId: $id) { ... on PartitionBackfill { status } } }"
)

pytestmark = pytest.mark.slow


class Server:
    """A web interface to ask."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}/graphql"

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(self.address, body, {"Content-Type": "application/json"})  # noqa: S310 - ours
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - ours
            return json.load(answer)["data"]

    def runs(self) -> list[dict[str, Any]]:
        return self.ask(RUNS)["runsOrError"]["results"]


def wait_for(what: Callable[[], Any]) -> Any:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            if found := what():
                return found
        except OSError:
            pass
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.5)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as the project's own: one raw document, and the settings of `make dev`."""
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "data" / "raw" / "one.txt").write_text(GOOD, encoding="utf-8")
    shutil.copytree(ROOT / ".dagster", tmp_path / "home", ignore=lambda *_: {"storage", "history", "logs"})
    return tmp_path


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    dagster = str(Path(sys.executable).parent / "dagster")
    command = [dagster, "dev", "--host", "127.0.0.1", "--port", str(port), "--module-name", "pipelines.definitions"]
    environment = {**os.environ, "DAGSTER_HOME": str(folder / "home")}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True)
        yield Server(port)
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE)


def test_the_sensor_builds_the_schedule_waits_and_a_backfill_is_one_run(server: Server, folder: Path) -> None:
    (first,) = wait_for(lambda: [run for run in server.runs() if run["status"] in {"SUCCESS", "FAILURE"}])
    assert (first["status"], first["jobName"]) == ("SUCCESS", "build_warehouse")
    assert {"key": "dagster/sensor_name", "value": "new_documents"} in first["tags"]
    with open_published(folder / "data" / "warehouse" / "gongkai.duckdb") as connection:
        assert [document.department for document in read_documents(connection)] == ["随州市教育局"]

    (found,) = server.ask(AUTOMATION)["repositoriesOrError"]["nodes"]
    assert {one["name"]: one["sensorState"]["status"] for one in found["sensors"]} == {
        "after_parsing": "RUNNING",
        "new_documents": "RUNNING",
    }
    (schedule,) = found["schedules"]
    assert (schedule["name"], schedule["scheduleState"]["status"]) == ("every_night", "RUNNING")
    assert 0 < schedule["futureTicks"]["results"][0]["timestamp"] - time.time() < 86_400

    asked = {"assetSelection": [{"path": ["parsed_documents"]}], "partitionNames": BUCKET_NAMES}
    backfill = server.ask(BACKFILL, backfill=asked)["launchPartitionBackfill"]["backfillId"]
    done = {"COMPLETED_SUCCESS", "COMPLETED_FAILED", "FAILED", "CANCELED"}
    status = wait_for(lambda: done & {server.ask(BACKFILL_STATUS, id=backfill)["partitionBackfillOrError"]["status"]})
    assert status == {"COMPLETED_SUCCESS"}
    tag = {"key": "dagster/backfill", "value": backfill}
    assert [run["status"] for run in server.runs() if tag in run["tags"]] == ["SUCCESS"]
