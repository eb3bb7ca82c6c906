"""What a whole warehouse can be written as."""

from __future__ import annotations

from enum import StrEnum


class FolderFormat(StrEnum):
    """What a whole warehouse can be written as."""

    PARQUET = "parquet"
    CSV = "csv"
    XLSX = "xlsx"
    DATAPACKAGE = "datapackage"
