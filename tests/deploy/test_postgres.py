"""A run recorded in a PostgreSQL server that the test starts, with the settings of production."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipelines.defs.documents import raw_documents
from pipelines.defs.resources import BuildFolders
from pipelines.intake.progress import Progress

SETTINGS = Path(__file__).parent.parent.parent / "deploy" / "dagster.yaml"
BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin")) or [
    Path(found).parent for found in [shutil.which("initdb")] if found
]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not BINARIES, reason="PostgreSQL is not installed (apt-get install postgresql): not tested"),
    # Dagster's own: it asks SQLAlchemy for what that calls old
    pytest.mark.filterwarnings("default::DeprecationWarning", "default::ResourceWarning"),
]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A server in a folder of its own, on a socket there, without a port."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # a socket's path must be short
    user = "postgres" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
    if user is not None:
        shutil.chown(folder, user)

    def run(name: str, *arguments: str | Path) -> None:
        command = [str(BINARIES[-1] / name), *map(str, arguments)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, user=user)

    data = folder / "data"
    run("initdb", "--pgdata", data, "--username", "dagster", "--auth", "trust", "--no-sync")
    quiet = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    run("pg_ctl", "--pgdata", data, "--wait", "--log", folder / "log", "-o", quiet, "start")
    monkeypatch.setenv("GONGKAI_POSTGRES_URL", f"postgresql+psycopg2://dagster@/postgres?host={folder}")
    yield folder
    run("pg_ctl", "--pgdata", data, "--mode", "immediate", "stop")
    shutil.rmtree(folder)


@pytest.mark.usefixtures("server")
def test_a_run_is_recorded_in_postgresql(raw: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(SETTINGS, home)
    folders = BuildFolders(raw=str(raw), warehouse=str(tmp_path / "w.duckdb"))
    with dg.DagsterInstance.from_config(str(home)) as instance:
        resources = {"folders": folders, "progress": Progress()}
        assert dg.materialize([raw_documents], instance=instance, resources=resources).success
        assert instance.run_retries_enabled
    with dg.DagsterInstance.from_config(str(home)) as again:
        (run,) = again.get_runs()
        event = again.get_latest_materialization_event(raw_documents.key)
        assert run.status is dg.DagsterRunStatus.SUCCESS
        assert event is not None
        assert event.asset_materialization is not None
        assert event.asset_materialization.metadata["dagster/row_count"].value == 3
    assert not list((home / "storage").glob("*.db"))
