"""Cells and rows: what every layout is turned into."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from pipelines.reading.numerals import Number, Refusal, read_number

#: How the cells of a row are ruled off: by pipes in a line, by pipes with a line for each cell, by tabs, by commas.
#: `text` is a line without ruling: prose, or one cell on a line of its own.
Ruling = Literal["pipes", "spilled", "tabs", "commas", "text"]


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

    def read_as(self, text: str) -> None:
        """Takes the number that another spelling of the cell is."""
        self._number = read_number(text)


@dataclass(slots=True)
class Row:
    """Cells that the layout puts side by side.

    `explicit` says that the position of a cell is its column; otherwise blank or merged cells were dropped and only
    the order holds. `gap` is the number of empty lines above; `width` the number of columns that the ruling shows;
    `indent` the number of blanks before a line of text; `new_page` says that a form feed stands before it. `filled`
    are the cells with text, `key` is all text of the row without white space and quotes: both are asked for by every
    room, so they are kept.
    """

    cells: list[Cell]
    ruling: Ruling
    explicit: bool
    line: int
    gap: int = 0
    width: int = 1
    indent: int = 0
    new_page: bool = False
    filled: list[Cell] = field(init=False, repr=False, compare=False)
    key: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep what the cells say together."""
        if len(self.cells) == 1:
            cell = self.cells[0]
            self.filled, self.key = [cell] if cell.key else [], cell.key
        else:
            self.filled = [cell for cell in self.cells if cell.key]
            self.key = "".join([cell.key for cell in self.filled])


def make_cell(folded: str, start: int, end: int, line: int) -> Cell:
    """The cell between two offsets of the folded text, without the white space around it."""
    return cell_of(folded[start:end], start, line)


def cell_of(piece: str, start: int, line: int) -> Cell:
    """The cell of a piece of folded text that begins at `start`, without the white space around it."""
    text = piece.strip()
    if not text:
        return Cell("", "", start, start + len(piece), line)
    if len(text) < len(piece):
        start += piece.find(text)
    words = text.split()
    key = text if len(words) == 1 else "".join(words)
    if '"' in key:
        key = key.replace('"', "")
    return Cell(text, key, start, start + len(text), line)


#: An amount whose thousands are parted by blanks.
_BLANKS_BETWEEN = re.compile(r"\d{1,3}(?: \d{3})+\.\d+")


def ruled_cell_of(piece: str, start: int, line: int) -> Cell:
    """The same of a piece that is ruled off: blanks between the digits of an amount part its thousands.

    >>> ruled_cell_of(" 1 300 000.00 ", 0, 1).number.value
    Decimal('1300000.00')
    """
    cell = cell_of(piece, start, line)
    if " " in cell.text and _BLANKS_BETWEEN.fullmatch(cell.text):
        cell.read_as(cell.key)
    return cell
