"""The work of hostile texts grows with their length only: counted in calls, which a busy machine does not change."""

from __future__ import annotations

from cProfile import Profile

import pytest

from benchmarks.hostile import TEXTS, text_of
from pipelines import parse

#: Shares of the full size: some hundred repetitions, and four times as many.
SMALL, LARGE = 1 / 1200, 4 / 1200


def calls(raw: bytes) -> int:
    """How many functions `parse` calls, those of the interpreter's own libraries among them."""
    profile = Profile()
    profile.runcall(parse, raw)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("name", TEXTS)
def test_four_times_the_text_takes_four_times_the_calls(name: str) -> None:
    parse(text_of(name, LARGE))  # what is remembered of words costs nothing in either
    small, large = (calls(text_of(name, share)) for share in (SMALL, LARGE))
    assert large < 4.6 * small
