"""Many words at once: where any word of several lists stands in a text, the longest at each place, in linear time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, NamedTuple, TypeVar

Meaning = TypeVar("Meaning")
#: Words are found by their first characters; a shorter one stands in every text and is none.
_HEAD = 2


class Hit(NamedTuple, Generic[Meaning]):
    """A word in a text and what it means."""

    start: int
    end: int
    meaning: Meaning


class Lexicon(Generic[Meaning]):
    """Lists of words with their meanings, read together in one pass over a text.

    >>> lexicon = Lexicon({"costs": {"公务用车购置费": 2}, "things": {"公务用车": 1}})
    >>> found = lexicon.find("公务用车购置费0万元,公务用车3辆")
    >>> [[tuple(hit) for hit in found[name]] for name in ("costs", "things")]
    [[(0, 7, 2)], [(0, 4, 1), (11, 15, 1)]]
    """

    __slots__ = ("_lists",)

    def __init__(self, lists: Mapping[str, Mapping[str, Meaning]]) -> None:
        self._lists: dict[str, list[tuple[str, Mapping[str, Meaning], list[int]]]] = {}
        for name, words in lists.items():
            lengths: dict[str, set[int]] = {}
            for word in words:
                if len(word) >= _HEAD:
                    lengths.setdefault(word[:_HEAD], set()).add(len(word))
            for head, each in lengths.items():
                self._lists.setdefault(head, []).append((name, words, sorted(each, reverse=True)))

    def find(self, text: str, start: int = 0, end: int | None = None) -> dict[str, list[Hit[Meaning]]]:
        """The words of `text[start:end]` by list, from left to right; a word inside a longer one is not found.

        A list without a word there is left out.
        """
        end = len(text) if end is None else end
        found: dict[str, list[Hit[Meaning]]] = {}
        lists = self._lists
        for at in range(start, end - 1):
            head = text[at : at + _HEAD]
            if head not in lists:  # nearly all places begin no word
                continue
            for name, words, lengths in lists[head]:
                hits = found.get(name)
                if hits is None or hits[-1].end <= at:
                    for length in lengths:
                        word = text[at : at + length]
                        if at + length <= end and word in words:
                            found.setdefault(name, []).append(Hit(at, at + length, words[word]))
                            break
        return found
