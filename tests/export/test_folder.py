from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet
import pytest
from frictionless import Package, validate
from frictionless.resources import TableResource
from python_calamine import CalamineWorkbook

from pipelines.export.folder import export_warehouse
from pipelines.export.folder_format import FolderFormat
from pipelines.export.target import OccupiedError, new_folder
from pipelines.export.workbook import CELL_CHARACTERS, Workbook
from pipelines.warehouse.reader import NoWarehouseError, open_published
from schemas.catalog import all_tables, table
from schemas.export import fiscal_column_types


def rows_of(path: Path, sheet: str) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()


def rows_read(package: Package, name: str) -> list[Any]:
    resource = package.get_resource(name)
    assert isinstance(resource, TableResource)
    return resource.read_rows()


def test_every_table_and_view_is_written(warehouse: Path, tmp_path: Path) -> None:
    written = export_warehouse(warehouse, tmp_path / "out", FolderFormat.PARQUET)
    with open_published(warehouse) as connection:
        names = {name for (name,) in connection.execute("show tables").fetchall()}
    assert {spec.name for spec in all_tables()} | {"line_trust", "mart_figure"} <= names
    assert {path.stem for path in written.files} == set(written.rows) == names
    lines = pyarrow.parquet.read_table(tmp_path / "out" / "fact_budget_line.parquet")
    assert lines.num_rows == written.rows["fact_budget_line"] == 2
    assert lines.schema.field("amount_yuan").type == pa.decimal128(18, 2)


@pytest.mark.parametrize("form", FolderFormat)
def test_the_same_warehouse_gives_the_same_bytes(warehouse: Path, tmp_path: Path, form: FolderFormat) -> None:
    first, second = (export_warehouse(warehouse, tmp_path / name, form) for name in ("one", "two"))
    assert first == second
    for path in first.files:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes(), path


def test_csv_may_be_for_excel(warehouse: Path, tmp_path: Path) -> None:
    export_warehouse(warehouse, tmp_path / "plain", FolderFormat.CSV)
    export_warehouse(warehouse, tmp_path / "excel", FolderFormat.CSV, for_excel=True)
    assert ",=HYPERLINK(0)," in (tmp_path / "plain" / "dim_document.csv").read_text(encoding="utf-8")
    assert ",'=HYPERLINK(0)," in (tmp_path / "excel" / "dim_document.csv").read_text(encoding="utf-8-sig")


def test_a_data_package_is_valid_and_read_as_it_was(warehouse: Path, tmp_path: Path) -> None:
    export_warehouse(warehouse, tmp_path / "out", FolderFormat.DATAPACKAGE)
    descriptor = tmp_path / "out" / "datapackage.json"
    report = validate(str(descriptor))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])[:5]
    package = Package(str(descriptor))
    rows = rows_read(package, "fact_budget_line")
    assert {row["amount_yuan"] for row in rows} == {Decimal("1305000.00")}
    document = next(row for row in rows_read(package, "dim_document") if row["source_uri"] == "b.txt")
    assert document["title"] == "=HYPERLINK(0)"


def test_a_data_package_says_what_its_columns_are(warehouse: Path, tmp_path: Path) -> None:
    export_warehouse(warehouse, tmp_path / "out", FolderFormat.DATAPACKAGE)
    described = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    resources = {resource["name"]: resource for resource in described["resources"]}
    schema = resources["fact_budget_line"]["schema"]
    fields = {field["name"]: field for field in schema["fields"]}
    assert fields["amount_yuan"] == {
        "name": "amount_yuan",
        "type": "number",
        "title": "金额（元）",
        "description": "Amount in yuan, whatever unit the source printed",
        "columnType": "value",
        "constraints": {"required": True},
    }
    assert fields["side"]["constraints"]["enum"] == ["revenue", "expenditure"]
    assert schema["primaryKey"] == ["line_key"]
    assert {"fields": ["fund_key"], "reference": {"resource": "dim_fund", "fields": ["fund_key"]}} in schema[
        "foreignKeys"
    ]
    assert schema["extraFields"][0]["constant"] == "CNY"
    assert {"fields": ["parent_key"], "reference": {"resource": "", "fields": ["region_key"]}} in resources[
        "dim_region"
    ]["schema"]["foreignKeys"]
    for resource in resources.values():
        assert all(field["title"] and field["description"] for field in resource["schema"]["fields"]) or (
            resource["name"] == "line_trust"
        )


def test_every_column_type_is_of_a_column() -> None:
    for name, columns in fiscal_column_types().items():
        assert set(columns) <= {column.name for column in table(name).columns}


def test_a_workbook_holds_numbers_keys_and_texts_as_they_are(warehouse: Path, tmp_path: Path) -> None:
    export_warehouse(warehouse, tmp_path / "out", FolderFormat.XLSX)
    book = tmp_path / "out" / "gongkai.xlsx"
    header, *lines = rows_of(book, "fact_budget_line")
    line = dict(zip(header, lines[0], strict=True))
    with open_published(warehouse) as connection:
        keys = {str(key) for (key,) in connection.execute("select line_key from fact_budget_line").fetchall()}
    assert line["line_key"] in keys
    assert line["amount_yuan"] == 1305000.0
    header, *documents = rows_of(book, "dim_document")
    assert "=HYPERLINK(0)" in {row[header.index("title")] for row in documents}
    assert ["fact_budget_line", "fact_budget_line", "预算行事实：每个已识别表格中的一个金额单元格一行", 2] in rows_of(
        book, "目录"
    )


def test_numbers_that_excel_would_round_are_texts(tmp_path: Path) -> None:
    values = [Decimal("9999999999999.99"), Decimal("9999999999999999.99"), Decimal("-1.50"), None]
    batch = pa.record_batch(
        {
            "amount": pa.array(values, pa.decimal128(18, 2)),
            "count": pa.array([10**15 - 1, 10**15 + 1, 0, None], pa.int64()),
            "text": ["=1+1", "http://example.org", "x" * 40_000, "7"],
        }
    )
    book = Workbook(tmp_path / "x.xlsx")
    book.add_table("t", batch.schema, [batch])
    book.close()
    _, *rows = rows_of(tmp_path / "x.xlsx", "t")
    assert [row[0] for row in rows] == [9999999999999.99, "9999999999999999.99", -1.5, ""]
    assert [row[1] for row in rows] == [999999999999999, "1000000000000001", 0, ""]
    assert [row[2] for row in rows][:2] == ["=1+1", "http://example.org"]
    assert len(str(rows[2][2])) == CELL_CHARACTERS
    assert str(rows[2][2]).endswith("全文见其他格式）")
    assert rows[3][2] == "7"
    assert book.cut == 1


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(tmp_path: Path) -> None:
    batch = pa.record_batch({"x": list(range(7))})
    book = Workbook(tmp_path / "x.xlsx", sheet_rows=4)
    book.add_contents([("long", "长表", 7)])
    book.add_table("long", batch.schema, [batch.slice(0, 2), batch.slice(2)])
    book.close()
    found = [rows_of(tmp_path / "x.xlsx", name) for name in ("long", "long_2", "long_3")]
    assert found == [[["x"], [0], [1], [2]], [["x"], [3], [4], [5]], [["x"], [6]]]
    assert [row[0] for row in rows_of(tmp_path / "x.xlsx", "目录")] == ["工作表", "long", "long_2", "long_3"]


def test_an_earlier_export_is_replaced(warehouse: Path, tmp_path: Path) -> None:
    export_warehouse(warehouse, tmp_path / "out", FolderFormat.DATAPACKAGE)
    export_warehouse(warehouse, tmp_path / "out", FolderFormat.XLSX)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [".gongkai-export", "gongkai.xlsx"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_empty_folder_is_filled(warehouse: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    export_warehouse(warehouse, tmp_path / "out", FolderFormat.XLSX)
    assert (tmp_path / "out" / "gongkai.xlsx").exists()


def test_what_is_somebodys_own_is_left_as_it_is(warehouse: Path, tmp_path: Path) -> None:
    own, added, link = tmp_path / "own", tmp_path / "added", tmp_path / "link"
    own.mkdir()
    (own / "letter.txt").write_text("mine")
    export_warehouse(warehouse, added, FolderFormat.XLSX)
    (added / "notes.txt").write_text("mine")
    link.symlink_to(own)
    (tmp_path / "file").write_text("mine")
    for target in (own, added, link, tmp_path / "file"):
        with pytest.raises(OccupiedError, match="已经存在"):
            export_warehouse(warehouse, target, FolderFormat.XLSX)
    assert (
        (own / "letter.txt").read_text()
        == (added / "notes.txt").read_text()
        == (tmp_path / "file").read_text()
        == "mine"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["added", "file", "link", "own"]


def test_an_export_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    with new_folder(tmp_path / "out") as folder:
        (folder / "a").write_text("first")
    with pytest.raises(IsADirectoryError), new_folder(tmp_path / "out") as folder:
        (folder / ".gongkai-export").mkdir()
    assert (tmp_path / "out" / "a").read_text() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_a_killed_export_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".writing-999999999-out").mkdir()
    (tmp_path / ".writing-1-out").mkdir()
    with new_folder(tmp_path / "out"):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == [".writing-1-out", "out"]


def test_without_a_warehouse_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(NoWarehouseError):
        export_warehouse(tmp_path / "none.duckdb", tmp_path / "out", FolderFormat.CSV)
    assert not (tmp_path / "out").exists()
