"""Rows of a document as the rows of its tables: a row whose every cell stands on a line of its own is put together.

Some pages print each cell as a row of one cell and no padding says where the row ends; then only the header's words tell the width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.forms.performance.taxonomy import canonical_level
from pipelines.forms.performance.vocabulary import header_role
from pipelines.reading.rows import Cell, Row

#: No table of indicators has more columns than this.
_WIDEST = 12


@dataclass(slots=True)
class Record:
    """The cells of one table row, and the indexes of the rows they came from."""

    cells: list[Cell]
    rows: tuple[int, ...]
    ruled: bool
    explicit: bool
    key: str

    @property
    def filled(self) -> list[Cell]:
        """The cells with text."""
        return [cell for cell in self.cells if cell.key]


def read_records(rows: Sequence[Row]) -> list[Record]:
    """Gives the table rows of a document, lines of prose among them, in order."""
    records: list[Record] = []
    at = 0
    while at < len(rows):
        taken = _stacked(rows, at)
        if taken:
            width, count = taken
            for first in range(at, at + count, width):
                indexes = tuple(range(first, first + width))
                cells = [cell for index in indexes for cell in rows[index].cells]
                records.append(Record(cells, indexes, True, True, "".join(cell.key for cell in cells)))
            at += count
            continue
        row = rows[at]
        records.append(Record(row.cells, (at,), row.ruling != "text", row.explicit, row.key))
        at += 1
    return records


def _stacked(rows: Sequence[Row], at: int) -> tuple[int, int] | None:
    """Width and number of rows of a table that begins at `at` with every cell in a row of its own."""
    if not _is_single(rows, at) or header_role(rows[at].key) != "level1":
        return None
    width = 1
    while width < _WIDEST and _is_single(rows, at + width) and header_role(rows[at + width].key):
        width += 1
    roles = [header_role(rows[at + step].key) for step in range(width)]
    if width < 2 or "name" not in roles:
        return None
    end = at + width
    while (
        all(_is_single(rows, end + step) for step in range(width))
        and canonical_level(rows[end].key, 1)
        and rows[end].gap == 0
    ):
        end += width
    return (width, end - at) if end > at + width else None


def _is_single(rows: Sequence[Row], at: int) -> bool:
    return at < len(rows) and rows[at].ruling == "pipes" and len(rows[at].cells) == 1 and rows[at].cells[0].key != ""
