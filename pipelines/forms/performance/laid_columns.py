"""Columns of a table that blanks part: words of its lines, its header, and where one column ends and the next begins.

The words of a header stand over their columns; the rule between two columns, which the text lost, stood between their
words. It is where the fewest words of the lines below would be cut.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, pairwise
from statistics import median
from unicodedata import east_asian_width

from pipelines.forms.performance.alignment import fitness, kind_of
from pipelines.forms.performance.headers import UNKNOWN
from pipelines.forms.performance.vocabulary import header_role, is_header_word
from pipelines.forms.performance.wrapped import join_cells
from pipelines.reading.rows import Cell, Row, cell_of

_WORD = re.compile(r"\S+")
#: A header's words wrap over so many lines above and below the line that most of them stand in.
_HEADER_REACH = 3
#: The name of a level has at most so many lines; one line is at most so far below the one above; it is Chinese.
_PARTS, _STEP = 5, 2
_WORDS = re.compile(r"[\u4e00-\u9fff]+(?:\(\d+分?\))?")
LEVEL_KINDS = frozenset(("level1", "level2", "levels", "frame1", "frame2", "frames"))
#: Of a header's words so many stand whole in one line, and so many are known when the wrapped ones are whole.
_IN_LINE, _IN_ALL = 2, 3
#: The rest of a wrapped header word has at most so many characters.
_REST = 6
#: So far from its head the rest of a header word may stand: the lines of a layout are not in step.
_NEAR, _ASIDE = 8, 4
#: A word that a rule cuts, two cells of a line in one column, and a word for each place that it is away from its head.
_CUT, _TWO, _FAR, _FARTHEST = 4.0, 2.0, 0.1, 3.0
#: So many blanks part cells; so far a rule may stand from the heads that it parts; what fits at most counts this much.
_APART, _DRIFT, _FIT, _FITTING = 2, 12, 4.0, 1.5
#: How well anything fits a column whose head no declared word explains.
_UNKNOWN = 1.0
#: What it costs that two words of a line with one blank between stand in one column.
_JOINED = 0.3


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a blank: its line among those of the form, its place in the line, its cell.

    Its kind is that of its cell; that of a part of a level's name is the level's.
    """

    line: int
    at: int
    cell: Cell
    wide: bool
    kind: str

    @property
    def end(self) -> int:
        """The place behind it."""
        return self.at + (width_of(self.cell.text) if self.wide else len(self.cell.text))

    @property
    def middle(self) -> float:
        """Where its middle was printed: the layout gives a wide character one place, though it takes two."""
        return self.at + width_of(self.cell.text) / 2


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a table: its words from left to right, and the lines from the first to behind the last of them."""

    words: tuple[Word, ...]
    first: int
    last: int


@lru_cache(maxsize=8192)
def width_of(text: str) -> int:
    """How wide a text is printed, in halves of a wide character.

    >>> width_of("≥12公里"), width_of("满意度")
    (8, 6)
    """
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def words_of_line(row: Row, line: int, *, wide: bool) -> list[Word]:
    """The words of a line of text, with the place of each; `wide`: a wide character takes two places of the line.

    Where columns stand far apart, the layout gives every character one place and fills up with blanks; where they stand
    so close that there is no blank to spare, places are as wide as what was printed.
    """
    found: list[Word] = []
    for cell in row.cells:
        left = row.indent + cell.start - row.cells[0].start
        at = passed = 0
        for match in _WORD.finditer(cell.text):
            at += width_of(cell.text[passed : match.start()]) if wide else match.start() - passed
            passed = match.start()
            own = cell_of(match[0], cell.start + match.start(), cell.line)
            found.append(Word(line, left + at, own, wide, kind_of(own.key)))
    return found


def with_level_parts(lines: Sequence[Sequence[Word]]) -> list[list[Word]]:
    """The lines; words that make the name of a level with those below (服务对象满 | 意度指标) are of its kind."""
    kinds: dict[int, str] = {}
    for at, line in enumerate(lines):
        for word in line:
            if word.kind in LEVEL_KINDS or id(word) in kinds or not _WORDS.fullmatch(word.cell.key):
                continue
            for parts in _downwards(lines, at, word):
                kind = kind_of("".join([part.cell.key for part in parts]))
                if kind in LEVEL_KINDS:
                    kinds.update((id(part), kind) for part in parts)
                    break
    return [[replace(word, kind=kinds[id(word)]) if id(word) in kinds else word for word in line] for line in lines]


def _downwards(lines: Sequence[Sequence[Word]], at: int, word: Word) -> Iterator[list[Word]]:
    """A word with one, two, … of the words below it in its column, each at most two lines below the one above."""
    parts = [word]
    while len(parts) < _PARTS:
        near = (
            below
            for line in lines[at + 1 : at + 1 + _STEP]
            for below in line
            if abs(below.middle - word.middle) <= _ASIDE and _WORDS.fullmatch(below.cell.key)
        )
        below = next(near, None)
        if below is None:
            return
        parts.append(below)
        yield list(parts)
        at += 1 + next(step for step, line in enumerate(lines[at + 1 :]) if any(below is own for own in line))


def read_head(lines: Sequence[Sequence[Word]], at: int) -> Head | None:
    """The header whose words stand in a line, and wrapped above and below it; None where there is none."""
    if sum(bool(header_role(word.cell.key)) for word in lines[at]) < _IN_LINE:
        return None
    block = list(lines[at])
    first, last = at, at + 1
    for step in (-1, 1):
        for line in range(at + step, at + step * (_HEADER_REACH + 1), step):
            if not 0 <= line < len(lines) or not lines[line] or not _joins(block, lines[line]):
                break
            block += lines[line]
            first, last = min(first, line), max(last, line + 1)
    words = _whole(block)
    return Head(words, first, last) if sum(bool(header_role(word.cell.key)) for word in words) >= _IN_ALL else None


def _joins(block: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether the words of a line next to a header are its own: header words right of its first, or rests of some."""
    first = min(word.at for word in block)
    rests = [word for word in words if any(_completes(other, word) for other in block)]
    own = [
        word
        for word in words
        if word.at > first and is_header_word(word.cell.key) and not any(_overlap(word, other) for other in block)
    ]
    others = [word for word in words if word not in rests and word not in own]
    if len(others) > len(rests):
        return False
    return all(any(_overlap(word, other, _ASIDE) for other in block) and len(word.cell.key) <= _REST for word in others)


def _completes(word: Word, rest: Word) -> bool:
    """Whether two words of different lines, not far from each other, make one header word."""
    above, below = (word, rest) if word.line < rest.line else (rest, word)
    return abs(word.middle - rest.middle) <= _NEAR and is_header_word(above.cell.key + below.cell.key)


def _overlap(word: Word, other: Word, aside: int = 0) -> bool:
    """Whether two words of different lines stand in one column."""
    if word.line == other.line:
        return False
    half = (width_of(word.cell.text) + width_of(other.cell.text)) / 2
    return abs(word.middle - other.middle) < half + aside


def _whole(block: Sequence[Word]) -> tuple[Word, ...]:
    """The words of a header from left to right, wrapped ones whole: first those whose rests complete them."""
    heads: list[list[Word]] = []
    waiting: list[Word] = []
    for word in sorted(block, key=lambda word: (word.line, word.at)):
        near = sorted(heads, key=lambda pieces: abs(pieces[0].middle - word.middle))
        head = next(
            (pieces for pieces in near if pieces[-1].line < word.line and _completes(_joined(pieces), word)), None
        )
        if head is not None:
            head.append(word)
        elif any(pieces[-1].line < word.line for pieces in heads) and not is_header_word(word.cell.key):
            waiting.append(word)
        else:
            heads.append([word])
    for word in waiting:
        near = [pieces for pieces in heads if _overlap(pieces[-1], word, _ASIDE) and pieces[-1].line < word.line]
        if near:
            min(near, key=lambda pieces: abs(pieces[0].middle - word.middle)).append(word)
    return tuple(sorted(map(_joined, heads), key=lambda word: word.at))


def _joined(pieces: Sequence[Word]) -> Word:
    """One word of its lines, where the leftmost stands."""
    if len(pieces) == 1:
        return pieces[0]
    left = min(piece.at for piece in pieces)
    return Word(pieces[-1].line, left, join_cells([piece.cell for piece in pieces]), pieces[0].wide, pieces[0].kind)


def find_rules(head: Head, roles: Sequence[str], lines: Sequence[Sequence[Word]]) -> list[int]:
    """The place where each column but the first begins.

    The rules are drawn that cut the fewest words, leave no two cells of a line in one column, and give every column
    what its role prints, near its head.
    """
    words = sorted((word for line in lines for word in line), key=lambda word: word.at)
    starts = [word.at for word in words]
    joints = [(left.at, right.at) for line in lines for left, right in pairwise(line) if right.at - left.end >= _APART]
    best: dict[int, tuple[float, list[int]]] = {min([*starts, head.words[0].at]): (0.0, [])}
    for number, (word, role) in enumerate(zip(head.words, roles, strict=True)):
        sums = [0.0, *accumulate(_misfit(each, word.middle, role) for each in words)]
        last = number + 1 == len(head.words)
        places = [max([*starts, word.at]) + 1] if last else _places(head.words[number : number + 2], starts)
        cuts = {high: [each.at for each in words if each.at < high < each.end] for high in places}
        found: dict[int, tuple[float, list[int]]] = {}
        for low, (cost, rules) in best.items():
            inside = sorted(right for left, right in joints if left >= low)
            first = bisect_left(starts, low)
            for high in places:
                if high <= low:
                    continue
                end = bisect_left(starts, high)
                cut = len(cuts[high]) - bisect_left(cuts[high], low)
                total = cost + sums[end] - sums[first] + _CUT * cut + _TWO * bisect_left(inside, high)
                if high not in found or total < found[high][0]:
                    found[high] = (total, [*rules, high])
        best = found
    return min(best.values(), default=(0.0, [0]), key=lambda way: way[0])[1][:-1]


def _places(heads: Sequence[Word], starts: Sequence[int]) -> list[int]:
    """Where the rule between two columns may stand: before a word near their heads, or before the second head."""
    left, right = heads
    near = {at for at in starts if left.at - _DRIFT < at <= right.at + _DRIFT}
    return sorted(near | {right.at})


def _misfit(word: Word, middle: float, role: str) -> float:
    """What it costs that a word stands in a column: it is far from its middle, or not what the column prints."""
    return min(abs(word.middle - middle) * _FAR, _FARTHEST) - _suits(role, word.kind)


@lru_cache(maxsize=1024)
def _suits(role: str, kind: str) -> float:
    """How much it counts that a column of a role prints what a word is; nothing for a column without a role."""
    if role in ("", UNKNOWN):
        return _FITTING * _UNKNOWN / _FIT if role else 0.0
    return _FITTING * max(-_FIT, min(_FIT, fitness(role, kind))) / _FIT


def place_words(
    head: Head, roles: Sequence[str], rules: Sequence[int], lines: Sequence[Sequence[Word]]
) -> list[list[int]]:
    """The column of every word of every line, in order: near the middle of what the rules put into a column."""
    columns: list[list[float]] = [[] for _ in head.words]
    for line in lines:
        for word in line:
            columns[bisect_right(rules, word.at)].append(word.middle)
    middles = [median(own) if own else word.middle for own, word in zip(columns, head.words, strict=True)]
    return [_place_line(line, middles, roles) for line in lines]


def _place_line(line: Sequence[Word], middles: Sequence[float], roles: Sequence[str]) -> list[int]:
    """The column of each word of a line: the order is kept, and what costs least is taken."""
    best: list[list[tuple[float, int]]] = []  # for each word and column: the cost so far, the column of the word before
    for at, word in enumerate(line):
        row: list[tuple[float, int]] = []
        for column, (middle, role) in enumerate(zip(middles, roles, strict=True)):
            cost = _misfit(word, middle, role if len(line) > 1 or word.kind in LEVEL_KINDS else "")
            if not at:
                row.append((cost, column))
                continue
            joined = _TWO if word.at - line[at - 1].end >= _APART else _JOINED
            before = [(best[-1][left][0] + (joined if left == column else 0.0), left) for left in range(column + 1)]
            least, left = min(before)
            row.append((cost + least, left))
        best.append(row)
    if not best:
        return []
    column = min(range(len(middles)), key=lambda column: best[-1][column][0])
    placed: list[int] = []
    for row in reversed(best):
        placed.append(column)
        column = row[column][1]
    return placed[::-1]
