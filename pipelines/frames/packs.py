"""Packs: parsed documents on disk, so that a document is parsed once and not in every build.

A pack is a folder with one Parquet file a table: the rows of some documents as one parser gave them. Its name is a hash
of the documents in it. A pack is never changed: it is written under a hidden name and appears complete, in one step. It
goes when another holds the same documents, or when most of its documents are no longer among the raw files.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import polars as pl

from pipelines.frames.keys import document_key
from pipelines.frames.rows import SEEN_IN, empty_batch, has_members
from pipelines.frames.star import reading_order
from pipelines.intake.limits import Limits
from schemas.catalog import table, tables

#: Documents of a pack that others are merged into: their frames fit in memory many times over.
PACK_DOCUMENTS = 1000
#: A pack with fewer documents that are still there is small, and so many small ones are merged.
SMALL_DOCUMENTS = 100
MANY_SMALL = 16

_INDEX = "index.json"
_NAME_DIGITS = 24
_HIDDEN = "."


@dataclass(frozen=True, slots=True)
class Pack:
    """Some parsed documents: the folder of their frames, and the hashes of what was parsed (refused ones as well).

    `limits` are those that refused all documents of the pack; None where limits decided nothing.
    """

    folder: Path
    documents: frozenset[str]
    limits: Limits | None = None

    def file(self, name: str) -> Path | None:
        """The Parquet file of one table, None where no document has a row in it."""
        path = self.folder / f"{name}.parquet"
        return path if path.exists() else None


def write_pack(
    store: Path, frames: Mapping[str, pl.DataFrame], documents: Collection[str], limits: Limits | None = None
) -> Pack:
    """Adds a pack of some documents to a store, the rows of each table in reading order.

    Raises:
        OSError: the disk is full or the folder is read-only; the store is as it was.
    """
    name = sha256("".join(sorted(documents)).encode()).hexdigest()[:_NAME_DIGITS]
    draft, folder = store / f"{_HIDDEN}{name}-{os.getpid()}", store / name
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        for spec in tables():
            if frames[spec.name].height:
                order = [SEEN_IN, *spec.unique] if has_members(spec) else reading_order(spec)
                frames[spec.name].sort(order).write_parquet(draft / f"{spec.name}.parquet")
        sizes = {path.name: path.stat().st_size for path in draft.iterdir()}
        index = {"documents": sorted(documents), "sizes": sizes, "limits": asdict(limits) if limits else None}
        (draft / _INDEX).write_text(json.dumps(index), encoding="ascii")
        shutil.rmtree(folder, ignore_errors=True)
        draft.rename(folder)
    except (OSError, pl.exceptions.ComputeError) as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise OSError(f"The pack {folder} can not be written: {error}") from error
    return Pack(folder, frozenset(documents), limits)


def read_packs(store: Path, limits: Limits | None = None) -> tuple[Pack, ...]:
    """Gives the packs of a store, each document in one of them, those with most documents first.

    What a killed or interrupted build left is removed: drafts, packs that are damaged, packs with documents of another;
    given `limits`, so are packs of documents that other limits refused. Hold the writer lock.
    """
    store.mkdir(parents=True, exist_ok=True)
    found: list[Pack] = []
    for folder in sorted(store.iterdir()):
        pack = None if folder.name.startswith(_HIDDEN) else _read_pack(folder)
        if pack is None or (limits and pack.limits and pack.limits != limits):
            shutil.rmtree(folder, ignore_errors=True)
        else:
            found.append(pack)
    packs: list[Pack] = []
    held: set[str] = set()
    for pack in sorted(found, key=lambda pack: (-len(pack.documents), pack.folder.name)):
        if held.isdisjoint(pack.documents):
            packs.append(pack)
            held |= pack.documents
        else:
            shutil.rmtree(pack.folder, ignore_errors=True)
    return tuple(packs)


def scan_rows(packs: Sequence[Pack], name: str, documents: Collection[str]) -> pl.LazyFrame:
    """Gives the rows of one table for the documents (by hash) that are wanted, read when they are collected."""
    files = [path for pack in packs if (path := pack.file(name)) is not None]
    if not files:
        return empty_batch()[name].lazy()
    rows, wanted = pl.scan_parquet(files, glob=False), set(documents)
    if all(pack.documents <= wanted for pack in packs):
        return rows
    if name == "quarantined_document":
        return rows.filter(pl.col("sha256").is_in(wanted))
    column = SEEN_IN if has_members(table(name)) else "document_key"
    return rows.filter(pl.col(column).is_in([document_key(digest) for digest in wanted]))


def tidy_packs(store: Path, packs: Sequence[Pack], documents: Collection[str]) -> int:
    """Merges small packs when there are many, and packs most of whose documents are gone; gives how many it took.

    What is wanted of them (`documents`, by hash) is in the new packs before the old ones go.

    Raises:
        OSError: the disk is full or the folder is read-only; every document is still in some pack.
    """
    wanted = set(documents)
    alive = {pack.folder: len(pack.documents & wanted) for pack in packs}
    gone = [
        pack
        for pack in packs
        if alive[pack.folder] == 0 or (not pack.limits and alive[pack.folder] * 2 < len(pack.documents))
    ]
    small = [pack for pack in packs if not pack.limits and pack not in gone and alive[pack.folder] < SMALL_DOCUMENTS]
    taken = [*gone, *(small if len(small) >= MANY_SMALL else ())]
    kept = sorted({digest for pack in taken for digest in pack.documents} & wanted, key=document_key)
    for at in range(0, len(kept), PACK_DOCUMENTS):
        part = kept[at : at + PACK_DOCUMENTS]
        write_pack(store, {spec.name: scan_rows(taken, spec.name, part).collect() for spec in tables()}, part)
    for pack in taken:
        shutil.rmtree(pack.folder, ignore_errors=True)
    return len(taken)


def drop_packs(store: Path, documents: Collection[str]) -> set[str]:
    """Removes the packs that hold one of the documents and gives all that they held: no pack holds these any longer."""
    dropped: set[str] = set()
    for pack in read_packs(store):
        if not pack.documents.isdisjoint(documents):
            shutil.rmtree(pack.folder, ignore_errors=True)
            dropped |= pack.documents
    return dropped


def drop_other_stores(store: Path) -> None:
    """Removes the stores of other parsers that lie beside this one."""
    for folder in store.parent.iterdir():
        if folder != store:
            shutil.rmtree(folder, ignore_errors=True)


def held_documents(packs: Iterable[Pack]) -> Iterator[str]:
    """Gives the hash of every document of some packs."""
    for pack in packs:
        yield from pack.documents


def _read_pack(folder: Path) -> Pack | None:
    """The pack of a folder; None when it is no whole pack, as after a power failure."""
    try:
        index = json.loads((folder / _INDEX).read_text(encoding="ascii"))
        if any((folder / name).stat().st_size != size for name, size in index["sizes"].items()):
            return None
        limits = Limits(**index["limits"]) if index["limits"] else None
        return Pack(folder, frozenset(index["documents"]), limits)
    except (OSError, ValueError, KeyError, TypeError):
        return None
