"""The layout of a page's text taken out a line a row, as PDF libraries and viewers give it: one blank parts the cells.

Blank cells are gone; a wrapped name stands above and below the line of its numbers; header words stand on the lines of
their levels. Libraries join pages by a line break, by a form feed, or by both.
"""

from __future__ import annotations

from benchmarks.generator.rendering.grid import PrintedRow, body, furniture
from benchmarks.generator.rendering.sink import Sink
from benchmarks.generator.sheet import Table

#: Characters after which a name wraps; 99: never.
NAME_WIDTHS = (12, 16, 99, 99, 99)


def write_flow(sink: Sink, table: Table) -> None:
    """Writes the table a line a row."""
    start = len(sink.lines)
    sink.lines += sink.page([str(row.cells[0]) for row in furniture(table, inside=False)])
    width = sink.rng.choice(NAME_WIDTHS)
    for row in body(table):
        if row.kind == "page":
            sink.new_page()
        else:
            begun = len(sink.lines)
            sink.lines += sink.page(_lines(row, width))
            sink.mark(row.number, begun)
    sink.lines += sink.page(list(table.notes))
    sink.mark(-1, start)


def _lines(row: PrintedRow, width: int) -> list[str]:
    """The lines of a row: pieces of one long name around the line of its numbers."""
    cells = [cell for cell in row.cells if cell]
    long = next((at for at, cell in enumerate(cells) if _is_long(cell, width) and row.kind == "body"), None)
    if long is None or len(cells) == 1:
        return [" ".join(cells)] if cells else []
    name = cells.pop(long)
    pieces = [name[at : at + width] for at in range(0, len(name), width)]
    middle = len(pieces) // 2
    line = " ".join(cells) if len(pieces) % 2 == 0 else " ".join([*cells[:long], pieces.pop(middle), *cells[long:]])
    return [*pieces[:middle], line, *pieces[middle:]]


def _is_long(cell: str, width: int) -> bool:
    return len(cell) > width and not cell[-1].isdigit()
