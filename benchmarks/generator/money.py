"""How an amount is printed: unit, decimals, separators, the sign for nothing; and percents and directions.

Amounts are integers of cents (分). Rounding is half up, as every accounting system of the field does it, so that the
sums of printed numbers miss the printed totals by a last digit here and there, as in real documents.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

#: Cents in one unit.
UNITS = {"元": 100, "千元": 100_000, "万元": 1_000_000, "亿元": 10_000_000_000}


@dataclass(slots=True)
class Printer:
    """Prints amounts of one table or one text.

    >>> Printer("万元")(32_750_4999), Printer("元", 0, comma=True)(32_750_4999), Printer("万元", trim=True)(32_750_0000)
    ('327.50', '3,275,050', '327.5')
    >>> Printer("万元", zero="0.00")(0), Printer("万元")(0), Printer("千元", 1)(123_456)
    ('0.00', '', '1.2')
    """

    unit: str
    decimals: int = 2
    comma: bool = False
    trim: bool = False
    zero: str = ""
    _known: dict[int, str] = field(default_factory=dict, repr=False)

    def __call__(self, cents: int) -> str:
        """Gives the amount as a table prints it."""
        text = self._known.get(cents)
        if text is None:
            text = self._known[cents] = self.zero if cents == 0 else self._print(cents)
        return text

    def _print(self, cents: int) -> str:
        scale = 10**self.decimals
        last = rounded(abs(cents) * scale, UNITS[self.unit])
        whole, rest = divmod(last, scale)
        text = f"{whole:,}" if self.comma else str(whole)
        if self.decimals:
            text += f".{rest:0{self.decimals}d}"
            if self.trim:
                text = text.rstrip("0").rstrip(".")
        return "-" + text if cents < 0 else text

    def figure(self, cents: int) -> str:
        """Gives the number for running text, where nothing is 0 and never a blank."""
        return self(cents) or "0"

    def shown(self, cents: int) -> int:
        """Gives the amount that a reader of the printed number sees, in cents."""
        unit = UNITS[self.unit]
        scale = 10**self.decimals
        shown = rounded(abs(cents) * scale, unit) * unit // scale
        return -shown if cents < 0 else shown


def rounded(part: int, whole: int) -> int:
    """Gives part ÷ whole, half up, for amounts that are not negative.

    >>> rounded(5, 2), rounded(4, 3)
    (3, 1)
    """
    return (2 * part + whole) // (2 * whole)


def percent(part: int, whole: int, *, trim: bool = False) -> str:
    """Gives a share in percent with two decimals, without the sign.

    >>> percent(1, 3), percent(1, 2, trim=True), percent(0, 5, trim=True)
    ('33.33', '50', '0')
    """
    hundredths = rounded(abs(part) * 10_000, abs(whole))
    text = f"{hundredths // 100}.{hundredths % 100:02d}"
    return text.rstrip("0").rstrip(".") if trim else text


def read_amount(printed: str, unit: str) -> Decimal:
    """Gives the yuan behind a printed number.

    >>> read_amount("1,320.5", "万元")
    Decimal('13205000.0')
    """
    return Decimal(printed.replace(",", "")) * UNITS[unit] / 100
