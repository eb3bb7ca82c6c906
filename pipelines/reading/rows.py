"""Cells and rows: what every layout is turned into."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pipelines.reading.numerals import Number, Refusal, read_number

#: How the cells of a row are ruled off. `text` is a line without ruling: prose, or one cell on a line of its own.
Ruling = Literal["pipes", "tabs", "text"]


@dataclass(slots=True)
class Cell:
    """One cell: its folded, stripped text, the same without white space and quotes (`key`), and where it stands.

    A blank cell that the layout shows has an empty `text`.
    """

    text: str
    key: str
    start: int
    end: int
    line: int
    _number: Number | Refusal | None = field(default=None, repr=False, compare=False)

    @property
    def number(self) -> Number | Refusal:
        """The number that the cell is, or why it is none; read once."""
        if self._number is None:
            self._number = read_number(self.text)
        return self._number


@dataclass(slots=True)
class Row:
    """Cells that the layout puts side by side.

    `explicit` says that the position of a cell is its column; otherwise blank or merged cells were dropped and only
    the order holds. `gap` is the number of empty lines above; `width` the number of columns that the ruling shows;
    `indent` the number of blanks before a line of text.
    """

    cells: list[Cell]
    ruling: Ruling
    explicit: bool
    line: int
    gap: int = 0
    width: int = 1
    indent: int = 0

    @property
    def filled(self) -> list[Cell]:
        """The cells with text."""
        return [cell for cell in self.cells if cell.key]

    @property
    def key(self) -> str:
        """All text of the row, without white space and quotes."""
        return "".join([cell.key for cell in self.cells])


def make_cell(folded: str, start: int, end: int, line: int) -> Cell:
    """The cell between two offsets of the folded text, without the white space around it."""
    piece = folded[start:end]
    text = piece.strip()
    if text:
        start += piece.find(text)
        end = start + len(text)
    return Cell(text, "".join(text.split()).replace('"', ""), start, end, line)
