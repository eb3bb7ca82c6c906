"""What the rows of a sheet mean: codes, projects, purchases, items of 三公; those of two sides are `meaning_sides`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import dropwhile

from pipelines.forms.codes import Code, code_beside, code_of_name, is_name_of, read_code, split_named_code
from pipelines.forms.labels import Label, read_label
from pipelines.forms.meaning import RowMeaning, code_meaning
from pipelines.forms.meaning_sides import read_side_meanings
from pipelines.forms.records import Record
from pipelines.forms.sheet import Sheet
from pipelines.forms.wording import BARE_TOTALS, Form, Meaning, meaning_of, strip_ordinal
from pipelines.model import Project

#: The end of a label of the 三公 form whose row counts things: 公务用车保有量(辆).
_COUNT = re.compile(r"(?:\([个辆人次批台套件家团组,]{1,3}\)|保有量|[批人]次数?|团组数|购置数)$")
#: What rows of a procurement table sum, beside its total.
_KINDS = frozenset(("goods", "works", "services", "purchase_sme", "purchase_micro"))


#: What rows of a list of revenue are, where no codes are.
_SOURCES = frozenset(("fund", "carry_in", "use_of_surplus", "current_year_total"))


def read_row_meanings(sheet: Sheet) -> list[RowMeaning]:
    """The meaning of each record of a sheet, in order; rows that depend on rows above them included."""
    if sheet.form.rows == "sides":
        return read_side_meanings(sheet)
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
                meaning = code_meaning(
                    Code(digits, "functional"), record.label.text if record.label else "", meaning.side
                )
                meaning.why = "多个款下有同名的项，按上一行的科目判定编码"
            meanings.append(meaning)
    if any(meaning.item == "current_year_total" for meaning in meanings):
        last = [meaning for meaning in meanings if meaning.item == "total" and not meaning.nature][-1:]
        for meaning in last:
            meaning.item = "grand_total"
    return meanings


def _economic_beside(record: Record) -> str:
    """The economic code that a row prints beside its functional one."""
    codes = [read_code(cell.key) for cell in record.codes]
    is_pair = len(codes) > 1 and codes[0] is not None and codes[0].list == "functional"
    return next((code.digits for code in codes if is_pair and code is not None and code.list == "economic"), "")


def _is_label_of(before: Record, record: Record) -> bool:
    """Whether a figure without label belongs to the label without figure to its left in the same row."""
    return (
        before.row == record.row
        and before.label is not None
        and not before.figures
        and not record.label
        and not record.codes
    )


def _coded(sheet: Sheet, record: Record, units: AbstractSet[str]) -> RowMeaning:
    form = sheet.form
    side = form.side or "expenditure"
    if form.rows == "single":
        return _of_single(sheet, record, side)
    if record.code is not None:
        meaning = _of_coded(record, record.code, form, side)
        meaning.economic = meaning.economic or _economic_beside(record)
        return meaning
    name = record.label.text if record.label else ""
    label = read_label(record.key) if record.key else Label()
    is_source = side == "revenue" and label.item in _SOURCES
    if is_source or (label.is_total and not (form.rows == "records" and label.nature)):  # 义务教育公用经费 is a project
        return RowMeaning(label.item if is_source else "total", side, nature=label.nature, fund=label.fund)
    texts = {role: cell.text for role, cell in record.texts.items()}
    if kind := _kind_of(label, texts):
        return RowMeaning(kind, side)
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
            return code_meaning(Code(digits, kind), name, side)
    return RowMeaning("", side, why=f"行名“{record.key[:20]}”不在词表中" if record.key else "行名缺失")


def _kind_of(label: Label, texts: Mapping[str, str]) -> str:
    """货物, 工程 or 服务 where a row is one of them: by its name, or by its catalogue where it has no name."""
    item = label.item
    if not texts.keys() & {"project_name", "name"}:
        item = item or read_label("".join(texts.get("catalogue", "").split())).item
    return item if item in _KINDS else ""


def _of_coded(record: Record, code: Code, form: Form, side: str) -> RowMeaning:
    """A row with a code; in a list of projects its name is the project's, unless it is the code's own."""
    name = record.label.text if record.label else ""
    named = None if record.codes or record.told else split_named_code(record.key)
    if named is not None:
        name = named[1]
    project = record.texts.get("project_name")
    if form.rows == "records" and project is not None and project is not record.label:
        return replace(code_meaning(code, name, side), item=form.item, project=Project(project.text))
    if form.rows == "records" and name and not is_name_of(code, "".join(name.split())):
        return replace(code_meaning(code, "", side), item=form.item, project=Project(name))
    return code_meaning(code, name, side)


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
        return code_meaning(Code(word.economic, "economic"), record.label.text if record.label else "", side)
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


def _of_record(sheet: Sheet, record: Record, texts: dict[str, str], side: str, units: AbstractSet[str]) -> RowMeaning:
    """A row of a list of projects or purchases; a unit's name where the project's should stand makes a subtotal."""
    name = texts.get("project_name") or (record.label.text if record.label else "")
    unit = texts.get("unit_name", "")
    if not name and "catalogue" in texts:
        if "project_name" in _roles(sheet):
            return RowMeaning("unit", side)
        name = texts["catalogue"]
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
