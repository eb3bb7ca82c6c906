"""Rows of cuts that add up: every choice of one cut a row that the table's arithmetic allows.

Integers would do as well as decimals here; `Decimal` sums are exact and the tables are small.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from pipelines.forms.glued.cutting import Cut

#: Cuts and partial choices that may be looked at; an honest table needs some hundreds.
MAX_STEPS = 100_000
#: A table with more readings than this is not decided by its arithmetic.
MAX_READINGS = 2000

Reading = tuple[Cut, ...]


def sum_readings(
    parts: Sequence[Sequence[Cut]],
    totals: Sequence[Cut],
    columns: Sequence[int],
    agrees: Callable[[Cut, Cut], bool] | None = None,
    slack: Decimal = Decimal(0),
) -> list[Reading] | None:
    """Gives the readings (one cut a part, then the total's) whose `columns` add up to the total's; None: too many.

    A blank adds nothing. `agrees` tests one part against one total (a share). `slack` is how far a sum may be off.

    >>> from pipelines.forms.glued.cutting import enumerate_cuts
    >>> kinds, runs = ["amount", "amount"], ("7322", "26578", "338100")
    >>> *parts, totals = [enumerate_cuts(run, kinds, blanks=False) for run in runs]
    >>> [[str(piece.value) for piece in cut] for reading in sum_readings(parts, totals, [0, 1]) for cut in reading]
    [['73', '22'], ['265', '78'], ['338', '100']]
    """
    readings: list[Reading] = []
    steps = 0
    for total in totals:
        goal = _values(total, columns)
        if steps > MAX_STEPS:
            return None
        open_ways: dict[tuple[Decimal, ...], list[Reading]] = {(Decimal(0),) * len(columns): [()]}
        for part in parts:
            steps += len(part)
            fitting = [(cut, _values(cut, columns)) for cut in part if agrees is None or agrees(cut, total)]
            following: dict[tuple[Decimal, ...], list[Reading]] = {}
            for sums, ways in open_ways.items():
                for cut, values in fitting:
                    steps += len(ways)
                    if steps > MAX_STEPS:
                        return None
                    added = tuple(left + right for left, right in zip(sums, values, strict=True))
                    following.setdefault(added, []).extend((*way, cut) for way in ways)
            open_ways = following
        if agrees is None or agrees(total, total):
            ends = [sums for sums in open_ways if all(abs(a - b) <= slack for a, b in zip(sums, goal, strict=True))]
            readings += [(*way, total) for sums in ends for way in open_ways[sums]]
        if len(readings) > MAX_READINGS:
            return None
    return readings


def rounding(parts: int) -> Decimal:
    """How far a sum of amounts with two decimals may be off when every one of them was rounded."""
    return Decimal("0.005") * (parts + 1)


def likeliest(readings: Sequence[Reading]) -> Reading:
    """The reading with the fewest blank cells, then the one whose decimals are written in one way throughout.

    A form either drops trailing zeros (``64.5``, ``0``) or prints two decimals everywhere: a reading that needs both
    is the less likely. Readings that tie keep the order in which they were found: the longest first cell last.

    >>> from pipelines.forms.glued.cutting import enumerate_cuts
    >>> reading = likeliest([(cut,) for cut in enumerate_cuts("294.40", ["amount", "amount"])])
    >>> [str(piece.value) for piece in reading[0]]
    ['294.4', '0']
    """
    return min(readings, key=lambda reading: (_blanks(reading), _uneven(reading)))


def agreed(readings: Sequence[Reading], chosen: Reading) -> list[list[bool]]:
    """For every cell of the chosen reading whether all readings have the same there."""
    return [
        [all(reading[row][column] == piece for reading in readings) for column, piece in enumerate(cut)]
        for row, cut in enumerate(chosen)
    ]


def share_fits(share: Decimal, part: Decimal, total: Decimal) -> bool:
    """Whether a printed percentage is its part of the total, rounded or cut off at its last printed digit.

    >>> share_fits(Decimal("22"), Decimal("73.54"), Decimal("338.52")), share_fits(Decimal(0), Decimal(0), Decimal(0))
    (True, True)
    """
    if not total:
        return share in (0, 100) if not part else False
    unit = Decimal(1).scaleb(int(share.as_tuple().exponent))
    return abs(part * 100 - share * total) < unit * abs(total)


def _values(cut: Cut, columns: Sequence[int]) -> tuple[Decimal, ...]:
    return tuple(piece.value if (piece := cut[column]) else Decimal(0) for column in columns)


def _blanks(reading: Reading) -> int:
    return sum(piece is None for cut in reading for piece in cut)


def _uneven(reading: Reading) -> int:
    texts = [format(piece.value, "f") for cut in reading for piece in cut if piece]
    dropped = sum("." in text and text.endswith("0") for text in texts)
    padded = sum(text[-3:-2] != "." for text in texts)
    return min(dropped, padded)
