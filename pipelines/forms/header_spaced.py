"""Columns from a header whose words stand in columns of spaces and are wrapped over lines.

A wrapped word is found again by what stands right above and below it; a leaf is a word with nothing below. The order of
the leaves from left to right is the order of the columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipelines.forms.header import Column, combine
from pipelines.forms.wording import meaning_of
from pipelines.reading.rows import Cell

#: A word this much longer than the one below it stands over several columns and is no line of the same cell.
_WIDER_THAN_WRAPPED = 4


@dataclass(slots=True, eq=False)
class _Word:
    """Lines of one header cell: its text, the columns of characters it covers, its first and last line."""

    key: str
    left: int
    right: int
    top: int
    bottom: int
    below: list[_Word] = field(default_factory=list)

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    def meets(self, other: _Word) -> bool:
        """Whether two words stand above each other."""
        return self.left < other.right and other.left < self.right


def read_spaced_columns(lines: Sequence[Sequence[tuple[Cell, int]]]) -> list[Column]:
    """The columns of a header given as lines of cells with the position of each in its line."""
    words: list[_Word] = []
    for depth, line in enumerate(lines):
        cells = [
            _Word(key, at, at + width, depth, depth) for cell, left in line for key, at, width in _words(cell, left)
        ]
        words = _join(words, cells)
    leaves = sorted(_leaves(words), key=lambda word: word.centre)
    columns = [_column(leaf, words) for leaf in leaves]
    if any(column.role == "class" for column in columns):
        columns = [column for column in columns if column.role != "code"]
    _name_subtotals(columns)
    block, figures = 0, False
    for column in columns:
        if column.role in ("code", "class", "name") and figures:
            block, figures = block + 1, False
        figures |= column.role in ("money", "quantity")
        column.block = block
    return columns


def _words(cell: Cell, left: int) -> list[tuple[str, int, int]]:
    """A header cell with its position and width; two where one blank parts the names of two funds or natures."""
    first, blank, second = cell.text.partition(" ")
    parts = [meaning_of("".join(part.split())) for part in (first, second)]
    if blank and all(part.dimensions for part in parts) and parts[0].dimensions == parts[1].dimensions:
        gap = len(cell.text) - len(second.lstrip())
        return [(first, left, len(first)), ("".join(second.split()), left + gap, len(cell.text) - gap)]
    return [(cell.key, left, len(cell.text))]


def _join(words: list[_Word], cells: list[_Word]) -> list[_Word]:
    """Adds a line of cells: each continues the one word right above it, or is a word of its own."""
    added: list[_Word] = []
    for cell in cells:
        above = [word for word in words if word.meets(cell) and cell.top - word.bottom <= 2]
        nearest = [word for word in above if word.bottom == max(other.bottom for other in above)]
        if len(nearest) == 1 and not _heads_a_side(nearest[0], words) and _continues(nearest[0], cell, cells):
            word = nearest[0]
            word.key += cell.key
            word.left, word.right = min(word.left, cell.left), max(word.right, cell.right)
            word.bottom = cell.bottom
        else:
            added.append(cell)
    return words + added


def _heads_a_side(word: _Word, words: list[_Word]) -> bool:
    """Whether a word stands over one of two sides: 收入, and 支出 on the same line."""
    if not meaning_of(word.key).side:
        return False
    return len({meaning_of(other.key).side for other in words if other.top == word.top} - {""}) == 2


def _continues(word: _Word, cell: _Word, line: list[_Word]) -> bool:
    if sum(1 for other in line if other.meets(word)) > 1 or cell.key in ("类", "款", "项"):
        return False
    tells = meaning_of(word.key + cell.key).dimensions - meaning_of(cell.key).dimensions
    if len(word.key) - len(cell.key) > _WIDER_THAN_WRAPPED and meaning_of(cell.key).role:
        return bool(tells) and not meaning_of(word.key).dimensions  # 机关运行经 over 费预算数
    return abs(word.centre - cell.centre) <= max(3.0, (word.right - word.left) / 2)


def _leaves(words: list[_Word]) -> list[_Word]:
    lowest = max((word.bottom for word in words), default=0)
    leaves = []
    two_sided = len({meaning_of(word.key).side for word in words} - {""}) == 2
    for word in words:
        if any(other.top > word.bottom and other.meets(word) for other in words):
            continue
        if two_sided and meaning_of(word.key).side and word.bottom < lowest:
            continue  # 收入, 支出: over columns that stand to its left and right
        leaves.append(word)
    return leaves


def _column(leaf: _Word, words: list[_Word]) -> Column:
    above = sorted((w for w in words if w.bottom < leaf.top and w.meets(leaf)), key=lambda word: word.top)
    path = (*(word.key for word in above), leaf.key)
    return Column(path, combine(path))


def _name_subtotals(columns: list[Column]) -> None:
    """小计 before 购置费 is of the vehicles, before 人员经费 of basic expenditure."""
    for column, following in pairwise(columns[1:]):
        meaning = column.meaning
        if meaning.is_sum and not meaning.dimensions:
            if following.meaning.item in ("vehicle_purchase", "vehicle_operation"):
                column.meaning = replace(meaning, item="official_vehicle")
            elif following.meaning.nature.startswith("basic_"):
                column.meaning = replace(meaning, nature="basic")
