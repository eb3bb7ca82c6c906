"""Rows of labels and values: the project's name, its money, its texts."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.forms.performance.alignment import FIGURES, kind_of
from pipelines.forms.performance.amounts import read_amount
from pipelines.forms.performance.blocks import MoneyFound
from pipelines.forms.performance.labels import Entry
from pipelines.forms.performance.projects import read_category, read_project
from pipelines.forms.performance.records import Record
from pipelines.forms.performance.state import State
from pipelines.forms.performance.texts import ClaimOutcome, claim_all, claim_labels, printed
from pipelines.forms.performance.vocabulary import Label, money_unit, names_year
from pipelines.model import Placement
from pipelines.reading.rows import Cell

_UNIT_CODE = re.compile(r"[\[(]?\d+[\])]?[-—]?\D")
_SHORT = 30
#: So many totals stand side by side at most: the project's whole life and the year, 预算数 and 执行数.
_SIDES = 2
#: Words between a label and its amount (其他资金 | 单位自筹 | 10.00); behind more the amount is another row's.
_WORDS_BEFORE = 1
_TEXT = Label("text")
_REASONS: dict[str, tuple[ClaimOutcome, str]] = {
    "score": ("attribute", "绩效自评的权重、分值、得分或执行率"),
    "count": ("attribute", "绩效目标表中的人员、机构数量"),
    "label": ("label", "电话、日期、期限或编码"),
}


def is_figure(cell: Cell) -> bool:
    """Whether a cell is a figure or a dash, no words."""
    return kind_of(cell.key) in (*FIGURES, "blank")


def read_label_row(state: State, record: Record, entries: list[Entry]) -> None:
    """Takes a row of labels; an amount is what its label says, for the rest what the total above says."""
    state.take(record)
    state.has_data = True
    for cell in record.filled:
        if cell is entries[0].cell:
            break
        state.printed_unit = money_unit(cell.key) or state.printed_unit
    state.texts_below = all(entry.label.use == "text" and not entry.values for entry in entries)
    if not any(entry.values for entry in entries):
        state.labels_above = entries
    if entries[0].label.use == "sources":
        state.in_sources, state.sides = True, []
        state.printed_unit = next(
            (unit for cell in record.filled if (unit := money_unit(cell.key))), state.printed_unit
        )
    elif state.in_sources:
        state.in_sources = all(_is_of_sources(entry) for entry in entries)
        entries = [_as_total(entry) if state.in_sources else entry for entry in entries]
    sides = _sides(entries)
    if len(sides) > 1:
        state.sides = sides
    funds = [entry for entry in entries if entry.label.item == "fund"]
    stage = ""
    for entry in entries:
        if not entry.values:  # 项目资金(元) heads the rows below it
            state.printed_unit = money_unit(entry.cell.key) or state.printed_unit
        if entry.label.use != "money":
            for place, cell in enumerate(entry.values):  # a project has one name: what else follows is of other labels
                _read_value(state, _TEXT if place and entry.label.use == "project" else entry.label, cell)
            continue
        stage = entry.label.stage or stage
        item, now, placement = entry.label.item, entry.label.stage or stage, "printed"
        may_lose = item == "fund" and not record.explicit and not state.in_sources
        lost = may_lose and len(funds) != max(len(state.sides), _SIDES)
        if item == "fund" and state.sides:
            item, now, placement = _side_of(state, record, entry, funds, now)
        _read_money(state, entry, item, now, placement, lost_side=lost)


def _is_of_sources(entry: Entry) -> bool:
    """Whether a row below 项目资金来源 is one: a source of funds, or the total of all."""
    return entry.label.item == "fund" or entry.label.use == "score"


def _as_total(entry: Entry) -> Entry:
    """合计 of a project's sources is money, no sum of scores."""
    return replace(entry, label=Label("money", "annual_total")) if entry.label.use == "score" else entry


def with_figures(above: list[Entry], record: Record) -> list[Entry]:
    """The labels of the row above with the figures that stand below them; none when the row is anything else."""
    figures = {at: cell for at, cell in enumerate(record.cells) if cell.key}
    if not figures or not all(map(is_figure, figures.values())):
        return []
    amounts = [entry for entry in above if entry.label.use != "text"]
    if not record.explicit:
        if len(amounts) != len(figures):
            return []
        figures = {entry.position: cell for entry, cell in zip(amounts, figures.values(), strict=True)}
    if not figures.keys() <= {entry.position for entry in amounts}:
        return []
    return [replace(entry, values=[figures[entry.position]]) for entry in amounts if entry.position in figures]


def _sides(entries: list[Entry]) -> list[tuple[int, str, str]]:
    """The totals that stand side by side in a row: 项目资金总额 | 年度资金总额, 预算数 | 执行数."""
    totals = [
        entry
        for entry in entries
        if entry.label.use == "money" and entry.label.item in ("project", "project_total", "annual_total")
    ]
    if len(totals) > _SIDES and not totals[0].values:
        totals = totals[1:]  # 项目资金(元) heads them
    sides = [(entry.position, entry.label.item, entry.label.stage) for entry in totals]
    return sides if len({side[1:] for side in sides}) == len(sides) else []


def _side_of(state: State, record: Record, entry: Entry, funds: list[Entry], stage: str) -> tuple[str, str, Placement]:
    """Item, stage and placement of a source of funds: the whole life's money and the year's stand side by side.

    Without positions and with fewer sources than totals the year's side is taken, and called ambiguous.
    """
    sides = state.sides
    placement: Placement = "printed"
    if len(funds) == len(sides):
        side = sides[funds.index(entry)]
    elif record.explicit:
        side = next((side for side in reversed(sides) if side[0] <= entry.position), sides[0])
    else:
        side = sides[-1]
        placement = "ambiguous" if side != sides[0] else "printed"
    item = "project_total" if side[1] == "project_total" else "fund"
    return item, side[2] or stage, placement


def _read_money(state: State, entry: Entry, item: str, stage: str, placement: Placement, *, lost_side: bool) -> None:
    label = entry.label
    unit = money_unit(entry.cell.key) or state.unit
    why = "" if placement == "printed" else "空白单元格缺失，列按顺序推定"
    seen = False
    for at, cell in enumerate(entry.values):
        amount = None if seen or at > _WORDS_BEFORE else read_amount(state.source, cell, unit)
        if amount is not None:
            state.block.money.append(
                MoneyFound(
                    amount, item, label.fund, stage, label.nature, placement, why, lost_side, names_year(entry.cell.key)
                )
            )
            seen = True
        elif is_figure(cell):
            state.claims += claim_all(state.source, cell, "unplaced", f"“{entry.cell.key}”后无法归列的数字")
        else:
            state.claims += claim_labels(state.source, cell)


def _read_value(state: State, label: Label, cell: Cell) -> None:
    """What stands behind a label that is no money."""
    source, block = state.source, state.block
    if label.use == "project":
        state.set_project(read_project(source, cell))
        state.claims += claim_all(source, cell, "label", "项目代码或项目名称中的数字")
    elif label.use == "category":
        block.category = block.category or read_category(source, cell)
        state.claims += claim_labels(source, cell)
    elif label.use == "code":
        block.code = block.code or printed(source, cell.start, cell.end)
        state.claims += claim_all(source, cell, "label", "项目编码")
    elif label.use in _REASONS:
        outcome, reason = _REASONS[label.use]
        state.claims += claim_all(source, cell, outcome, reason)
    elif len(cell.key) <= _SHORT and _UNIT_CODE.match(cell.key):
        state.claims += claim_all(source, cell, "label", "单位代码或序号")
    elif is_figure(cell):
        state.claims += claim_all(source, cell, "unplaced", "文字栏中的孤立数字")
    else:
        state.claims += claim_labels(source, cell)
