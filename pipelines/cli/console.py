"""A terminal that shows what documents and file names hold, and never obeys it."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import category

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

#: Orders to a terminal, marks that turn the direction of text or can not be seen, ends of lines that are none.
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_KEPT = "\n\t"


class SafeConsole(Console):
    """Prints every text with `visible` characters; only the colours of this program reach the terminal as orders."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Gives the segments of a renderable, their texts made visible."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(visible(segment.text), segment.style)


def visible(text: str) -> str:
    r"""Gives a text with a picture for each control character, and U+FFFD for each other that can not be seen.

    >>> visible("\x1b[2J窗口\u202e")
    '␛[2J窗口�'
    """
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(character: str) -> str:
    if category(character) not in _UNSEEN or character in _KEPT:
        return character
    return chr(0x2400 + ord(character)) if character < " " else "\ufffd"
