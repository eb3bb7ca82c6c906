"""Numbers of claims in running text: after facts of tables, before claims of forms and before their own context."""

from __future__ import annotations

from decimal import Decimal

from pipelines.ledger import build_ledger
from pipelines.model import BudgetLine, Claim, Statement
from pipelines.reading.text import SourceText

TEXT = "2023年“三公”经费预算6.2万元，比上年减少0.8万元，见附件1。"
BUDGET = TEXT.index("6.2")
CHANGE = TEXT.index("0.8")
CLAIM = Statement(
    topic="three_public_total",
    text=TEXT,
    source_line=1,
    source_start=0,
    source_end=CHANGE + 5,
    statement_year=2023,
    stage="budget",
    amount_yuan=Decimal(62_000),
    base="previous_year",
    change_yuan=Decimal(-8_000),
    tokens=((BUDGET, BUDGET + 3), (CHANGE, CHANGE + 3)),
)
A_LINE = BudgetLine(
    form="three_public",
    side="expenditure",
    item="three_public_total",
    nature="total",
    stage="budget",
    fund="general",
    fiscal_year=2023,
    amount_yuan=Decimal(62_000),
    printed="6.2",
    source_line=1,
    source_start=BUDGET,
    source_end=BUDGET + 3,
    placement="printed",
)


def outcomes(*statements: Statement, lines: tuple[BudgetLine, ...] = (), claims: tuple[Claim, ...] = ()) -> list[tuple]:
    entries = build_ledger(SourceText(TEXT), lines, (), claims, statements=statements)
    return [(entry.printed, entry.outcome, entry.target) for entry in entries]


def test_a_claim_accounts_for_its_numbers_and_its_index_is_the_target() -> None:
    other = CLAIM._replace(tokens=())
    assert outcomes(other, CLAIM) == [
        ("2023", "label", None),
        ("6.2", "statement", 1),
        ("0.8", "statement", 1),
        ("1", "label", None),
    ]


def test_a_money_cell_comes_before_a_statement_and_a_statement_before_a_claim_of_a_form() -> None:
    whole = Claim(0, len(TEXT), "attribute", "项目概述")
    assert outcomes(CLAIM, lines=(A_LINE,), claims=(whole,)) == [
        ("2023", "attribute", None),
        ("6.2", "budget_line", 0),
        ("0.8", "statement", 0),
        ("1", "attribute", None),
    ]
