"""Layouts with a separator between cells: pipes with and without blanks, spilled pipes, tabs."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.generator.rendering.grid import body, furniture
from benchmarks.generator.rendering.sink import Sink
from benchmarks.generator.sheet import Cell, Table

#: How many of the spilled documents spill every cell, not only their headers.
ALL_SPILLED = 0.6
#: How many of these print the pipes on lines of their own as well.
STACKED = 0.3


def write_pipes(sink: Sink, table: Table) -> None:
    """Writes every cell, blank or merged, with a pipe behind it."""
    _write(sink, table, lambda cells: " | ".join([cell or "" for cell in cells]) + " |", inside=False)
    _notes(sink, table)


def write_tabs(sink: Sink, table: Table) -> None:
    """Writes every cell, blank or merged, with tabs between; a page break is an empty line."""
    _write(sink, table, lambda cells: "\t".join([cell or "" for cell in cells]), inside=False)
    sink.lines.append("")
    _notes(sink, table)


def write_lossy(sink: Sink, table: Table) -> None:
    """Writes cells with text and fills the row with pipes; a web page's last row keeps no fill."""
    start = len(sink.lines)
    _write(sink, table, lambda cells: lossy_row(cells, table.width), inside=sink.inside)
    if sink.inside and len(sink.lines) > start:
        sink.lines[-1] = sink.lines[-1].rstrip("| ") + " |"
    _notes(sink, table)


def lossy_row(cells: list[Cell], width: int) -> str:
    """Gives one row without its blanks.

    >>> lossy_row(["合计", None, "5.00", ""], 4), lossy_row(["a", "b"], 2)
    ('合计 | 5.00 | ||', 'a | b |')
    """
    texts = [cell for cell in cells if cell]
    missing = width - len(texts)
    return " | ".join(texts) + (" | " + "|" * missing if missing > 0 else " |")


def write_spilled(sink: Sink, table: Table) -> None:
    """Writes each cell on its own line; merged cells come back as a run of pipes at the end of the row.

    Some pages spill only their headers: cells that begin with a line break, between rows that keep theirs. Others spill
    every cell and every pipe.
    """
    every = sink.rng.random() < ALL_SPILLED
    write_row = stacked_row if sink.rng.random() < STACKED else spilled_row
    for row in furniture(table, inside=sink.inside):
        if row.kind == "line":
            sink.lines.append(str(row.cells[0]))
        else:
            sink.lines += write_row(row.cells) if every else [lossy_row(row.cells, table.width)]
    for row in body(table):
        if row.kind == "page":
            continue
        start = len(sink.lines)
        if every:
            sink.lines += write_row(row.cells)
        elif row.kind == "header":
            sink.lines += broken_row(row.cells, table.width)
        else:
            sink.lines.append(lossy_row(row.cells, table.width))
        sink.mark(row.number, start)
    _notes(sink, table)


def broken_row(cells: list[Cell], width: int) -> list[str]:
    """Gives a header row whose cells begin with a line break, all but the first.

    >>> broken_row(["项目", None, "本年收入合计", "其他收入"], 5)
    ['项目 |', '本年收入合计 |', '其他收入 | ||']
    """
    first, *others = [cell for cell in cells if cell] or [""]
    text = lossy_row([first, *["\n" + cell for cell in others]], width)
    return [line.rstrip() for line in text.split("\n")]


def spilled_row(cells: list[Cell]) -> list[str]:
    """Gives one row as lines.

    >>> spilled_row(["合计", None, "5.00", ""])
    ['合计 |', '5.00 |', '|', '|']
    """
    lines = [f"{cell} |" if cell else "|" for cell in cells if cell is not None]
    merged = len(cells) - len(lines)
    return [*lines, "|" * merged] if merged else lines


def stacked_row(cells: list[Cell]) -> list[str]:
    """Gives one row as lines of cells and lines of pipes.

    >>> stacked_row(["合计", None, "5.00", ""])
    ['合计', '|', '5.00', '|', '|', '|']
    """
    lines: list[str] = []
    for line in spilled_row(cells):
        text = line.removesuffix(" |")
        lines += [line] if text == line else [text, "|"]
    return lines


def _write(sink: Sink, table: Table, line: Callable[[list[Cell]], str], *, inside: bool) -> None:
    lines = sink.lines
    for row in furniture(table, inside=inside):
        lines.append(str(row.cells[0]) if row.kind == "line" else line(row.cells))
    for row in body(table):
        if row.kind != "page":
            start = len(lines)
            lines.append(line(row.cells))
            sink.mark(row.number, start)


def _notes(sink: Sink, table: Table) -> None:
    start = len(sink.lines)
    sink.lines += table.notes
    sink.mark(-1, start)
