"""The whole warehouse as a folder: Parquet, CSV, one workbook, or a data package."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.export.folder_format import FolderFormat
from pipelines.export.package import describe_package
from pipelines.export.parquet import write_parquet
from pipelines.export.relations import Relation, count_rows, read_relations, read_rows, read_schema
from pipelines.export.target import new_folder
from pipelines.export.text import write_csv
from pipelines.export.workbook import Workbook
from pipelines.warehouse.reader import open_published

_WORKBOOK = "gongkai.xlsx"
_DESCRIPTOR = "datapackage.json"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: rows by table, files, and texts that a cell of Excel could not hold whole."""

    rows: dict[str, int]
    files: tuple[Path, ...]
    cut: int = 0


def export_warehouse(
    warehouse: Path,
    target: Path,
    form: FolderFormat,
    *,
    for_excel: bool = False,
    step: Callable[[str], None] = lambda _: None,
) -> Exported:
    """Writes every table and view of the published version to a new folder, which is complete or not there.

    An earlier export at `target` is replaced, anything else is left as it is. `step` is told each table.

    Raises:
        NoWarehouseError: there is no warehouse.
        OccupiedError: something else is at `target`.
        OSError: the disk is full or the folder is read-only; nothing is left behind.
    """
    with open_published(warehouse) as connection, new_folder(target) as folder:
        relations = [(relation, count_rows(connection, relation)) for relation in read_relations(connection)]
        cut = 0
        if form is FolderFormat.XLSX:
            cut = _write_workbook(connection, relations, folder, step)
        elif form is FolderFormat.DATAPACKAGE:
            paths = list(_write_tables(connection, relations, folder / "data", FolderFormat.CSV, step))
            files = [(relation, rows, path) for (relation, rows), path in zip(relations, paths, strict=True)]
            described = describe_package(warehouse.resolve().stem, files, folder)
            text = json.dumps(described, ensure_ascii=False, indent=2)
            (folder / _DESCRIPTOR).write_text(text + "\n", encoding="utf-8")
        else:
            list(_write_tables(connection, relations, folder, form, step, for_excel=for_excel))
        written = tuple(sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file()))
    return Exported({relation.name: rows for relation, rows in relations}, written, cut)


def _write_tables(
    connection: duckdb.DuckDBPyConnection,
    relations: list[tuple[Relation, int]],
    folder: Path,
    form: FolderFormat,
    step: Callable[[str], None],
    *,
    for_excel: bool = False,
) -> Iterator[Path]:
    folder.mkdir(exist_ok=True)
    for relation, _ in relations:
        step(relation.name)
        path = folder / f"{relation.name}.{form}"
        schema, batches = read_schema(connection, relation), read_rows(connection, relation)
        with path.open("xb") as out:
            if form is FolderFormat.CSV:
                write_csv(schema, batches, out, for_excel=for_excel)
            else:
                write_parquet(schema, batches, out)
        yield path


def _write_workbook(
    connection: duckdb.DuckDBPyConnection,
    relations: list[tuple[Relation, int]],
    folder: Path,
    step: Callable[[str], None],
) -> int:
    book = Workbook(folder / _WORKBOOK)
    book.add_contents([(relation.name, relation.zh, rows) for relation, rows in relations])
    for relation, _ in relations:
        step(relation.name)
        book.add_table(relation.name, read_schema(connection, relation), read_rows(connection, relation))
    book.close()
    return book.cut
