"""Which labels of the two sides share a row of the table: a number left of one, on its line, is the other one's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipelines.forms.plain.fragments import Fragment
from pipelines.forms.plain.side_lines import SIDES, SideLine

_DIGITS = "零一二三四五六七八九"
_UPPER = re.compile(rf"(?=[^、.．])([{_DIGITS}]?)(十?)([{_DIGITS}]?)[、.．]")
_LOWER = re.compile(r"(\d{1,2})[、.．]")


def numbers_beside(lines: Sequence[SideLine], fragments: Sequence[Fragment]) -> dict[int, SideLine]:
    """The label of revenue for each number, by its place, that stands on one line before a label of expenditure."""
    labels = {line.name.first: line for line in lines if line.side == "expenditure"}
    partners = {id(right): left for left, right in _rows(lines)}
    return {
        at: partners[id(labels[at + 1])]
        for at, (one, word) in enumerate(pairwise(fragments))
        if one.kind == "money"
        and at + 1 in labels
        and one.cell.line == word.cell.line
        and id(labels[at + 1]) in partners
    }


def _rows(lines: Sequence[SideLine]) -> Iterator[tuple[SideLine, SideLine]]:
    """The labels that share a row: those above the totals, the totals, the balances if as many."""
    left, right = ([line for line in lines if line.side == side and not line.label.nature] for side in SIDES)
    if not all(_is_complete(side) for side in (left, right)):
        return
    cuts = [_cuts(left), _cuts(right)]
    yield from zip(left[: cuts[0][0]], right[: cuts[1][0]], strict=False)
    between = left[cuts[0][0] : cuts[0][1]], right[cuts[1][0] : cuts[1][1]]
    if len(between[0]) == len(between[1]):
        yield from zip(*between, strict=True)
    yield from zip(left[cuts[0][1] :], right[cuts[1][1] :], strict=False)


def _cuts(side: Sequence[SideLine]) -> tuple[int, int]:
    """Where the year's total and the last total of a side stand."""
    items = [line.label.item for line in side]
    last = len(items) - 1 - items[::-1].index("total") if "total" in items else len(items)
    return (items.index("current_year_total") if "current_year_total" in items else last), last


def _is_complete(side: Sequence[SideLine]) -> bool:
    """Whether the ordinals of both levels count on: else a label stands elsewhere, or was not understood."""
    upper = lower = 0
    for line in side:
        key = line.name.cell.key
        if (number := _count(key)) and not line.label.is_total:
            upper, lower = upper + 1, 0
            if number != upper:
                return False
        elif found := _LOWER.match(key):
            lower += 1
            if int(found[1]) != lower:
                return False
    return True


def _count(key: str) -> int:
    """What an ordinal of the upper level counts; 0 for other words.

    >>> _count("二十六、抗疫特别国债安排的支出"), _count("十、节能环保支出"), _count("本年支出合计")
    (26, 10, 0)
    """
    found = _UPPER.match(key)
    if found is None:
        return 0
    tens, ten, ones = found.groups()
    if not ten:
        return _DIGITS.index(tens or ones)
    return 10 * _DIGITS.index(tens or "一") + _DIGITS.index(ones or "零")
