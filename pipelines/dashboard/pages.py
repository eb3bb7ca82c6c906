"""What each page shows: from its address to the values that its template prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.dashboard.address import MOST_COLUMNS, PAGE_ROWS, Address
from pipelines.dashboard.comparison import SUBJECTS, UNITS, compare, place_regions, years
from pipelines.dashboard.lists import filters, listings
from pipelines.dashboard.regions import Places
from pipelines.dashboard.sources import Sources
from pipelines.dashboard.store import Store
from pipelines.warehouse.explain import explain_fact

Values = dict[str, Any]

#: Facts that one page explains: a figure that stands on more is a sum over a region.
_MOST_FACTS = 30
_MOST_CODES = 60
_FINDINGS_OF_A_DOCUMENT = 20


class NothingThereError(Exception):
    """The warehouse has no document or fact of this key."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its template and what fills it."""

    template: str
    values: Callable[[Store, Address, Path], Values]


def overview(store: Store, address: Address, _raw: Path) -> Values:
    """What is published: totals, the tree of regions, documents to choose from."""
    return {
        "totals": store.once("totals", lambda: store.read("totals")[0]),
        **_places(store, address),
        **_documents(store, address),
        **_filters(store),
    }


def comparison(store: Store, address: Address, _raw: Path) -> Values:
    """Documents or regions side by side; more can be added, each can be taken out."""
    return {
        "comparison": compare(store, address),
        "subjects": SUBJECTS,
        "units": tuple(UNITS),
        "unit_column": UNITS,
        "most_columns": MOST_COLUMNS,
        **_places(store, address),
        **_documents(store, address),
        **_filters(store),
    }


def listing(name: str) -> Page:
    """Gives the page of one list."""

    def values(store: Store, address: Address, _raw: Path) -> Values:
        declared = listings()[name]
        rows, found = store.run(*declared.rows(address)), _found(store.run(*declared.found(address)))
        return {"name": name, "listing": declared, "rows": rows, "found": found, **_filters(store)}

    return Page("list.html", values)


def findings(store: Store, address: Address, raw: Path) -> Values:
    """What does not add up, each finding beside the lines that it is about."""
    rows = store.read("findings", **asked_findings(address))
    return {"rows": rows, "found": _found(rows), "sources": Sources(raw), **_filters(store)}


def search(store: Store, address: Address, _raw: Path) -> Values:
    """Departments, places and codes by a word or a number."""
    wanted = address.text("q")
    codes = store.read("search_codes", q=wanted, limit=_MOST_CODES) if wanted else []
    places = Places.of(store).named(wanted) if wanted else ()
    return {"codes": codes, "places": places, **_documents(store, address), **_filters(store)}


def code(store: Store, address: Address, _raw: Path) -> Values:
    """Who spends how much on one code."""
    rows = store.read("code", **asked_code(store, address))
    return {"rows": rows, "found": _found(rows), **_filters(store)}


def asked_findings(address: Address, *, everything: bool = False) -> Values:
    """Gives the parameters of the query of findings."""
    severity = address.choice("severity", ("", "error", "warning", "info"))
    return {"severity": severity, "document": address.number("document"), **filters(address, everything=everything)}


def asked_code(store: Store, address: Address, *, everything: bool = False) -> Values:
    """Gives the parameters of the query of one code; the documents that stand for the region asked for are placed."""
    asked = filters(address, everything=everything)
    region = address.number("region")
    place_regions(store, [region] if region else [], address)
    subject = address.choice("by", ("functional", "economic", "measure"))
    return {"subject": subject, "code": address.text("code"), "region": region, **asked}


def document(store: Store, address: Address, raw: Path) -> Values:
    """One document: its headline figures and what does not add up in it."""
    key = address.number("key")
    found = store.read("chosen", documents=[key])
    if not found:
        raise NothingThereError(f"文档 {key} 不在仓库中，或已被新版取代。 No current document has the key {key}.")
    options = {"severity": "", "document": key, "q": "", "year": 0, "kind": ""}
    rows = store.read("findings", **options, limit=_FINDINGS_OF_A_DOCUMENT, offset=0)
    own = Address("/compare", (("d", str(key)), ("by", "measure")))
    return {
        "document": found[0],
        "comparison": compare(store, own),
        "rows": rows,
        "found": _found(rows),
        "sources": Sources(raw),
    }


def facts(store: Store, address: Address, raw: Path) -> Values:
    """The facts that a figure stands on: where each is printed, what it means, why it is there."""
    keys = address.numbers("key")
    explained = explained_facts(store, keys[:_MOST_FACTS], Sources(raw))
    if not explained:
        raise NothingThereError(f"没有键为 {address.text('key')} 的事实。 No fact has this key.")
    return {"facts": explained, "left_out": len(keys) - len(explained)}


def explained_facts(store: Store, keys: Sequence[int], sources: Sources) -> list[tuple[Any, ...]]:
    """Gives key, explanation and source lines of every key that is a fact's."""
    explained = []
    for key in keys:
        fact = explain_fact(store.connection, key)
        if fact is not None:
            lines = sources.around(fact.source_uri, fact.sha256, fact.source_line, fact.span)
            explained.append((key, fact, lines))
    return explained


PAGES = {
    "/": Page("overview.html", overview),
    "/compare": Page("compare.html", comparison),
    **{f"/{name}": listing(name) for name in listings()},
    "/findings": Page("findings.html", findings),
    "/search": Page("search.html", search),
    "/code": Page("code.html", code),
    "/document": Page("document.html", document),
    "/facts": Page("facts.html", facts),
}


def _places(store: Store, address: Address) -> Values:
    """The places to go to from the one that is asked for, or those with a word in their name."""
    places, region, word = Places.of(store), address.number("region"), address.text("q")
    return {"path": places.path(region), "places": places.named(word) if word else places.below(region)}


def _documents(store: Store, address: Address) -> Values:
    rows = store.read("documents", region=address.number("region"), **filters(address))
    return {"documents": rows, "found": _found(rows)}


def _filters(store: Store) -> Values:
    return {"years": years(store), "page_rows": PAGE_ROWS}


def _found(rows: list[dict[str, Any]]) -> int:
    return rows[0]["found"] if rows else 0
