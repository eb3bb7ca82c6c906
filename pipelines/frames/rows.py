"""Rows of one batch, made frames once at the end.

A frame a document costs far more than a list of rows, which are turned to columns all at once; and number text that
Polars casts costs a hundredth of Python `Decimal` objects.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import polars as pl

from schemas.catalog import Table, table, tables

#: The document (its key) that shows a member: a member goes when no document shows it any longer.
SEEN_IN = "seen_in"
#: The year in which a document shows a member whose row is not decided by its key alone: the newest year wins.
SEEN_YEAR = "seen_year"
_WITH_YEAR = frozenset({"dim_department", "dim_project"})
#: Known only when all documents stand side by side.
_DERIVED = frozenset({"is_current"})


def batch_dtypes(spec: Table) -> dict[str, pl.DataType]:
    """Gives the columns of a table inside a batch: without what only the whole shows, with where a member was seen."""
    dtypes = {name: dtype for name, dtype in spec.dtypes.items() if name not in _DERIVED}
    if has_members(spec):
        dtypes |= {SEEN_IN: pl.Int64()}
    return dtypes | ({SEEN_YEAR: pl.Int32()} if spec.name in _WITH_YEAR else {})


def has_members(spec: Table) -> bool:
    """Whether several documents may show one row of the table: every dimension but that of the documents."""
    return spec.is_dimension and spec.name != "dim_document"


class Rows:
    """The rows of one batch, by table. `add` appends a row; `add_once` a member, unless its document has shown it."""

    def __init__(self) -> None:
        self._dtypes = {spec.name: batch_dtypes(spec) for spec in tables()}
        self._rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in self._dtypes}
        self._seen: set[tuple[object, ...]] = set()

    def add(self, name: str, *values: object) -> None:
        """Appends one row, its values in the column order of the batch."""
        self._rows[name].append(values)

    def add_once(self, name: str, *values: object) -> None:
        """Appends a member, its document (and year) last, unless the same row is there."""
        row = (name, *values)
        if row not in self._seen:
            self._seen.add(row)
            self.add(name, *values)

    def frames(self) -> dict[str, pl.DataFrame]:
        """Gives one frame a table, typed as the batch declares."""
        return {name: _frame(dtypes, self._rows[name]) for name, dtypes in self._dtypes.items()}


def empty_batch() -> dict[str, pl.DataFrame]:
    """Gives the frames of a batch without documents."""
    return Rows().frames()


def number_text(value: Decimal | None, places: int) -> str | None:
    """Gives a number as text with at most `places` decimals, halves rounded away from zero.

    >>> number_text(Decimal("1E+3"), 2), number_text(Decimal("0.125"), 2)
    ('1000', '0.13')
    """
    if value is None:
        return None
    text = format(value, "f")
    if len(text.partition(".")[2]) > places:
        text = format(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), "f")
    return text


def _frame(dtypes: dict[str, pl.DataType], rows: list[tuple[object, ...]]) -> pl.DataFrame:
    read = {name: pl.String() if isinstance(dtype, pl.Decimal) else dtype for name, dtype in dtypes.items()}
    columns = zip(*rows, strict=True) if rows else ((),) * len(dtypes)
    frame = pl.DataFrame(dict(zip(dtypes, columns, strict=True)), schema=read)
    return frame.with_columns(pl.col(name).cast(dtype) for name, dtype in dtypes.items() if read[name] != dtype)


def declared(name: str) -> list[str]:
    """Gives the declared columns of a table, in order."""
    return list(table(name).dtypes)
