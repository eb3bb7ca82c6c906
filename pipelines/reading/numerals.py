"""Numbers as disclosures print them: read exactly, or refused with a type."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

#: A numeric token: what the ledger counts. Digits with separators between them; a percent sign is not part of it.
TOKEN = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?")
#: A cell that is nothing but one number, folded: sign or brackets, digits with or without thousands, percent.
_NUMBER = re.compile(
    r"(?P<open>\()?(?P<sign>[-+△▲]|负)?\s?(?P<digits>\d{1,3}(?:, ?\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?P<back>-)?(?P<close>\))?(?P<percent>%)?"
)
_DIGIT = re.compile(r"\d")
#: Exact arithmetic goes no further (the precision of `decimal`), and no amount has so many digits.
_MOST_DIGITS = 28
#: What stands in a cell that is blank on purpose.
_DASHES = frozenset(("-", "--", "---", "—", "——", "———", "─", "/", "\\", "*", "**", "无", "○", "…"))


class Refusal(StrEnum):
    """Why a text is not one exact number."""

    BLANK = "blank"  # empty, or a dash that says "nothing here"
    TEXT = "text"  # no digit at all
    MIXED = "mixed"  # digits with words or with other digits
    SEPARATORS = "separators"  # 1,23,456 or 1.2.3: not a number by any convention
    TOO_LONG = "too_long"  # more digits than any amount: a serial number, or cells run together


@dataclass(frozen=True, slots=True)
class Number:
    """One exact number: its value, how many decimals it was printed with, whether a percent sign followed."""

    value: Decimal
    decimals: int
    percent: bool = False

    @property
    def is_plain_integer(self) -> bool:
        """Printed without decimals, separators aside: an amount, but perhaps an ordinal or a code."""
        return not self.decimals and not self.percent


def read_number(text: str) -> Number | Refusal:
    """The number that a cell holds (folded text), exactly; or the type of refusal.

    Negatives in all their forms: ``-5``, ``(5)``, ``5-``, ``△5``, ``负5``.

    >>> read_number("1,234.50")
    Number(value=Decimal('1234.50'), decimals=2, percent=False)
    >>> read_number("(3.20)").value
    Decimal('-3.20')
    >>> read_number("—"), read_number("12万元")
    (<Refusal.BLANK: 'blank'>, <Refusal.MIXED: 'mixed'>)
    """
    if not text or text in _DASHES:
        return Refusal.BLANK
    found = _NUMBER.fullmatch(text)
    if found is None:
        if _DIGIT.search(text) is None:
            return Refusal.TEXT
        return Refusal.SEPARATORS if not text.strip("0123456789.,+-() ") else Refusal.MIXED
    if bool(found["open"]) != bool(found["close"]) or (found["back"] and (found["sign"] or found["open"])):
        return Refusal.MIXED
    digits = found["digits"].replace(",", "").replace(" ", "")
    if len(digits) > _MOST_DIGITS:
        return Refusal.TOO_LONG
    value = Decimal(digits)
    if found["open"] or found["back"] or (found["sign"] or "+") != "+":
        value = -value
    return Number(value, len(digits.partition(".")[2]), found["percent"] is not None)
