"""How figures are printed: amounts in 万元, exact yuan beside them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")
_WAN = 10_000


def wan(yuan: Decimal | None) -> str:
    """Gives an amount of yuan in 万元, as the forms print it.

    >>> wan(Decimal("19685900.00"))
    '1,968.59'
    """
    return "" if yuan is None else f"{(yuan / _WAN).quantize(_CENT, ROUND_HALF_UP):,}"


def plain(yuan: Decimal | None) -> str:
    """Gives an amount in yuan: of one head, in 万元 most would be nothing.

    >>> plain(Decimal("1512.20"))
    '1,512.20'
    """
    return "" if yuan is None else f"{yuan:,}"


def exact(yuan: Decimal | None) -> str:
    """Gives an amount of yuan to the last digit that the warehouse holds.

    >>> exact(Decimal("19685900.00"))
    '19,685,900.00 元'
    """
    return "" if yuan is None else f"{yuan:,} 元"


def number(value: Decimal | float | None) -> str:
    """Gives a count, a rate or a score without zeros at its end.

    >>> number(Decimal("95.0000"))
    '95'
    """
    if value is None:
        return ""
    text = f"{value:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: Decimal | None) -> str:
    """Gives a percentage with at most two decimals.

    >>> percent(Decimal("-36.8421"))
    '-36.84%'
    """
    return "" if value is None else f"{number(value.quantize(_CENT, ROUND_HALF_UP))}%"


def bar(value: Decimal | None, largest: Decimal | None) -> str:
    """Gives the length of a bar in percent of the longest, with one decimal; a figure below zero has none.

    >>> bar(Decimal(25), Decimal(200))
    '12.5'
    """
    if value is None or not largest or value <= 0:
        return "0"
    return str((100 * value / largest).quantize(Decimal("0.1"), ROUND_HALF_UP))


def largest(values: Iterable[Decimal | None]) -> Decimal | None:
    """Gives the largest of the values that there are."""
    return max((value for value in values if value is not None), default=None)
