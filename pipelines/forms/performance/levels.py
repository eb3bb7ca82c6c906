"""The levels of the indicators that follow: merged cells are printed once and hold until the next."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.forms.performance.headers import Placed
from pipelines.forms.performance.taxonomy import canonical_level, only_child, only_parent
from pipelines.forms.performance.texts import print_cell
from pipelines.reading.rows import Cell
from pipelines.reading.text import SourceText


@dataclass(slots=True)
class Levels:
    """Canonical names of the levels in force; levels that no official list has stay as printed."""

    level1: str = ""
    level2: str = ""
    inferred: bool = False  # the first level is not printed: the second's only parent

    def read(self, source: SourceText, placed: Placed, block: int) -> None:
        """Takes the levels that a row prints; a new first level ends the second."""
        first = placed.get("level1")
        second = placed.get("level2", block)
        if first is not None:
            level1 = canonical_level(first.key, 1) or _as_printed(source, first)
            if level1 != self.level1:
                self.level2 = ""
            self.level1, self.inferred = level1, False
        if second is not None:
            self.level2 = canonical_level(second.key, 2) or only_child(second.key) or _as_printed(source, second)
            if first is None and (self.inferred or not self.level1):
                self.level1, self.inferred = only_parent(self.level2), True


def _as_printed(source: SourceText, cell: Cell) -> str:
    return "".join(print_cell(source, cell).split())
