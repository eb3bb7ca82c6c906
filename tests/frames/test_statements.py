"""Claims of running text as rows: keys, members, nothing where nothing was claimed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from pipelines.frames.acceptance import accept
from pipelines.frames.batch import batch_frames
from pipelines.frames.keys import project_key, statement_key, surrogate_key
from pipelines.frames.star import merge
from pipelines.frames.validation import validate_frame
from pipelines.intake.documents import SourcedDocument
from pipelines.model import LedgerEntry, Project, Quarantine, Statement
from tests.factory import document, facts


def statement(**changes: Any) -> Statement:
    base = Statement(
        topic="functional",
        text="行政运行支出10.00万元，比上年减少2.50%",
        source_line=7,
        source_start=200,
        source_end=222,
        statement_year=2022,
        stage="budget",
        amount_yuan=Decimal(100_000),
        base="previous_year",
        change_pct=Decimal("-2.50"),
        functional="2010301",
        tokens=((206, 211), (217, 221)),
    )
    return base._replace(**changes)


def star_of(*statements: Statement, ledger: tuple[LedgerEntry, ...] = ()) -> dict[str, Any]:
    made = document("a", statements=statements, ledger=ledger)
    assert accept(made) == facts()
    return merge([batch_frames([SourcedDocument("a.txt", made)])])


def test_a_claim_is_a_row_with_its_members() -> None:
    star = star_of(statement(project=Project("窗口运行")))
    row = star["fact_statement"].row(0, named=True)
    assert [str(problem) for problem in validate_frame("fact_statement", star["fact_statement"])] == []
    assert row["functional_key"] in star["dim_functional_code"].filter(code="2010301")["functional_key"]
    assert row["project_key"] == project_key(row["department_key"], "", "窗口运行")
    assert (row["economic_key"], row["year_key"]) == (0, surrogate_key("dim_year", 2023))
    assert (row["statement_year"], row["stage"], row["base"]) == (2022, "budget", "previous_year")
    assert (row["amount_yuan"], row["change_pct"]) == (Decimal("100000.00"), Decimal("-2.5000"))
    assert [row[name] for name in ("quantity", "unit", "change_yuan", "completion_pct", "share_of")] == [None] * 5


def test_a_count_has_no_stage() -> None:
    star = star_of(statement(topic="vehicles", stage="", quantity=Decimal(3), unit="辆", base="", functional=""))
    row = star["fact_statement"].row(0, named=True)
    assert (row["stage"], row["base"], row["quantity"], row["unit"]) == (None, None, Decimal("3.0000"), "辆")
    assert [str(problem) for problem in validate_frame("fact_statement", star["fact_statement"])] == []


def test_equal_claims_on_the_same_characters_have_keys_of_their_own_and_tokens_lead_to_them() -> None:
    sha256 = document("a").sha256
    entry = LedgerEntry(7, 206, 211, "10.00", "statement", "正文语句", 1)
    star = star_of(statement(), statement(amount_yuan=Decimal(5)), ledger=(entry,))
    keys = [statement_key(sha256, 200, 222, "functional", "previous_year", number) for number in (0, 1)]
    assert sorted(star["fact_statement"]["statement_key"]) == sorted(keys)
    assert star["cell_ledger"]["target_key"].to_list() == [keys[1]]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (statement(topic="weather"), "'weather' 不在词表 topic"),
        (statement(base="yesterday"), "'yesterday' 不在词表 base"),
        (statement(share_of="weather"), "'weather' 不在词表 topic"),
        (statement(amount_yuan=Decimal("1E+16")), "超出可存范围"),
    ],
)
def test_a_claim_that_breaks_a_promise_refuses_its_document(broken: Statement, said: str) -> None:
    reason = accept(document(statements=(broken,)))
    assert isinstance(reason, Quarantine)
    assert said in reason.message


def test_a_token_leads_to_a_claim_that_is_there() -> None:
    reason = accept(document(ledger=(LedgerEntry(1, 1, 2, "1", "statement", "", 0),)))
    assert isinstance(reason, Quarantine)
    assert "指向不存在的statement" in reason.message
