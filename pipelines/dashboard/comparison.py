"""Comparison: chosen documents, or whole regions, side by side: one row a code or figure, one column a choice."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipelines.dashboard.address import MOST_COLUMNS, Address
from pipelines.dashboard.formats import largest
from pipelines.dashboard.store import Row, Store

#: What can be compared, each with its levels; the first level is what a reader sees first.
SUBJECTS = {
    "functional": ("class", "group", "item", "leaf"),
    "economic": ("class", "item", "leaf"),
    "measure": ("any",),
    "three_public": ("any",),
}
#: How a figure is put: as it is, by head of staff, in percent of the whole.
UNITS = {"amount": "amount_yuan", "per_head": "per_head_yuan", "share": "share_pct"}
_THREE_PUBLIC = [
    "three_public_total",
    "overseas_travel",
    "official_vehicle",
    "vehicle_purchase",
    "vehicle_operation",
    "reception",
]


@dataclass(frozen=True, slots=True)
class Column:
    """One choice: its key, what it is called, the documents that it holds, people where the texts count them."""

    key: int
    row: Row
    documents: tuple[int, ...]
    head_count: Decimal | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures side by side: `rows` in order, each with a figure a column or None."""

    subject: str
    level: str
    unit: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Row, tuple[Row | None, ...]], ...]
    largest: Decimal | None


def compare(store: Store, address: Address) -> Comparison:
    """Gives the comparison that an address asks for; without a choice it has no columns."""
    subject, level = _subject(address)
    unit = address.choice("unit", tuple(UNITS))
    columns = _columns(store, address)
    figures = store.read("compare", **_asked(columns, subject, level)) if columns else []
    by_code: dict[str, dict[int, Row]] = {}
    for figure in figures:
        by_code.setdefault(figure["code"], {})[figure["column_key"]] = figure
    rows = [
        (next(iter(cells.values())), tuple(cells.get(column.key) for column in columns)) for cells in by_code.values()
    ]
    if subject in {"measure", "three_public"}:
        rows.sort(key=lambda row: -max(cell["amount_yuan"] for cell in row[1] if cell))
    values = (figure[UNITS[unit]] for figure in figures)
    return Comparison(subject, level, unit, tuple(columns), tuple(rows), largest(values))


def asked_figures(store: Store, address: Address) -> dict[str, object]:
    """Gives the parameters of the query of the figures that an address asks for."""
    return _asked(_columns(store, address), *_subject(address))


def _columns(store: Store, address: Address) -> list[Column]:
    regions = address.numbers("r")[:MOST_COLUMNS]
    if regions:
        return _regions(store, regions, address)
    documents = address.numbers("d")[:MOST_COLUMNS]
    found = {row["document_key"]: row for row in store.read("chosen", documents=documents)} if documents else {}
    return [Column(key, found[key], (key,), found[key]["head_count"]) for key in documents if key in found]


def _regions(store: Store, regions: list[int], address: Address) -> list[Column]:
    year, kind = address.number("year"), address.choice("kind", ("budget", "final_account"))
    year = year or store.read("years")[0]["fiscal_year"]
    named = {row["region_key"]: row for row in store.read("regions")}
    standing = store.read("region_documents", regions=regions, year=year, kind=kind)
    columns = []
    for region in regions:
        documents = tuple(row["document_key"] for row in standing if row["region_key"] == region)
        if region in named:
            heads = [row["head_count"] for row in store.read("chosen", documents=list(documents)) if row["head_count"]]
            row = named[region] | {"fiscal_year": year, "document_kind": kind}
            columns.append(Column(region, row, documents, sum(heads, Decimal(0)) or None))
    return columns


def _subject(address: Address) -> tuple[str, str]:
    subject = address.choice("by", tuple(SUBJECTS))
    return subject, address.choice("level", SUBJECTS[subject])


def _asked(columns: list[Column], subject: str, level: str) -> dict[str, object]:
    pairs = [(document, column.key) for column in columns for document in column.documents]
    return {
        "documents": [document for document, _ in pairs],
        "columns": [column for _, column in pairs],
        "subject": "measure" if subject == "three_public" else subject,
        "codes": _THREE_PUBLIC if subject == "three_public" else [],
        "level": level,
    }
