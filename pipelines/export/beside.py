"""The published version as Parquet beside it, for tools that can not read its DuckDB file."""

from __future__ import annotations

from pathlib import Path

from pipelines.export.folder import export_warehouse
from pipelines.export.folder_format import FolderFormat
from pipelines.warehouse.versions import PARQUET, move_link


def publish_parquet(warehouse: Path) -> Path:
    """Writes the published version as a folder of Parquet files and moves a link to it; gives the folder.

    ``gongkai.parquet`` beside ``gongkai.duckdb`` is then a link to a folder that is complete and never changed. It goes
    with its version.

    Raises:
        NoWarehouseError: there is no warehouse.
        OSError: the disk is full, the folder is read-only, or a folder is in the way; the link is as it was.
    """
    folder = warehouse.resolve().with_suffix(PARQUET)
    export_warehouse(warehouse, folder, FolderFormat.PARQUET)
    move_link(warehouse.with_suffix(PARQUET), folder)
    return folder
