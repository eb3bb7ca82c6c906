"""Many words at once: where any word of a list stands in a text, the longest at each place, in linear time."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
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

    __slots__ = ("_heads", "_lengths", "_words")

    def __init__(self, words: Mapping[str, Meaning]) -> None:
        self._words = {word: meaning for word, meaning in words.items() if word}
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[:_HEAD], set()).add(len(word))
        self._lengths = {head: sorted(each, reverse=True) for head, each in lengths.items()}
        self._heads = any_of_heads(lengths)

    @property
    def heads(self) -> AbstractSet[str]:
        """What the words begin with."""
        return self._lengths.keys()

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Hit[Meaning]]:
        """The words of `text[start:end]` from left to right; a word inside a longer one is not found."""
        end = len(text) if end is None else end
        found = self._heads.search(text, start, end)
        while found:  # nearly all places begin no word
            hit = self._at(text, found.start(), end)
            if hit is not None:
                yield hit
            found = self._heads.search(text, hit.end if hit else found.start() + 1, end)

    def _at(self, text: str, at: int, end: int) -> Hit[Meaning] | None:
        for head in (text[at : at + _HEAD], text[at]):
            for length in self._lengths.get(head, ()):
                word = text[at : at + length]
                if at + length <= end and word in self._words:
                    return Hit(at, at + length, self._words[word])
        return None


def any_of_heads(heads: Collection[str]) -> re.Pattern[str]:
    """A pattern for any of the heads, those of one first character together; for nothing when there are none."""
    seconds: dict[str, str] = {}
    for head in heads:
        seconds[head[0]] = seconds.get(head[0], "") + head[1:]
    alone = {head for head in heads if len(head) == 1}
    parts = [
        re.escape(first) + (f"[{re.escape(after)}]" if after and first not in alone else "")
        for first, after in seconds.items()
    ]
    return re.compile("|".join(parts) or r"(?!)")
