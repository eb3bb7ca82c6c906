"""Hostile text costs time in proportion to its length: four times the text, about four times the time."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from pipelines.reading.decoding import decode
from pipelines.reading.lines import read_rows
from pipelines.reading.markup import seen_text
from pipelines.reading.numerals import TOKEN, read_number
from pipelines.reading.spaced import split_spaced
from pipelines.reading.text import SourceText

#: A quadratic reader takes 16 times as long; a busy machine may double what a linear one takes.
RATIO = 11


def rows_of(text: str) -> int:
    return len(read_rows(SourceText(text)))


def split(text: str) -> int:
    return len(split_spaced(read_rows(SourceText(text))[0].cells[0]))


WORST: dict[str, tuple[Callable[[int], object], int]] = {
    "one long line": (lambda n: rows_of("字" * n), 1_000_000),
    "one line of pipes": (lambda n: rows_of("|" * n), 2_000),
    "cells between pipes": (lambda n: rows_of("a|" * n), 15_000),
    "one cell of many lines": (lambda n: rows_of("a\n" * n + "b |\n"), 8_000),
    "open cells that never end": (lambda n: rows_of("a\n| b" * n), 3_000),
    "rows that never reach their width": (lambda n: rows_of("|" * 500 + "\n" + "a |\n" * n), 2_000),
    "padded lines of growing width": (
        lambda n: rows_of("".join("a |" + "|" * (i % 60) + "\n" for i in range(n))),
        2_000,
    ),
    "pipes below their cells": (lambda n: rows_of("甲\n|\n" * n + "1\n|\n|\n" * n), 3_000),
    "tabs": (lambda n: rows_of("\t" * n), 20_000),
    "blank lines": (lambda n: rows_of("\n" * n), 100_000),
    "carriage returns": (lambda n: rows_of("\r\n" * n), 60_000),
    "blanks in a line": (lambda n: split("a" + " " * n + "b"), 1_000_000),
    "numbers a blank apart": (lambda n: split("1 " * n + "a"), 8_000),
    "thousands without an end": (lambda n: split("a " + "1,111" * n + "x"), 100_000),
    "digits": (lambda n: read_number("9" * n), 2_000_000),
    "separators": (lambda n: read_number("1" + ",234" * n + "x"), 100_000),
    "tokens": (lambda n: len(TOKEN.findall("1,234" * n)), 100_000),
    "tokens that fail late": (lambda n: len(TOKEN.findall("1" + ",234" * n + "5")), 20_000),
    "tags that nobody closes": (lambda n: seen_text("<table><tr><td><div>" * n), 10_000),
    "half tags": (lambda n: seen_text("<td a='" * n + '<td a="' * n), 20_000),
    "spans over everything": (lambda n: seen_text("<td rowspan=999 colspan=99>" * n + "<tr><td>" * n), 5_000),
    "comments that nobody ends": (lambda n: seen_text("<!--" * n + "<script>" * n), 50_000),
    "bytes of no encoding": (lambda n: decode(b"\x81\x30" * n + b"\xff"), 500_000),
}


def seconds(work: Callable[[int], object], size: int) -> float:
    best = float("inf")
    gc.collect()
    gc.disable()
    try:
        for _ in range(2):
            start = time.process_time()
            work(size)
            best = min(best, time.process_time() - start)
    finally:
        gc.enable()
    return best


@pytest.mark.slow
@pytest.mark.parametrize("name", WORST)
def test_time_grows_with_length_only(name: str) -> None:
    work, size = WORST[name]
    base = seconds(work, size)
    assert seconds(work, 4 * size) < RATIO * max(base, 0.002)


@pytest.mark.slow
def test_a_line_of_ten_million_characters_and_a_million_pipes() -> None:
    assert rows_of("字" * 10_000_000) == 1
    assert rows_of("|" * 1_000_000) == 1
