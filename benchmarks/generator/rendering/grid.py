"""The rows of a table in the order of print, shared by all layouts: furniture, header, body, repeated headers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.generator.sheet import Cell, Table


class PrintedRow(NamedTuple):
    """One row on its way to print. `number` counts body rows (-1: above them); `kind` says how layouts may set it."""

    number: int
    cells: list[Cell]
    kind: str


def furniture(table: Table, *, inside: bool) -> Iterator[PrintedRow]:
    """Gives what stands above the header: lines of text, or rows of the grid where `inside`."""
    if not inside:
        for text in (table.number, table.title):
            if text:
                yield PrintedRow(-1, [text], "line")
        below = " ".join(text for text in (table.left, table.unit_line) if text)
        if below:
            yield PrintedRow(-1, [below], "line")
        return
    width = table.width
    if table.number:
        yield PrintedRow(-1, [table.number, *[""] * (width - 1)], "inside")
    yield PrintedRow(-1, [table.title, *[None] * (width - 1)], "inside")
    if table.left and table.unit_line and width > 1:
        yield PrintedRow(-1, [table.left, *[None] * (width - 2), table.unit_line], "inside")
    elif table.unit_line:
        yield PrintedRow(-1, [table.unit_line, *[None] * (width - 1)], "inside")


def body(table: Table) -> Iterator[PrintedRow]:
    """Gives header and rows; a long table of a document that repeats headers has one on each page."""
    for cells in table.header:
        yield PrintedRow(-1, cells, "header")
    size = table.page_rows
    for number, row in enumerate(table.rows):
        if size and number and number % size == 0:
            yield PrintedRow(-1, [], "page")
            if table.repeat_header:
                for cells in table.header:
                    yield PrintedRow(-1, cells, "header")
        yield PrintedRow(number, row.cells, "body")
