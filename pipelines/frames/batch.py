"""A batch of documents to frames: one frame a table, keyed, members not yet one row a key.

Batches are independent of each other: they can be made in any process and in any order, and `merge` gives the same
star whatever the split.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from pipelines.frames.acceptance import accept
from pipelines.frames.document_rows import add_document
from pipelines.frames.rows import Rows
from pipelines.intake.documents import SourcedDocument
from pipelines.intake.raw_folder import Refusal
from pipelines.model import Quarantine


def batch_frames(inputs: Iterable[SourcedDocument | Refusal]) -> dict[str, pl.DataFrame]:
    """Gives the frames of a batch; a refused input, or a document that contradicts itself, is a quarantine row."""
    rows = Rows()
    for item in inputs:
        if isinstance(item, Refusal):
            _add_refusal(rows, item)
            continue
        accepted = accept(item.document)
        if isinstance(accepted, Quarantine):
            _add_refusal(rows, Refusal(item.source_uri, accepted, item.document.size_bytes, item.document.sha256))
        else:
            add_document(rows, item.source_uri, item.document, accepted)
    return rows.frames()


def _add_refusal(rows: Rows, refusal: Refusal) -> None:
    reason = refusal.quarantine
    rows.add(
        "quarantined_document",
        refusal.sha256,
        refusal.source_uri,
        refusal.size_bytes,
        reason.reason_code,
        reason.message,
    )
