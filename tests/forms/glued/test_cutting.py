"""Runs of digits: the cuts found are exactly those that trying every place gives."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations_with_replacement

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.forms.glued.cutting import MAX_COLUMNS, Kind, enumerate_cuts

SHAPES = {
    "amount": re.compile(r"-?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d{1,2})?"),
    "count": re.compile(r"0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+"),
    "share": re.compile(r"(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d{1,2})?%+"),
}


def amounts(columns: int) -> list[Kind]:
    return ["amount" for _ in range(columns)]


def brute_force(run: str, kinds: list[str], walls: set[int]) -> set[tuple[str | None, ...]]:
    found = set()
    for inner in combinations_with_replacement(range(len(run) + 1), len(kinds) - 1):
        edges = [0, *inner, len(run)]
        texts = []
        for kind, start, end in zip(kinds, edges, edges[1:], strict=False):
            if start == end:
                texts.append(None)
            elif SHAPES[kind].fullmatch(run[start:end]) and not any(start < wall < end for wall in walls):
                if end < len(run) and run[end] in ".,%":
                    break
                texts.append(run[start:end].rstrip("%"))
            else:
                break
        else:
            found.add(tuple(texts))
    return found


def texts(run: str, cuts: list) -> list[tuple[str | None, ...]]:
    return [tuple(run[piece.start : piece.end] if piece else None for piece in cut) for cut in cuts]


@settings(max_examples=400, deadline=None)
@given(
    st.text("0012345.,%-", min_size=1, max_size=11),
    st.lists(st.sampled_from(sorted(SHAPES)), min_size=1, max_size=4),
    st.sets(st.integers(0, 12), max_size=2),
)
def test_cuts_are_those_of_brute_force(run: str, kinds: list, walls: set[int]) -> None:
    cuts = enumerate_cuts(run, kinds, walls)
    assert cuts is not None
    assert len(texts(run, cuts)) == len(set(texts(run, cuts)))
    assert set(texts(run, cuts)) == brute_force(run, kinds, walls)


def test_values_are_exact() -> None:
    (cut,) = enumerate_cuts("221,320,000.00", ["count", "amount"], {2}, blanks=False) or []
    assert [piece.value for piece in cut if piece] == [Decimal(22), Decimal("1320000.00")]


def test_thousands_groups_leave_two_cuts_without_a_wall() -> None:
    cuts = enumerate_cuts("221,320,000.00", ["count", "amount"], blanks=False) or []
    assert set(texts("221,320,000.00", cuts)) == {("2", "21,320,000.00"), ("22", "1,320,000.00")}


def test_leading_zeros_decide() -> None:
    cuts = enumerate_cuts("00%%00", ["amount", "share", "amount", "amount"]) or []
    assert texts("00%%00", cuts) == [("0", "0", "0", "0")]


def test_no_number_stands_across_white_space() -> None:
    cuts = enumerate_cuts("169.73169.73", ["amount", "amount"], {6}, blanks=False) or []
    assert texts("169.73169.73", cuts) == [("169.73", "169.73")]


def test_what_is_no_run_has_no_cut_and_what_is_too_long_gives_up() -> None:
    assert enumerate_cuts("", ["amount"]) == []
    assert enumerate_cuts("12万", ["amount"]) == []
    assert enumerate_cuts("1" * 5000, amounts(4)) == []
    assert enumerate_cuts("1" * 60, amounts(6)) is None
    assert enumerate_cuts("1", amounts(MAX_COLUMNS + 1)) is None
