"""Groups of numbers and rows brought together: both keep the order of the table, however far apart they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.forms.plain.runs import Group

#: How far the order of groups may run ahead of the order of rows, beyond the difference of their numbers.
_BAND = 40
#: Pairs of row and group that are compared at most; beyond that nothing is aligned.
MOST_PAIRS = 200_000
_MATCH, _OWN, _OTHER, _WITNESS, _SKIP = 4, 2, -1, 3, -2
_NEVER = -(10**9)


def align(groups: Sequence[Group], rows: int, expected: Mapping[int, int | None]) -> dict[int, int]:
    """Gives for rows, by index, the group that is theirs, keeping the order of both.

    A group right behind a row's name is likelier that row's; `expected` are the totals of rows that other tables of
    the document print. Empty when the table is too large to compare.
    """
    count = len(groups)
    reach = _BAND + abs(count - rows)
    if not count or not rows or count * min(rows, 2 * reach) > MOST_PAIRS:
        return {}
    witnesses = [expected.get(row) for row in range(rows)]
    above = [_SKIP * at for at in range(rows + 1)]
    steps = [bytearray(rows + 1)]
    for index, group in enumerate(groups):
        line = [_NEVER] * (rows + 1)
        line[0] = _SKIP * (index + 1)
        choice = bytearray(rows + 1)
        owner, total = group.owner, group.total
        for row in range(max(0, index - reach), min(rows, index + reach + 1)):
            gain = _MATCH + (_OWN if owner == row else _OTHER if owner >= 0 else 0)
            if witnesses[row] == total:
                gain += _WITNESS
            best, move = above[row] + gain, 0
            if above[row + 1] + _SKIP > best:
                best, move = above[row + 1] + _SKIP, 1
            if line[row] + _SKIP > best:
                best, move = line[row] + _SKIP, 2
            line[row + 1] = best
            choice[row + 1] = move
        above = line
        steps.append(choice)
    return _walk(steps, count, rows)


def _walk(steps: Sequence[bytearray], count: int, rows: int) -> dict[int, int]:
    found: dict[int, int] = {}
    group, row = count, rows
    while group and row:
        move = steps[group][row]
        if move == 0:
            group, row = group - 1, row - 1
            found[row] = group
        elif move == 1:
            group -= 1
        else:
            row -= 1
    return found
