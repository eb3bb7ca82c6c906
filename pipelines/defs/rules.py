"""Every rule as an asset check of the published warehouse: one step for all, a wrong document is a warning."""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from pipelines.checks.rules import Rule, load_rules
from pipelines.defs.metadata import markdown_table
from pipelines.defs.publication import published_warehouse
from pipelines.defs.resources import BuildFolders
from pipelines.warehouse.findings import RuleTotal, read_rule_totals, read_sample
from pipelines.warehouse.reader import open_published

_SAMPLE = 5

RULES = load_rules()


@dg.multi_asset_check(
    name="rules",
    specs=[
        dg.AssetCheckSpec(
            rule.stem,
            asset=published_warehouse,
            description=f"{rule.title_zh} | {rule.title_en}",
            metadata={"rule_code": rule.code, "severity": rule.severity, "tolerance": rule.tolerance},
        )
        for rule in RULES
    ],
)
def rules(folders: BuildFolders) -> Iterator[dg.AssetCheckResult]:
    """Reports what each rule found, with counts and some of the findings; content never fails a run."""
    with open_published(folders.workspace.warehouse) as connection:
        totals = {total.code: total for total in read_rule_totals(connection)}
        for rule in RULES:
            yield _result(rule, totals.get(rule.code), read_sample(connection, rule.code, _SAMPLE))


def _result(rule: Rule, total: RuleTotal | None, sample: list[tuple[str, str]]) -> dg.AssetCheckResult:
    if total is None:
        return dg.AssetCheckResult(
            passed=True, check_name=rule.stem, asset_key=published_warehouse.key, description="no document"
        )
    metadata: dict[str, Any] = {
        "documents_passed": total.passed,
        "documents_rounding": total.rounding,
        "documents_failed": total.failed,
        "documents_insufficient": total.insufficient,
        "documents_not_applicable": total.not_applicable,
        "comparisons": total.compared,
    }
    if sample:
        metadata["sample"] = dg.MetadataValue.md(markdown_table(("document", "finding"), sample))
    return dg.AssetCheckResult(
        passed=total.failed == 0 and total.failure is None,
        check_name=rule.stem,
        asset_key=published_warehouse.key,
        severity=dg.AssetCheckSeverity.WARN,
        description=total.failure or f"{total.failed} documents fail of {total.passed + total.rounding + total.failed}",
        metadata=metadata,
    )
