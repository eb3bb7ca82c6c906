"""What the cells of a sheet mean: the item, codes, fund, nature and stage of each figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import dropwhile
from typing import NamedTuple

from pipelines.forms.codes import Code, code_beside, code_of_name, is_name_of, read_code, split_named_code
from pipelines.forms.columns import Column
from pipelines.forms.extraction import UNITS, Context
from pipelines.forms.labels import Label, read_label
from pipelines.forms.records import Figure, Record
from pipelines.forms.sheet import Sheet
from pipelines.forms.wording import BARE_TOTALS, Form, Meaning, meaning_of, strip_ordinal
from pipelines.model import BudgetLine, Placement, Project
from pipelines.reading.numerals import Number

_CENT = Decimal("0.01")
#: The end of a label of the 三公 form whose row counts things: 公务用车保有量(辆).
_COUNT = re.compile(r"(?:\([个辆人次批台套件家团组,]{1,3}\)|保有量|[批人]次数?|团组数|购置数)$")
#: Digits before the point of the largest amount that the warehouse holds.
_MOST_DIGITS = 16
#: What rows of a procurement table sum, beside its total.
_KINDS = frozenset(("goods", "works", "services", "purchase_sme", "purchase_micro"))
#: Items that a column alone decides, whatever the row is.
_COLUMN_ITEMS = frozenset(
    (
        "carry_in",
        "carry_out",
        "use_of_surplus",
        "operating_cost",
        "unit_price",
        "purchase_sme",
        "purchase_micro",
        "current_year_total",
    )
) | {"overseas_travel", "official_vehicle", "vehicle_purchase", "vehicle_operation", "reception", "three_public_total"}


@dataclass(slots=True)
class RowMeaning:
    """What a record is: `item` is empty when its words are not understood, and then `why` says so."""

    item: str
    side: str
    nature: str = ""
    fund: str = ""
    functional: str = ""
    functional_name: str = ""
    economic: str = ""
    economic_name: str = ""
    project: Project | None = None
    stage: str = ""
    why: str = ""
    counts: bool = False  # a number of vehicles or guests, no money


def read_row_meanings(sheet: Sheet) -> list[RowMeaning]:
    """The meaning of each record of a sheet, in order; rows that depend on rows above them included."""
    if sheet.form.rows == "sides":
        return _side_meanings(sheet)
    meanings: list[RowMeaning] = []
    units = frozenset(other.texts["unit_name"].key for other in sheet.records if "unit_name" in other.texts)
    for at, record in enumerate(sheet.records):
        before = sheet.records[at - 1] if at else None
        if before is not None and _is_label_of(before, record):
            meanings.append(meanings[-1])  # 公用经费合计 in the second block, its amount in the third
        else:
            meaning = _coded(sheet, record, units)
            above = meanings[-1].functional if meanings else ""
            if not meaning.item and (digits := code_beside(strip_ordinal(record.key), above)):
                meaning = _of_code(Code(digits, "functional"), record.label.text if record.label else "", meaning.side)
                meaning.why = "多个款下有同名的项，按上一行的科目判定编码"
            meanings.append(meaning)
    return meanings


def _is_label_of(before: Record, record: Record) -> bool:
    """Whether a figure without label belongs to the label without figure to its left in the same row."""
    return (
        before.row == record.row
        and before.label is not None
        and not before.figures
        and not record.label
        and not record.codes
    )


# --- forms of two sides -----------------------------------------------------------------------------------------------


def _side_meanings(sheet: Sheet) -> list[RowMeaning]:
    """收入 | 支出: a source of funds under a carry-over is a part of it.

    The last total of a side that also has a current-year total is its grand total.
    """
    meanings: list[RowMeaning] = []
    blocks = {column.block for column in sheet.columns} | {record.block for record in sheet.records}
    balance, nature = dict.fromkeys(blocks, ""), dict.fromkeys(blocks, "")
    heads = {column.block: column.meaning.classification for column in sheet.columns if column.role == "name"}
    for record in sheet.records:
        block = record.block
        label = read_label(record.key) if record.label else Label()
        side = ("revenue", "expenditure")[min(block, 1)]
        meaning = _side_meaning(record, label, side, balance[block], heads.get(block, ""))
        if label.item in ("carry_in", "carry_out"):
            balance[block] = label.item
        elif label.item and label.item != "fund":
            balance[block] = ""
        if meaning.economic:
            meaning.nature = nature[block]  # 工资福利支出 under 基本支出
        elif meaning.item:
            nature[block] = meaning.nature
        meanings.append(meaning)
    for block in blocks:
        own = [meaning for meaning, record in zip(meanings, sheet.records, strict=True) if record.block == block]
        has_current = any(meaning.item == "current_year_total" for meaning in own)
        last = [m for m in own if m.item in ("total", "unnamed") and not m.nature]
        for meaning in last:
            if meaning.item == "unnamed" or (has_current and meaning is last[-1]):
                meaning.item = "grand_total" if has_current else "total"
    return meanings


def _side_meaning(record: Record, label: Label, side: str, balance: str, classification: str) -> RowMeaning:
    """What a label means among rows of a list: 其他支出 is a class of either."""
    if not record.key:
        return RowMeaning("unnamed" if record.figures else "", side, why="行名缺失，按位置判为总计")
    name = strip_ordinal(record.key)
    lists = ("governmental", "economic") if classification == "governmental" else ("economic", "governmental")
    if side == "expenditure" and (classification in lists or not label.item):
        economic = next((code for kind in lists if (code := code_of_name(kind, name))), "")
        if economic:
            return _of_code(Code(economic, "economic"), name, side)
    if label.functional and side == "expenditure":
        return RowMeaning("code", side, functional=label.functional, functional_name=name)
    if label.item == "fund" and balance:
        return RowMeaning(balance, side, fund=label.fund)
    if label.item:
        return RowMeaning(label.item, side, nature=label.nature, fund=label.fund)
    return RowMeaning("", side, why=f"行名“{record.key[:20]}”不在词表中")


# --- forms of codes, projects, purchases ------------------------------------------------------------------------------


def _coded(sheet: Sheet, record: Record, units: AbstractSet[str]) -> RowMeaning:
    form = sheet.form
    side = form.side or "expenditure"
    if form.rows == "single":
        return _of_single(sheet, record, side)
    if record.code is not None:
        return _of_coded(record, record.code, form, side)
    name = record.label.text if record.label else ""
    label = read_label(record.key) if record.key else Label()
    if label.is_total and not (form.rows == "records" and label.nature):  # 义务教育公用经费 is a project's name
        return RowMeaning("total", side, nature=label.nature)
    if label.item in _KINDS:
        return RowMeaning(label.item, side)
    texts = {role: cell.text for role, cell in record.texts.items()}
    if any(text in BARE_TOTALS for text in texts.values()):
        return RowMeaning("total", side)
    if form.rows == "records":
        return _of_record(sheet, record, texts, side, units)
    if label.functional:
        return RowMeaning("code", side, functional=label.functional, functional_name=name)
    if ("unit_name" in texts and "name" not in texts) or record.identifiers:
        return RowMeaning("unit", side)
    for kind in ("functional", "economic"):
        digits = code_of_name(kind, strip_ordinal(record.key))
        if digits:
            return _of_code(Code(digits, kind), name, side)
    return RowMeaning("", side, why=f"行名“{record.key[:20]}”不在词表中" if record.key else "行名缺失")


def _of_coded(record: Record, code: Code, form: Form, side: str) -> RowMeaning:
    """A row with a code; in a list of projects its name is the project's, unless it is the code's own."""
    name = record.label.text if record.label else ""
    named = None if record.codes or record.told else split_named_code(record.key)
    if named is not None:
        name = named[1]
    project = record.texts.get("project_name")
    if form.rows == "records" and project is not None and project is not record.label:
        return replace(_of_code(code, name, side), item=form.item, project=Project(project.text))
    if form.rows == "records" and name and not is_name_of(code, "".join(name.split())):
        return replace(_of_code(code, "", side), item=form.item, project=Project(name))
    return _of_code(code, name, side)


def _of_single(sheet: Sheet, record: Record, side: str) -> RowMeaning:
    """A row of the 三公 form: its columns are the items, or its label is (then the columns are 预算数 | 决算数)."""
    name = strip_ordinal(record.key) if record.key else ""
    if any(rule.fits(name) for rule in sheet.form.details):
        return RowMeaning("", side, why="他项的细目或数量，不另作一项", counts=True)
    word = meaning_of(name) if name else Meaning()
    whole = not record.key or word.is_sum or any(rule.fits(record.key) for rule in sheet.form.titles)
    if _COUNT.search(record.key):
        return RowMeaning("", side, why="数量，不是金额", counts=True)
    if word.economic:
        return _of_code(Code(word.economic, "economic"), record.label.text if record.label else "", side)
    if not word.item and not whole and not any(column.meaning.item for column in sheet.columns):
        return RowMeaning("", side, why=f"行名“{record.key[:20]}”不在词表中")
    stage = word.stage
    if not stage and "预算数" in record.key:
        stage = "adjusted_budget"
    usual = "total" if word.is_sum and not word.item and _names_whole_below(sheet, record) else sheet.form.item
    return RowMeaning(word.item or usual, side, stage=stage)


def _names_whole_below(sheet: Sheet, above: Record) -> bool:
    """Whether a row below is named 三公经费, so that a bare 合计 sums more than it (会议费, 培训费)."""
    below = dropwhile(lambda record: record is not above, sheet.records)
    return any(meaning_of(strip_ordinal(record.key)).item == sheet.form.item for record in below if record.key)


def _of_code(code: Code, name: str, side: str) -> RowMeaning:
    if code.list == "functional":
        return RowMeaning("code", side, functional=code.digits, functional_name=name)
    return RowMeaning("code", side, economic=code.digits, economic_name=name)


def _of_record(sheet: Sheet, record: Record, texts: dict[str, str], side: str, units: AbstractSet[str]) -> RowMeaning:
    """A row of a list of projects or purchases; a unit's name where the project's should stand makes a subtotal."""
    name = texts.get("project_name") or (record.label.text if record.label else "")
    unit = texts.get("unit_name", "")
    if not name or (not unit and "".join(name.split()) in units):
        return RowMeaning("unit" if name or unit else "", side, why="" if name or unit else "行名缺失")
    project_code = texts.get("project_code", "")
    if not project_code and record.identifiers and "unit_code" not in _roles(sheet):
        project_code = record.identifiers[0].key
    printed = {code.list: code.digits for cell in record.codes if (code := read_code(cell.key)) is not None}
    functional = printed.get("functional") or code_of_name(
        "functional", "".join(texts.get("functional_name", "").split())
    )
    economic = printed.get("economic") or code_of_name("economic", "".join(texts.get("economic_name", "").split()))
    return RowMeaning(
        sheet.form.item,
        side,
        fund=meaning_of("".join(texts.get("fund_name", "").split())).fund if texts.get("fund_name") else "",
        functional=functional,
        functional_name=texts.get("functional_name", "") if functional else "",
        economic=economic,
        economic_name=texts.get("economic_name", "") if economic else "",
        project=Project(name, project_code),
    )


def _roles(sheet: Sheet) -> set[str]:
    return {column.role for column in sheet.columns}


# --- figures ----------------------------------------------------------------------------------------------------------


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
    """Whether a column beside its header's 小计 says nothing of its own: 其他运转类 of 项目支出, no total of it."""
    *above, leaf = column.words
    own = meaning_of(leaf)
    if not above or own.role or own.dimensions or own.is_total or own.is_sum:
        return False
    return any(other.words[-1] in BARE_TOTALS and list(other.words[:-1]) == above for other in sheet.columns)


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
