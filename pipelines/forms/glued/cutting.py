"""Digits that ran together, cut into the numbers of some columns in every well-formed way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from operator import add
from typing import Literal

#: amount: money, at most two decimals; count: a whole number; share: a number with its percent sign.
Kind = Literal["amount", "count", "share"]

#: Longer runs of digits are no cells of one row.
MAX_DIGITS = 64
#: No glued table has more columns of numbers.
MAX_COLUMNS = 12
#: A run with more cuts than this says nothing.
MAX_CUTS = 4000
#: No amount has more than fifteen digits before its decimals.
_WHOLE = re.compile(r"0|[1-9]\d{0,14}")
_GROUPS = re.compile(r"[1-9]\d{0,2}((?:,\d{3}){1,4})")
_RUN = re.compile(r"[\d.,%-]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """One number of a cut: where its digits stand (without a percent sign) and its value."""

    start: int
    end: int
    value: Decimal


#: One piece a column; None where the column is blank.
Cut = tuple[Piece | None, ...]
#: Where a number that begins at a position ends, without and with its percent sign; a blank ends where it begins.
_Option = tuple[int, int]


def enumerate_cuts(
    run: str, kinds: Sequence[Kind], walls: Iterable[int] = (), *, blanks: bool = True, decimals: int = 2
) -> list[Cut] | None:
    """Gives every way to read a run as one number a column, in order; None when there are too many to tell.

    A number never stands across one of `walls`. With `blanks` a column may be empty.

    >>> cuts = enumerate_cuts("169.73169.73", ["amount", "amount"], blanks=False)
    >>> [[str(piece.value) for piece in cut] for cut in cuts]
    [['169.7', '3169.73'], ['169.73', '169.73']]
    >>> cuts = enumerate_cuts("00%%00", ["amount", "share", "amount", "amount"])
    >>> [[str(piece.value) for piece in cut] for cut in cuts]
    [['0', '0', '0', '0']]
    """
    if not run or len(run) > MAX_DIGITS or not _RUN.fullmatch(run):
        return []
    if len(kinds) > MAX_COLUMNS:
        return None
    stops = sorted({wall for wall in walls if 0 < wall < len(run)} | {len(run)})
    ends = {kind: _ends(run, kind, stops, decimals) for kind in set(kinds)}
    blank: list[list[_Option]] = [[(at, at)] if blanks else [] for at in range(len(run) + 1)]
    return _combine(run, [[*map(add, ends[kind], blank)] for kind in kinds])


def _combine(run: str, columns: Sequence[Sequence[Sequence[_Option]]]) -> list[Cut] | None:
    """Every way from the first character to the last, one option a column; None when there are too many."""

    @cache
    def ways(at: int, column: int) -> int:
        """How many cuts there are from here: counted first, so that none is begun that leads nowhere."""
        if column == len(columns):
            return int(at == len(run))
        return sum(ways(after, column + 1) for _, after in columns[column][at])

    def walk(at: int, column: int) -> Iterator[Cut]:
        if column == len(columns):
            yield ()
            return
        for end, after in columns[column][at]:
            if ways(after, column + 1):
                piece = Piece(at, end, Decimal(run[at:end].replace(",", ""))) if end > at else None
                for rest in walk(after, column + 1):
                    yield (piece, *rest)

    return list(walk(0, 0)) if ways(0, 0) <= MAX_CUTS else None


def _ends(run: str, kind: Kind, stops: Sequence[int], decimals: int) -> list[list[_Option]]:
    """For every position the ends of the numbers of a kind that can begin there."""
    found: list[list[_Option]] = [[] for _ in range(len(run) + 1)]
    stop = 0
    for start in range(len(run)):
        while stops[stop] <= start:
            stop += 1
        limit = stops[stop]
        first = start + (kind == "amount" and run[start] == "-")
        for end in _number_ends(run, first, limit, 0 if kind == "count" else decimals):
            after = end
            while kind == "share" and after < limit and run[after] == "%":
                after += 1
            if (kind == "share") == (after > end) and (after == len(run) or run[after] not in ".,%"):
                found[start].append((end, after))
    return found


def _number_ends(run: str, start: int, limit: int, decimals: int) -> Iterator[int]:
    """Where a well-formed number that begins at `start` can end."""
    whole = _WHOLE.match(run, start, limit)
    if whole is None:
        return
    integers = list(range(start + 1, whole.end() + 1))
    if groups := _GROUPS.match(run, start, limit):
        integers += range(groups.start(1) + 4, groups.end() + 1, 4)
    for end in integers:
        yield end
        if end < limit and run[end] == ".":
            for more in range(1, decimals + 1):
                if end + more >= limit or not run[end + more].isdigit():
                    break
                yield end + more + 1
