"""Grids of performance forms, and the layouts they are printed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipelines.forms.extraction import Context, Extraction
from pipelines.forms.performance import extract_performance
from pipelines.reading.lines import read_rows
from pipelines.reading.text import SourceText

Grid = Sequence[Sequence[str]]
BUDGET, FINAL = Context("budget", 2024), Context("final_account", 2023)


def grid(text: str) -> Grid:
    """A grid from lines with slashes between cells; a blank cell is one that is merged or empty."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().split("\n")]
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def tabs(rows: Grid) -> str:
    return "\n".join("\t".join(row) for row in rows)


def pipes(rows: Grid) -> str:
    return "\n".join(" | ".join(row) + " |" for row in rows)


def dropped(rows: Grid) -> str:
    """Blank cells are gone, and the row is filled up with pipes at its end."""
    return "\n".join(_drop(row) for row in rows)


def spilled(rows: Grid) -> str:
    """As `dropped`, with every cell on a line of its own."""
    return "\n".join(_drop(row).rstrip().replace(" | ", " |\n") for row in rows)


def _drop(row: Sequence[str]) -> str:
    kept = [cell for cell in row if cell]
    return " | ".join(kept) + " | " + "|" * (len(row) - len(kept))


LAYOUTS: dict[str, Callable[[Grid], str]] = {"tabs": tabs, "pipes": pipes, "dropped": dropped, "spilled": spilled}


def extract(text: str, context: Context = BUDGET) -> Extraction:
    source = SourceText(text)
    return extract_performance(read_rows(source), source, context)
