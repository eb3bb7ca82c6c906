"""Raw files to batches of frames on disk, parsed in processes that a document can end without harm to the others."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import polars as pl

from pipelines.frames.batch import batch_frames
from pipelines.frames.star import merge
from pipelines.frames.store import read_frames, write_frames
from pipelines.intake.documents import Parse, project_parse, read_document
from pipelines.intake.limits import Limits
from pipelines.intake.raw_folder import RawFile, Refusal
from pipelines.intake.workers import run_limited
from pipelines.model import Quarantine

#: Starting a process costs about a second: so many documents are worth one more.
FILES_PER_PROCESS = 24
#: A batch is large enough that its frames cost little, and small enough that all processes stay busy.
BATCH_FILES = 50
#: A batch never holds more text than this, but for one file that alone has more.
BATCH_BYTES = 4_000_000

Advance = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some raw files with what is known of them to be refused, and the folder that their frames go to."""

    folder: Path
    files: tuple[RawFile, ...]
    refusals: tuple[Refusal, ...] = ()


class BatchFailedError(Exception):
    """A process ended over a batch whose documents can each be read: a cause outside of them, such as a full memory."""


def stage_batches(
    files: Sequence[RawFile],
    refusals: Sequence[Refusal],
    folder: Path,
    *,
    jobs: int = 1,
    limits: Limits | None = None,
    parse: Parse | None = None,
    advance: Advance = lambda _: None,
) -> int:
    """Parses all files and leaves their frames as batches below `folder`, which is emptied first.

    They are parsed in up to `jobs` other processes; a document that takes more than `limits` allow, or ends its
    process, is refused as `parser_limit`. `parse` must be a function that another process can import. `advance` is
    told how many files are done. Gives the number of batches.

    Raises:
        OSError: `folder` can not be written.
        BatchFailedError: processes end for another reason than a document.
    """
    shutil.rmtree(folder, ignore_errors=True)
    write_frames(folder / "refused", batch_frames(refusals))
    jobs = max(1, min(jobs, len(files) // FILES_PER_PROCESS))
    batches = [
        Batch(folder / f"batch-{at:07}", chunk)
        for at, chunk in enumerate(_chunks(files, max(1, min(BATCH_FILES, len(files) // jobs))))
    ]
    _stage_all(batches, jobs, limits or Limits(), parse, advance)
    return len(batches)


def merge_staged(folder: Path) -> dict[str, pl.DataFrame]:
    """Gives the star of all batches below `folder`.

    Raises:
        FileNotFoundError: nothing was staged there, or a batch is incomplete.
    """
    return merge(read_frames(path) for path in sorted(folder.iterdir()))


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
    stage = partial(_stage, parse=parse)
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


def _stage(batch: Batch, parse: Parse | None) -> None:
    """Parses the files of one batch and writes its frames."""
    parse = parse or project_parse()
    results = (read_document(file, parse) for file in batch.files)
    write_frames(batch.folder, batch_frames([*batch.refusals, *results]))


def _rehearse(file: RawFile, parse: Parse | None) -> None:
    """Does for one file all that staging its batch does, and keeps nothing."""
    batch_frames([read_document(file, parse or project_parse())])
