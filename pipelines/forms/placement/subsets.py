"""One column sum: which candidates of its members can take part in any way of satisfying it.

The members of a sum (children as they are, the parent with its halves exchanged) choose one vector each, and the
chosen vectors must add up to at most 0 in every field. Two filters, both of which only ever drop what cannot be:

- `drop_by_bounds` compares each vector with the least the others can add: cheap, settles nearly every real table.
- `find_supported` is exact. It walks the members, keeping the set of sums reachable so far, from both ends until
  the walks meet (2**13 sums from each end instead of 2**26), and drops sums that can't come down to 0 any more. A sum
  is one integer with a bit field per column, so that adding, comparing and recognising equal sums is one operation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import gt, mul, sub

from pipelines.forms.placement.candidates import Vector
from pipelines.forms.placement.walk import Walk

#: Below any sum of fields: a relaxed column never says no.
_NO_LAW = -(1 << 200)


class WorkLimitError(Exception):
    """The steps allowed for a search are used up."""


@dataclass(slots=True)
class Budget:
    """Steps left. A step is about one addition of a vector: some 0.2 microseconds. Counted, so never a clock's whim."""

    left: int
    whole: Budget | None = None

    def spend(self, steps: int) -> None:
        """Take `steps`, here and from the whole that this is a share of.

        Raises:
            WorkLimitError: fewer are left.
        """
        if steps > self.left:
            raise WorkLimitError
        self.left -= steps
        if self.whole is not None:
            self.whole.spend(steps)

    def share(self) -> Budget:
        """Half of what is left, so that one hard sum does not starve the others."""
        return Budget(self.left // 2, self)


@dataclass(frozen=True, slots=True)
class Support:
    """For each member the indexes of its vectors that a solution uses, in order, and one solution."""

    kept: list[list[int]]
    solution: list[int]


def as_parent(vector: Vector) -> Vector:
    """The vector of a child's cell as a parent's: what children add, the parent takes away.

    >>> as_parent((499, 0, -501, 0))
    (-501, 0, 499, 0)
    """
    half = len(vector) // 2
    return vector[half:] + vector[:half]


def list_least(members: Iterable[Sequence[Vector]]) -> list[Vector]:
    """The least that each member can add, field by field.

    >>> list_least([[(3, 0), (1, 2)], [(5, 5)]])
    [(1, 0), (5, 5)]
    """
    return [_least(member) for member in members]


def drop_by_bounds(
    members: Sequence[Sequence[Vector]], columns: Sequence[int], budget: Budget, least: Sequence[Vector] | None = None
) -> list[list[int]] | None:
    """The indexes of each member's vectors that the bounds leave; `None` when a member has none left.

    Only the laws of `columns` count. `least` is `list_least` of the members, where it is known.

    >>> parent, child = (-201, 0, 199, 0), [(99, 0, -101, 0), (0, 99, 0, -101)]
    >>> drop_by_bounds([[parent], child, child], range(2), Budget(1000))
    [[0], [0], [0]]

    Raises:
        WorkLimitError: the budget is used up.
    """
    half = len(members[0][0]) // 2
    relaxed = [field for field in range(2 * half) if field % half not in columns]
    kept = [list(range(len(member))) for member in members]
    minima = list(least or list_least(members))
    changed = True
    while changed:
        changed = False
        budget.spend(len(members) * (half // 3 + 1))
        total = [sum(values) for values in zip(*minima, strict=True)]
        for field in relaxed:
            total[field] = _NO_LAW
        if max(total) > 0:
            return None
        for index, member in enumerate(members):
            if len(kept[index]) == 1:
                continue
            budget.spend(len(kept[index]) * (half // 2 + 2))
            slack = tuple(map(sub, minima[index], total))
            left = [choice for choice in kept[index] if not any(map(gt, member[choice], slack))]
            if not left:
                return None
            if len(left) < len(kept[index]):
                kept[index], changed = left, True
                minima[index] = _least([member[choice] for choice in left])
    return kept


def find_supported(members: Sequence[Sequence[Vector]], columns: Sequence[int], budget: Budget) -> Support | None:
    """Exactly the vectors that some solution of the sum uses, and a solution; `None` when there is none.

    The solution prefers, member by member from the largest to the smallest, the vector that stands first.

    >>> parent = (-301, -201, 299, 199)
    >>> children = [[(2 * a - 1, 0, -2 * a - 1, 0), (0, 2 * a - 1, 0, -2 * a - 1)] for a in (100, 70, 80)]
    >>> find_supported([[parent], *children], range(2), Budget(1000))
    Support(kept=[[0], [1], [0], [0]], solution=[0, 1, 0, 0])

    Raises:
        WorkLimitError: the budget is too small for this sum.
    """
    half = len(members[0][0]) // 2
    fixed = _add_up(half, (member[0] for member in members if len(member) == 1))
    least = {index: _least(member) for index, member in enumerate(members) if len(member) > 1}
    most = {index: tuple(map(max, *members[index])) for index in least}
    open_members = sorted(least, key=lambda index: (-max(most[index]), index))
    bottom = _add_up(half, (fixed, *least.values()))
    spread = list(map(sub, _add_up(half, (fixed, *most.values())), bottom))
    if any(bottom[field] > 0 for column in columns for field in (column, column + half)):
        return None
    if _is_satisfied_in_step(members, fixed, columns, budget):
        return Support([list(range(len(member))) for member in members], [0] * len(members))
    # A column in which nobody has a choice was judged just now; the widest choice on top narrows the meeting most.
    moving = [column for column in columns if spread[column] or spread[column + half]]
    moving.sort(key=lambda column: -spread[column])
    fields = [field for column in moving for field in (column, column + half)]
    reach = max(map(abs, fixed)) + sum(max(*most[index], -min(least[index])) for index in open_members)
    budget.spend(sum(len(members[index]) for index in open_members) * (half + 2))
    pack = _Packer(half, fields, reach.bit_length() + 2)
    walk = Walk(
        members=[[pack(vector) for vector in members[index]] for index in open_members],
        least=[pack(least[index]) for index in open_members],
        start=pack(fixed),
        width=pack.width,
        depth=len(fields),
        spend=budget.spend,
    )
    solution = walk.run()
    if solution is None:
        return None
    kept, choices = [[0] for _ in members], [0] * len(members)
    for place, index in enumerate(open_members):
        packed = walk.members[place]
        kept[index] = [position for position, value in enumerate(packed) if value in walk.supported[place]]
        choices[index] = packed.index(solution[place])
    return Support(kept, choices)


def _is_satisfied_in_step(
    members: Sequence[Sequence[Vector]], fixed: Vector, columns: Sequence[int], budget: Budget
) -> bool:
    """Whether all firsts, all seconds and so on are solutions: then every vector is supported without a search.

    So it is in a table where nothing tells the columns apart, such as 总计 and one source in every row.
    """
    steps = zip(*(member for member in members if len(member) > 1), strict=False)
    if len({len(member) for member in members}.difference((1,))) != 1:
        return False
    half = len(fixed) // 2
    for vectors in steps:
        budget.spend(len(vectors) * (half // 3 + 1))
        total = _add_up(half, (fixed, *vectors))
        if any(total[column] > 0 or total[column + half] > 0 for column in columns):
            return False
    return True


def _least(vectors: Sequence[Vector]) -> Vector:
    return vectors[0] if len(vectors) == 1 else tuple(map(min, *vectors))


def _add_up(half: int, vectors: Iterable[Vector]) -> Vector:
    return tuple(map(sum, zip((0,) * (2 * half), *vectors, strict=True)))


class _Packer:
    """Turns a vector into one integer of signed bit fields, the first of `fields` on top; other fields are left out."""

    def __init__(self, half: int, fields: Sequence[int], width: int) -> None:
        self.width = width
        self.weights = [0] * (2 * half)
        for place, field in enumerate(reversed(fields)):
            self.weights[field] = 1 << (place * width)

    def __call__(self, vector: Vector) -> int:
        return sum(map(mul, vector, self.weights))
