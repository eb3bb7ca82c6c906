"""Gongkai: published budgets and final accounts of Chinese government departments as one exact star schema.

Rooms, in the one direction in which they may know each other: `model` (the values all share) → `reading` →
`identity`, `forms`, `prose` → `ledger` → `parsing` → `intake` → `frames` →
`checks` → `warehouse` → `defs` (the Dagster skin) and `cli`.
Only `parse` and what it returns are offered here, cheaply: no data frame, database or orchestrator is imported.
"""

from __future__ import annotations

from pipelines.model import ParsedDocument

__all__ = ["ParsedDocument", "parse"]


def parse(raw: bytes) -> ParsedDocument:
    """Gives all that one disclosure says; pure, and total: it never raises on any bytes.

    What can not be read comes back with `quarantine` set, and a number that finds no place as an `unplaced` entry
    of the ledger.
    """
    from pipelines.parsing import parse as parse_document

    return parse_document(raw)
