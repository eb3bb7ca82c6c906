"""The descriptor of a Fiscal Data Package: every table with types, keys and descriptions, derived from the models.

A Fiscal Data Package 1.0 is a tabular data package whose columns say, by their ColumnType, what they are in the
taxonomy of budgets. Its tables are CSV, exact and without what only spreadsheets need.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import file_digest
from pathlib import Path
from typing import Any

from pipelines.export.relations import Field, Relation
from schemas.catalog import Column, Table, all_tables, table
from schemas.columns import NOT_APPLICABLE
from schemas.export import fiscal_column_types
from schemas.vocabulary import codes

_TITLE = "公开：中国政府部门预算和决算"
_DESCRIPTION = (
    "各级政府部门公开的预算和决算，每个数字都注明出处。金额单位为元。"
    "Published budgets and final accounts of Chinese government departments; every number names its source. "
    "Money is in yuan."
)
#: The engine's types in the words of Table Schema.
_TYPES = {
    "BIGINT": "integer",
    "INTEGER": "integer",
    "HUGEINT": "integer",
    "DOUBLE": "number",
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "DATE": "date",
}
_DECIMAL = re.compile(r"DECIMAL\(\d+,\d+\)")
_CURRENCY = {"name": "currency", "type": "string", "columnType": "value-currency:code", "constant": "CNY"}
_VALUE = "value"


def describe_package(version: str, relations: Iterable[tuple[Relation, int, Path]], folder: Path) -> dict[str, Any]:
    """Gives the descriptor of tables that lie below `folder`: relation, rows and file of each."""
    return {
        "profile": "tabular-data-package",
        "name": "gongkai",
        "title": _TITLE,
        "description": _DESCRIPTION,
        "version": version,
        "resources": [_resource(relation, rows, path, folder) for relation, rows, path in relations],
    }


def _resource(relation: Relation, rows: int, path: Path, folder: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    return {
        "profile": "tabular-data-resource",
        "name": relation.name,
        "path": path.relative_to(folder).as_posix(),
        "title": relation.zh or relation.name,
        "description": relation.en,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "rows": rows,
        "schema": _schema(relation),
    }


def _schema(relation: Relation) -> dict[str, Any]:
    declared = _declared(relation.name)
    columns = {column.name: column for column in declared.columns} if declared else {}
    types = fiscal_column_types().get(relation.name, {})
    schema: dict[str, Any] = {
        "fields": [
            _field(field, columns.get(field.name), types.get(field.name), declared) for field in relation.fields
        ],
        "missingValues": [""],
    }
    if declared and declared.unique:
        schema["primaryKey"] = list(declared.unique)
    keys = [_foreign_key(column, relation.name) for column in columns.values() if column.references]
    if keys:
        schema["foreignKeys"] = keys
    if _VALUE in types.values():
        schema["extraFields"] = [_CURRENCY]
    return schema


def _field(field: Field, column: Column | None, column_type: str | None, declared: Table | None) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": field.name,
        "type": _type(field.type),
        "title": field.zh,
        "description": field.en,
    }
    if column_type:
        described["columnType"] = column_type
    constraints: dict[str, Any] = {}
    if not field.nullable:
        constraints["required"] = True
    if column and column.vocabulary:
        dimension = declared is not None and declared.is_dimension
        constraints["enum"] = [*codes(column.vocabulary), *([NOT_APPLICABLE] if dimension else [])]
    if constraints:
        described["constraints"] = constraints
    return described


def _foreign_key(column: Column, name: str) -> dict[str, Any]:
    target = table(str(column.references))
    return {
        "fields": [column.name],
        "reference": {"resource": "" if target.name == name else target.name, "fields": [target.key]},
    }


def _declared(name: str) -> Table | None:
    return next((spec for spec in all_tables() if spec.name == name), None)


def _type(engine: str) -> str:
    """The type in the words of Table Schema.

    >>> _type("DECIMAL(18,2)"), _type("BIGINT[]")
    ('number', 'array')

    Raises:
        KeyError: no table has had a column of this type before; add it to the map.
    """
    if engine.endswith("[]"):
        return "array"
    return "number" if _DECIMAL.fullmatch(engine) else _TYPES[engine]
