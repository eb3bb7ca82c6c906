"""Random grids, and each layout's way to print one."""

from __future__ import annotations

import csv
from collections.abc import Callable
from html import escape
from io import StringIO

from hypothesis import strategies as st

Grid = list[list[str]]

WORDS = ("合计", "科目编码", "行政运行", "一、本年收入", "“三公”经费", "备注:无", "A区 机房", "Ⅰ")
FIGURES = ("0", "0.00", "12", "-3.5", "1,234.50", "82,096.42", "100%", "2010301", "201")
words = st.sampled_from(WORDS) | st.text(st.characters(categories=["Lo"]), min_size=1, max_size=8)
cells = words | st.sampled_from(FIGURES)


@st.composite
def grids(draw: st.DrawFn, *, blanks: bool = True, least: int = 2, words_only: bool = False) -> Grid:
    """One to six rows of one width; a row has a word or number in at least one cell."""
    width = draw(st.integers(least, 7))
    cell = words if words_only else cells
    row = st.lists(cell | st.just("") if blanks else cell, min_size=width, max_size=width).filter(any)
    return draw(st.lists(row, min_size=1, max_size=6))


def pipes(grid: Grid) -> str:
    """Every cell before a pipe, blank ones too."""
    return "".join(" | ".join(row) + " |\n" for row in grid)


def lossy_pipes(grid: Grid) -> str:
    """Blank cells dropped, the row padded with pipes at its end."""
    lines = []
    for row in grid:
        filled = [cell for cell in row if cell]
        lines.append(" | ".join(filled) + " | " + "|" * (len(row) - len(filled)) + "\n")
    return "".join(line.replace("| \n", "|\n") for line in lines)


def spilled_pipes(grid: Grid) -> str:
    """Every cell on a line of its own, and the row ended by a line of two pipes at least."""
    return "".join("".join(f"{cell} |\n" if cell else "|\n" for cell in row) + "|||\n" for row in grid)


def page(grid: Grid) -> str:
    """A page of the web with one table, as an editor writes it."""
    rows = "".join(f"<tr>{''.join(f'<td><p>{escape(cell)}</p></td>' for cell in row)}</tr>\n" for row in grid)
    return f"<!DOCTYPE html>\n<html><body><table border=1><tbody>\n{rows}</tbody></table></body></html>\n"


def tabs(grid: Grid) -> str:
    return "".join("\t".join(row) + "\n" for row in grid)


def commas(grid: Grid) -> str:
    """A sheet saved as CSV below its title, with rows of blanks at its end, as a spreadsheet often has."""
    text, blank = StringIO(), [""] * len(grid[0])
    csv.writer(text, lineterminator="\n").writerows([["收支总表", *blank[1:]], *grid, *[blank] * 3 * len(grid)])
    return text.getvalue()


def spaces(grid: Grid, gap: Callable[[int], int] = lambda at: 2 + at % 5) -> str:
    """Filled cells, two blanks or more between them; a blank cell is a wider gap."""
    lines = []
    for row in grid:
        line = " " * gap(0)
        for at, cell in enumerate(row):
            line += (cell + " " * gap(at)) if cell else " " * 8
        lines.append(line.rstrip() + "\n")
    return "".join(lines)
