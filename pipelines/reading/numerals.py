"""Numbers as disclosures print them: read exactly, or refused with a type."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

#: A numeric token: what the ledger counts. Digits with separators between them; a percent sign is not part of it.
TOKEN = re.compile(r"[0-9](?:[0-9]*(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]*(?:\.[0-9]+)?)")
#: A cell that is nothing but one number, folded: sign or brackets, digits with or without thousands, percent.
_NUMBER = re.compile(r"(\()?([-+△▲]|负)?\s?(\d{1,3}(?:, ?\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(-)?(\))?(%)?")
_DIGIT = re.compile(r"\d")
#: Exact arithmetic goes no further (the precision of `decimal`), and no amount has so many digits.
_MOST_DIGITS = 28
#: What stands in a cell that is blank on purpose.
DASHES = frozenset(("-", "--", "---", "—", "——", "———", "─", "/", "\\", "*", "**", "无", "○", "…"))


class Refusal(StrEnum):
    """Why a text is not one exact number. Ask first whether it is a `Number`: Python looks members up slowly."""

    BLANK = "blank"  # empty, or a dash that says "nothing here"
    TEXT = "text"  # no digit at all
    MIXED = "mixed"  # digits with words or with other digits
    SEPARATORS = "separators"  # 1,23,456 or 1.2.3: not a number by any convention
    TOO_LONG = "too_long"  # more digits than any amount: a serial number, or cells run together


class Number(NamedTuple):
    """One exact number: its value, how many decimals it was printed with, whether a percent sign followed."""

    value: Decimal
    decimals: int
    percent: bool = False

    @property
    def is_plain_integer(self) -> bool:
        """Printed without decimals, separators aside: an amount, but perhaps an ordinal or a code."""
        return not self.decimals and not self.percent


@lru_cache(maxsize=1 << 14)
def read_number(text: str) -> Number | Refusal:
    """The number that a cell holds (folded text), exactly; or the type of refusal.

    Remembered, since one amount of a disclosure stands in several of its tables.

    Negatives in all their forms: ``-5``, ``(5)``, ``5-``, ``△5``, ``负5``.

    >>> read_number("1,234.50")
    Number(value=Decimal('1234.50'), decimals=2, percent=False)
    >>> read_number("(3.20)").value
    Decimal('-3.20')
    >>> read_number("—"), read_number("12万元")
    (<Refusal.BLANK: 'blank'>, <Refusal.MIXED: 'mixed'>)
    """
    found = _NUMBER.fullmatch(text)
    if found is None:
        return _refusal(text)
    opened, sign, digits, back, closed, percent = found.groups()
    if "," in digits:
        digits = digits.replace(",", "").replace(" ", "")
    if bool(opened) != bool(closed) or (back and (sign or opened)):
        return Refusal.MIXED
    if len(digits) > _MOST_DIGITS:
        return Refusal.TOO_LONG
    value, decimals = Decimal(digits), len(digits.partition(".")[2])
    if opened or back or (sign and sign != "+"):
        value = -value
    return Number(value, decimals, percent is not None)


def _refusal(text: str) -> Refusal:
    if not text or text in DASHES:
        return Refusal.BLANK
    if _DIGIT.search(text) is None:
        return Refusal.TEXT
    return Refusal.SEPARATORS if not text.strip("0123456789.,+-() ") else Refusal.MIXED
