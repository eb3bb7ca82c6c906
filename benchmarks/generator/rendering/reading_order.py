"""The layout of a page's reading order: cells as paragraphs, columns that run together, some cells far from their row.

What real documents of this kind do, and this writer draws: header words stand in any order or in the middle of the
table; a class's code follows its row; a cell beside a blank one comes many rows later; the lines of several wrapped
names come one after the other before the codes of their rows; two neighbours share a line.
"""

from __future__ import annotations

from benchmarks.generator.rendering.grid import PrintedRow, body, furniture
from benchmarks.generator.rendering.sink import Sink
from benchmarks.generator.sheet import Table

NAME_WIDTHS = (7, 11, 15, 99, 99, 99)


def write_reading_order(sink: Sink, table: Table) -> None:
    """Writes the table's cells in a page's reading order."""
    start = len(sink.lines)
    sink.lines += sink.page([str(row.cells[0]) for row in furniture(table, inside=False)])
    writer = _Order(sink, sink.rng.choice(NAME_WIDTHS))
    for row in body(table):
        if row.kind == "page":
            writer.flush()
            sink.new_page()
        elif row.kind == "header":
            writer.header(row)
        else:
            writer.row(row)
    writer.flush()
    for note in table.notes:
        sink.lines += [note, ""]
    sink.mark(-1, start)


class _Order:
    """Keeps the cells that come later than their row."""

    def __init__(self, sink: Sink, width: int) -> None:
        self.sink, self.rng, self.width = sink, sink.rng, width
        self.late: list[tuple[int, str]] = []
        self.written = 0
        self.disorder = sink.rng.choice((0.0, 0.02, 0.06))

    def put(self, lines: list[str]) -> None:
        """Writes one paragraph."""
        lines.append("")
        self.sink.lines += self.sink.page(lines)

    def header(self, row: PrintedRow) -> None:
        """Writes header words, a few of them later."""
        for cell in row.cells:
            if cell:
                if self.rng.random() < self.disorder * 2:
                    self.late.append((self.written + self.rng.randrange(3, 12), cell))
                else:
                    self.put(self._wrapped(cell))

    def row(self, row: PrintedRow) -> None:
        """Writes one row: wrapped names as several lines of a paragraph, now and then a code after its numbers."""
        start = len(self.sink.lines)
        cells = [(place, cell) for place, cell in enumerate(row.cells) if cell]
        if len(cells) > 2 and cells[0][1][0] in "0123456789" and self.rng.random() < self.disorder:
            cells = [*cells[1:], cells[0]]
        skip = False
        for position, (place, cell) in enumerate(cells):
            if skip:
                skip = False
                continue
            blank_before = place > 0 and row.cells[place - 1] == ""
            if blank_before and self.rng.random() < self.disorder * 3:
                self.late.append((self.written + self.rng.randrange(1, 10), cell))
            elif self._shares_line(row, cells, position):
                self.put([f"{cell} {cells[position + 1][1]}"])
                skip = True
            else:
                self.put(self._wrapped(cell))
        self.sink.mark(row.number, start)
        self.written += 1
        self._due()

    def _shares_line(self, row: PrintedRow, cells: list[tuple[int, str]], position: int) -> bool:
        """Whether a number and the label on its right stand so close that they come out as one line."""
        if position + 1 >= len(cells) or len(row.cells) < 4:
            return False
        cell, following = cells[position][1], cells[position + 1][1]
        return ("." in cell or "," in cell) and following[0] == "一" and self.rng.random() < 0.3

    def _wrapped(self, cell: str) -> list[str]:
        if len(cell) <= self.width or cell[0] in "0123456789":
            return [cell]
        return [cell[place : place + self.width] for place in range(0, len(cell), self.width)]

    def _due(self) -> None:
        ready = [cell for when, cell in self.late if when <= self.written]
        if ready:
            self.late = [entry for entry in self.late if entry[0] > self.written]
            for cell in ready:
                self.put([cell])

    def flush(self) -> None:
        """Writes all cells that are still to come."""
        for _, cell in self.late:
            self.put([cell])
        self.late = []
