"""The production set-up, as far as it can be checked without installing it."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SYSTEMD = shutil.which("systemd-analyze")


def compose() -> dict[str, Any]:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


@pytest.mark.skipif(SYSTEMD is None, reason="systemd-analyze is not installed: the units are not verified")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        here = unit.read_text(encoding="utf-8").replace("/opt/gongkai", str(ROOT))
        (tmp_path / unit.name).write_text(here, encoding="utf-8")
    result = subprocess.run(
        [str(SYSTEMD), "verify", "--man=no", *(str(tmp_path / unit.name) for unit in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.suffix == ".service"], ids=lambda unit: unit.name)
def test_a_service_survives_a_parsing_process_that_is_ended(unit: Path) -> None:
    text = unit.read_text(encoding="utf-8")
    assert "web" in unit.name or "OOMPolicy=continue" in text
    assert "User=gongkai" in text
    assert "PASSWORD" not in text.upper()


def test_compose_names_volumes_and_services_that_it_has() -> None:
    file = compose()
    for service in file["services"].values():
        assert set(service.get("depends_on", ())) <= set(file["services"])
        for volume in service["volumes"]:
            source = volume.split(":")[0]
            assert source.startswith("..") or source in file["volumes"]


def test_compose_shows_dagster_to_this_machine_only() -> None:
    ports = [port for service in compose()["services"].values() for port in service.get("ports", ())]
    assert ports == ["127.0.0.1:3000:3000"]


def test_compose_holds_no_password() -> None:
    assert "POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?" in (DEPLOY / "compose.yaml").read_text(encoding="utf-8")


def test_dagster_and_its_storage_are_of_one_release() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pinned = {
        name: version
        for group in (project["project"]["dependencies"], project["project"]["optional-dependencies"]["production"])
        for name, _, version in (requirement.partition("==") for requirement in group)
        if version
    }
    core, library = pinned["dagster"].split("."), pinned["dagster-postgres"].split(".")
    assert (int(core[1]) + 16, core[2]) == (int(library[1]), library[2])


def test_both_settings_keep_dagster_quiet_and_to_one_build_at_a_time() -> None:
    for path in (DEPLOY / "dagster.yaml", ROOT / ".dagster" / "dagster.yaml"):
        settings = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert settings["telemetry"] == {"enabled": False}
        assert settings["concurrency"]["runs"]["max_concurrent_runs"] == 1
        assert settings["freshness"] == {"enabled": True}
