from __future__ import annotations

import polars as pl

from pipelines.frames.validation import validate_frame


def test_every_failure_is_said_at_once(star: dict[str, pl.DataFrame]) -> None:
    frame = star["fact_budget_line"].with_columns(
        side=pl.lit("both"), source_line=pl.lit(0, pl.Int32), line_key=pl.lit(7, pl.Int64)
    )
    found = {violation.column for violation in validate_frame("fact_budget_line", frame)}
    assert {"side", "source_line", "line_key"} <= found


def test_a_missing_column_and_a_wrong_type_are_failures(star: dict[str, pl.DataFrame]) -> None:
    assert validate_frame("dim_year", star["dim_year"].drop("fiscal_year"))
    assert validate_frame("dim_year", star["dim_year"].with_columns(pl.col("fiscal_year").cast(pl.Int64)))


def test_a_failure_reads_as_a_sentence(star: dict[str, pl.DataFrame]) -> None:
    frame = star["dim_year"].with_columns(fiscal_year=pl.lit(-1, pl.Int32)).head(1)
    assert [str(v) for v in validate_frame("dim_year", frame)] == [
        "dim_year.fiscal_year: greater_than_or_equal_to(0) fails in 1 row: -1"
    ]
