"""Layouts with one cell a line or paragraph: blanks as empty lines, or gone."""

from __future__ import annotations

from benchmarks.generator.rendering.grid import PrintedRow, body, furniture
from benchmarks.generator.rendering.sink import Sink
from benchmarks.generator.sheet import Cell, Table


def write_cellblank(sink: Sink, table: Table) -> None:
    """Writes a text cell as a line and an empty line, a blank cell as an empty line, a merged cell not at all."""
    for row in furniture(table, inside=False):
        sink.lines.append(str(row.cells[0]))
    _write_rows(sink, table)
    sink.lines += table.notes


def write_paragraphs(sink: Sink, table: Table) -> None:
    """Writes the same with titles inside the grid and notes as paragraphs."""
    for row in furniture(table, inside=True):
        sink.lines += paragraph_cells(row.cells)
    _write_rows(sink, table)
    for note in table.notes:
        sink.lines += [note, ""]


def paragraph_cells(cells: list[Cell]) -> list[str]:
    """Gives one row as lines.

    >>> paragraph_cells(["合计", None, "5.00", ""])
    ['合计', '', '5.00', '', '']
    """
    lines: list[str] = []
    for cell in cells:
        if cell:
            lines += [cell, ""]
        elif cell is not None:
            lines.append("")
    return lines


def write_cells(sink: Sink, table: Table) -> None:
    """Writes one cell with text a line."""
    sink.lines += [str(row.cells[0]) for row in furniture(table, inside=False)]
    for row in _printed(table):
        start = len(sink.lines)
        sink.lines += [cell for cell in row.cells if cell]
        sink.mark(row.number, start)
    start = len(sink.lines)
    sink.lines += table.notes
    sink.mark(-1, start)


def _write_rows(sink: Sink, table: Table) -> None:
    for row in _printed(table):
        start = len(sink.lines)
        sink.lines += paragraph_cells(row.cells)
        sink.mark(row.number, start)
    sink.mark(-1, len(sink.lines))


def _printed(table: Table) -> list[PrintedRow]:
    return [row for row in body(table) if row.kind != "page"]
