"""`gongkai diff`: what is different between two versions."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table

from pipelines.cli.answer import print_answer
from pipelines.cli.options import WarehouseOption, fail, messages, output
from pipelines.warehouse.difference import (
    Comparison,
    NoVersionError,
    compared_documents,
    compared_versions,
    find_version,
)
from pipelines.warehouse.findings import find_documents
from pipelines.warehouse.reader import NoWarehouseError, open_published
from pipelines.warehouse.workspace import DEFAULT_WAREHOUSE

_KINDS = ("document", "budget_line", "statement", "indicator")
_CHANGES = ("kept", "came", "went", "replaced", "changed")
#: Rows of the table on the terminal; a file holds all.
_TABLE_ROWS = 200
_TABLE_COLUMNS = (
    *("kind", "change", "department", "fiscal_year", "form"),
    *("row", "column", "old", "new", "difference_yuan"),
)


class DiffFormat(StrEnum):
    """How differences are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The older version.", show_default=False)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The newer version.", show_default=False)],
    warehouse: WarehouseOption = DEFAULT_WAREHOUSE,
    form: Annotated[DiffFormat, typer.Option("--format", help="How the differences are written.")] = DiffFormat.TABLE,
    *,
    document: Annotated[bool, typer.Option("--document", help="OLD and NEW are documents of one version.")] = False,
) -> None:
    """Show what is different between two versions of the warehouse: documents and facts, a summary first.

    A version is a path, a name in the folder of versions beside the warehouse, or the beginning of what follows the
    dash there. With --document, OLD and NEW are documents of the published version, two editions of one: a part of a
    file name or department, a key, or the start of a hash.

    A document that went and one that came for the same department, scope, year and kind are one, replaced. Facts are
    compared by form, row and column; the table shows the first differences, csv and json all.
    """
    try:
        if document:
            first, second = _document(warehouse, old), _document(warehouse, new)
            comparison = compared_documents(warehouse, first, second)
        else:
            comparison = compared_versions(find_version(warehouse, old), find_version(warehouse, new))
        with comparison as compared:
            _print(compared, form)
    except (NoWarehouseError, NoVersionError) as error:
        fail(str(error))


def _document(warehouse: Path, name: str) -> int:
    with open_published(warehouse) as connection:
        found = find_documents(connection, name)
    if len(found) == 1:
        return found[0].document_key
    names = "、".join(each.source_uri for each in found) or "-"
    raise NoVersionError(
        f"“{name}”应当只指一份文档，实际：{names}。\n{name!r} should name one document; it names: {names}."
    )


def _print(compared: Comparison, form: DiffFormat) -> None:
    from pipelines.export.text import write_csv, write_json

    if form is not DiffFormat.TABLE:
        with compared.differences() as reader:
            write = write_csv if form is DiffFormat.CSV else write_json
            write(reader.schema, reader, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    summary = compared.summary()
    output.print(_summary(summary))
    with compared.differences(_TABLE_COLUMNS, _TABLE_ROWS) as reader:
        shown = print_answer(output, reader.schema, reader)
    different = sum(count for (_, change), count in summary.items() if change != "kept")
    if different > shown:
        messages.print(
            f"还有 {different - shown:,} 处，用 --format csv 或 json 查看。", style="yellow", highlight=False
        )


def _summary(summary: dict[tuple[str, str], int]) -> Table:
    table = Table("", box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for change in _CHANGES:
        table.add_column(change, justify="right")
    for kind in _KINDS:
        table.add_row(kind, *(f"{summary.get((kind, change), 0):,}" for change in _CHANGES))
    return table
