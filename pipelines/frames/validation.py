"""Frames against their models: every failure at once, as rows that say which column, which check, which value."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
from pandera.errors import SchemaErrors

from schemas.catalog import table

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Violation:
    """One check of one column that rows of a frame fail: how many, and some of the values."""

    table: str
    column: str
    check: str
    rows: int
    examples: tuple[str, ...]

    def __str__(self) -> str:
        """One line for a person: ``dim_year.fiscal_year: greater_than_or_equal_to(0) fails in 1 row: -1``."""
        rows = f"{self.rows} row{'s' if self.rows != 1 else ''}"
        return f"{self.table}.{self.column}: {self.check} fails in {rows}: {', '.join(self.examples)}"


def validate_frame(name: str, frame: pl.DataFrame) -> tuple[Violation, ...]:
    """Gives everything in which an eager frame differs from the model of its table; empty when it is right."""
    try:
        table(name).model.validate(frame, lazy=True)
    except SchemaErrors as error:
        return tuple(_violations(name, error.failure_cases))
    return ()


def _violations(name: str, cases: pl.DataFrame) -> list[Violation]:
    grouped = cases.group_by("column", "check", maintain_order=True).agg(
        pl.len().alias("rows"), pl.col("failure_case").cast(pl.String).head(_SHOWN)
    )
    return [
        Violation(name, str(row["column"]), str(row["check"]), row["rows"], tuple(map(str, row["failure_case"])))
        for row in grouped.iter_rows(named=True)
    ]
