"""Raw files to batches of frames on disk, in this process or in several."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import polars as pl

from pipelines.frames.batch import batch_frames
from pipelines.frames.star import merge
from pipelines.frames.store import read_frames, write_frames
from pipelines.intake.documents import Parse, SourcedDocument, project_parse, read_document
from pipelines.intake.raw_folder import RawFile, Refusal
from pipelines.model import Quarantine

#: Starting a process costs about a second: fewer documents than this are parsed here.
POOL_FROM = 24
#: A batch is large enough that its frames cost little, and small enough that all processes stay busy.
BATCH_FILES = 50
#: How many values a process makes before it looks for circles of them; Python's own figure is 700.
_COLLECT_AFTER = 50_000

Advance = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some raw files, and the folder that their frames go to."""

    folder: Path
    files: tuple[RawFile, ...]


def stage_batches(
    files: Sequence[RawFile],
    refusals: Sequence[Refusal],
    folder: Path,
    *,
    jobs: int = 1,
    parse: Parse | None = None,
    advance: Advance = lambda _: None,
) -> int:
    """Parses all files and leaves their frames as batches below `folder`, which is emptied first.

    With `jobs` > 1 and enough files they are parsed in that many processes; the rows are the same. `parse` must then
    be a function that another process can import. `advance` is told how many files are done. Gives the number of
    batches.

    Raises:
        OSError: `folder` can not be written.
    """
    shutil.rmtree(folder, ignore_errors=True)
    write_frames(folder / "refused", batch_frames(refusals))
    in_pool = jobs > 1 and len(files) >= POOL_FROM
    size = max(1, min(BATCH_FILES, len(files) // jobs)) if in_pool else BATCH_FILES
    starts = range(0, len(files), size)
    batches = [Batch(folder / f"batch-{start:07}", tuple(files[start : start + size])) for start in starts]
    if in_pool:
        _stage_in_pool(batches, jobs, parse, advance)
    else:
        for batch in batches:
            _stage(batch, parse, advance)
    return len(batches)


def merge_staged(folder: Path) -> dict[str, pl.DataFrame]:
    """Gives the star of all batches below `folder`.

    Raises:
        FileNotFoundError: nothing was staged there, or a batch is incomplete.
    """
    return merge(read_frames(path) for path in sorted(folder.iterdir()))


def _stage(batch: Batch, parse: Parse | None, advance: Advance = lambda _: None) -> int:
    """Parses the files of one batch and writes its frames; gives how many files it had."""
    parse = parse or project_parse()
    results = []
    for file in batch.files:
        results.append(read_document(file, parse))
        advance(1)
    write_frames(batch.folder, batch_frames(results))
    return len(batch.files)


def _stage_in_pool(batches: Sequence[Batch], jobs: int, parse: Parse | None, advance: Advance) -> None:
    unfinished: list[Batch] = []
    with _pool(jobs) as pool:
        futures = {pool.submit(_stage, batch, parse): batch for batch in batches}
        for future in as_completed(futures):
            try:
                advance(future.result())
            except BrokenProcessPool:
                unfinished.append(futures[future])
    for batch in unfinished:
        _stage_apart(batch, parse)
        advance(len(batch.files))


def _stage_apart(batch: Batch, parse: Parse | None) -> None:
    """Stages a batch of a pool that broke: in a process of its own and, when that breaks too, file by file.

    A process breaks when the system ends it, mostly for the memory that it took: the file at fault is refused.
    """
    try:
        with _pool(1) as pool:
            pool.submit(_stage, batch, parse).result()
    except BrokenProcessPool:
        write_frames(batch.folder, batch_frames([_read_apart(file, parse) for file in batch.files]))


def _read_apart(file: RawFile, parse: Parse | None) -> SourcedDocument | Refusal:
    try:
        with _pool(1) as pool:
            return pool.submit(read_document, file, parse or project_parse()).result()
    except BrokenProcessPool:
        reason = Quarantine(
            "parser_limit", "解析进程被系统终止（可能内存不足）。请检查文件是否异常，或在内存更大的机器上运行。"
        )
        return Refusal(file.source_uri, reason, file.size_bytes, file.sha256)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # spawn: a forked child deadlocks once Polars has run in its parent
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=collect_rarely)


def collect_rarely() -> None:
    """Leaves the garbage collector little to do: parsing makes many small values and no circles of them.

    With Python's own thresholds it takes up to a seventh of the time of a process that goes on parsing.
    """
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER)
