"""How time grows: with the length of a document, with the width of a table, on the worst tables and hostile texts."""

from __future__ import annotations

from benchmarks.clock import seconds
from benchmarks.corpora import make_long_document
from benchmarks.hostile import HEAD, TEXTS, text_of
from benchmarks.placements import list_placements
from benchmarks.report import Table
from benchmarks.yardstick import scan
from pipelines.forms.placement import place_numbers
from pipelines.parsing import parse

LENGTH, WIDTH, PLACEMENT, HOSTILE = "Growth with length", "Growth with width", "Worst placement", "Hostile texts"
_SIZES = (100_000, 1_000_000, 10_000_000)
_LAYOUTS = ("pipe", "pipelossy", "cell", "layout", "plain")
_WIDTHS = (6, 24, 96)
_CELLS = 24_000


def measure_length(largest: int = _SIZES[-1]) -> Table:
    """Gives the time of a megabyte at several lengths, layout by layout."""
    sizes = [size for size in _SIZES if size <= largest]
    text = "Generated disclosures one behind the other, read as one document: seconds for a MB; linear is a flat row."
    table = Table(LENGTH, text, ("layout", *(f"{size / 1e6:g} MB" for size in sizes), "last / first"))
    for layout in _LAYOUTS:
        rates = []
        for size in sizes:
            raw = make_long_document(layout, size)
            parse(raw[:100_000])
            taken = min(seconds(lambda raw=raw: parse(raw)) for _ in range(1 if size > 1e6 else 3))
            rates.append(taken / len(raw) * 1e6)
        table.add(layout, *(f"{rate:.2f}" for rate in rates), f"{rates[-1] / rates[0]:.2f}")
    return table


def measure_width() -> Table:
    """Gives the time of a cell in tables of the same number of cells, but more columns."""
    text = f"Tables of {_CELLS:,} cells between pipes, wider and wider: microseconds a cell, ratio to the yardstick."
    table = Table(WIDTH, text, ("columns", "rows", "µs a cell", "ratio"))
    for width in _WIDTHS:
        raw = _wide_document(width)
        parse(raw)
        taken = min(seconds(lambda raw=raw: parse(raw)) for _ in range(3))
        scanned = min(seconds(lambda raw=raw: scan(raw)) for _ in range(3))
        table.add(f"{width}", f"{_CELLS // width}", f"{taken / _CELLS * 1e6:.1f}", f"{taken / scanned:.1f}")
    return table


def _wide_document(width: int) -> bytes:
    projects = " | ".join(f"项目支出{column}" for column in range(width - 3))
    head = f"{HEAD}部门支出总表\n单位：万元\n科目编码 | 科目名称 | 合计 | {projects} |\n"
    row = "2010301 | 行政运行 | 130.00 |" + " 10.00 |" * (width - 3) + "\n"
    return (head + row * (_CELLS // width)).encode()


def measure_placement() -> Table:
    """Gives the worst tables of 200 rows and 6 columns whose blanks are all dropped."""
    text = "Tables of 200 rows × 6 columns, every blank dropped: milliseconds, and what was said of the rows."
    table = Table(PLACEMENT, text, ("table", "ms", "rows by verdict"))
    for name, problem in list_placements(rows=200):
        taken = min(seconds(lambda problem=problem: place_numbers(problem)) for _ in range(3))
        verdicts = [f"{placed.verdict}, {placed.reason}" for placed in place_numbers(problem)]
        shown = "; ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in dict.fromkeys(verdicts))
        table.add(name, f"{taken * 1000:.0f}", shown)
    return table


def measure_hostile(share: float = 1.0) -> Table:
    """Gives the time of hostile texts at a quarter of their size and whole; the growth of a linear one is 4."""
    text = "Seconds at a quarter of the size and at the whole; 4 is linear. Nothing here may hang."
    table = Table(HOSTILE, text, ("text", "MB", "quarter s", "whole s", "growth"))
    for name in TEXTS:
        quarter, whole = text_of(name, share / 4), text_of(name, share)
        first, last = (seconds(lambda raw=raw: parse(raw)) for raw in (quarter, whole))
        table.add(name, f"{len(whole) / 1e6:.1f}", f"{first:.2f}", f"{last:.2f}", f"{last / first:.1f}")
    return table
