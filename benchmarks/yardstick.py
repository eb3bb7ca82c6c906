"""The yardstick: the least that any exact reader of a disclosure has to do, in plain Python.

Decode strictly, split every line into cells, fold each cell's full-width characters, read the exact number of every
numeric cell. It finds no table and knows no meaning. `parse` is measured in multiples of it, over the same bytes in the
same run, so that the figure says something on any machine.
"""

from __future__ import annotations

import re
from decimal import Decimal

_CELL_END = re.compile(r"[|\t]| {2,}")
_FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000\xa0]")
_FOLD = str.maketrans({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20})
_NUMBER = re.compile(r"(\()?([-+△▲])?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(\))?%?")


def scan(raw: bytes) -> list[Decimal]:
    """Gives the exact numbers of all numeric cells.

    Raises:
        UnicodeDecodeError: the bytes are no UTF-8.

    >>> [str(number) for number in scan("合计 | 1,234.50 | （3.20） |\\n注：12,34".encode())]
    ['1234.50', '-3.20']
    """
    numbers: list[Decimal] = []
    for line in raw.decode("utf-8").split("\n"):
        for piece in _CELL_END.split(line):
            cell = piece.strip()
            if _FULL_WIDTH.search(cell):
                cell = cell.translate(_FOLD)
            found = _NUMBER.fullmatch(cell)
            if found is None:
                continue
            opened, sign, whole, decimals, closed = found.groups()
            if (opened is None) != (closed is None):
                continue
            value = Decimal(whole.replace(",", "") + (decimals or ""))
            numbers.append(-value if opened or sign in ("-", "△", "▲") else value)
    return numbers
