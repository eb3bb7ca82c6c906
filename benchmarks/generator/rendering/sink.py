"""Where a layout writes to: the lines so far, the page, and the places that a fault asks for."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from benchmarks.generator.fault import Place


@dataclass(slots=True)
class Sink:
    """Lines of one rendering. `block` is the block being written; `wanted` the places whose lines are to be kept."""

    rng: random.Random
    wanted: frozenset[Place]
    inside: bool
    lines: list[str] = field(default_factory=list)
    places: dict[Place, tuple[int, int]] = field(default_factory=dict)
    block: int = 0
    page_start: int = 0
    _feed: bool = False

    def new_page(self) -> None:
        """Lets the next line begin a page."""
        if self.lines:
            self._feed = True

    def page(self, lines: list[str]) -> list[str]:
        """Gives the lines with a form feed before the first one, if a page begins here."""
        if self._feed and lines:
            self._feed = False
            self.page_start = len(self.lines)
            return ["\f" + lines[0], *lines[1:]]
        return lines

    def mark(self, row: int, start: int) -> None:
        """Keeps which lines were written since `start`, if someone asked for this row of the block."""
        if self.wanted:
            place = Place(self.block, row)
            if place in self.wanted:
                self.places[place] = (start + 1, max(len(self.lines), start + 1))
