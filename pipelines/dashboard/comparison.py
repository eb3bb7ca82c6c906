"""Comparison: chosen documents, or whole regions, side by side: one row a code or figure, one column a choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.dashboard.address import MOST_COLUMNS, Address
from pipelines.dashboard.formats import largest
from pipelines.dashboard.regions import Places
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
    """One choice: its key, what it is called, how many documents it holds, people where the texts count them."""

    key: int
    row: Row
    documents: int
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
    figures = store.read("compare", **_asked(subject, level)) if columns else []
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
    """Gives the parameters of the query of the figures that an address asks for; its documents are placed then."""
    _columns(store, address)
    return _asked(*_subject(address))


def years(store: Store) -> list[int]:
    """Gives the fiscal years that there are, the latest first."""
    return store.once("years", lambda: [row["fiscal_year"] for row in store.read("years")])


def _columns(store: Store, address: Address) -> list[Column]:
    """The columns that an address asks for; `placed` holds their documents."""
    regions = address.numbers("r")[:MOST_COLUMNS]
    if regions:
        places = Places.of(store)
        rows = {key: place.row for key in regions if (place := places.at(key))}
        told = place_regions(store, list(rows), address)
        heads = {key: row | told for key, row in rows.items()}
    else:
        documents = address.numbers("d")[:MOST_COLUMNS]
        found = {row["document_key"]: row for row in store.read("chosen", documents=documents)} if documents else {}
        heads = {key: found[key] for key in documents if key in found}
        store.place("placed_documents", documents=list(heads))
    held = {row["column_key"]: row for row in store.read("columns")}
    nothing = {"documents": 0, "head_count": None}
    return [
        Column(key, row, (of := held.get(key, nothing))["documents"], of["head_count"]) for key, row in heads.items()
    ]


def place_regions(store: Store, regions: Sequence[int], address: Address) -> Row:
    """Places the documents that stand for regions; gives of which year and kind they are."""
    year, kind = address.number("year"), address.choice("kind", ("", "budget", "final_account"))
    found = store.read("region_year", regions=regions, year=year, kind=kind)
    told = found[0] if found else {"fiscal_year": year, "document_kind": kind}
    store.place("placed_regions", regions=regions, year=told["fiscal_year"], kind=told["document_kind"])
    return told


def _subject(address: Address) -> tuple[str, str]:
    subject = address.choice("by", tuple(SUBJECTS))
    return subject, address.choice("level", SUBJECTS[subject])


def _asked(subject: str, level: str) -> dict[str, object]:
    return {
        "subject": "measure" if subject == "three_public" else subject,
        "codes": _THREE_PUBLIC if subject == "three_public" else [],
        "level": level,
    }
