"""Groups of numbers and rows brought together: both keep the order of the table, however far apart they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipelines.forms.plain.runs import Group

#: Row times group pairs that are compared at most; beyond that nothing is aligned.
MOST_PAIRS = 400_000
_MATCH, _OWN, _OTHER, _WITNESS, _SKIP = 4, 2, -1, 3, -2


def align(groups: Sequence[Group], rows: int, witness: Callable[[int, Group], bool]) -> dict[int, int]:
    """Gives for rows, by index, the group that is theirs, keeping the order of both.

    A group right behind a row's name is likelier that row's; `witness(row, group)` says that another table of the
    document prints the group's total for the row. Empty when the table is too large to compare.
    """
    count = len(groups)
    if not count or not rows or count * rows > MOST_PAIRS:
        return {}
    above = [_SKIP * at for at in range(rows + 1)]
    step: list[bytearray] = [bytearray(rows + 1)]
    for index, group in enumerate(groups):
        line = [_SKIP * (index + 1)]
        choice = bytearray(rows + 1)
        for row in range(rows):
            gain = _MATCH + (_OWN if group.owner == row else _OTHER if group.owner >= 0 else 0)
            if witness(row, group):
                gain += _WITNESS
            best, move = above[row] + gain, 0
            if above[row + 1] + _SKIP > best:
                best, move = above[row + 1] + _SKIP, 1
            if line[row] + _SKIP > best:
                best, move = line[row] + _SKIP, 2
            line.append(best)
            choice[row + 1] = move
        above = line
        step.append(choice)
    return _walk(step, count, rows)


def _walk(step: Sequence[bytearray], count: int, rows: int) -> dict[int, int]:
    found: dict[int, int] = {}
    group, row = count, rows
    while group and row:
        move = step[group][row]
        if move == 0:
            group, row = group - 1, row - 1
            found[row] = group
        elif move == 1:
            group -= 1
        else:
            row -= 1
    return found
