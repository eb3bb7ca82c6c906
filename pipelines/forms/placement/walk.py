"""Sums reachable by choosing one vector of each member, walked from both ends until the walks meet.

Vectors are packed integers: `depth` signed fields of `width` bits. Adding packed integers adds all fields at once, and
``(guard - sum) & guard == guard`` asks of all fields at once whether they are at most 0: `guard` has the top bit of
each field, and a positive field borrows it. A walk drops a sum as soon as even the least that the remaining members
can add leaves a field positive.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

#: The forward walk goes on alone up to this many sums; above it, the walk with fewer sums takes the next step.
MEET_FROM = 256


@dataclass(slots=True)
class Walk:
    """The members that have a choice, largest first; `start` is the sum of the members that have none.

    `run` fills `supported`: for each member the packed vectors that some solution uses.
    """

    members: list[list[int]]
    least: list[int]
    start: int
    width: int
    depth: int
    spend: Callable[[int], None]
    supported: list[set[int]] = field(default_factory=list)

    def run(self) -> list[int] | None:
        """One solution, the first vectors preferred; `None` when the members cannot come to at most 0.

        >>> walk = Walk([[5, 3], [1, 2]], least=[3, 1], start=-5, width=8, depth=1, spend=lambda steps: None)
        >>> walk.run(), walk.supported
        ([3, 1], [{3}, {1, 2}])
        """
        ahead, back = self._walk_out()
        if not ahead[-1] or not back[-1]:
            return None
        ahead[-1], back[-1] = self._meet(ahead[-1], back[-1])
        if not ahead[-1]:
            return None
        middle = len(ahead) - 1
        self.supported = [set() for _ in self.members]
        for index in range(middle - 1, -1, -1):
            ahead[index] = self._trace(ahead[index], ahead[index + 1], index)
        for index in range(middle, len(self.members)):
            layer = len(self.members) - index
            back[layer - 1] = self._trace(back[layer - 1], back[layer], index)
        return self._choose(ahead, back)

    def _guard(self) -> int:
        return sum(1 << (self.width * index + self.width - 1) for index in range(self.depth))

    def _walk_out(self) -> tuple[list[set[int]], list[set[int]]]:
        """Layers of sums: `ahead` after each of the first members, `back` after each of the last, last member first."""
        guard, low, high = self._guard(), 0, len(self.members)
        ahead, back = [{self.start}], [{0}]
        ahead_rest = sum(self.least)
        back_rest = self.start + ahead_rest
        while low < high and ahead[-1] and back[-1]:
            if len(ahead[-1]) <= max(MEET_FROM, len(back[-1])):
                ahead_rest -= self.least[low]
                ahead.append(self._step(ahead[-1], low, guard, ahead_rest))
                low += 1
            else:
                high -= 1
                back_rest -= self.least[high]
                back.append(self._step(back[-1], high, guard, back_rest))
        return ahead, back

    def _step(self, sums: set[int], index: int, guard: int, rest: int) -> set[int]:
        choices = set(self.members[index])
        self.spend(len(sums) * len(choices))
        most = guard - rest
        return {added for total in sums for choice in choices if (most - (added := total + choice)) & guard == guard}

    def _meet(self, ahead: set[int], back: set[int]) -> tuple[set[int], set[int]]:
        """The sums of either end that have a partner at the other."""
        guard = self._guard()
        if self.depth == 0 or back == {0}:
            return {total for total in ahead if (guard - total) & guard == guard}, set(back)
        ordered = sorted((self._top_fields(total), total) for total in back)
        keys = [top for (top, _), _ in ordered]
        rounding = max(-(top + mirror) for (top, mirror), _ in ordered)
        met_ahead: set[int] = set()
        met_back: set[int] = set()
        for total in ahead:
            top, mirror = self._top_fields(total)
            window = ordered[bisect_left(keys, mirror - rounding) : bisect_right(keys, -top)]
            self.spend(len(window) + 4)
            partners = [other for _, other in window if (guard - total - other) & guard == guard]
            if partners:
                met_ahead.add(total)
                met_back.update(partners)
        return met_ahead, met_back

    def _top_fields(self, total: int) -> tuple[int, int]:
        """The two fields of the first column: ``2a - u`` and ``-2a - u`` of what is summed."""
        biased = total + self._guard()
        half, below = 1 << (self.width - 1), self.width * (self.depth - 2)
        return (biased >> (below + self.width)) - half, ((biased >> below) & ((1 << self.width) - 1)) - half

    def _trace(self, layer: set[int], alive: set[int], index: int) -> set[int]:
        """The sums of `layer` from which member `index` leads to an `alive` sum; notes the vectors that do."""
        self.spend(len(layer) * len(self.members[index]))
        traced: set[int] = set()
        for choice in set(self.members[index]):
            hits = {total for total in layer if total + choice in alive}
            if hits:
                self.supported[index].add(choice)
                traced |= hits
        return traced

    def _choose(self, ahead: list[set[int]], back: list[set[int]]) -> list[int]:
        solution: list[int] = []
        total, middle, guard = self.start, len(ahead) - 1, self._guard()
        for index in range(middle):
            choice = next(value for value in self.members[index] if total + value in ahead[index + 1])
            solution.append(choice)
            total += choice
        partners: Iterable[int] = {other for other in back[-1] if (guard - total - other) & guard == guard}
        for index in range(middle, len(self.members)):
            layer = back[len(self.members) - index - 1]
            for choice in self.members[index]:
                left = {other - choice for other in partners} & layer
                if left:
                    solution.append(choice)
                    partners = left
                    break
        return solution
