"""Which number stands right behind which name, where every row has one amount."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.forms.plain.fragments import Fragment
from pipelines.forms.plain.words import Name


class Behind:
    """The number right behind each name, by the place of the name.

    Names in one block with as many numbers in one block behind them have one each. Of names before one number it is the
    last one's, if it is not another's: `doubtful`.
    """

    def __init__(self, fragments: Sequence[Fragment], found: Sequence[Name]) -> None:
        self.numbers: dict[int, Fragment] = {}
        self.doubtful: set[int] = set()
        self._names: list[int] = []
        self._open: list[Fragment] = []
        self._waits = False
        inside = {at for name in found for at in range(name.first, name.at)}
        ends = {name.at for name in found}
        block = last = 0
        coded = False
        for at, fragment in enumerate(fragments):
            block += fragment.apart
            if fragment.kind == "money":
                self._open += [fragment] if self._names and not coded and not (self._open and fragment.apart) else []
            elif at in ends:
                self._name(at, goes_on=block == last)
                last = block
            elif at not in inside and (fragment.kind == "word" or self._open):
                self._close()
            coded = fragment.kind == "code"
        self._close()

    def _name(self, at: int, *, goes_on: bool) -> None:
        if self._open:
            self._close()
        if self._names and not goes_on:
            self._waits, self._names = True, []
        self._names.append(at)

    def _close(self) -> None:
        """Gives the open numbers to the names before them."""
        count = len(self._names)
        if self._open and count in (1, len(self._open)):
            self.numbers.update(zip(self._names, self._open, strict=False))
            self.doubtful.update(self._names if self._waits else ())
        elif len(self._open) == 1:
            self.numbers[self._names[-1]] = self._open[0]
            self.doubtful.add(self._names[-1])
        self._waits = self._waits and not self._open
        self._names, self._open = [], []
