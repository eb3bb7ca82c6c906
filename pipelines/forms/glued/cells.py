"""The cells of one indicator row that ran together: name, earlier years' values, target, standard.

Every cut that the form's columns allow is weighed by what speaks for it: a name or a target that another table of the
document has too, the end of a line, a phrase that the earlier years repeat, a sign of comparison. A cut is given only
when something certain speaks for it and nothing as strong for another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from pipelines.forms.glued.standards import standard_start

#: Longer rows are sentences, not cells.
MAX_BODY = 240
#: Longer than any value of an earlier year, counted in characters and numbers.
_LONGEST_VALUE = 60
#: A row that repeats itself in more ways than this says nothing.
_MOST_CANDIDATES = 200
#: Witnesses of witnesses; real forms settle in two rounds.
_ROUNDS = 4
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_PIECE = re.compile(rf"{_NUMBER.pattern}|.", re.DOTALL)
_SIGN = re.compile(r"[≥≤<>=＝]|大于|小于|不低于|不高于|不少于|不超过|不大于|不小于")
_NOWHERE: frozenset[int] = frozenset()
#: 上年 and 前年: the forms print both or neither.
_TWO_YEARS = 2


@dataclass(frozen=True, slots=True)
class Body:
    """The glued cells of a row: folded text, and the positions where a line begins inside it."""

    text: str
    breaks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Columns:
    """What stands beside name and target: how many earlier years, and whether a standard."""

    earlier: int = 0
    standard: bool = False


@dataclass(slots=True)
class Witnesses:
    """What is settled in other rows of the form, or said by its goals: whole names and whole targets."""

    names: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)

    def add(self, text: str, cut: CellCut) -> None:
        """Takes up a settled row; what is too short stands in other texts by chance."""
        name, target = text[: cut.name], text[cut.start_of_target() : cut.target]
        self.names |= {name} if len(name) >= _SHORTEST_WITNESS else set()
        self.targets |= {target} if len(target) >= _SHORTEST_WITNESS else set()


@dataclass(frozen=True, slots=True)
class CellCut:
    """Where the cells of a row end: the name, the values of the years before, the target."""

    name: int
    earlier: tuple[int, ...]
    target: int

    def start_of_target(self) -> int:
        """Where the target begins: behind the last earlier value, or behind the name."""
        return self.earlier[-1] if self.earlier else self.name


#: What speaks for a cut, and how much is enough: a witness, a sign, a repetition with one thing more; never the end of
#: a line alone.
_NAME_SETTLED, _NAME_SHARED = 8, 5
_TARGET_SETTLED, _SIGNED = 4, 4
_REPEATED, _SAME_PHRASE = 3, 2
_LINE_END, _VALUE_LINE_END = 2, 1
_CERTAIN = 4
#: Shorter names and targets stand in others by chance.
_SHORTEST_WITNESS = 4


def cut_cells(body: Body, columns: Columns, witnesses: Witnesses) -> CellCut | None:
    """Gives the cut of a row; None when no cut is certain.

    >>> text = "政务大厅有效开展服务年办件量1.74万件年办件量0.3万件年办件量2万件办件量是否达到"
    >>> cut = cut_cells(Body(text), Columns(2, standard=True), Witnesses())
    >>> text[:cut.name], text[cut.name:cut.earlier[0]], text[cut.start_of_target():cut.target]
    ('政务大厅有效开展服务', '年办件量1.74万件', '年办件量2万件')
    """
    return _heaviest(body, _candidates(body.text, columns), frozenset(), witnesses)


def settle(bodies: Sequence[Body], columns: Sequence[Columns], witnesses: Witnesses) -> list[CellCut | None]:
    """Gives the cuts of all rows of a form: what is settled bears witness for the rest until nothing more is.

    Rows with earlier values go first, for their repetition needs little else.
    """
    candidates = [_candidates(body.text, one) for body, one in zip(bodies, columns, strict=True)]
    shared = [
        _shared_names(body, bodies) if one.earlier else _NOWHERE for body, one in zip(bodies, columns, strict=True)
    ]
    cuts: list[CellCut | None] = [None] * len(bodies)
    order = sorted(range(len(bodies)), key=lambda at: -columns[at].earlier)
    for _ in range(_ROUNDS):
        settled = 0
        for at in order:
            if cuts[at] is None:
                cuts[at] = cut = _heaviest(bodies[at], candidates[at], shared[at], witnesses)
                settled += cut is not None
                if cut is not None:
                    witnesses.add(bodies[at].text, cut)
        if not settled:
            break
    return cuts


def _candidates(text: str, columns: Columns) -> list[CellCut]:
    """Every cut between characters (never inside a number) that fits the columns; none when there are too many."""
    if len(text) > MAX_BODY or columns.earlier not in (0, _TWO_YEARS):
        return []
    end = standard_start(text) if columns.standard else len(text)
    if not end:
        return []
    pieces = [match.group() for match in _PIECE.finditer(text, 0, end)]
    places = [0, *accumulate(map(len, pieces))]
    if not columns.earlier:
        return [CellCut(name, (), end) for name in places[1:-1]]
    found = [
        CellCut(places[at], (places[at + size], places[at + 2 * size]), end)
        for at, size in _repetitions(["#" if piece[0].isdigit() else piece for piece in pieces])
    ]
    return found if len(found) <= _MOST_CANDIDATES else []


def _repetitions(signs: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where `size` signs from `at` on are repeated at once and something follows, not at the very beginning.

    >>> list(_repetitions("政务满意满意度"))
    [(2, 2)]
    """
    for size in range(1, min(len(signs) // 2, _LONGEST_VALUE) + 1):
        same = 0  # how many signs from here on equal the one `size` further
        for at in range(len(signs) - size - 1, 0, -1):
            same = same + 1 if signs[at] == signs[at + size] else 0
            if same >= size and at + 2 * size < len(signs):
                yield at, size


def _heaviest(
    body: Body, candidates: Sequence[CellCut], shared: frozenset[int], witnesses: Witnesses
) -> CellCut | None:
    """The cut that most speaks for, when it is enough and no other has as much."""
    best: CellCut | None = None
    most = 0
    for cut in candidates:
        weight = _weigh(body, cut, shared, witnesses)
        if weight >= most:
            best, most = (cut if weight > most else None), weight
    return best if most >= _CERTAIN else None


def _weigh(body: Body, cut: CellCut, shared: frozenset[int], witnesses: Witnesses) -> int:
    text, first = body.text, cut.start_of_target()
    target = text[first : cut.target]
    weight = _LINE_END * (cut.name in body.breaks) + _VALUE_LINE_END * sum(at in body.breaks for at in cut.earlier)
    if text[: cut.name] in witnesses.names:
        weight += _NAME_SETTLED
    elif cut.name in shared:
        weight += _NAME_SHARED
    weight += _TARGET_SETTLED * (target in witnesses.targets)
    weight += _SIGNED * (_SIGN.match(target) is not None and _SIGN.match(text[first - 1]) is None)
    if cut.earlier:
        value = text[cut.name : cut.earlier[0]]
        stem = _NUMBER.split(value)[0]
        weight += _SAME_PHRASE * bool(stem and target.startswith(stem))
        # shifted by one, a repetition would begin with what the name ends with: the first place it can begin counts
        weight += _REPEATED * (text[cut.name - 1] != value[-1])
    return weight


def _shared_names(body: Body, others: Sequence[Body]) -> frozenset[int]:
    """Where a beginning that another row has too ends together with a line, in one row or the other."""
    found: set[int] = set()
    for other in others:
        if other.text != body.text:
            ends = other.breaks | body.breaks
            found |= {at for at in ends if 0 < at < len(body.text) and other.text.startswith(body.text[:at])}
    return frozenset(found)
