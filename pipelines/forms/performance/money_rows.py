"""A row of money under its own header: 年度资金总额 | 360.5 | 360.5 | 360.45 | 10 | 100% | 10.

Source of the form: 项目支出绩效自评表, 财政部《项目支出绩效评价管理办法》(财预〔2020〕10号).
"""

from __future__ import annotations

from pipelines.forms.performance.amounts import AMOUNT_ROLES, read_amount, settle
from pipelines.forms.performance.blocks import PLAN, MoneyFound
from pipelines.forms.performance.headers import Header, Placed
from pipelines.forms.performance.records import Record
from pipelines.forms.performance.state import State
from pipelines.forms.performance.texts import claim_all, claim_labels, claim_leftover
from pipelines.forms.performance.vocabulary import Label, money_unit, read_label

#: Below this weight a row does not fit the header.
UNLIKELY = -2.0


def read_money_row(state: State, header: Header, record: Record, placed: Placed) -> bool:
    """Takes the amounts of a row; False when it is no row of this header."""
    if placed.weight < UNLIKELY:
        return False
    names = [cell for column, cell in placed.cells if column.role == "label" and cell.key]
    labels = [label for cell in names if (label := read_label(cell.key)) is not None]
    amounts = settle(header, placed)
    if names and not labels:
        return False
    label = labels[-1] if labels else Label("money", "project")
    if label.use not in ("money", "score") or (label.use == "score" and not amounts):
        return False
    unit_cell = placed.get("unit")
    told = money_unit(unit_cell.key) if unit_cell is not None else ""
    for column, cell, placement, why in amounts:
        amount = read_amount(state.source, cell, column.unit or told or state.unit)
        if amount is not None:
            item = label.item or "annual_total"
            state.block.money.append(MoneyFound(amount, item, label.fund, column.role, label.nature, placement, why))
    for column, cell in placed.cells:
        if column.role in ("rate", "full_score", "score"):
            reason = "预算执行率" if column.role == "rate" else "预算执行率的分值或得分"
            state.claims += claim_all(state.source, cell, "attribute", reason)
        elif column.role == "note":
            state.claims += claim_labels(state.source, cell)
    for cell in placed.leftover:
        state.claims += claim_leftover(state.source, cell, "自评表资金行中无法归列的数字")
    state.has_data = True
    state.take(record)
    return True


def read_amount_columns(state: State, placed: Placed) -> None:
    """Takes the money of a project that stands in the rows of its indicators (a list of projects), once a project."""
    for column, cell in placed.cells:
        if column.role in AMOUNT_ROLES and cell.key:
            amount = read_amount(state.source, cell, column.unit or state.unit)
            if amount is not None:
                stage = PLAN if column.role == "adjusted_budget" else column.role
                if any((known.amount.yuan, known.stage) == (amount.yuan, stage) for known in state.block.money):
                    state.claims += claim_all(state.source, cell, "attribute", "逐行重复印出的项目金额")
                else:
                    state.block.money.append(MoneyFound(amount, "project", "all", stage, "", "printed", ""))
