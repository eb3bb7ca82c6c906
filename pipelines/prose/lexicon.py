"""Many words at once: where any word of a list stands in a text, the longest at each place, in linear time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

Meaning = TypeVar("Meaning")
#: Words are found by their first characters; a word of one character has a list of its own.
_HEAD = 2


class Hit(NamedTuple, Generic[Meaning]):
    """A word in a text and what it means."""

    start: int
    end: int
    meaning: Meaning


class Lexicon(Generic[Meaning]):
    """Words with their meanings.

    >>> lexicon = Lexicon({"公务用车": 1, "公务用车购置费": 2})
    >>> [tuple(hit) for hit in lexicon.find("公务用车购置费0万元,公务用车3辆")]
    [(0, 7, 2), (11, 15, 1)]
    """

    __slots__ = ("_by_head",)

    def __init__(self, words: Mapping[str, Meaning]) -> None:
        by_head: dict[str, list[tuple[str, Meaning]]] = {}
        for word, meaning in words.items():
            if word:
                by_head.setdefault(word[:_HEAD], []).append((word, meaning))
        for entries in by_head.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._by_head = by_head

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Hit[Meaning]]:
        """The words of `text[start:end]` from left to right; a word inside a longer one is not found."""
        end = len(text) if end is None else end
        at = start
        while at < end:
            hit = self._at(text, at, end)
            if hit is None:
                at += 1
            else:
                yield hit
                at = hit.end

    def _at(self, text: str, at: int, end: int) -> Hit[Meaning] | None:
        for head in (text[at : at + _HEAD], text[at]):
            for word, meaning in self._by_head.get(head, ()):
                if at + len(word) <= end and text.startswith(word, at):
                    return Hit(at, at + len(word), meaning)
        return None
