"""What the rows of a form of two sides mean: 收入 | 支出, each a list with totals and balances."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.forms.codes import Code, code_of_name, split_named_code
from pipelines.forms.labels import Label, read_label
from pipelines.forms.meaning import RowMeaning, code_meaning
from pipelines.forms.records import Record
from pipelines.forms.sheet import Sheet
from pipelines.forms.wording import strip_ordinal


def read_side_meanings(sheet: Sheet) -> list[RowMeaning]:
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
        _take_subtotal(own, [record.key for record in sheet.records if record.block == block])
        has_current = any(meaning.item == "current_year_total" for meaning in own)
        _leave_unnamed(own)
        last = [m for m in own if m.item in ("total", "unnamed") and not m.nature]
        for meaning in last:
            if meaning.item == "unnamed" or (has_current and meaning is last[-1]):
                meaning.item = "grand_total" if has_current else "total"
    return meanings


def _take_subtotal(own: Sequence[RowMeaning], keys: Sequence[str]) -> None:
    """The only 小计 of a side is the total of its year where balances and another total come after it."""
    items = [meaning.item for meaning in own]
    if "current_year_total" in items or keys.count("小计") != 1:
        return
    at = keys.index("小计")
    if "total" in items[at:] and not items[at]:
        own[at].item, own[at].why = "current_year_total", ""


def _leave_unnamed(own: Sequence[RowMeaning]) -> None:
    """Rows of figures whose name is missing are no totals when rows with names follow them: a total stands last."""
    for at, meaning in enumerate(own):
        if meaning.item == "unnamed" and any(later.item not in ("", "unnamed") for later in own[at + 1 :]):
            meaning.item, meaning.why = "", "行名缺失"


def _side_meaning(record: Record, label: Label, side: str, balance: str, classification: str) -> RowMeaning:
    """What a label means among rows of a list: 其他支出 is a class of either."""
    if not record.key:
        return RowMeaning("unnamed" if record.figures else "", side, why="行名缺失，按位置判为总计")
    name = strip_ordinal(record.key)
    if side == "expenditure" and (named := split_named_code(name)) is not None:
        return code_meaning(*named, side)
    lists = ("governmental", "economic") if classification == "governmental" else ("economic", "governmental")
    if side == "expenditure" and (classification in lists or not label.item):
        economic = next((code for kind in lists if (code := code_of_name(kind, name))), "")
        if economic:
            return code_meaning(Code(economic, "economic"), name, side)
    if label.functional and side == "expenditure":
        return RowMeaning("code", side, functional=label.functional, functional_name=name)
    if label.item == "fund" and balance:
        return RowMeaning(balance, side, fund=label.fund)
    if label.item:
        return RowMeaning(label.item, side, nature=label.nature, fund=label.fund)
    return RowMeaning("", side, why=f"行名“{record.key[:20]}”不在词表中")
