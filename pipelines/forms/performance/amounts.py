"""Money beside the indicators: one cell to one budget line, and amounts whose column has to be found by the rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from pipelines.forms.extraction import UNITS
from pipelines.forms.performance.headers import Column, Header, Placed
from pipelines.forms.performance.targets import read_quantities
from pipelines.forms.performance.texts import printed
from pipelines.model import Placement
from pipelines.reading.numerals import Number, read_number
from pipelines.reading.rows import Cell
from pipelines.reading.text import SourceText

#: A cell of money is no longer than this, and no department has more (1 quadrillion, in any unit).
_LONGEST, _LARGEST = 32, Decimal(10) ** 11
AMOUNT_ROLES = ("budget", "adjusted_budget", "final")


@dataclass(frozen=True, slots=True)
class Amount:
    """A money cell: yuan, the text as printed, its place."""

    yuan: Decimal
    printed: str
    line: int
    start: int
    end: int


def read_amount(source: SourceText, cell: Cell, unit: str) -> Amount | None:
    """The money of a cell that holds one number, with or without its unit; None for anything else.

    >>> text = SourceText("360.5万元")
    >>> read_amount(text, Cell("360.5万元", "360.5万元", 0, 7, 1), "元").yuan
    Decimal('3605000.0')
    """
    if len(cell.key) > _LONGEST:
        return None
    number = read_number(cell.key)
    if isinstance(number, Number):
        if number.percent or abs(number.value) >= _LARGEST:
            return None
        return Amount(
            number.value * UNITS[unit], printed(source, cell.start, cell.end), cell.line, cell.start, cell.end
        )
    quantities = read_quantities(cell.text)
    if len(quantities) != 1 or quantities[0].unit not in UNITS or quantities[0].start > 1:
        return None
    only = quantities[0]
    start, end = cell.start + only.start, cell.start + only.end
    return Amount(only.value * UNITS[only.unit], source.raw[start:end], cell.line, start, end)


def settle(header: Header, placed: Placed) -> list[tuple[Column, Cell, Placement, str]]:
    """The amounts of a row with their columns, and how each column is known.

    As many amounts as columns, or positions that the layout shows: printed. Fewer: the printed rate says which
    (执行率 = 执行数 ÷ 全年预算数); when several assignments satisfy it the likeliest is taken and called ambiguous.
    """
    columns = [column for column in header.columns if column.role in AMOUNT_ROLES]
    found = [(column, cell) for column, cell in placed.cells if column.role in AMOUNT_ROLES]
    filled = [(column, cell) for column, cell in found if isinstance(read_number(cell.key), Number)]
    if placed.by_position or len(found) == len(columns):
        return [(column, cell, "printed", "") for column, cell in filled]
    rate = _rate(placed)
    base = "adjusted_budget" if any(column.role == "adjusted_budget" for column in columns) else "budget"
    fits = []
    for choice in combinations(columns, len(filled)):
        values = {column.role: read_number(cell.key) for column, (_, cell) in zip(choice, filled, strict=True)}
        if rate is None or _agrees(values.get(base), values.get("final"), rate):
            fits.append(choice)
    if len(fits) == 1 and rate is not None:
        why = "按执行率＝执行数÷预算数推定"
        return [(column, cell, "inferred", why) for column, (_, cell) in zip(fits[0], filled, strict=True)]
    return [(column, cell, "ambiguous", "空白单元格缺失，列按顺序推定") for column, cell in filled]


def _rate(placed: Placed) -> Number | None:
    cell = placed.get("rate")
    number = read_number(cell.key) if cell else None
    return number if isinstance(number, Number) and number.percent else None


def _agrees(budget: object, final: object, rate: Number) -> bool:
    if not isinstance(budget, Number) or not isinstance(final, Number) or not budget.value:
        return False
    step = Decimal(1).scaleb(-rate.decimals)
    return abs(final.value * 100 / budget.value - rate.value) <= step
