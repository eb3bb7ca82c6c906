"""The graph as a readable list: a change of assets, checks or jobs is a change of this file."""

from __future__ import annotations

import dagster as dg
import pytest

from pipelines.checks.rules import load_rules
from pipelines.definitions import definitions
from pipelines.defs.metadata import column_schema
from pipelines.frames.parser_digest import parser_digest
from pipelines.warehouse.checks import planned_checks
from schemas.catalog import table, tables

TABLES = [
    "cell_ledger",
    "dim_department",
    "dim_document",
    "dim_economic_code",
    "dim_form",
    "dim_functional_code",
    "dim_fund",
    "dim_indicator",
    "dim_project",
    "dim_region",
    "dim_year",
    "fact_budget_line",
    "fact_indicator",
    "fact_mark",
    "fact_statement",
    "fact_table_seen",
    "quarantined_document",
]
MARTS = [
    "mart_amount",
    "mart_budget_execution",
    "mart_disclosure_quality",
    "mart_document",
    "mart_doubt",
    "mart_economic_spending",
    "mart_figure",
    "mart_function_spending",
    "mart_indicator",
    "mart_operating_cost",
    "mart_procurement",
    "mart_project",
    "mart_purchase",
    "mart_region_comparison",
    "mart_region_quality",
    "mart_revenue_source",
    "mart_three_public",
    "mart_year_on_year",
]
RULE_TABLES = ["bridge_finding_fact", "fact_check", "fact_finding"]


@pytest.fixture(scope="module")
def loaded() -> dg.Definitions:
    return definitions()


def test_assets(loaded: dg.Definitions) -> None:
    keys = sorted(key.to_user_string() for key in loaded.resolve_asset_graph().get_all_asset_keys())
    assert keys == sorted(
        [
            "raw_documents",
            "parsed_documents",
            *(f"star/{name}" for name in [*TABLES, *RULE_TABLES]),
            *(f"marts/{name}" for name in MARTS),
            "published_warehouse",
            "published_parquet",
        ]
    )


def test_checks(loaded: dg.Definitions) -> None:
    found = sorted(key.to_user_string() for key in loaded.resolve_asset_graph().asset_check_keys)
    assert len(found) == len(list(planned_checks())) + 2 * len(MARTS) + len(load_rules())
    assert {name for name in found if name.startswith("published_warehouse:")} == {
        f"published_warehouse:{rule.stem}" for rule in load_rules()
    }
    assert {name for name in found if name.startswith("star/fact_budget_line:")} == {
        f"star/fact_budget_line:{name}"
        for name in (
            "contract",
            "rows",
            "unique",
            "reference_document_key",
            "reference_department_key",
            "reference_year_key",
            "reference_form_key",
            "reference_functional_key",
            "reference_economic_key",
            "reference_project_key",
            "reference_fund_key",
        )
    }
    assert {name for name in found if name.startswith("star/cell_ledger:")} == {
        f"star/cell_ledger:{name}"
        for name in (
            "contract",
            "rows",
            "unique",
            "reference_document_key",
            "target_budget_line",
            "complete_budget_line",
            "target_indicator",
            "target_statement",
            "disjoint",
        )
    }
    assert {name for name in found if name.endswith(":model")} == {
        f"star/{name}:model" for name in TABLES if name.startswith(("dim_", "quarantined_"))
    }


def test_a_mart_depends_on_what_its_query_reads(loaded: dg.Definitions) -> None:
    graph = loaded.resolve_asset_graph()
    parents = {key.to_user_string() for key in graph.get(dg.AssetKey(["marts", "mart_three_public"])).parent_keys}
    assert parents == {"marts/mart_figure"}
    parents = {key.to_user_string() for key in graph.get(dg.AssetKey(["marts", "mart_doubt"])).parent_keys}
    assert parents == {"star/bridge_finding_fact", "star/fact_finding"}


def test_jobs(loaded: dg.Definitions) -> None:
    names = {job.name for job in loaded.resolve_all_job_defs() if not job.name.startswith("__")}
    assert names == {"build_warehouse"}


def test_every_asset_says_what_it_is_and_whose(loaded: dg.Definitions) -> None:
    groups = set()
    for spec in loaded.resolve_all_asset_specs():
        assert spec.description, spec.key
        assert spec.owners == ["team:data-platform"], spec.key
        assert spec.kinds, spec.key
        groups.add(spec.group_name)
    assert groups == {"raw", "parsed", "star", "marts", "published"}


def test_a_column_schema_is_that_of_the_model() -> None:
    for spec in tables():
        columns = column_schema(spec).columns
        assert [column.name for column in columns] == list(spec.dtypes)
    amount = next(c for c in column_schema(table("fact_budget_line")).columns if c.name == "amount_yuan")
    assert (amount.type, amount.constraints.nullable) == ("DECIMAL(18,2)", False)


def test_documents_are_parsed_by_bucket_and_many_buckets_in_one_run(loaded: dg.Definitions) -> None:
    graph = loaded.resolve_asset_graph()
    parsed = graph.get(dg.AssetKey("parsed_documents"))
    assert parsed.partitions_def is not None
    assert parsed.partitions_def.get_num_partitions() == 64
    assert parsed.backfill_policy == dg.BackfillPolicy.single_run()
    assert parsed.code_version == parser_digest()
    assert {key.to_user_string() for key in graph.get_all_asset_keys() if graph.get(key).is_partitioned} == {
        "parsed_documents"
    }
