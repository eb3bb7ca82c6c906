"""Performance forms folded into one line: every cell of the form behind the other, a blank between them.

A page whose table lost its rulings and its line ends. The header's words show it; its words become rows of one cell,
so that the readers of stacks read them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pipelines.forms.performance.vocabulary import header_role, is_title, read_label
from pipelines.reading.rows import Cell, Row, cell_of

#: A folded form has at least so many words, and so many words of its header follow each other.
_FEWEST_WORDS, _HEADER_WORDS = 16, 3
#: The form shows within so many words: its title, a label or its header.
_HEAD = 3
#: What every form of performance prints.
_SIGN = "指标"


def unfold(rows: Sequence[Row]) -> tuple[Sequence[Row], Sequence[int]]:
    """Gives the rows with folded forms as rows of one cell, and for each the index of the row that it came from."""
    folded = {at for at, row in enumerate(rows) if row.ruling == "text" and _SIGN in row.key and _is_folded(row)}
    if not folded:
        return rows, range(len(rows))
    found: list[Row] = []
    owners: list[int] = []
    for at, row in enumerate(rows):
        parts = (
            [Row([cell], "pipes", explicit=False, line=cell.line) for cell in words_of(row)] if at in folded else [row]
        )
        found += parts
        owners += [at] * len(parts)
    return found, owners


def _is_folded(row: Row) -> bool:
    """Whether a line begins as a form does, with its title, a label or header, and holds a header; no whole page."""
    words = row.cells[0].text.split()
    if len(words) < _FEWEST_WORDS or not any(map(_begins_form, words[:_HEAD])):
        return False
    runs = (len(list(run)) for known, run in groupby(words, key=lambda word: bool(header_role(word))) if known)
    return max(runs, default=0) >= _HEADER_WORDS


def _begins_form(word: str) -> bool:
    return is_title(word) or bool(header_role(word)) or read_label(word) is not None


def words_of(row: Row) -> list[Cell]:
    """The words of a line, each a cell."""
    return [word for cell in row.cells for word in words_in(cell)]


def words_in(cell: Cell) -> list[Cell]:
    """The words of a cell, each a cell."""
    cells: list[Cell] = []
    at = 0
    for word in cell.text.split():
        at = cell.text.index(word, at)
        cells.append(cell_of(word, cell.start + at, cell.line))
        at += len(word)
    return cells
