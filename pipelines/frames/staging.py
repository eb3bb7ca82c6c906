"""Raw files to packs of rows, parsed in processes that a document can end without harm to the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import polars as pl

from pipelines.frames.batch import batch_frames
from pipelines.frames.holdings import is_small
from pipelines.frames.keys import document_key
from pipelines.frames.packs import held_documents, read_packs, write_pack
from pipelines.frames.validation import Violation, validate_frame
from pipelines.intake.documents import Parse, SourcedDocument, project_parse, read_document
from pipelines.intake.limits import Limits
from pipelines.intake.raw_folder import RawFile, Refusal
from pipelines.intake.workers import run_limited
from pipelines.model import Quarantine
from schemas.catalog import tables

#: Starting a process costs about a second: so many documents are worth one more.
FILES_PER_PROCESS = 24
#: A batch is large enough that its frames cost little, and small enough that all processes stay busy.
BATCH_FILES = 200
#: A batch never holds more text than this, but for one file that alone has more.
BATCH_BYTES = 4_000_000

Advance = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some raw files with what is known of them to be refused, and the store that their pack goes to."""

    store: Path
    files: tuple[RawFile, ...]
    refusals: tuple[Refusal, ...] = ()


class BatchFailedError(Exception):
    """A process ended over a batch whose documents can each be read: a cause outside of them, such as a full memory."""


def parse_missing(
    files: Sequence[RawFile],
    store: Path,
    *,
    jobs: int = 1,
    limits: Limits | None = None,
    parse: Parse | None = None,
    advance: Advance = lambda _: None,
) -> None:
    """Parses files that no pack of a store holds yet, and adds their packs to it.

    They are parsed in up to `jobs` other processes; a document that takes more than `limits` allow, or ends its
    process, is refused as `parser_limit`. `parse` must be a function that another process can import. `advance` is
    told how many files are done.

    Raises:
        OSError: the disk is full or the store is read-only; packs that are complete stay.
        BatchFailedError: processes end for another reason than a document.
    """
    jobs = max(1, min(jobs, len(files) // FILES_PER_PROCESS))
    batches = [Batch(store, chunk) for chunk in _chunks(files, max(1, min(BATCH_FILES, len(files) // jobs)))]
    if batches:
        _stage_all(batches, jobs, limits or Limits(), parse, advance)


def missing_files(files: Sequence[RawFile], store: Path, limits: Limits) -> tuple[RawFile, ...]:
    """Gives the files that no pack of a store holds, in the order of their documents in the warehouse."""
    held = set(held_documents(read_packs(store, limits)))
    return tuple(sorted((f for f in files if f.sha256 not in held), key=lambda file: document_key(file.sha256)))


def _chunks(files: Sequence[RawFile], most: int) -> Iterator[tuple[RawFile, ...]]:
    chunk: list[RawFile] = []
    for file in files:
        if chunk and (len(chunk) == most or sum(one.size_bytes for one in chunk) + file.size_bytes > BATCH_BYTES):
            yield tuple(chunk)
            chunk = []
        chunk.append(file)
    if chunk:
        yield tuple(chunk)


def _stage_all(batches: Sequence[Batch], jobs: int, limits: Limits, parse: Parse | None, advance: Advance) -> None:
    """Stages all batches; one whose process ended is staged again without the documents that end a process."""
    stage = partial(_stage, limits=limits, parse=parse)
    broken = []
    for batch, outcome in run_limited(stage, batches, jobs, limits, lambda batch: limits.seconds + len(batch.files)):
        if isinstance(outcome, Quarantine):
            broken.append(batch)
        else:
            advance(len(batch.files))
    if not broken:
        return
    apart = [file for batch in broken for file in batch.files]
    rehearse = partial(_rehearse, parse=parse)
    tried = run_limited(rehearse, apart, jobs, limits, lambda _: limits.seconds)
    refused = {file: outcome for file, outcome in tried if isinstance(outcome, Quarantine)}
    mended = [_without(batch, refused) for batch in broken]
    for batch, outcome in run_limited(
        stage, mended, jobs, limits, lambda batch: limits.seconds * (1 + len(batch.files))
    ):
        if isinstance(outcome, Quarantine):
            raise BatchFailedError(f"A process that parsed {len(batch.files)} documents ended: {outcome.message}")
        advance(len(batch.files) + len(batch.refusals))


def _without(batch: Batch, refused: dict[RawFile, Quarantine]) -> Batch:
    refusals = (
        Refusal(file.source_uri, refused[file], file.size_bytes, file.sha256) for file in batch.files if file in refused
    )
    return replace(batch, files=tuple(file for file in batch.files if file not in refused), refusals=tuple(refusals))


def _stage(batch: Batch, limits: Limits, parse: Parse | None) -> None:
    """Parses the files of one batch and adds their pack; a file that can not be read is read again by the next build.

    What a limit refused is a pack of its own, for other limits may let it pass.
    """
    parse = parse or project_parse()
    read = [*batch.refusals, *(read_document(file, parse) for file in batch.files)]
    limited = [item for item in read if _is_refused(item, "parser_limit")]
    kept = [item for item in read if not _is_refused(item, "parser_limit") and not _is_refused(item, "unreadable_file")]
    frames = batch_frames(kept)
    if _violations(frames):
        kept = [_refuse_invalid(item) for item in kept]
        frames = batch_frames(kept)
    if kept:
        write_pack(batch.store, frames, {_digest(item) for item in kept})
    if limited:
        write_pack(batch.store, batch_frames(limited), {_digest(item) for item in limited}, limits)


def _rehearse(file: RawFile, parse: Parse | None) -> None:
    """Does for one file all that staging its batch does, and keeps nothing."""
    batch_frames([read_document(file, parse or project_parse())])


def _is_refused(item: SourcedDocument | Refusal, reason_code: str) -> bool:
    return isinstance(item, Refusal) and item.quarantine.reason_code == reason_code


def _violations(frames: dict[str, pl.DataFrame]) -> list[Violation]:
    """What in rows that go into the warehouse as they are breaks the models of their tables."""
    return [v for spec in tables() if not is_small(spec) for v in validate_frame(spec.name, frames[spec.name])]


def _refuse_invalid(item: SourcedDocument | Refusal) -> SourcedDocument | Refusal:
    """Refuses a document with a row that breaks its model: a defect costs its own document, not those beside it."""
    violations = [] if isinstance(item, Refusal) else _violations(batch_frames([item]))
    if isinstance(item, Refusal) or not violations:
        return item
    message = f"解析结果不符合数据表定义（{violations[0]}）。这是程序缺陷，请报告此文件。"
    document = item.document
    return Refusal(item.source_uri, Quarantine("parser_error", message[:500]), document.size_bytes, document.sha256)


def _digest(item: SourcedDocument | Refusal) -> str:
    return str(item.sha256) if isinstance(item, Refusal) else item.document.sha256
