"""What assets show of a table: its rows, its columns, its first lines, its coverage."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import dagster as dg

from pipelines.frames.coverage import placed_share
from pipelines.warehouse.build_log import Build
from pipelines.warehouse.ddl import sql_type
from pipelines.warehouse.overview import QuarantineSummary
from schemas.catalog import Table
from schemas.vocabulary import codes

#: So many quarantined inputs are shown; `gongkai status` and the warehouse have all.
_SHOWN = 20
#: What Markdown would obey rather than show: texts of documents are shown.
_MARKUP = re.compile(r"[\\`*_\[\]<>!|~&$]")


def column_schema(spec: Table) -> dg.TableSchema:
    """Gives the columns of a table as Dagster shows them: type, constraints, both descriptions."""
    columns = [
        dg.TableColumn(
            column.name,
            type=sql_type(column.dtype),
            description=f"{column.zh} | {column.en}",
            constraints=dg.TableColumnConstraints(nullable=column.nullable, unique=column.is_key),
        )
        for column in spec.columns
    ]
    return dg.TableSchema(columns=columns)


def table_description(spec: Table) -> str:
    """Gives what a table holds, and what tells its rows apart."""
    return f"{spec.zh}\n\n{spec.en}\n\nNatural key: {spec.natural_key}."


def coverage_metadata(coverage: dict[str, int]) -> dict[str, Any]:
    """Gives the ledger's tokens by outcome and the share that found a place."""
    counts = {f"tokens_{outcome}": count for outcome, count in coverage.items()}
    return {**counts, "ledger_coverage": dg.MetadataValue.float(placed_share(coverage))}


def quarantine_metadata(quarantine: Sequence[QuarantineSummary]) -> dict[str, Any]:
    """Gives how many inputs gave no facts, by reason, every reason present, and some of them."""
    reasons = Counter(row.reason_code for row in quarantine)
    rows = ((row.source_uri, row.reason_code, row.message) for row in quarantine[:_SHOWN])
    return {
        **{f"quarantined_{reason}": reasons[reason] for reason in codes("reason_code")},
        "quarantine": dg.MetadataValue.md(markdown_table(("file", "reason", "message"), rows)),
    }


def build_metadata(build: Build) -> dict[str, Any]:
    """Gives the numbers of a build; Dagster plots each over time."""
    return {name: value for name, value in asdict(build).items() if isinstance(value, int)}


def markdown_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Gives rows of values as a Markdown table."""
    lines = [columns, ["---"] * len(columns), *([_cell(value) for value in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: object) -> str:
    return "" if value is None else _MARKUP.sub(r"\\\g<0>", " ".join(str(value).split()))
