"""Rows of a document as the rows of its tables: where every cell stands on a line of its own, they are put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.reading.rows import Cell, Row


@dataclass(slots=True)
class Record:
    """The cells of one table row, and the indexes of the rows they came from.

    `explicit` says that the position of a cell is its column, `ruled` that the layout rules cells off; `filled` are the
    cells with text.
    """

    cells: list[Cell]
    rows: tuple[int, ...]
    ruled: bool
    explicit: bool
    key: str
    filled: list[Cell]


def as_record(index: int, row: Row) -> Record:
    """A row as it is."""
    return Record(row.cells, (index,), row.ruling != "text", row.explicit, row.key, row.filled)


def join_rows(rows: Sequence[Row], first: int, count: int) -> Record:
    """Some rows of one cell each as one row; a row without any cell was a blank cell."""
    cells = [row.cells[0] if row.cells else Cell("", "", 0, 0, row.line) for row in rows[first : first + count]]
    filled = [cell for cell in cells if cell.key]
    key = "".join([cell.key for cell in filled])
    return Record(cells, tuple(range(first, first + count)), ruled=True, explicit=False, key=key, filled=filled)
