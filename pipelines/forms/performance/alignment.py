"""Which column each cell of a row stands in, when the layout kept only the order of the cells.

A row that lost blank or merged cells is laid against the columns of its header: every order-keeping assignment is
weighed by what columns of that role usually print (a sign, a unit, 是/否, a number, a level's name); the best is taken.
Where the layout shows the positions, they are taken unless they contradict the cells (a merged cell that was dropped
shifts a row to the left).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from pipelines.forms.performance.targets import is_sign, is_unit, read_quantities
from pipelines.forms.performance.taxonomy import canonical_level, names_level
from pipelines.forms.performance.vocabulary import framework_place, header_role, horizon_of
from pipelines.reading.numerals import Number, Refusal, read_number

#: Kinds of cells that are a number and nothing else.
FIGURES = ("number", "large", "percent", "measure")
_YES_NO = frozenset(("是", "否", "√", "×"))
_NEVER = -9.0

#: What a column of each role prints: kind of cell to weight; other kinds are unlikely (last figure).
_WEIGHTS: dict[str, tuple[dict[str, float], float]] = {
    "caption": ({"caption": 6, "horizon": 6, "text": -4, "word": -4}, _NEVER),
    "code": ({"number": 1, "large": 2, "text": 0, "word": 0}, _NEVER),
    "goal": ({"text": 2, "word": 2, "caption": 1, "horizon": 0}, _NEVER),
    "other": ({}, 0.0),
    "project": ({"text": 2, "word": 1.5, "level2": -3, "level1": -6, "frame1": -3, "frame2": -3}, _NEVER),
    "horizon": ({"horizon": 7, "text": -5, "word": -5}, _NEVER),
    "level1": (
        {"level1": 7, "levels": 6, "text": 0.4, "word": 0.5, "level2": -3, "sum": 1, "frame1": 5, "frames": 4},
        _NEVER,
    ),
    "level2": (
        {
            "level2": 7,
            "levels": 6,
            "text": 0.4,
            "word": 0.5,
            "level1": -3,
            "frame2": 5,
            "frames": 4,
            "frame1": 1,
            "caption": 0,
        },
        _NEVER,
    ),
    "name": (
        {
            "text": 3,
            "word": 3,
            "level2": 1,
            "levels": 0.5,
            "level1": 0.5,
            "known": 6,
            "frame1": 0.5,
            "frame2": 0.5,
            "frames": 0.5,
            "measure": -1,
            "unit": -4,
            "sum": 3,
            "caption": -4,
            "horizon": 0,
        },
        -7,
    ),
    "weight": ({"number": 4, "percent": 2, "large": -3}, _NEVER),
    "unit": ({"unit": 5, "word": 0, "text": -3, "percent": -5}, _NEVER),
    "sign": ({"sign": 6}, _NEVER),
    "target": (
        {
            "number": 3,
            "large": 4,
            "percent": 3.5,
            "measure": 4,
            "text": 2,
            "word": 2,
            "yes": 1,
            "unit": -1,
            "sign": -2,
            "level2": 0,
            "frame1": 0.5,
            "frame2": 0,
            "known": -2,
            "horizon": 2,
        },
        -3,
    ),
    "note": ({"text": 1, "word": 1, "measure": 0, "level2": 1, "percent": -1, "horizon": 1}, -2),
    "full_score": ({"number": 4, "percent": -1, "large": -4}, _NEVER),
    "core": ({"yes": 6}, _NEVER),
    "label": ({"text": 3, "word": 3, "caption": 3, "unit": -2}, _NEVER),
    "amount": ({"number": 3.8, "large": 4}, _NEVER),
    "rate": ({"percent": 6, "number": 2}, _NEVER),
    "group": ({"text": 0, "word": 0}, -2),
}
_LIKE = {
    "actual": "target", "long_target": "target", "interim": "target", "previous": "target", "before_previous": "target",
    "score": "full_score", "budget": "amount", "adjusted_budget": "amount", "final": "amount",
}  # fmt: skip
_HUNDRED = 100  # weights and scores end here
_LONGEST_WORD, _SHORT, _UNIT_AND_SUFFIX = 40, 4, 6  # characters
#: What it costs to leave a column without a cell: names are always printed, levels are merged, the rest may be blank.
_SKIP = {
    "name": 6.0,
    "level1": 0.3,
    "level2": 0.6,
    "target": 1.0,
    "actual": 1.0,
    "caption": 0.0,
    "horizon": 0.0,
    "label": 0.2,
}
_SKIP_OTHER = 0.5
#: What it costs more where a cell stands in a column further to the left: a merged cell begins those at its right anew.
_BEGUN = 2.0
_DROP_BLANK, _DROP_TEXT = 0.4, 8.0
#: Kinds of words that a common framework of evaluation has, and where it has them.
_FRAMEWORK = {"frames": "levels", "frame1": "level1", "frame2": "level2", "known": "name"}


@lru_cache(maxsize=16384)
def kind_of(key: str) -> str:
    """What a cell looks like by itself.

    >>> [kind_of(key) for key in ("产出指标", "数量指标", "成本指标", "≥", "万件次", "否", "服务质量稳定")]
    ['level1', 'level2', 'levels', 'sign', 'unit', 'yes', 'text']
    >>> [kind_of(key) for key in ("600000", "95", "95%", "≥8个", "—")]
    ['large', 'number', 'percent', 'measure', 'blank']
    """
    number = read_number(key)
    if isinstance(number, Number):
        return "percent" if number.percent else "number" if 0 <= number.value <= _HUNDRED else "large"
    if number is Refusal.BLANK and key != "无":
        return "blank"
    if len(key) > _LONGEST_WORD:
        return "text"
    return next((kind for kind, is_kind in _KINDS if is_kind(key)), "word" if len(key) <= _SHORT else "text")


def kinds_of(keys: Sequence[str]) -> list[str]:
    """What the cells of a row look like beside each other: a first level printed twice is the second one too.

    >>> kinds_of(["满意度指标", "满意度指标", "农户满意度"])
    ['level1', 'level2', 'text']
    """
    kinds = [kind_of(key) for key in keys]
    for at in range(1, len(keys)):
        if kinds[at] == kinds[at - 1] == "level1" and keys[at] == keys[at - 1]:
            kinds[at] = "level2"
    return kinds


def fitness(role: str, kind: str) -> float:
    """How well a cell of a kind fits a column of a role."""
    if kind == "blank":
        return 0.0 if role != "name" else -6.0
    weights, other = _WEIGHTS.get(_LIKE.get(role, role), ({}, -2.0))
    return weights.get(kind, other)


@lru_cache(maxsize=16384)
def align(roles: tuple[str, ...], kinds: tuple[str, ...]) -> tuple[float, tuple[int | None, ...]]:
    """Gives the best order-keeping assignment of cells to columns: its weight, and the column of every cell.

    >>> roles = ("level1", "level2", "name", "unit", "target", "note")
    >>> align(roles, tuple(kind_of(key) for key in ("质量指标", "证照发放准确率", "%", "≥99%")))[1]
    (1, 2, 3, 4)
    >>> align(roles, tuple(kind_of(key) for key in ("营商环境得到提升", "长期", "持续发挥作用")))[1]
    (2, 4, 5)
    """
    rows, columns = len(kinds), len(roles)
    lead = leading(roles)
    drop = [_DROP_BLANK if kind == "blank" else _DROP_TEXT for kind in kinds]
    # best[begun][i][j]: cells from i on, columns from j on; begun: a cell stands in a leading column before j
    best = [[[0.0] * (columns + 1) for _ in range(rows + 1)] for _ in range(2)]
    for begun in (1, 0):
        skip = _skips(roles, lead if begun else 0)
        here, after = best[begun], best[1]
        for j in range(columns - 1, -1, -1):
            here[rows][j] = here[rows][j + 1] - skip[j]
        for i in range(rows - 1, -1, -1):
            here[i][columns] = here[i + 1][columns] - drop[i]
            for j in range(columns - 1, -1, -1):
                match = (after if j < lead else here)[i + 1][j + 1] + fitness(roles[j], kinds[i])
                here[i][j] = max(match, here[i][j + 1] - skip[j], here[i + 1][j] - drop[i])
    placed: list[int | None] = [None] * rows
    i = j = begun = 0
    while i < rows and j < columns:
        here = best[begun]
        begins = 1 if j < lead else begun
        if here[i][j] == best[begins][i + 1][j + 1] + fitness(roles[j], kinds[i]):
            placed[i] = j
            i, j, begun = i + 1, j + 1, begins
        elif here[i][j] == here[i][j + 1] - _skips(roles, lead if begun else 0)[j]:
            j += 1
        else:
            i += 1
    return best[0][0][0], tuple(placed)


def leading(roles: Sequence[str]) -> int:
    """How many columns stand before the indicator's name: their cells are merged over the rows that they hold for."""
    return roles.index("name") if "name" in roles else 0


@lru_cache(maxsize=1024)
def _skips(roles: tuple[str, ...], begun: int) -> list[float]:
    """What each column costs without a cell; `begun` columns begin again, since a cell before them is printed."""
    costs = [_SKIP.get(role, _SKIP_OTHER) for role in roles]
    return [cost + _BEGUN if at < begun else cost for at, cost in enumerate(costs)]


def weigh(roles: Sequence[str], kinds: Sequence[str], placed: Sequence[int | None]) -> float:
    """The weight of a given assignment, on the scale of `align`."""
    used = {column for column in placed if column is not None}
    first, lead = min(used, default=len(roles)), leading(roles)
    skip = _skips(tuple(roles), lead)
    total = -sum(
        skip[column] if first < column < lead else _SKIP.get(role, _SKIP_OTHER)
        for column, role in enumerate(roles)
        if column not in used
    )
    for column, kind in zip(placed, kinds, strict=True):
        total += (
            fitness(roles[column], kind) if column is not None else -(_DROP_BLANK if kind == "blank" else _DROP_TEXT)
        )
    return total


def _names_both_levels(key: str) -> bool:
    """成本指标 was a second level and became a first (财预〔2021〕101号)."""
    return names_level(key, 1) and names_level(key, 2)


def _stands_at(place: str, key: str) -> bool:
    """Whether a common framework has the word there."""
    return framework_place(key) == place


def _is_measure(key: str) -> bool:
    """A figure with its sign and unit and nothing else: ≥8个, 719个, 3次以上."""
    quantities = read_quantities(key)
    if len(quantities) != 1:
        return False
    only = quantities[0]
    return only.start <= (_SHORT if only.comparator else 1) and len(key) - only.end <= _UNIT_AND_SUFFIX


#: What a word is, in the order of trial: a sign is told before a unit, a level before both.
_KINDS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("yes", _YES_NO.__contains__),
    ("sign", is_sign),
    *((kind, partial(_stands_at, place)) for kind, place in _FRAMEWORK.items()),
    ("levels", _names_both_levels),
    ("level1", lambda key: names_level(key, 1)),
    ("level2", lambda key: canonical_level(key, 2)),
    ("horizon", horizon_of),
    ("caption", lambda key: header_role(key) == "caption"),
    ("unit", is_unit),
    ("measure", _is_measure),
)
