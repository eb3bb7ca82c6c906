"""Whose SQL a statement is."""

from __future__ import annotations

from enum import StrEnum


class Dialect(StrEnum):
    """The dialects that are translated into the engine's own, which is `DUCKDB`."""

    DUCKDB = "duckdb"
    MYSQL = "mysql"
    POSTGRES = "postgres"
    HIVE = "hive"
    SPARK = "spark"
