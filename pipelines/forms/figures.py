"""What each figure of a sheet is: its row, its column and its printed number become a budget line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pipelines.forms.codes import code_of_name
from pipelines.forms.columns import Column
from pipelines.forms.extraction import UNITS, Context
from pipelines.forms.meaning import RowMeaning
from pipelines.forms.records import Figure, Record
from pipelines.forms.sheet import Sheet
from pipelines.forms.wording import BARE_TOTALS, Form, meaning_of
from pipelines.model import BudgetLine, Placement
from pipelines.reading.numerals import Number

_CENT = Decimal("0.01")
#: Digits before the point of the largest amount that the warehouse holds.
_MOST_DIGITS = 16
#: Items that a column alone decides, whatever the row is.
_COLUMN_ITEMS = frozenset(
    (
        "carry_in",
        "carry_out",
        "use_of_surplus",
        "operating_cost",
        "project_total",
        "unit_price",
        "purchase_sme",
        "purchase_micro",
        "current_year_total",
    )
) | {"overseas_travel", "official_vehicle", "vehicle_purchase", "vehicle_operation", "reception", "three_public_total"}
#: A balance carried in is a source of money, one carried out a use, as in 收支总表.
_BALANCE_SIDES = {"carry_in": "revenue", "carry_out": "expenditure"}


class _Use(NamedTuple):
    """What a column says of every amount in it; `scale` is yuan per printed unit."""

    scale: Decimal
    side: str
    item: str
    nature: str
    stage: str
    usual_stage: str
    fund: str
    carry_fund: str
    fiscal_year: int
    economic: str


def budget_lines(
    sheet: Sheet, meanings: Sequence[RowMeaning], context: Context, unit: Decimal | None
) -> Iterator[BudgetLine]:
    """The budget lines of all figures whose column is known and is money."""
    uses: dict[int, _Use | None] = {}
    for record, row in zip(sheet.records, meanings, strict=True):
        if not row.item:
            continue
        for figure in record.figures:
            column = figure.column
            if column is None or figure.number.percent:
                continue
            if id(column) not in uses:
                uses[id(column)] = _use_of(column, sheet, context, unit)
            use = uses[id(column)]
            if use is not None and (amount := _yuan(figure.number, use.scale)) is not None:
                yield _line(sheet.form, use, record, row, figure, amount)


def _use_of(column: Column, sheet: Sheet, context: Context, unit: Decimal | None) -> _Use | None:
    """What a column of money says; None for any other, and for one whose money unit nothing tells."""
    words = column.meaning
    scale = _unit_of(column.words) or unit
    if column.role != "money" or scale is None or is_unknown_part(column, sheet):
        return None
    item = words.item if words.item in _COLUMN_ITEMS and words.item != sheet.form.code else ""  # or it is the table's
    if item == "carry_in" and _is_source(sheet):
        item, words = "", replace(words, fund="carryover")
    if sheet.form.rows == "single" and not (item or words.economic):
        if not (words.is_total or words.is_sum or words.fund):
            return None
        item = "total" if _sums_more(sheet) else ""
    return _Use(
        scale,
        _BALANCE_SIDES.get(item, words.side) if sheet.form.rows == "coded" else "",
        "code" if words.economic else item,
        words.nature,
        words.stage,
        stage_of(column, context),
        words.fund or sheet.fund,
        sheet.fund if item == "carry_in" and not words.fund else "",
        words.year or context.fiscal_year - words.years_back,
        _economic_of(column, sheet),
    )


def _economic_of(column: Column, sheet: Sheet) -> str:
    """The economic class that a column is; a name of both lists is the budget's beside another column of that list."""
    code = column.meaning.economic
    if code and any(other.meaning.economic.startswith("5") for other in sheet.columns):
        return code_of_name("governmental", column.words[-1]) or code
    return code


def is_unknown_part(column: Column, sheet: Sheet) -> bool:
    """Whether a column says nothing of its own and no total of what others say: 部门专项 beside a 小计 of 项目支出."""
    *above, leaf = column.words
    own = meaning_of(leaf)
    if own.role or own.dimensions or own.is_total or own.is_sum:
        return False
    beside = [other for other in sheet.columns if list(other.words[:-1]) == above and other is not column]
    return not above or any(other.words[-1] in BARE_TOTALS for other in beside)


def _is_source(sheet: Sheet) -> bool:
    """Whether 上年结转 is where expenditure comes from: neither revenue of the year nor a closing balance is beside."""
    items = {column.meaning.item for column in sheet.columns}
    return sheet.form.side == "expenditure" and not items & {"current_year_total", "carry_out"}


def _sums_more(sheet: Sheet) -> bool:
    """Whether a bare 合计 of a 三公 form sums more than 三公经费, which has a total of its own."""
    return any(column.meaning.item == "three_public_total" for column in sheet.columns)


def _line(form: Form, use: _Use, record: Record, row: RowMeaning, figure: Figure, amount: Decimal) -> BudgetLine:
    why = figure.why or record.block_why or row.why
    if why:
        why = "；".join(text for text in (figure.why, record.block_why, row.why) if text)
    placement: Placement = "printed" if not why else ("ambiguous" if "多种" in why else "inferred")
    cell = figure.cell
    return BudgetLine(  # in the order of its fields: a document has hundreds, and keywords take three times as long
        form.code,
        use.side or row.side,
        row.item if use.item == form.item or (use.economic and row.item == "unit") else use.item or row.item,
        row.nature or use.nature or form.nature,
        use.stage or row.stage or use.usual_stage,
        use.carry_fund or row.fund or use.fund,
        use.fiscal_year,
        amount,
        cell.text,
        cell.line,
        cell.start,
        cell.end,
        placement,
        row.functional,
        row.functional_name,
        use.economic or row.economic,
        row.economic_name,
        row.project,
        why,
    )


def _yuan(number: Number, scale: Decimal) -> Decimal | None:
    """The amount in yuan; None when it has more digits than any amount of a warehouse."""
    amount = number.value * scale
    return amount.quantize(_CENT) if amount.adjusted() < _MOST_DIGITS else None


def stage_of(column: Column, context: Context) -> str:
    """The stage of a column that names none: the document's, but 预算数 in a final account is the adjusted budget."""
    if context.stage == "final" and any("预算数" in word for word in column.words):
        return "adjusted_budget"
    return context.stage


@lru_cache(maxsize=4096)
def _unit_of(words: tuple[str, ...]) -> Decimal | None:
    """The money unit that a column's own words name: 单价(元)."""
    for word in reversed(words):
        for name, scale in UNITS.items():
            if word.endswith(f"({name})"):
                return scale
    return None
