"""The comparison of some documents as one file without any other: to send around, to print, to keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from pipelines.dashboard.address import MOST_COLUMNS, Address
from pipelines.dashboard.comparison import SUBJECTS, UNITS, Comparison, compare
from pipelines.dashboard.pages import explained_facts
from pipelines.dashboard.render import render
from pipelines.dashboard.sources import Sources
from pipelines.dashboard.store import Store
from pipelines.warehouse.reader import open_published

_MOST_FINDINGS = 100


class ReportError(Exception):
    """The report can not be made of what was asked for; the message says what to do."""


@dataclass(frozen=True, slots=True)
class _Anchors(Address):
    """Addresses inside one file: every figure leads to its source further down, everything else to its document."""

    def to(self, path: str, **values: object) -> str:
        key = values.get("key")
        first = key[0] if isinstance(key, (list, tuple)) and key else key
        return f"#{'fact' if path == '/facts' else 'document'}-{first}" if first else "#content"


def make_report(warehouse: Path, raw: Path, words: Sequence[str], language: str) -> str:
    """Gives the report on the current documents of the departments that hold one of the words; on all without words.

    Raises:
        ReportError: no document fits, or more than stand beside each other.
        NoWarehouseError: nothing that can be read is published.
    """
    with open_published(warehouse) as connection:
        store = Store(connection)
        documents = _documents(store, words)
        asked = (*(("d", str(key)) for key in documents), ("level", "leaf"))
        comparisons = [compare(store, Address("/compare", (*asked, ("by", subject)))) for subject in SUBJECTS]
        sources = Sources(raw)
        values = {
            "comparisons": comparisons,
            "unit_column": UNITS,
            "findings": {key: _findings(store, key) for key in documents},
            "sources": sources,
            "facts": explained_facts(store, _keys(comparisons), sources),
            "style": files("pipelines.dashboard").joinpath("static/style.css").read_text(encoding="utf-8"),
            "version": warehouse.resolve().name,
        }
        return render("report.html", _Anchors("/report", (("lang", language),)), values)


def _documents(store: Store, words: Sequence[str]) -> list[int]:
    everything = {"region": 0, "year": 0, "kind": "", "limit": MOST_COLUMNS + 1, "offset": 0}
    rows = [row for word in words or [""] for row in store.read("documents", q=word, **everything)]
    keys = list(dict.fromkeys(row["document_key"] for row in rows))
    if not keys:
        raise ReportError(f"没有部门或地区名含“{'”或“'.join(words)}”。 No department or place of this name.")
    if len(keys) > MOST_COLUMNS:
        raise ReportError(
            f"报告最多并列 {MOST_COLUMNS} 份文档，现有更多。请用部门名缩小范围。 "
            f"A report compares at most {MOST_COLUMNS} documents: name departments."
        )
    return keys


def _findings(store: Store, document: int) -> list[dict[str, object]]:
    return store.read("findings", severity="", document=document, q="", year=0, kind="", limit=_MOST_FINDINGS, offset=0)


def _keys(comparisons: Sequence[Comparison]) -> list[int]:
    """The first fact of every figure shown, in the order of the figures."""
    cells = (cell for comparison in comparisons for _, row in comparison.rows for cell in row if cell)
    keys = (cell["line_keys"] or cell["statement_keys"] for cell in cells)
    return list(dict.fromkeys(found[0] for found in keys if found))
