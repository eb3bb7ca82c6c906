"""Columns in the order in which their words stand, where what words may stand over what told another order.

Two laws of every header: a column stands under its own word, and the columns of one heading stand side by side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from pipelines.forms.columns import FIGURE_ROLES, Column, combine
from pipelines.forms.header import number_blocks
from pipelines.forms.header_parts import may_stand_over

#: Words that begin so near each other on different lines may stand over the same column.
_NEAR = 2
#: Where a word begins, and where it ends.
Span = tuple[int, int]


def in_order(columns: list[Column], spans: Mapping[str, Sequence[Span]]) -> list[Column]:
    """The columns of figures from left to right by where their words begin; `spans` are the places of all words.

    As they were, where no heading would stand over its columns then.
    """
    figures = [column for column in columns if column.role in FIGURE_ROLES]
    if all(after.start > before.start - _NEAR for before, after in pairwise(figures)):
        return columns
    left = iter(sorted((replace(column) for column in figures), key=lambda column: column.start))
    found = [next(left) if column.role in FIGURE_ROLES else replace(column) for column in columns]
    for depth in range(1, max(len(column.words) for column in found)):
        _part(found, depth, spans)
    if not _are_covered(found, spans):
        return columns
    number_blocks(found)
    return found


def _runs(columns: Sequence[Column], depth: int) -> list[list[Column]]:
    return [list(run) for _, run in groupby(columns, key=lambda column: column.words[:depth])]


def _part(columns: Sequence[Column], depth: int, spans: Mapping[str, Sequence[Span]]) -> None:
    """Makes the columns of one heading a run: what parts them goes under it too, or else those farther off leave it."""
    runs = _runs(columns, depth)
    for words in dict.fromkeys(run[0].words[:depth] for run in runs):
        places = [at for at, run in enumerate(runs) if run[0].words[:depth] == words]
        same = [column for at in places for column in runs[at]]
        if len(places) < 2 or any(len(column.words) <= depth for column in same):
            continue
        between = [column for run in runs[places[0] : places[-1]] for column in run if column not in same]
        if all(len(column.words) == depth and may_stand_over(words[-1], list(column.words[-1:])) for column in between):
            for column in between:
                _read(column, (*words, *column.words[-1:]))
            continue
        own = min((runs[at] for at in places), key=lambda run: _distance(run, words[-1], spans))
        for column in same:
            if column not in own:
                _read(column, column.words[depth:])


def _read(column: Column, words: tuple[str, ...]) -> None:
    column.words, column.meaning = words, combine(words)


def _distance(run: Sequence[Column], word: str, spans: Mapping[str, Sequence[Span]]) -> int:
    """How far the nearest place of a word is from the middle of a run of columns, in half characters."""
    middle = run[0].start + run[-1].start
    return min((abs(middle - left - right) for left, right in spans.get(word, ())), default=0)


def _are_covered(columns: Sequence[Column], spans: Mapping[str, Sequence[Span]]) -> bool:
    """Whether every heading begins over its columns, or ends there."""
    for depth in range(1, max(len(column.words) for column in columns)):
        for run in _runs(columns, depth):
            first, last = run[0].start, run[-1].start + len(run[-1].words[-1])
            places = spans.get(run[0].words[depth - 1], ()) if len(run[0].words) > depth else ((first, last),)
            if not any(left < last and first < right for left, right in places):
                return False
    return True
