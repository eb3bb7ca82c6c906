from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines.frames.batch import batch_frames
from pipelines.frames.star import merge
from pipelines.intake.documents import SourcedDocument
from pipelines.model import ParsedDocument
from pipelines.warehouse.difference import (
    Comparison,
    NoVersionError,
    compared_documents,
    compared_versions,
    find_version,
)
from pipelines.warehouse.load import load_warehouse
from pipelines.warehouse.reader import NoWarehouseError
from pipelines.warehouse.versions import building_path, publish
from tests.factory import document, facts, line


def version(warehouse: Path, name: str, documents: Iterable[tuple[str, ParsedDocument]]) -> Path:
    """Publishes a version that holds some documents by their source."""
    built = building_path(warehouse)
    load_warehouse(built, merge([batch_frames([SourcedDocument(source, each) for source, each in documents])]))
    return publish(built, warehouse, name)


def changes(compared: Comparison) -> dict[tuple[str, str], int]:
    return {key: count for key, count in compared.summary().items() if count and key != ("document", "kept")}


BEFORE = document("a", lines=(line(), line(40, "7.00", functional="2010301")))
AFTER = document("c", lines=(line(), line(40, "8.00", functional="2010301"), line(60, "1.00", functional="2010350")))
OTHER = document("b", facts=facts(department="随州市教育局"))
NEXT = document("d", facts=facts(department="随州市财政局"))


def test_documents_and_facts_are_compared(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    old = version(warehouse, "one", [("a.txt", BEFORE), ("b.txt", OTHER)])
    new = version(warehouse, "two", [("c.txt", AFTER), ("d.txt", NEXT)])
    with compared_versions(old, new) as compared:
        assert changes(compared) == {
            ("document", "went"): 1,
            ("document", "came"): 1,
            ("document", "replaced"): 1,
            ("budget_line", "changed"): 1,
            ("budget_line", "came"): 1,
        }
        with compared.differences() as reader:
            rows = reader.read_all().to_pylist()
    assert {(row["change"], row["old"], row["new"]) for row in rows[:3]} == {
        ("went", "b.txt", None),
        ("replaced", "a.txt", "c.txt"),
        ("came", None, "d.txt"),
    }
    moved = {row["row"].split()[0]: row for row in rows[3:]}
    assert moved["2010301"]["difference_yuan"] == Decimal("10000.00")
    assert (moved["2010301"]["old"], moved["2010301"]["new"]) == ("70000.00", "80000.00")
    assert (moved["2010350"]["old"], moved["2010350"]["new"]) == (None, "10000.00")
    assert moved["2010301"]["form"] == "一般公共预算支出表"
    assert "一般公共预算 basic budget 2023" in moved["2010301"]["column"]


def test_a_document_read_anew_is_kept_and_its_facts_compared(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    old = version(warehouse, "one", [("a.txt", BEFORE)])
    new = version(warehouse, "two", [("a.txt", document("a", lines=(line(),)))])
    with compared_versions(old, new) as compared:
        assert changes(compared) == {("budget_line", "went"): 1}
        assert compared.summary()["document", "kept"] == 1


def test_a_version_is_no_different_from_itself(tmp_path: Path) -> None:
    one = version(tmp_path / "w.duckdb", "one", [("a.txt", BEFORE), ("b.txt", OTHER)])
    with compared_versions(one, one) as compared:
        assert changes(compared) == {}
        assert compared.summary()["document", "kept"] == 2


def test_two_documents_of_one_version_are_compared(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    version(warehouse, "one", [("a.txt", BEFORE), ("c.txt", AFTER), ("b.txt", OTHER)])
    with duckdb.connect(str(warehouse.resolve()), read_only=True) as connection:
        keys = dict(connection.execute("select source_uri, document_key from dim_document").fetchall())
    with compared_documents(warehouse, keys["a.txt"], keys["c.txt"]) as compared:
        assert changes(compared) == {
            ("document", "replaced"): 1,
            ("budget_line", "changed"): 1,
            ("budget_line", "came"): 1,
        }


def test_versions_are_found_by_path_name_and_beginning(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    one = version(warehouse, "abc1", [("a.txt", BEFORE)])
    two = version(warehouse, "abd2", [("b.txt", OTHER)])
    assert (
        find_version(warehouse, str(one)) == find_version(warehouse, "w-abc1") == find_version(warehouse, "abc") == one
    )
    assert find_version(warehouse, str(warehouse)) == two
    for name in ("ab", "zz"):
        with pytest.raises(NoVersionError, match="w-abc1, w-abd2"):
            find_version(warehouse, name)


def test_what_is_no_warehouse_is_said(tmp_path: Path) -> None:
    one = version(tmp_path / "w.duckdb", "one", [("a.txt", BEFORE)])
    (tmp_path / "notes").write_text("mine")
    with duckdb.connect(str(tmp_path / "other.duckdb")):
        pass
    for other in ("notes", "other.duckdb"):
        with pytest.raises(NoWarehouseError), compared_versions(one, tmp_path / other):
            pass
