"""What is known of a planted fault, and how a printed number is replaced by another of the same look."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import NamedTuple


class Place(NamedTuple):
    """Where a figure stands: the block's place in the document and, in a table, the row (-1: title, notes, text)."""

    block: int
    row: int = -1


class Fault(NamedTuple):
    """One planted slip: its name, the rules that must find it, the diagnosis, the places, both figures as printed."""

    name: str
    rules: tuple[str, ...]
    diagnosis: str
    places: tuple[Place, ...]
    expected: str
    actual: str


def number(printed: str) -> Decimal:
    """Gives the value of a printed number in its own unit."""
    return Decimal(printed.replace(",", ""))


def reprint(printed: str, value: Decimal) -> str:
    """Gives another value in the look of a printed number.

    >>> reprint("1,320.50", Decimal("99999.5")), reprint("12", Decimal(13))
    ('99,999.50', '13')
    """
    decimals = len(printed.partition(".")[2])
    return f"{value:,.{decimals}f}" if "," in printed else f"{value:.{decimals}f}"


def transpose(rng: random.Random, printed: str) -> str | None:
    """Gives the number with two neighbouring digits exchanged; None where that changes nothing.

    >>> transpose(random.Random(1), "11.11") is None, transpose(random.Random(1), "12")
    (True, '21')
    """
    places = [
        place
        for place in range(len(printed) - 1)
        if printed[place : place + 2].isdigit() and printed[place] != printed[place + 1] != "0"
    ]
    if not places:
        return None
    place = rng.choice(places)
    return printed[:place] + printed[place + 1] + printed[place] + printed[place + 2 :]
