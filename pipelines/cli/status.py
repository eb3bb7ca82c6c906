"""`gongkai status`: what is published."""

from __future__ import annotations

from pipelines.cli.options import WarehouseOption, fail, output
from pipelines.cli.tables import (
    builds_table,
    coverage_table,
    documents_table,
    quarantine_table,
    rules_table,
    severities_table,
    unplaced_tables,
)
from pipelines.frames.coverage import placed_share
from pipelines.warehouse.build_log import read_builds
from pipelines.warehouse.checks import CheckResult, check_warehouse
from pipelines.warehouse.findings import read_rule_totals, read_severities
from pipelines.warehouse.overview import (
    read_coverage,
    read_documents,
    read_quarantine,
    read_row_counts,
)
from pipelines.warehouse.reader import NoWarehouseError, open_published
from pipelines.warehouse.unplaced import read_unplaced
from pipelines.warehouse.workspace import DEFAULT_WAREHOUSE

_SHOWN_REGIONS = 12
_SHOWN_BUILDS = 5


def status(warehouse: WarehouseOption = DEFAULT_WAREHOUSE) -> None:
    """Show what is published: documents, regions, years, the ledger's coverage, rules, checks, quarantine.

    The ledger says what became of every number of every document. Where a number found no place, the cause is listed,
    the commonest first: tables that no form explains with the words of their headers, row labels that no wording
    explains, other reasons. The checks are run anew on the published file.
    """
    try:
        with open_published(warehouse) as connection:
            documents, quarantine = read_documents(connection), read_quarantine(connection)
            coverage, unplaced = read_coverage(connection), read_unplaced(connection)
            severities, totals = read_severities(connection), read_rule_totals(connection)
            builds = read_builds(connection, _SHOWN_BUILDS)
            checks = check_warehouse(connection, read_row_counts(connection))
    except NoWarehouseError as error:
        fail(str(error))
    regions, years = sorted({row.region for row in documents}), sorted({row.fiscal_year for row in documents})
    output.print(f"{warehouse} ({warehouse.resolve().name})", soft_wrap=True, highlight=False)
    output.print(
        f"{len(documents):,} documents, {len(regions):,} regions ({_some(regions)}), "
        f"years {', '.join(map(str, years)) or 'none'}, "
        f"{placed_share(coverage):.2%} of all numbers placed",
        soft_wrap=True,
        highlight=False,
    )
    output.print(documents_table(documents))
    output.print(coverage_table(coverage))
    for table in unplaced_tables(unplaced):
        output.print(table)
    if quarantine:
        output.print(quarantine_table(quarantine))
    output.print(severities_table(severities))
    if any(total.failed or total.failure for total in totals):
        output.print(rules_table(totals))
    if builds:
        output.print(builds_table(builds))
    _print_checks(checks)


def _some(names: list[str]) -> str:
    return "、".join(names[:_SHOWN_REGIONS]) + (" …" if len(names) > _SHOWN_REGIONS else "")


def _print_checks(checks: list[CheckResult]) -> None:
    failed = [check for check in checks if not check.passed]
    output.print(f"Checks: {len(checks) - len(failed)} of {len(checks)} passed", highlight=False)
    for check in failed:
        kind = "blocking" if check.blocking else "warning"
        output.print(
            f"  {check.table}: {check.name} ({kind}): {check.message}", soft_wrap=True, highlight=False, markup=False
        )
