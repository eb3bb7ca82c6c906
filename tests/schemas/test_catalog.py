"""The models against the warehouse contract: names and order of every column, written out once more on purpose."""

from __future__ import annotations

import polars as pl
import pytest

from schemas.catalog import table, tables
from schemas.vocabulary import codes, terms, vocabularies

CONTRACT = {
    "dim_region": "region_key code name level province prefecture county parent_key",
    "dim_department": "department_key name unit_code region_key admin_level",
    "dim_year": "year_key fiscal_year",
    "dim_functional_code": ("functional_key code name level class_code class_name group_code group_name is_official"),
    "dim_economic_code": "economic_key code name level class_code class_name is_official",
    "dim_project": "project_key code name department_key category",
    "dim_indicator": "indicator_key level1 level2 name",
    "dim_fund": "fund_key code name",
    "dim_form": "form_key code name kind",
    "dim_document": (
        "document_key document_id sha256 source_uri title document_kind fiscal_year scope department_key published_on "
        "layout parser_version is_current"
    ),
    "fact_budget_line": (
        "line_key document_key department_key year_key form_key functional_key economic_key project_key fund_key side "
        "item nature stage amount_yuan printed source_line source_start source_end placement"
    ),
    "fact_indicator": (
        "indicator_fact_key document_key department_key year_key form_key project_key indicator_key horizon weight "
        "comparator target_text target_value actual_text actual_value unit score full_score is_core previous_text "
        "before_previous_text source_line"
    ),
    "fact_statement": (
        "statement_key document_key department_key year_key functional_key economic_key project_key topic stage "
        "statement_year amount_yuan quantity unit base change_yuan change_quantity change_pct completion_pct share_pct "
        "share_of text source_line source_start source_end"
    ),
    "fact_table_seen": (
        "table_seen_key document_key department_key year_key form_key title header unit figures nonzero source_line "
        "last_line"
    ),
    "fact_mark": "mark_key document_key department_key year_key kind text source_line source_start source_end",
    "cell_ledger": "document_key source_line source_start source_end printed outcome target_key reason",
    "quarantined_document": "sha256 source_uri size_bytes reason_code message",
}


def test_tables_and_columns_are_those_of_the_contract() -> None:
    assert {spec.name: " ".join(spec.dtypes) for spec in tables()} == CONTRACT


def test_every_table_and_column_is_described_in_both_languages() -> None:
    for spec in tables():
        for described in (spec, *spec.columns):
            assert described.en, (spec.name, described.name)
            assert any("一" <= character <= "鿿" for character in described.zh), (spec.name, described.name)


def test_references_lead_to_tables_that_are_loaded_before() -> None:
    loaded: set[str] = set()
    for spec in tables():
        loaded.add(spec.name)
        assert {column.references for column in spec.columns if column.references} <= loaded, spec.name


def test_only_references_and_targets_end_in_key() -> None:
    for spec in tables():
        for column in spec.columns:
            if column.name.endswith("_key") and column.name != "target_key":
                assert column.is_key or column.references, (spec.name, column.name)
                assert column.dtype == pl.Int64
                assert not column.nullable


def test_money_is_decimal_18_2() -> None:
    assert table("fact_budget_line").dtypes["amount_yuan"] == pl.Decimal(18, 2)


def test_an_unknown_table_is_an_error() -> None:
    with pytest.raises(KeyError):
        table("dim_nothing")


def test_vocabularies_have_no_code_twice() -> None:
    for name in vocabularies():
        assert len(set(codes(name))) == len(codes(name)) > 0, name


def test_a_form_stands_in_a_known_kind_of_disclosure() -> None:
    assert {term.kind for term in terms("form")} <= set(codes("form_kind"))
