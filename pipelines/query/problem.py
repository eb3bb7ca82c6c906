"""What is wrong with a statement, in both languages and with its place in the text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A line and a column of the statement as its author wrote it, both from 1."""

    line: int
    column: int

    @classmethod
    def at(cls, sql: str, offset: int) -> Place:
        """Gives the place of a character of a text.

        >>> Place.at("select\\n  预算", 9)
        Place(line=2, column=3)
        """
        before = sql[:offset]
        return cls(before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


class QueryProblem(Exception):  # noqa: N818 - most of them are refusals, not errors
    """A statement that is not run, or that could not be finished: a sentence in Chinese, one in English, a place."""

    def __init__(self, zh: str, en: str, place: Place | None = None) -> None:
        super().__init__(zh, en, place)
        self.zh, self.en, self.place = zh, en, place

    def __str__(self) -> str:
        """The place, then both sentences."""
        if self.place is None:
            return f"{self.zh}\n{self.en}"
        line, column = self.place.line, self.place.column
        return f"第 {line} 行第 {column} 列：{self.zh}\nLine {line}, column {column}: {self.en}"


class RefusedError(QueryProblem):
    """The statement asks for something that is not allowed; nothing of it was run."""


class LimitError(QueryProblem):
    """The statement was stopped at its limit of time or memory."""
