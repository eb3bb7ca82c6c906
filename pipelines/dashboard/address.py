"""The address of a page: its whole state, so that a link shows another person the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

#: Rows of a page of a list, and documents that fit beside each other in a comparison.
PAGE_ROWS = 50
MOST_COLUMNS = 6
_LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Address:
    """A path and what was asked for, in order; a name may stand there several times."""

    path: str
    asked: tuple[tuple[str, str], ...] = ()

    def text(self, name: str, default: str = "") -> str:
        """Gives what was asked for under a name, without blanks around it."""
        return next((value.strip() for asked, value in self.asked if asked == name), default)

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        """Gives what was asked for when it is one of `allowed`, else the first of these."""
        value = self.text(name)
        return value if value in allowed else allowed[0]

    def number(self, name: str) -> int:
        """Gives a whole number that was asked for, 0 when there is none."""
        return next(iter(self.numbers(name)), 0)

    def numbers(self, name: str) -> list[int]:
        """Gives every whole number that was asked for under a name, each once."""
        found = (value for asked, value in self.asked if asked == name)
        numbers = [int(value) for value in found if value.isascii() and value.isdigit() and len(value) < 20]
        return list(dict.fromkeys(value for value in numbers if value <= _LARGEST_KEY))

    @property
    def offset(self) -> int:
        """Rows before those of the page that was asked for."""
        return PAGE_ROWS * max(0, min(self.number("page"), 100_000) - 1)

    def to(self, path: str, **values: object) -> str:
        """Gives the address of another page in the same language; a list gives its name several times."""
        kept = [("lang", self.text("lang"))] if self.text("lang") else []
        return _write(path, [*kept, *_pairs(values)])

    def but(self, **values: object) -> str:
        """Gives this address with some values set otherwise; None takes a value out."""
        rest = [(name, value) for name, value in self.asked if name not in values and value]
        return _write(self.path, [*rest, *_pairs(values)])

    def less(self, name: str, value: object) -> str:
        """Gives this address without one of the values of a name."""
        return _write(self.path, [pair for pair in self.asked if pair != (name, str(value))])


def _pairs(values: Mapping[str, object]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in values.items():
        many = value if isinstance(value, (list, tuple)) else [value]
        pairs += [(name, str(one)) for one in many if one not in (None, "", 0)]
    return pairs


def _write(path: str, pairs: list[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(pairs)}" if pairs else path
