"""The money of one project: where it comes from, how it was measured, what it buys."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from pipelines.forms.codes import code_of_name, names
from pipelines.forms.extraction import UNITS
from pipelines.forms.glued.cutting import Cut, Kind, Piece, enumerate_cuts
from pipelines.forms.glued.regions import Part
from pipelines.forms.glued.sheet import DIGITS, Meaning, Sheet, moved, walls_within, without_ordinal
from pipelines.forms.glued.wordings import word_at, wordings

_KINDS: dict[str, Kind] = {"quantity": "count", "unit_price": "amount", "purchase": "amount"}


def read_sources(sheet: Sheet, part: Part) -> None:
    """Notes 项目资金来源: one source a line, its amount right behind its label."""
    words, run = wordings(), sheet.run
    at = part.start
    while word := word_at(run.text, at, words.source_columns, part.end):
        at += len(word)
    for start, end in run.lines(at, part.end):
        label = word_at(run.text, start, words.source_rows, end)
        first = start + len(label)
        cuts = enumerate_cuts(run.text[first:end], ["amount"], walls_within(run, first, end), blanks=False)
        if label and cuts and (piece := cuts[0][0]):
            meaning = words.source_rows[label]
            fund = "all" if meaning == "total" else meaning
            item = "total" if meaning == "total" else "fund"
            sheet.add_amount(moved(piece, first), Meaning("expenditure", item, fund), "printed")
        else:
            sheet.leave(start, end, "项目资金来源中有不认识的行")


def read_measurement(sheet: Sheet, part: Part) -> None:
    """Notes 金额测算: an amount stands right behind the name of its economic class (支出经济分类).

    What follows is the cell 测算依据: its ordinal may be glued to the amount, its quantities are running text.
    """
    run = sheet.run
    found: list[tuple[str, Piece]] = []
    for match in _economic_names().finditer(run.text, part.start, part.end):
        digits = DIGITS.match(run.text, match.end(), part.end)
        if digits is None or run.text.startswith(tuple("万元亿千个名人年月%"), digits.end()):
            continue  # a quantity of a sentence: 办公费3万元
        stop = without_ordinal(run, match.end(), digits.end())
        walls = walls_within(run, match.end(), stop)
        cuts = enumerate_cuts(run.text[match.end() : stop], ["amount"], walls, blanks=False)
        if cuts and (piece := cuts[0][0]):
            sheet.label(stop, digits.end(), "下一单元格的序号")
            found.append((match[0], moved(piece, match.end())))
        else:
            sheet.leave(match.end(), digits.end(), "金额测算的数字没有唯一的切法")
    whole = sheet.annual_budget is not None and sum(piece.value for _, piece in found) == sheet.annual_budget
    for name, piece in found:
        meaning = Meaning("expenditure", "project", economic=code_of_name("economic", name), economic_name=name)
        why = f"紧跟支出经济分类“{name}”，其后的序号属于下一单元格"
        why += "；各行之和等于项目当年预算" if whole else "；各行之和与项目当年预算不符"
        sheet.add_amount(piece, meaning, "inferred" if whole else "ambiguous", why)


def read_purchase(sheet: Sheet, part: Part) -> None:
    """Notes 项目采购: a line ends in quantity (and unit price) and amount, run together.

    Quantity times unit price is the amount; no purchase costs more than its project's budget; an amount that stands
    elsewhere in the document bears a cut out. An amount that fits the budget only in 元 is in 元.
    """
    words, run = wordings().purchase_columns, sheet.run
    at, columns = part.start, []
    while word := word_at(run.text, at, words, part.end):
        columns += [words[word]] if words[word] in _KINDS else []
        at += len(word)
    for start, end in run.lines(at, part.end):
        first = end
        while first > start and run.text[first - 1] in "0123456789.,":
            first -= 1
        if first in (start, end) or "purchase" not in columns:
            sheet.leave(start, end, "项目采购的表头或行无法辨认")
            continue
        _cut_purchase(sheet, columns, first, end)


def _cut_purchase(sheet: Sheet, columns: Sequence[str], start: int, end: int) -> None:
    text = sheet.run.text[start:end]
    kinds: list[Kind] = [_KINDS[column] for column in columns]
    cuts = enumerate_cuts(text, kinds, walls_within(sheet.run, start, end), blanks=False) or []
    cuts = [cut for cut in cuts if _multiplies(columns, cut)]
    priced = [(cut, unit) for cut in cuts if (unit := _unit_within_budget(sheet, _last(cut).value))]
    if len(priced) > 1:
        elsewhere = sheet.numbers_outside()
        priced = [(cut, unit) for cut, unit in priced if _last(cut).value in elsewhere] or priced
    if len(priced) != 1:
        sheet.leave(start, end, "项目采购的数量和金额粘连，没有唯一可信的切法")
        return
    cut, unit = priced[0]
    why = f"粘连的“{text}”只有一种切法使数量与金额成立且金额不超过项目预算"
    why += "" if unit == sheet.region.unit else f"；表头写{sheet.region.unit}，按{unit}才不超过项目预算"
    for column, piece in zip(columns, cut, strict=True):
        if piece and column == "quantity":
            sheet.attribute(start + piece.start, start + piece.end, "采购数量")
        elif piece:
            placement = "printed" if len(columns) == 1 and unit == sheet.region.unit else "inferred"
            sheet.add_amount(moved(piece, start), Meaning("expenditure", column), placement, why, unit)


def _multiplies(columns: Sequence[str], cut: Cut) -> bool:
    values = {column: piece.value for column, piece in zip(columns, cut, strict=True) if piece}
    if values.get("quantity") == 0:
        return False
    if "quantity" in values and "unit_price" in values:
        return values["quantity"] * values["unit_price"] == values["purchase"]
    return True


def _last(cut: Cut) -> Piece:
    piece = cut[-1]
    return piece or Piece(0, 0, Decimal(0))


def _unit_within_budget(sheet: Sheet, amount: Decimal) -> str:
    """The unit in which a purchase fits its project's budget: the form's own before 元; empty when neither does."""
    unit, budget = sheet.region.unit, sheet.annual_budget
    if unit not in UNITS or budget is None:
        return unit
    most = budget * UNITS[unit]
    return next((one for one in (unit, "元") if amount * UNITS[one] <= most), "")


@cache
def _economic_names() -> re.Pattern[str]:
    """The names of the economic classification right before a digit, the longest first."""
    known = sorted(names("economic"), key=lambda name: (-len(name), name))
    return re.compile(f"(?:{'|'.join(map(re.escape, known))})(?=\\d)")
