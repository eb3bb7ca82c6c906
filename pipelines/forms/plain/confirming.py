"""Which rows of a rebuilt table the sums over its rows confirm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from pipelines.forms.codes import parent_code
from pipelines.forms.plain.runs import COARSE


def confirmed_rows(
    codes: Sequence[str], totals: Mapping[int, int], grand: int | None, sure: AbstractSet[int]
) -> set[int]:
    """The rows whose totals are borne out; `totals` are by row index, `grand` is the total of the table.

    A row is confirmed when the sum that it is a part of holds and the sum above that one is confirmed too, up to the
    grand total; or when it is `sure` by other signs (its name stands right before its numbers, another table prints the
    same) and takes part in any sum that holds. A nought proves nothing.
    """
    below = _children(codes)
    holds = {
        parent: _holds(totals.get(parent) if parent >= 0 else grand, [totals.get(child) for child in children])
        for parent, children in below.items()
    }
    found: set[int] = set()
    chain = [child for child in below.get(-1, ()) if holds[-1]]
    while chain:
        row = chain.pop()
        found.add(row)
        if holds.get(row):
            chain += below[row]
    over = {child: parent for parent, children in below.items() for child in children}
    for row in sure:
        if totals.get(row) and (holds.get(row) or holds.get(over.get(row, -1))):
            found.add(row)
    return found


def _children(codes: Sequence[str]) -> dict[int, list[int]]:
    """The rows under each row by the code hierarchy; those at the top stand under -1."""
    index = {code: at for at, code in enumerate(codes)}
    below: dict[int, list[int]] = {}
    for at, code in enumerate(codes):
        parent = parent_code(code)
        while parent and parent not in index:
            parent = parent_code(parent)
        below.setdefault(index[parent] if parent else -1, []).append(at)
    return below


def _holds(whole: int | None, parts: Sequence[int | None]) -> bool:
    """Whether the parts are known and sum to the whole, to half a unit of rounding a part."""
    if whole is None:
        return False
    known = [part for part in parts if part is not None]
    return len(known) == len(parts) and abs(whole - sum(known)) <= len(known) // 2 * (abs(whole) >= COARSE)
