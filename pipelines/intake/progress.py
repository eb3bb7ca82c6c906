"""How far a build is, for whoever wants to show it."""

from __future__ import annotations


class Progress:
    """Told what a build is doing; this one keeps silent."""

    def step(self, name: str) -> None:
        """A new step begins; `name` is a few words for a person."""

    def begin(self, files: int) -> None:
        """Parsing of so many files begins."""

    def advance(self, files: int) -> None:
        """So many more files are parsed."""
