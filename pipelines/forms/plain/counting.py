"""Digits that count, not measure, among the fragments: numbers of columns (栏次 1 2 3), of rows (行次), of units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from pipelines.forms.numbering import is_numbering_word
from pipelines.forms.plain.fragments import Fragment
from pipelines.forms.records import is_unit_code
from pipelines.forms.wording import meaning_of

#: Fewer numbers in a row than these number no columns, unless 栏次 stands before them.
_FEWEST = 4
#: From so many numbers on one may stand elsewhere.
_SURE = 3
#: Letters of the heading of row numbers (行次) at most.
_LONGEST_HEADING = 2


def mark_counting(fragments: Sequence[Fragment]) -> None:
    """Makes fragments that number the columns, the rows or the units of a table `ordinal`."""
    _mark_columns(fragments)
    _mark_units(fragments)
    if _has_row_numbers(fragments):
        _mark_rows(fragments)
        _mark_bare(fragments)


def mark_columns(fragments: Sequence[Fragment], count: int) -> None:
    """Makes the numbers 1 to `count` of columns `ordinal`, wherever each stands behind the one before."""
    run: list[Fragment] = []
    for fragment in fragments:
        if fragment.kind == "money" and _count(fragment) == len(run) + 1 <= count:
            run.append(fragment)
    if len(run) == count:
        _mark(run, sure=False)


def _mark_columns(fragments: Sequence[Fragment]) -> None:
    """A run 1, 2, 3 … in which nothing stands but 栏次."""
    run: list[Fragment] = []
    named = False
    for fragment in fragments:
        number = _count(fragment)
        last = _count(run[-1]) if run else 0
        if number == last + 1 or (number == last + 2 and len(run) >= _SURE):
            run.append(fragment)
        elif not number and is_numbering_word(fragment.cell.key):
            named = True
        else:
            _mark(run, sure=named)
            run, named = [fragment] if number == 1 else [], False
    _mark(run, sure=named)


def _mark(run: Sequence[Fragment], *, sure: bool) -> None:
    if sure or len(run) >= _FEWEST:
        for fragment in run:
            fragment.kind = "ordinal"


def _mark_units(fragments: Sequence[Fragment]) -> None:
    """The code of a unit beside words on its line, wherever it stands, in a table whose amounts have other shapes."""
    if all(_is_unit(fragment) for fragment in fragments if fragment.kind == "money"):
        return
    units = {
        one.cell.key
        for one, word in pairwise(fragments)
        if _is_unit(one) and word.kind == "word" and _share_line(one, word)
    }
    for fragment in fragments:
        if fragment.kind == "money" and fragment.cell.key in units:
            fragment.kind = "ordinal"


def _is_unit(fragment: Fragment) -> bool:
    return fragment.kind == "money" and is_unit_code(fragment.cell.key)


def _share_line(one: Fragment, other: Fragment) -> bool:
    return one.cell.line == other.cell.line


def _has_row_numbers(fragments: Sequence[Fragment]) -> bool:
    """Whether a heading says that rows are numbered; it may be wrapped."""
    words = [fragment.cell.key if fragment.kind == "word" else "" for fragment in fragments]
    short = [at for at, word in enumerate(words) if 0 < len(word) <= _LONGEST_HEADING]
    return any(meaning_of(word).role == "ordinal" for at in short for word in (words[at], "".join(words[at : at + 2])))


def _mark_rows(fragments: Sequence[Fragment]) -> None:
    """The numbers from 1 on, each once; of several that are equal, the one that comes next behind the number before."""
    places: dict[int, list[int]] = defaultdict(list)
    for at, fragment in enumerate(fragments):
        if fragment.kind != "ordinal":
            places[_count(fragment)].append(at)
    last, number = -1, 1
    while number in places:
        last = next((place for place in places[number] if place > last), places[number][0])
        fragments[last].kind = "ordinal"
        number += 1


def _mark_bare(fragments: Sequence[Fragment]) -> None:
    """Bare digits that are left, where every amount, also a nought, is printed with decimals."""
    amounts = [fragment for fragment in fragments if fragment.kind == "money"]
    bare = [fragment for fragment in amounts if fragment.cell.key.isdecimal()]
    whole = len(amounts) - len(bare)
    if (
        whole >= _FEWEST
        and all(map(_count, bare))
        and not any(fragment.number.decimals == 1 for fragment in amounts if fragment.number)
    ):
        for fragment in bare:
            fragment.kind = "ordinal"


def _count(fragment: Fragment) -> int:
    """The number that digits count; 0 for words, amounts and padded parts of codes."""
    key = fragment.cell.key
    return int(key) if key.isdecimal() and len(key) < 4 and key[0] != "0" else 0
