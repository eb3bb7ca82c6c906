from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.export.beside import publish_parquet
from pipelines.frames.holdings import Holdings
from pipelines.warehouse import build as building
from pipelines.warehouse.build import build_version, publish_version
from tests.factory import document, hold


def publish(holdings: Holdings, warehouse: Path) -> None:
    build_version(holdings, warehouse)
    publish_version(holdings, warehouse, keep=0)


def test_parquet_stands_beside_its_version_and_goes_with_it(
    holdings: Holdings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "apply_rules", lambda *_, **__: ())
    warehouse = tmp_path / "out" / "w.duckdb"
    publish(holdings, warehouse)
    first = publish_parquet(warehouse)
    link = tmp_path / "out" / "w.parquet"
    assert link.resolve() == first.resolve() == warehouse.resolve().with_suffix(".parquet")
    with duckdb.connect() as connection:
        lines = connection.execute(f"from '{link}/fact_budget_line.parquet'").fetchall()
        types = connection.execute(f"describe from '{link}/fact_budget_line.parquet'").fetchall()
    assert len(lines) == 2
    assert ("amount_yuan", "DECIMAL(18,2)") in {(name, dtype) for name, dtype, *_ in types}
    publish(hold(tmp_path / "other", document("c")), warehouse)
    assert not first.exists()
    assert not link.is_symlink()
    assert publish_parquet(warehouse).resolve() == link.resolve()
