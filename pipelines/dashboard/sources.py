"""The source text beside a figure: its line with the figure marked, and the lines around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.intake.source import SourceGoneError, read_source
from pipelines.reading.text import SourceText

#: Lines before and after the figure's own, and characters of a long line on each side of the figure.
_AROUND = 2
_CONTEXT = 160


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of a raw text: its number, the text before, in and after what is marked."""

    number: int
    before: str
    marked: str = ""
    after: str = ""


class Sources:
    """Raw texts of one page, each read once; a text that is gone gives no lines."""

    def __init__(self, raw: Path) -> None:
        self.raw = raw
        self.texts: dict[str, SourceText | None] = {}

    def lines(self, source_uri: str, digest: str, numbers: Sequence[int]) -> list[SourceLine]:
        """Gives some lines of a document, long ones cut."""
        text = self._text(source_uri, digest)
        if text is None:
            return []
        return [
            SourceLine(number, _cut(text.line(number).strip(), 2 * _CONTEXT))
            for number in numbers
            if number <= len(text.lines)
        ]

    def around(self, source_uri: str, digest: str, line: int, span: tuple[int, int] | None) -> list[SourceLine]:
        """Gives the line that prints a figure, the figure marked, between its neighbours."""
        text = self._text(source_uri, digest)
        if text is None:
            return []
        start, end = text.line_span(line)
        first, last = span or (start, start)
        left, right = max(start, first - _CONTEXT), min(end, last + _CONTEXT)
        own = SourceLine(
            line,
            ("… " if left > start else "") + text.raw[left:first],
            text.raw[first:last],
            text.raw[last:right] + (" …" if right < end else ""),
        )
        before = range(max(1, line - _AROUND), line)
        after = range(line + 1, min(len(text.lines), line + _AROUND) + 1)
        return [
            *self.lines(source_uri, digest, list(before)),
            own,
            *self.lines(source_uri, digest, list(after)),
        ]

    def _text(self, source_uri: str, digest: str) -> SourceText | None:
        if digest not in self.texts:
            try:
                self.texts[digest] = read_source(self.raw, source_uri, digest)
            except SourceGoneError:
                self.texts[digest] = None
        return self.texts[digest]


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length]} …"
