"""What the warehouse is to hold: raw files, the packs that their rows lie in, and inputs that were refused.

The tables that are small, or that only all documents together decide, are made here: dimensions, documents, quarantine.
Facts stay in their packs until they are loaded.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import polars as pl

from pipelines.frames.batch import batch_frames
from pipelines.frames.packs import Pack, held_documents, read_packs, scan_rows
from pipelines.frames.rows import has_members
from pipelines.frames.star import complete_table, member_columns
from pipelines.intake.raw_folder import RawFile, RawFolder, Refusal
from pipelines.model import Quarantine
from schemas.catalog import Table, table, tables

_DIGITS = 12


@dataclass(frozen=True)
class Holdings:
    """The raw files that are to be in the warehouse, the packs that hold them, and what was refused unread."""

    packs: tuple[Pack, ...]
    files: tuple[RawFile, ...]
    refusals: tuple[Refusal, ...]

    @cached_property
    def sources(self) -> dict[str, str]:
        """Source by hash, for every file that is in a pack."""
        held = set(held_documents(self.packs))
        return {file.sha256: file.source_uri for file in self.files if file.sha256 in held}

    @cached_property
    def refused(self) -> tuple[Refusal, ...]:
        """What was refused unread, and files that were listed but could not be read when their turn came."""
        lost = Quarantine(
            "unreadable_file", "列出之后没有读到：无法读取，读取时内容有变化，或其分区尚未解析。下次运行时会再读取。"
        )
        return (
            *self.refusals,
            *(
                Refusal(file.source_uri, lost, file.size_bytes, file.sha256)
                for file in self.files
                if file.sha256 not in self.sources
            ),
        )

    @cached_property
    def digest(self) -> str:
        """A short hash of which documents there are, under which sources, and what was refused."""
        lines = [f"{digest} {source}" for digest, source in self.sources.items()]
        lines += [f"{refusal.quarantine.reason_code} {refusal.source_uri} {refusal.sha256}" for refusal in self.refused]
        return sha256("\n".join(sorted(lines)).encode()).hexdigest()[:_DIGITS]

    def packs_of(self, documents: Sequence[str]) -> tuple[Pack, ...]:
        """The packs that hold some of the documents, by hash."""
        wanted = set(documents)
        return tuple(pack for pack in self.packs if not wanted.isdisjoint(pack.documents))


def read_holdings(listing: RawFolder, store: Path) -> Holdings:
    """Gives what the warehouse is to hold of a raw folder, from a store of packs; hold the writer lock."""
    listed = {file.sha256 for file in listing.files}
    packs = tuple(pack for pack in read_packs(store) if not listed.isdisjoint(pack.documents))
    return Holdings(packs, listing.files, listing.refusals)


def small_frames(holdings: Holdings) -> dict[str, pl.DataFrame]:
    """Gives every table but the facts and the ledger, as the star has them."""
    made = {}
    for spec in tables():
        if spec.is_dimension or spec.name == "quarantined_document":
            made[spec.name] = complete_table(spec, _rows(spec, holdings))
    return made


def document_frame(holdings: Holdings) -> pl.DataFrame:
    """Gives every document, as `dim_document` has them."""
    spec = table("dim_document")
    return complete_table(spec, _rows(spec, holdings))


def is_small(spec: Table) -> bool:
    """Whether a table is made here; the others stand in the packs, row for row as in the warehouse."""
    return spec.is_dimension or spec.name == "quarantined_document"


def count_packed(packs: Sequence[Pack], documents: Collection[str]) -> dict[str, int]:
    """Gives how many rows the packs have for some documents (by hash), for each table that is not small."""
    return {
        spec.name: scan_rows(packs, spec.name, documents).select(pl.len()).collect().item()
        for spec in tables()
        if not is_small(spec)
    }


def _rows(spec: Table, holdings: Holdings) -> pl.DataFrame:
    rows = scan_rows(holdings.packs, spec.name, holdings.sources)
    if has_members(spec):
        return rows.select(member_columns(spec)).unique().collect()
    placed = _with_sources(rows.collect(), holdings.sources)
    if spec.name == "quarantined_document":
        return pl.concat([placed, batch_frames(holdings.refused)[spec.name]])
    return placed


def _with_sources(rows: pl.DataFrame, sources: Mapping[str, str]) -> pl.DataFrame:
    """The rows with the sources of today: a file that was renamed is not parsed again."""
    known = pl.DataFrame(
        {"sha256": list(sources), "source": list(sources.values())},
        schema_overrides={"sha256": pl.String, "source": pl.String},
    )
    joined = rows.join(known, on="sha256", how="left")
    return joined.with_columns(pl.col("source").alias("source_uri")).select(rows.columns)
