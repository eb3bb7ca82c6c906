"""The models as plain values: tables and columns in warehouse order, for whatever derives from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pandera.polars as pa
import polars as pl

from schemas import accounts, dimensions, facts, findings

#: Every table that documents fill, in an order in which it can be loaded: what is referred to comes first.
MODELS: tuple[type[pa.DataFrameModel], ...] = (
    dimensions.DimRegion,
    dimensions.DimDepartment,
    dimensions.DimYear,
    dimensions.DimFunctionalCode,
    dimensions.DimEconomicCode,
    dimensions.DimProject,
    dimensions.DimIndicator,
    dimensions.DimFund,
    dimensions.DimForm,
    dimensions.DimDocument,
    facts.FactBudgetLine,
    facts.FactIndicator,
    facts.FactStatement,
    facts.FactTableSeen,
    facts.FactMark,
    accounts.CellLedger,
    accounts.QuarantinedDocument,
)
#: Every table that rules fill once the others are loaded.
RULE_MODELS: tuple[type[pa.DataFrameModel], ...] = (
    findings.FactCheck,
    findings.FactFinding,
    findings.BridgeFindingFact,
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its Polars type, both descriptions, and the table or vocabulary that it draws on."""

    name: str
    dtype: pl.DataType
    nullable: bool
    zh: str
    en: str
    is_key: bool
    references: str | None
    vocabulary: str | None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns in order, and `unique`, the columns that together tell its rows apart."""

    name: str
    zh: str
    en: str
    natural_key: str
    columns: tuple[Column, ...]
    unique: tuple[str, ...]
    model: type[pa.DataFrameModel]

    @property
    def is_dimension(self) -> bool:
        """Whether facts refer to it; it then holds the member "not applicable"."""
        return self.name.startswith("dim_")

    @property
    def key(self) -> str | None:
        """The surrogate key, or None for a table without one."""
        return next((column.name for column in self.columns if column.is_key), None)

    @property
    def dtypes(self) -> dict[str, pl.DataType]:
        """Polars type by column name, in order."""
        return {column.name: column.dtype for column in self.columns}


@cache
def tables() -> tuple[Table, ...]:
    """Gives every table that documents fill, in loading order.

    >>> [column.name for column in table("dim_year").columns]
    ['year_key', 'fiscal_year']
    """
    return tuple(_table(model) for model in MODELS)


@cache
def rule_tables() -> tuple[Table, ...]:
    """Gives every table that rules fill once the others are loaded.

    >>> [spec.name for spec in rule_tables()]
    ['fact_check', 'fact_finding', 'bridge_finding_fact']
    """
    return tuple(_table(model) for model in RULE_MODELS)


def log_table() -> Table:
    """Gives the table of the builds, which no document and no rule fills: two builds of one content differ in it."""
    return _table(accounts.BuildLog)


def all_tables() -> tuple[Table, ...]:
    """Gives every table of the warehouse: what documents fill, then what rules fill."""
    return tables() + rule_tables()


@cache
def table(name: str) -> Table:
    """Gives one table by name.

    Raises:
        KeyError: the warehouse has no such table.
    """
    for candidate in all_tables():
        if candidate.name == name:
            return candidate
    raise KeyError(name)


def _table(model: type[pa.DataFrameModel]) -> Table:
    schema = model.to_schema()
    metadata = model.Config.metadata or {}
    columns = tuple(_column(name, column) for name, column in schema.columns.items())
    unique = tuple(schema.unique or [name for name, column in schema.columns.items() if column.unique])
    return Table(
        name=str(schema.name),
        zh=metadata["zh"],
        en=(model.__doc__ or "").strip(),
        natural_key=metadata["natural_key"],
        columns=columns,
        unique=unique,
        model=model,
    )


def _column(name: str, column: pa.Column) -> Column:
    metadata = column.metadata or {}
    if column.dtype is None:
        raise TypeError(f"{name} declares no type")
    dtype = column.dtype.type
    return Column(
        name=name,
        dtype=dtype if isinstance(dtype, pl.DataType) else dtype(),
        nullable=column.nullable,
        zh=metadata["zh"],
        en=metadata["en"],
        is_key=metadata.get("role") == "key",
        references=metadata.get("references"),
        vocabulary=metadata.get("vocabulary"),
    )
