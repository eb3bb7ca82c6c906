"""Batches to the star: one row a member, the member "not applicable", vocabularies complete, one order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from pipelines.frames.keys import surrogate_key
from pipelines.frames.rows import SEEN_IN, SEEN_YEAR, batch_dtypes, empty_batch
from schemas.catalog import Column, Table, tables
from schemas.columns import NOT_APPLICABLE, NOT_APPLICABLE_KEY
from schemas.vocabulary import terms

#: Rows stand as a reader of the source meets them; what is not listed is ordered by its unique columns.
_READING_ORDER = {
    "fact_budget_line": ["document_key", "source_start"],
    "fact_indicator": ["document_key", "source_line", "indicator_fact_key"],
    "fact_statement": ["document_key", "source_start", "source_end", "statement_key"],
    "fact_table_seen": ["document_key", "source_line", "table_seen_key"],
    "fact_mark": ["document_key", "source_start", "source_end", "kind"],
}
#: What one disclosure replaces: another of the same department, scope, year and kind.
_SAME_DISCLOSURE = ["department_key", "scope", "fiscal_year", "document_kind"]


def merge(batches: Iterable[Mapping[str, pl.DataFrame]]) -> dict[str, pl.DataFrame]:
    """Gives the star of all batches: every table with its declared columns, in an order that the content decides.

    The same documents give the same frames whatever their order and however they were split into batches.
    """
    parts = [empty_batch(), *batches]
    return {spec.name: complete_table(spec, pl.concat([part[spec.name] for part in parts])) for spec in tables()}


def complete_table(spec: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """Gives the rows of one table as the star has them, from the rows of all batches."""
    if spec.name == "dim_document":
        frame = pl.concat([_not_applicable(spec), _mark_current(frame).select(list(spec.dtypes))])
    elif spec.is_dimension:
        frame = pl.concat([_not_applicable(spec), _vocabulary(spec), _one_row_a_member(spec, frame)])
    return frame.select(list(spec.dtypes)).sort(reading_order(spec), nulls_last=True)


def reading_order(spec: Table) -> list[str]:
    """Gives the columns that the rows of a table are ordered by: as a reader of the source meets them."""
    return _READING_ORDER.get(spec.name, list(spec.unique))


def member_columns(spec: Table) -> list[str]:
    """Gives the columns of a batch that decide the members of a dimension: its own, and the year seen if it counts."""
    return [name for name in batch_dtypes(spec) if name != SEEN_IN]


def _one_row_a_member(spec: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """Of rows that share a key, each column's first value: the newest year first, then by content."""
    columns = list(spec.dtypes)
    newest = [SEEN_YEAR] if SEEN_YEAR in frame.columns else []
    ordered = (
        frame.select(member_columns(spec))
        .unique()
        .sort([*newest, *columns], descending=[True] * len(newest) + [False] * len(columns), nulls_last=True)
    )
    first = ordered.group_by(spec.unique, maintain_order=True).agg(
        pl.exclude(*spec.unique, *newest).drop_nulls().first()
    )
    return first.select(columns)


def _mark_current(frame: pl.DataFrame) -> pl.DataFrame:
    """The newest disclosure of its kind is current: by date of publication (none is oldest), then by hash."""
    newest = frame.sort(["published_on", "sha256"], nulls_last=False).unique(_SAME_DISCLOSURE, keep="last")
    return frame.with_columns(pl.col("document_key").is_in(newest["document_key"].implode()).alias("is_current"))


def _not_applicable(spec: Table) -> pl.DataFrame:
    """The member 0: nothing where a column may be null, otherwise 0, False or its text."""
    return pl.DataFrame({column.name: [_nothing(column)] for column in spec.columns}, schema=spec.dtypes)


def _nothing(column: Column) -> object:
    if column.nullable:
        return None
    if column.dtype == pl.Boolean:
        return False
    return NOT_APPLICABLE if column.dtype == pl.String else NOT_APPLICABLE_KEY


def _vocabulary(spec: Table) -> pl.DataFrame:
    """All members of a dimension that is a vocabulary; no row for any other dimension."""
    members: list[tuple[object, ...]] = []
    if spec.name == "dim_fund":
        members = [(surrogate_key(spec.name, term.code), term.code, term.name_zh) for term in terms("fund")]
    elif spec.name == "dim_form":
        members = [(surrogate_key(spec.name, term.code), term.code, term.name_zh, term.kind) for term in terms("form")]
    return pl.DataFrame(members, schema=spec.dtypes, orient="row")
