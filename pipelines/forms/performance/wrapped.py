"""Cells that a layout prints over several lines, with cells of other columns between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.reading.rows import Cell

Span = tuple[int, int]


@dataclass(slots=True)
class WrappedCell(Cell):
    """A cell whose lines stand apart: `parts` are the offsets of each; `start` and `end` are those of the first."""

    parts: tuple[Span, ...] = ()


def join_cells(cells: Sequence[Cell]) -> Cell:
    """One cell of its lines from top to bottom; between letters of the Latin alphabet a blank stands for the break.

    >>> join_cells([Cell("服务对象", "服务对象", 0, 4, 1), Cell("满意度", "满意度", 20, 23, 2)]).text
    '服务对象满意度'
    """
    first = cells[0]
    if len(cells) == 1:
        return first
    text = first.text
    for cell in cells[1:]:
        text += cell.text if text[-1] > "\x7f" or cell.text[0] > "\x7f" or not text[-1].isalpha() else " " + cell.text
    key = "".join([cell.key for cell in cells])
    parts = tuple(span for cell in cells for span in spans_of(cell))
    return WrappedCell(text, key, first.start, first.end, first.line, parts=parts)


def spans_of(cell: Cell) -> tuple[Span, ...]:
    """The offsets of every line of a cell."""
    return cell.parts if isinstance(cell, WrappedCell) else ((cell.start, cell.end),)
