"""Standard tables as every layout prints them: the title, the money unit, the header, the data."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from typing import Any

Grid = list[list[str]]
_HEADINGS = {"budget": "某市教育局2024年部门预算公开\n\n", "final": "某市教育局2024年部门决算公开\n\n"}


def grid_of(text: str) -> Grid:
    return [[word.strip() for word in line.split("|")] for line in text.strip("\n").split("\n")]


def document(*tables: str, kind: str = "budget") -> bytes:
    """A whole disclosure, so that its publisher, year and kind are known."""
    return (_HEADINGS[kind] + "\n".join(tables)).encode()


def printed(table: dict[str, Any], layout: str) -> str:
    return LAYOUTS[layout](table["title"], table["unit"], grid_of(table["header"]), grid_of(table["data"]))


def tabs(title: str, unit: str, header: Grid, data: Grid) -> str:
    return f"{title}\n单位：{unit}\n" + "".join("\t".join(row) + "\n" for row in header + data)


def commas(title: str, unit: str, header: Grid, data: Grid) -> str:
    """A sheet saved as CSV: every row as wide, marks around cells that hold a comma or a mark."""
    rows = [[title, *[""] * (len(data[0]) - 1)], [*[""] * (len(data[0]) - 1), f"单位：{unit}"], *header, *data]
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def pipes(title: str, unit: str, header: Grid, data: Grid) -> str:
    return f"{title}\n单位：{unit}\n" + "".join(" | ".join(row) + " |\n" for row in header + data)


def framed(title: str, unit: str, header: Grid, data: Grid) -> str:
    """Pipes on both sides of every cell, and a rule below the first row: Markdown."""
    first, *rest = ["|" + "|".join(f" {cell} " for cell in row) + "|\n" for row in header + data]
    return f"{title}\n\n单位：{unit}\n\n{first}|{'---|' * len(data[0])}\n{''.join(rest)}"


def lossy(title: str, unit: str, header: Grid, data: Grid) -> str:
    """Pipes without the blank cells, each row padded at its end."""
    lines = [f"{title}\n单位：{unit} | {'|' * len(data[0])}\n"]
    for row in header + data:
        filled = [cell for cell in row if cell]
        lines.append(" | ".join(filled) + " | " + "|" * (len(row) - len(filled)) + "\n")
    return "".join(line.replace("| \n", "|\n") for line in lines)


def paragraphs(title: str, unit: str, header: Grid, data: Grid) -> str:
    """A cell a paragraph: a filled cell takes two line ends, a blank one of the data takes one."""
    words = "".join(f"{cell}\n\n" for row in header for cell in row if cell)
    cells = "".join(f"{cell}\n\n" if cell else "\n" for row in data for cell in row)
    return f"{title}\n\n单位：{unit}\n\n{words}{cells}"


def cells(title: str, unit: str, header: Grid, data: Grid) -> str:
    """Every filled cell on a line of its own."""
    return f"{title}\n单位：{unit}\n" + "".join(f"{cell}\n" for row in header + data for cell in row if cell)


def copied(title: str, unit: str, header: Grid, data: Grid) -> str:
    """A line a row, one blank between its filled cells: text copied out of a PDF."""
    rows = [" ".join(filter(None, row)) for row in header + data]
    return f"{title}\n单位：{unit}\n" + "".join(f"{row}\n" for row in rows)


def spaces(title: str, unit: str, header: Grid, data: Grid) -> str:
    """Columns of spaces; a heading stands in the middle of the columns that it spans."""
    alone = [
        [cell if _span(header, depth, at) == 1 else "" for at, cell in enumerate(row)]
        for depth, row in enumerate(header)
    ]
    widths = [max(len(row[at]) for row in data + alone) + 3 for at in range(len(data[0]))]
    starts = [sum(widths[:at]) for at in range(len(widths) + 1)]
    lines = []
    for depth, row in enumerate(header + data):
        line = ""
        for at, cell in enumerate(row):
            after = at + _span(header, depth, at)
            middle = starts[at] + max(0, (starts[after] - 3 - starts[at] - len(cell)) // 2)
            place = middle if depth < len(header) else starts[at]
            line = line.ljust(place) + cell if cell else line
        lines.append(line + "\n")
    return f"{title}\n{' ' * max(starts[-1] - 10, 4)}单位：{unit}\n" + "".join(lines)


def _span(header: Grid, depth: int, at: int) -> int:
    """How many columns a header cell spans: the blanks to its right that have words below, none above."""
    after = at + 1
    if depth < len(header) - 1 and header[depth][at]:
        while after < len(header[0]) and not header[depth][after] and any(row[after] for row in header[depth + 1 :]):
            if any(row[after] and not row[at] for row in header[:depth]):
                break
            after += 1
    return after - at


LAYOUTS: dict[str, Callable[[str, str, Grid, Grid], str]] = {
    "tabs": tabs, "commas": commas, "pipes": pipes, "framed": framed, "lossy": lossy,
    "paragraphs": paragraphs, "cells": cells, "spaces": spaces,
}  # fmt: skip
