"""Traditional characters to simplified ones, character by character, so that offsets stay."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

#: Characters of nearly every disclosure; a simplified text has none of them.
_SIGNS = "預決單門財開費務經"


def is_traditional(text: str) -> bool:
    """Whether the text is written in traditional characters (a `big5` mirror of a web site, Hong Kong settings).

    >>> is_traditional("臨湘市委宣傳部2022年部門預算說明"), is_traditional("门诊部門牌")
    (True, False)
    """
    return sum(sign in text for sign in _SIGNS) > 1


def simplify(text: str) -> str:
    """The text in simplified characters, of the same length; a text that is simplified already comes back as it is.

    >>> simplify("臨湘市委宣傳部2022年部門預算說明")
    '临湘市委宣传部2022年部门预算说明'
    """
    return text.translate(_table()) if is_traditional(text) else text


@cache
def _table() -> dict[int, str]:
    with files("schemas").joinpath("reading", "traditional.csv").open(encoding="utf-8") as lines:
        return {ord(row[0]): row[1] for row in list(csv.reader(lines))[1:]}
