"""Marts over the five shipped disclosures against their labels: totals as printed, no figure counted twice."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from pipelines.marts.build import check_mart
from pipelines.marts.files import load_marts
from tests.golden.labels import rows

pytestmark = pytest.mark.slow

#: Beginning of the file's name, by label folder.
FILES = {"000": "chongqing-dazu", "001": "suizhou", "002": "jingmen", "003": "chongqing-nanan", "004": "beijing"}

#: 万元 as printed, read in the sources by hand: seed, measure, stage.
TOTALS = {
    ("000", "expenditure_total", "budget"): "732.86",
    ("000", "basic_expenditure", "budget"): "405.36",
    ("000", "project_expenditure", "budget"): "327.50",
    ("000", "personnel", "budget"): "335.66",
    ("000", "public_funds", "budget"): "69.70",
    ("000", "three_public_total", "budget"): "6.20",
    ("000", "procurement_total", "budget"): "83.60",
    ("000", "operating_cost", "budget"): "69.7",
    ("001", "revenue_total", "budget"): "338.52",
    ("001", "basic_expenditure", "budget"): "73.54",
    ("001", "personnel", "budget"): "64.54",
    ("001", "public_funds", "budget"): "9.00",
    ("001", "project_expenditure", "budget"): "264.98",
    ("001", "procurement_total", "budget"): "132",
    ("002", "expenditure_total", "final"): "3383.79",
    ("002", "basic_expenditure", "final"): "1415.21",
    ("002", "project_expenditure", "final"): "1968.59",
    ("002", "personnel", "final"): "1315.01",
    ("002", "public_funds", "final"): "100.20",
    ("002", "general_expenditure", "budget"): "3810.00",
    ("002", "three_public_total", "final"): "8.29",
    ("003", "expenditure_total", "budget"): "967.73",
    ("003", "basic_expenditure", "budget"): "699.81",
    ("003", "personnel", "budget"): "597.33",
    ("003", "public_funds", "budget"): "102.48",
    ("004", "expenditure_total", "final"): "4987.68",
    ("004", "basic_expenditure", "final"): "2018.13",
    ("004", "project_expenditure", "final"): "2969.55",
    ("004", "three_public_total", "final"): "0.26",
    ("004", "procurement_services", "final"): "1537.29",
}


def ask(connection: duckdb.DuckDBPyConnection, query: str, *values: object) -> list[tuple[Any, ...]]:
    return connection.execute(query, list(values)).fetchall()


@pytest.mark.parametrize("mart", load_marts(), ids=lambda mart: mart.name)
def test_columns_and_key_are_as_declared(seeds: duckdb.DuckDBPyConnection, mart: Any) -> None:
    result = check_mart(seeds, mart)
    assert (result.repeated_keys, result.wrong_columns) == (0, ())
    assert result.rows > 0


@pytest.mark.parametrize("mart", load_marts(), ids=lambda mart: mart.name)
def test_every_column_has_its_comment(seeds: duckdb.DuckDBPyConnection, mart: Any) -> None:
    found = dict(ask(seeds, "select column_name, comment from duckdb_columns() where table_name = ?", mart.name))
    assert found == {column.name: f"{column.zh} | {column.en}" for column in mart.columns}


@pytest.mark.parametrize(("seed", "measure", "stage"), TOTALS)
def test_a_total_is_the_one_printed(seeds: duckdb.DuckDBPyConnection, seed: str, measure: str, stage: str) -> None:
    found = ask(
        seeds,
        "select amount_yuan from mart_figure join mart_document using (document_key) "
        "where starts_with(source_uri, ?) and measure = ? and stage = ?",
        FILES[seed],
        measure,
        stage,
    )
    assert found == [(Decimal(TOTALS[seed, measure, stage]) * 10_000,)]


@pytest.mark.parametrize("seed", FILES)
def test_a_figure_of_a_table_is_a_labelled_cell(seeds: duckdb.DuckDBPyConnection, seed: str) -> None:
    labels = {(row["form"], int(row["source_line"]), Decimal(row["amount_yuan"])) for row in rows(seed, "lines")}
    found = ask(
        seeds,
        "select source_form, mart_figure.source_line, amount_yuan from mart_figure join mart_document "
        "using (document_key) where starts_with(source_uri, ?) and source_form <> 'statement'",
        FILES[seed],
    )
    assert set(found) <= labels


ADDED = "sum(amount_yuan) filter (where is_leaf), sum(amount_yuan) filter (where is_top), any_value(total_yuan)"


def leaves(seed: str, form: str, kind: str, natures: set[str]) -> Decimal:
    """The labelled amounts of codes that have no code below them in the same form, added up."""
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows(seed, "lines"):
        if row["form"] == form and row["item"] == "code" and row["side"] == "expenditure" and row["nature"] in natures:
            amounts[row[kind]] += Decimal(row["amount_yuan"])
    codes = sorted(amounts)
    return sum(
        (amounts[code] for code in codes if not any(c != code and c.startswith(code) for c in codes)), Decimal(0)
    )


@pytest.mark.parametrize("seed", ["000", "001", "002", "003"])
def test_no_function_is_counted_twice(seeds: duckdb.DuckDBPyConnection, seed: str) -> None:
    query = (
        f"select {ADDED}, count(distinct functional_key) "
        "from mart_function_spending join mart_document using (document_key) "
        "where starts_with(source_uri, ?) and is_widest_fund and stage = ?"
    )
    [(by_leaf, by_top, total, codes)] = ask(seeds, query, FILES[seed], "final" if seed == "002" else "budget")
    assert by_leaf == leaves(seed, "expenditure_detail", "functional_code", {"total"})
    assert max(abs(by_leaf - total), abs(by_top - total)) <= 50 * (codes + 1)  # half of 0.01 万元 a code


def test_functions_of_running_text_add_up(seeds: duckdb.DuckDBPyConnection) -> None:
    query = (
        f"select {ADDED} from mart_function_spending join mart_document using (document_key) "
        "where starts_with(source_uri, 'beijing')"
    )
    by_leaf, by_top, total = Decimal(49_876_900), Decimal(49_876_900), Decimal(49_876_800)
    assert ask(seeds, query) == [(by_leaf, by_top, total)]


@pytest.mark.parametrize("seed", ["000", "001", "002", "003"])
def test_no_economic_code_is_counted_twice(seeds: duckdb.DuckDBPyConnection, seed: str) -> None:
    natures = {"basic_personnel", "basic_public"} if seed == "002" else {"basic"}
    [(by_leaf, by_top, total, codes)] = ask(
        seeds,
        f"select {ADDED}, count(*) from mart_economic_spending join mart_document using (document_key) "
        "where starts_with(source_uri, ?)",
        FILES[seed],
    )
    assert by_leaf == leaves(seed, "general_basic_expenditure", "economic_code", natures)
    assert max(abs(by_leaf - total), abs(by_top - total)) <= 50 * (codes + 1)


@pytest.mark.parametrize("seed", FILES)
def test_sources_of_revenue_add_up(seeds: duckdb.DuckDBPyConnection, seed: str) -> None:
    [(whole, total)] = ask(
        seeds,
        "select sum(amount_yuan), any_value(total_yuan) from mart_revenue_source join mart_document "
        "using (document_key) where starts_with(source_uri, ?) and is_current_year and not is_part",
        FILES[seed],
    )
    assert whole == total


#: Projects of each document and their money, as their labels have them.
PROJECTS = {
    "000": (5, "budget_yuan", "3275000.00"),
    "001": (3, "budget_yuan", "2649800.00"),
    "002": (7, "final_yuan", "19578200.00"),
    "003": (6, "budget_yuan", "2679200.00"),
    "004": (1, "final_yuan", "3604500.00"),
}


@pytest.mark.parametrize("seed", PROJECTS)
def test_no_project_is_counted_twice(seeds: duckdb.DuckDBPyConnection, seed: str) -> None:
    count, column, amount = PROJECTS[seed]
    found = ask(
        seeds,
        f"select count(*), sum({column}) from mart_project join mart_document using (document_key) "
        "where starts_with(source_uri, ?)",
        FILES[seed],
    )
    assert found == [(count, Decimal(amount))]


@pytest.mark.parametrize(
    ("mart", "per_head"),
    [
        ("mart_region_comparison", "per_head_yuan"),
        ("mart_three_public", "total_per_head_yuan"),
        ("mart_operating_cost", "public_per_head_yuan"),
    ],
)
def test_a_figure_per_head_that_is_missing_says_why(seeds: duckdb.DuckDBPyConnection, mart: str, per_head: str) -> None:
    missing = ask(seeds, f"select distinct region_name, head_count_basis from {mart} where {per_head} is null")
    assert sorted(missing) == [("南岸区", "not_stated"), ("荆门市", "not_stated")]


def test_head_counts_are_totals_not_sums_of_totals(seeds: duckdb.DuckDBPyConnection) -> None:
    # 大足 says 共41人 and lists 11 + 4 + 26; 随州 says 6人，其中 2 + 4; 通州 lists 15 + 41 without a total
    found = dict(ask(seeds, "select region_name, head_count from mart_document where head_count is not null"))
    assert found == {"大足区": 41, "随州高新技术产业开发区": 6, "通州区": 56}


def test_a_contradicted_figure_names_its_findings(seeds: duckdb.DuckDBPyConnection) -> None:
    # 随州附表4-5 prints 41.97 of personnel in its total row, 附表4-6 and the text 64.54
    [(amount, others, message)] = ask(
        seeds,
        "select amount_yuan, other_yuan, message from mart_figure join fact_finding "
        "on list_contains(finding_keys, finding_key) where measure = 'personnel' and is_in_doubt",
    )
    assert (amount, others) == (Decimal("645400.00"), [Decimal("419700.00")])
    assert "41.97万元" in message
    assert "64.54万元" in message


SOURCED = [mart.name for mart in load_marts() if {"line_keys", "statement_keys"} <= {c.name for c in mart.columns}]


@pytest.mark.parametrize("mart", SOURCED)
def test_every_row_leads_to_the_facts_it_stands_on(seeds: duckdb.DuckDBPyConnection, mart: str) -> None:
    keys = f"select document_key, unnest(line_keys || statement_keys) as fact_key from {mart}"
    facts = (
        "select document_key, line_key as fact_key from fact_budget_line "
        "union all select document_key, statement_key from fact_statement"
    )
    assert ask(seeds, f"select count(*) from {mart} where len(line_keys) + len(statement_keys) = 0") == [(0,)]
    assert ask(seeds, f"select count(*) from ({keys}) anti join ({facts}) using (document_key, fact_key)") == [(0,)]
