"""Columns from a header whose words stand in columns of spaces and are wrapped over lines.

A wrapped word is found again by what stands right above and below it. The levels follow from which words may stand over
which; within a level the words are read from left to right, as where only the order is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.forms.columns import LABEL_ROLES, NAME_ROLES, Column, combine
from pipelines.forms.header import read_columns
from pipelines.forms.header_order import in_order
from pipelines.forms.header_parts import are_torn, may_stand_over
from pipelines.forms.wording import BARE_TOTALS, meaning_of
from pipelines.reading.rows import Cell

#: A word this much longer than the one below it stands over several columns and is no line of the same cell.
_WIDER_THAN_WRAPPED = 4
_CODE_PARTS = frozenset(("class", "group", "item"))


@dataclass(slots=True, eq=False)
class _Word:
    """Lines of one header cell: its text, the columns of characters it covers, its first and last line."""

    key: str
    left: int
    right: int
    top: int
    bottom: int

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
    headings = [word for word in words if _heads_a_side(word, words)]
    names = sorted((word for word in words if meaning_of(word.key).role in NAME_ROLES), key=lambda word: word.left)
    names = [name for name in names if sum(other.top == name.top for other in names) > 1]  # each side has its own
    if len({meaning_of(word.key).side for word in headings}) != 2 or not names:
        return _columns_of(words, "")
    columns: list[Column] = []
    for side, heading in enumerate(sorted(headings, key=lambda word: word.left)[:2]):
        part = [word for word in words if word not in headings and (word.left >= names[1].left) == bool(side)]
        for column in _columns_of(part, heading.key):
            column.block += side
            columns.append(column)
    return columns


def _columns_of(words: list[_Word], heading: str) -> list[Column]:
    """The columns of words of one side, or of a table without sides."""
    depths = _depths(words)
    levels = [
        [word for word in words if depths[id(word)] == depth] for depth in range(max(depths.values(), default=-1) + 1)
    ]
    rows = [[_cell(word) for word in sorted(level, key=lambda word: word.left)] for level in levels]
    spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for word in words:
        spans[word.key].append((word.left, word.right))
    columns = in_order(read_columns(rows, explicit=False), spans)
    if heading:
        for column in columns:
            column.words = (heading, *column.words)
            column.meaning = replace(combine(column.words), role=column.role)
    return columns


def _cell(word: _Word) -> Cell:
    return Cell(word.key, word.key, word.left, word.right, word.top)


def _depths(words: list[_Word]) -> dict[int, int]:
    """The header level of each word: one below the deepest word above it that may stand over it."""
    depths: dict[int, int] = {}
    for word in sorted(words, key=lambda word: (word.top, -word.left)):
        told = _right_neighbour(word, words) if meaning_of(word.key).is_sum else None
        if told is not None and (meaning_of(told.key).is_sum or id(told) in depths):
            # a total comes first among its siblings; before another total, or a whole heading, it is of the whole table
            alone = meaning_of(told.key).is_sum or _stands_before(word, told, words)
            depths[id(word)] = 0 if alone else depths[id(told)]
            continue
        above = [other for other in words if other.bottom < word.top and id(other) in depths]
        above = [other for other in above if _may_cover(other, word) and not _is_parted(other, word, words)]
        above = [other for other in above if not _precedes_total(other, word, words)]
        depths[id(word)] = max((depths[id(other)] + 1 for other in above), default=0)
    return depths


def _stands_before(total: _Word, told: _Word, words: list[_Word]) -> bool:
    """Whether a total of funds stands left of a heading: the middle of the heading is that of the others.

    合计 beside 本年拨款 over 一般公共预算 | 政府性基金预算 | 国有资本经营预算.
    """
    if total.key == "小计" or not meaning_of(told.key).fund:
        return False
    over = min(
        (word for word in words if word.bottom < told.top and _may_cover(word, told)),
        key=lambda word: abs(word.centre - told.centre),
        default=None,
    )
    if over is None or over.left <= total.right:
        return False
    beside = [word for word in words if word.top <= over.bottom and over.top <= word.bottom]
    parts = [word for word in words if word.top == told.top and word.left >= told.left]
    own = [part for part in parts if min(beside, key=lambda word: abs(word.centre - part.centre)) is over]
    end = max((part.right for part in own), default=told.right)
    return abs(over.centre - (told.left + end) / 2) + 1 < abs(over.centre - (total.left + end) / 2)


def _is_parted(over: _Word, word: _Word, words: list[_Word]) -> bool:
    """Whether a word as high as a heading and the words below it stands between the heading and a word to its right."""
    between = [other for other in words if over.right <= other.left and other.right <= word.left]
    tall = (other for other in between if other.top <= over.bottom and other.bottom >= word.top > over.bottom)
    return any(meaning_of(other.key).role == "money" for other in tall)


def _precedes_total(over: _Word, word: _Word, words: list[_Word]) -> bool:
    """Whether a total on a word's line stands between it and a heading: it comes first of what the heading covers."""
    return any(
        word.right <= other.left < over.right
        and other.key in BARE_TOTALS
        and other.top == word.top
        and not _has_nearer_heading(other, over, words)
        for other in words
    )


def _has_nearer_heading(total: _Word, over: _Word, words: list[_Word]) -> bool:
    """Whether what a total comes first of stands below a heading of its own: 公务用车 below 三公经费."""
    told = _right_neighbour(total, words)
    return told is not None and any(
        over.bottom < heading.top and heading.bottom < told.top and heading.meets(told) and _may_cover(heading, told)
        for heading in words
    )


def _right_neighbour(word: _Word, words: list[_Word]) -> _Word | None:
    same = [
        other for other in words if other.left > word.left and other.top <= word.bottom and word.top <= other.bottom
    ]
    return min(same, key=lambda other: other.left, default=None)


def _may_cover(over: _Word, word: _Word) -> bool:
    """Whether a word above is a heading of another."""
    part = meaning_of(word.key)
    if meaning_of(over.key).nature.startswith("basic_") and (part.role in LABEL_ROLES or part.is_total):
        return True  # 人员经费 over 科目编码|科目名称|决算数
    if meaning_of(over.key).item == "current_year_total" and part.nature:
        return True  # 本年收入 over 基本支出|项目支出
    if meaning_of(over.key).nature and not meaning_of(over.key).stage and part.dimensions == {"stage"}:
        return True  # 项目支出 over 决算数
    return may_stand_over(over.key, [word.key])


def _words(cell: Cell, left: int) -> list[tuple[str, int, int]]:
    """A header cell with its position and width.

    Two where one blank parts the names of two funds or natures, or the part of a code stands behind it: 经营收入 类.
    """
    first, blank, second = cell.text.partition(" ")
    parts = [meaning_of("".join(part.split())) for part in (first, second)]
    alike = all(part.dimensions for part in parts) and parts[0].dimensions == parts[1].dimensions
    if blank and (alike or parts[1].role in _CODE_PARTS):
        gap = len(cell.text) - len(second.lstrip())
        return [(first, left, len(first)), ("".join(second.split()), left + gap, len(cell.text) - gap)]
    return [(cell.key, left, len(cell.text))]


def _join(words: list[_Word], cells: list[_Word]) -> list[_Word]:
    """Adds a line of cells: each continues the one word right above it, or is a word of its own."""
    above = [_word_above(cell, words) or _word_begun(cell, words) for cell in cells]
    goes_on = [
        word is not None
        and (are_torn(word.key, cell.key) or _continues(word, cell, cells) or _is_own_total(word, cell, words, cells))
        for word, cell in zip(above, cells, strict=True)
    ]
    wrapped = {word.bottom for word, on in zip(above, goes_on, strict=True) if word is not None and on}
    added: list[_Word] = []
    for word, cell, on in zip(above, cells, goes_on, strict=True):
        if word is not None and (on or (word.bottom in wrapped and _is_rest(word, cell, cells))):
            word.key += cell.key
            word.left, word.right = min(word.left, cell.left), max(word.right, cell.right)
            word.bottom = cell.bottom
        else:
            added.append(cell)
    return words + added


def _word_begun(cell: _Word, words: list[_Word]) -> _Word | None:
    """The nearest word above that says nothing without a cell, where none stands right above: blanks lie at times."""
    above = [word for word in words if cell.top - word.bottom <= 2]
    begun = [] if any(word.meets(cell) for word in above) else [word for word in above if are_torn(word.key, cell.key)]
    return min(begun, key=lambda word: abs(word.centre - cell.centre), default=None)


def _word_above(cell: _Word, words: list[_Word]) -> _Word | None:
    """The one word right above a cell; None when there are none or several, or it heads a side."""
    above = [word for word in words if word.meets(cell) and cell.top - word.bottom <= 2]
    nearest = [word for word in above if word.bottom == max(other.bottom for other in above)]
    return nearest[0] if len(nearest) == 1 and not _heads_a_side(nearest[0], words) else None


def _is_own_total(word: _Word, cell: _Word, words: list[_Word], line: list[_Word]) -> bool:
    """Whether a total below a word is all that stands below it: the next word on its line begins before the next cell.

    “三公”经费 over 合计, beside 因公出国 over （境）费.
    """
    if cell.key not in BARE_TOTALS or sum(1 for other in line if other.meets(word)) > 1:
        return False
    beside = min((other.left for other in words if other.top == word.top and other.left > word.left), default=None)
    after = min((other.left for other in line if other.left > cell.left), default=None)
    return beside is not None and after is not None and beside <= after


def _is_rest(word: _Word, cell: _Word, line: list[_Word]) -> bool:
    """Whether a cell that says nothing of its own ends a word, as others of its line do (一般公共预算财政|拨款)."""
    meaning = meaning_of(cell.key)
    alone = sum(1 for other in line if other.meets(word)) == 1
    if meaning.role in LABEL_ROLES and (_is_code_part(cell, line) or len(cell.key) > 1):
        return False
    return alone and not (meaning.dimensions or meaning.is_sum or meaning.is_total)


def _is_code_part(cell: _Word, line: list[_Word]) -> bool:
    """Whether a word is 类, 款 or 项 beside another of them; alone it is the end of 拨款 or 事项."""
    parts = [other for other in line if meaning_of(other.key).role in _CODE_PARTS]
    return cell in parts and len(parts) > 1


def _heads_a_side(word: _Word, words: list[_Word]) -> bool:
    """Whether a word stands over one of two sides: 收入, and 支出 on the same line."""
    if not meaning_of(word.key).side:
        return False
    return len({meaning_of(other.key).side for other in words if other.top == word.top} - {""}) == 2


def _continues(word: _Word, cell: _Word, line: list[_Word]) -> bool:
    if sum(1 for other in line if other.meets(word)) > 1 or _is_code_part(cell, line):
        return False
    if len(cell.key) == 1:
        return True  # 公务用车运行维护 over 费
    is_label = meaning_of(cell.key).role in LABEL_ROLES
    if meaning_of(word.key).dimensions if is_label else _may_cover(word, cell):
        return False  # a heading, not the line above of the same cell
    tells = meaning_of(word.key + cell.key).dimensions - meaning_of(cell.key).dimensions
    if len(word.key) - len(cell.key) > _WIDER_THAN_WRAPPED and meaning_of(cell.key).role:
        return bool(tells) and not meaning_of(word.key).dimensions  # 机关运行经 over 费预算数
    return abs(word.centre - cell.centre) <= max(3.0, (word.right - word.left) / 2)
