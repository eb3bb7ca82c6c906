"""What assets show of a table: its rows, its columns, its first lines, its coverage."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import dagster as dg

from pipelines.frames.coverage import placed_share
from pipelines.warehouse.ddl import sql_type
from schemas.catalog import Table

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


def markdown_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Gives rows of values as a Markdown table."""
    lines = [columns, ["---"] * len(columns), *([_cell(value) for value in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: object) -> str:
    return "" if value is None else _MARKUP.sub(r"\\\g<0>", " ".join(str(value).split()))
