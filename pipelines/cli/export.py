"""`gongkai export`: the whole warehouse as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.options import WarehouseOption, fail, messages, output
from pipelines.export.folder_format import FolderFormat
from pipelines.warehouse.reader import NoWarehouseError
from pipelines.warehouse.workspace import DEFAULT_WAREHOUSE


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.", show_default=False)],
    warehouse: WarehouseOption = DEFAULT_WAREHOUSE,
    form: Annotated[FolderFormat, typer.Option("--format", help="What to write.")] = FolderFormat.PARQUET,
    *,
    bom: Annotated[bool, typer.Option("--bom", help="CSV for Excel, as in `gongkai query`.")] = False,
) -> None:
    """Write every table and view of the published warehouse to a folder.

    parquet and csv: a file a table. xlsx: one workbook, a sheet a table (several where Excel ends), keys and numbers
    of more than 15 digits as text. datapackage: a Fiscal Data Package, CSV with types, keys and descriptions.

    The folder appears when it is complete. An earlier export is replaced; a folder that holds anything else is left
    as it is.
    """
    from pipelines.export.folder import export_warehouse
    from pipelines.export.target import OccupiedError

    if bom and form is not FolderFormat.CSV:
        raise typer.BadParameter("--bom is for --format csv.", param_hint="--bom")
    try:
        with messages.status("Exporting") as status:
            written = export_warehouse(
                warehouse, folder, form, for_excel=bom, step=lambda name: status.update(f"Exporting {name}")
            )
    except (NoWarehouseError, OccupiedError) as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or folder}: {error.strerror}")
    if written.cut:
        messages.print(
            f"有 {written.cut:,} 格超过 Excel 的上限，已截断并注明；其他格式有全文。"
            f"{written.cut:,} cells were too long for Excel and are cut; other formats have them whole.",
            style="yellow",
            soft_wrap=True,
        )
    rows = sum(written.rows.values())
    output.print(
        f"Exported {warehouse.resolve().name} to {folder}: {len(written.rows)} tables, {rows:,} rows, "
        f"{len(written.files)} files",
        soft_wrap=True,
        highlight=False,
    )
