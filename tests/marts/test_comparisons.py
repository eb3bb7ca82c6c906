"""Marts that compare: years, stages, places, targets; figures read in the sources by hand, in 万元."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import duckdb
import pytest

from tests.marts.small import TOTAL, small_warehouse

pytestmark = pytest.mark.slow


def ask(connection: duckdb.DuckDBPyConnection, query: str, *values: object) -> list[tuple[Any, ...]]:
    return connection.execute(query, list(values)).fetchall()


def wan(amount: str) -> Decimal:
    return Decimal(amount) * 10_000


#: region, subject, code: amount, the year before, the change that the text claims.
YEARS = [
    ("大足区", "measure", "expenditure_total", "732.86", "502.24", "230.62"),
    ("大足区", "functional", "208", "48.22", "33.20", "15.02"),
    ("随州高新技术产业开发区", "measure", "procurement_total", "132", "113.4", "18.6"),
    ("随州高新技术产业开发区", "measure", "public_funds", "9", "13.5", "-4.5"),
    ("荆门市", "measure", "project_expenditure", "1968.59", "554.62", "1413.97"),
    ("荆门市", "economic", "302", "100.20", "209.05", "-108.85"),
    ("南岸区", "measure", "three_public_total", "2.90", "5.00", "-2.10"),
    ("通州区", "measure", "expenditure_total", "4987.68", "4615.45", "372.23"),
]


@pytest.mark.parametrize(("region", "subject", "code", "amount", "previous", "change"), YEARS)
def test_last_year_follows_from_the_claimed_change(
    seeds: duckdb.DuckDBPyConnection, region: str, subject: str, code: str, amount: str, previous: str, change: str
) -> None:
    found = ask(
        seeds,
        "select amount_yuan, previous_yuan, claimed_change_yuan, previous_source from mart_year_on_year "
        "where region_name = ? and subject = ? and code = ? and is_widest_fund",
        region,
        subject,
        code,
    )
    assert found == [(wan(amount), wan(previous), wan(change), "derived")]


#: region, subject, code: initial budget, where it is from, final account, rate.
EXECUTION = [
    ("荆门市", "measure", "general_expenditure", "3810", "same_document", "3383.79", "88.8134"),
    ("荆门市", "functional", "208", "123.43", "same_document", "124.02", "100.4780"),
    ("通州区", "functional", "201", "3693.77", "derived", "4404.98", "119.2543"),
    ("通州区", "measure", "three_public_total", "3.1", "same_document", "0.26", "8.3871"),
]


@pytest.mark.parametrize(("region", "subject", "code", "initial", "source", "final", "rate"), EXECUTION)
def test_a_final_account_beside_its_budget(
    seeds: duckdb.DuckDBPyConnection,
    region: str,
    subject: str,
    code: str,
    initial: str,
    source: str,
    final: str,
    rate: str,
) -> None:
    found = ask(
        seeds,
        "select initial_yuan, initial_source, final_yuan, initial_rate_pct from mart_budget_execution "
        "where region_name = ? and subject = ? and code = ? and initial_yuan is not null",
        region,
        subject,
        code,
    )
    assert found == [(wan(initial), source, wan(final), Decimal(rate))]


def test_kinds_of_procurement_add_up(seeds: duckdb.DuckDBPyConnection) -> None:
    # 荆门 prints 5.59 + 0.00 + 125.55 for 131.15, 通州 240.51 + 0 + 1537.29 for 1777.79: rounded by 0.01 万元
    found = ask(
        seeds,
        "select region_name, sum(amount_yuan) - any_value(total_yuan) from mart_procurement "
        "where is_part group by region_name order by region_name",
    )
    assert found == [("南岸区", 0), ("大足区", 0), ("荆门市", -100), ("通州区", 100)]


def test_a_purchase_is_listed_with_its_price_and_the_part_of_small_enterprises(
    seeds: duckdb.DuckDBPyConnection,
) -> None:
    # 随州 alone lists purchases: 22 posts at 6.00 万元 are 132.00, all of it from small and micro enterprises
    found = ask(
        seeds,
        "select purchase_name, amount_yuan, unit_price_yuan, sme_yuan, micro_yuan, rows_printed, share_pct "
        "from mart_purchase",
    )
    name = "随州高新区政务服务大厅前台岗位服务外包项目"
    assert found == [(name, Decimal(1320000), Decimal(60000), None, Decimal(1320000), 1, Decimal(100))]


def test_an_indicator_is_compared_in_the_unit_of_its_target(seeds: duckdb.DuckDBPyConnection) -> None:
    found = ask(
        seeds,
        "select name, reached_value, is_attained from mart_indicator where region_name = '通州区' and not is_attained "
        "order by name",
    )
    assert found == [
        ("培训次数不小于100次", Decimal(76), False),  # 76% of ≥100次
        ("电子证照应用事项", Decimal("6.4"), False),  # 80% of ≥8个
        ("购买服务单位满意度", Decimal(60), False),  # 60% itself, of ≥95%
    ]


def test_quality_says_what_a_document_leaves_out(seeds: duckdb.DuckDBPyConnection) -> None:
    found = ask(
        seeds,
        "select region_name, forms_printed, forms_required, cast(detail_pct as integer) from mart_disclosure_quality "
        "order by completeness_pct, region_name",
    )
    assert found[0] == ("通州区", 0, 9, 28)  # 报表详见附件
    assert {row[1:3] for row in found[1:]} == {(8, 8), (9, 9)}


def test_peers_share_year_stage_scope_and_level(seeds: duckdb.DuckDBPyConnection) -> None:
    strangers = ask(
        seeds,
        "select count(*) from mart_region_comparison as one join mart_region_comparison as other using "
        "(fiscal_year, stage, subject, code) where one.document_key <> other.document_key and one.peers = 1 "
        "and other.peers = 1 and one.scope = other.scope and one.admin_level = other.admin_level",
    )
    assert strangers == [(0,)]
    per_head = ask(
        seeds,
        "select per_head_yuan, share_pct from mart_region_comparison "
        "where region_name = '大足区' and subject = 'functional' and code = '2010306'",
    )
    assert per_head == [(Decimal("48170.73"), Decimal("26.9492"))]  # 197.50 万元, 41 people, 732.86 万元


def test_a_department_and_its_own_unit_are_never_peers() -> None:
    # the same department publishes 汇总 and 本级: both are there, neither is ranked beside the other
    connection = small_warehouse("another scope=unit", TOTAL)
    found = ask(
        connection,
        "select scope, peers, amount_rank from mart_region_comparison where code = 'expenditure_total' order by scope",
    )
    assert found == [("department", 1, 1), ("unit", 1, 1)]


def test_nothing_negative_is_derived_from_a_claim_that_contradicts_itself() -> None:
    # 支出预算0万元，比上年增加25万元: the year before can not have been -25
    connection = small_warehouse("claim reception amount=0 change=25 base=previous_year")
    assert ask(connection, "select amount_yuan from mart_figure where measure = 'reception'") == [(0,)]
    assert ask(connection, "select count(*) from mart_year_on_year where code = 'reception'") == [(0,)]


def test_a_rounded_amount_is_no_other_amount() -> None:
    exact = "revenue_expenditure_summary total 1649786.40 unit=元 side=expenditure"
    for said, others in (("164.98", []), ("164.99", [wan("164.99")])):
        connection = small_warehouse(exact, f"claim expenditure_total amount={said}", total="")
        found = ask(connection, "select amount_yuan, other_yuan from mart_figure where measure = 'expenditure_total'")
        assert found == [(Decimal("1649786.40"), others)]


def test_last_year_comes_from_last_years_document_where_it_is_there() -> None:
    connection = small_warehouse(
        "claim expenditure_total amount=100 change=25 base=previous_year",
        "another year=2022",
        "revenue_expenditure_summary total 80 side=expenditure year=2022",
    )
    found = ask(
        connection,
        "select amount_yuan, previous_yuan, previous_source, claim_gap_yuan from mart_year_on_year where code = "
        "'expenditure_total' and previous_document_key is not null",
    )
    assert found == [(wan("100"), wan("80"), "document", wan("5"))]  # the text claims 25, the documents differ by 20
