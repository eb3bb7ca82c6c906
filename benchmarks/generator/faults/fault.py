"""What is known of a planted fault."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """Where a figure stands: the block's place in the document and, in a table, the row (-1: the header or notes)."""

    block: int
    row: int = -1


class Fault(NamedTuple):
    """One planted slip: its name, the rules that must find it, the places, and both figures as printed."""

    name: str
    rules: tuple[str, ...]
    diagnosis: str
    places: tuple[Place, ...]
    expected: str
    actual: str
