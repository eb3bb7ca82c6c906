"""The listing of a raw folder on disk: the step after it reads what this step saw, and so does the next listing."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from pipelines.intake.raw_folder import RawFile, RawFolder, Refusal
from pipelines.model import Quarantine


@dataclass(frozen=True, slots=True)
class Changes:
    """How many files differ from an earlier listing: by source, a file with other bytes is changed."""

    new: int
    changed: int
    unchanged: int
    removed: int


def compare_listings(before: RawFolder | None, now: RawFolder) -> Changes:
    """Gives what is different in a folder, copies counted as files; everything is new where nothing was listed."""
    old = {source: file.sha256 for source, file in before.known.items()} if before else {}
    new = {source: file.sha256 for source, file in now.known.items()}
    kept = old.keys() & new.keys()
    unchanged = sum(old[source] == new[source] for source in kept)
    return Changes(len(new) - len(kept), len(kept) - unchanged, unchanged, len(old) - len(kept))


def write_listing(path: Path, listing: RawFolder) -> None:
    """Writes a listing as JSON, in one step; the folder of `path` is made.

    Raises:
        OSError: the file can not be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    data = {
        "files": [_row(file) for file in listing.files],
        "copies": [_row(file) for file in listing.copies],
        "refusals": [asdict(refusal) for refusal in listing.refusals],
    }
    written = path.with_name(f".{path.name}-{os.getpid()}")
    written.write_text(json.dumps(data, ensure_ascii=True), encoding="utf-8")
    written.replace(path)


def read_listing(path: Path) -> RawFolder:
    """Gives the listing that was written to `path`.

    Raises:
        FileNotFoundError: no folder has been listed yet.
        ValueError: the file is damaged, or of another version of the program.
    """
    data = json.loads(path.read_text(encoding="utf-8"))
    try:
        return RawFolder(
            files=tuple(_file(*row) for row in data["files"]),
            copies=tuple(_file(*row) for row in data["copies"]),
            refusals=tuple(
                Refusal(**{**row, "quarantine": Quarantine(**row["quarantine"])}) for row in data["refusals"]
            ),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path} is no listing of this version") from error


def read_last_listing(path: Path) -> RawFolder | None:
    """Gives the listing that was written to `path`, None where there is none that can be read."""
    try:
        return read_listing(path)
    except (OSError, ValueError):
        return None


def _row(file: RawFile) -> tuple[object, ...]:
    return (file.source_uri, str(file.path), file.size_bytes, file.sha256, file.stamp)


def _file(source_uri: str, path: str, size_bytes: int, sha256: str, stamp: list[int] | None) -> RawFile:
    size, modified, changed, inode = stamp or (0, 0, 0, 0)
    kept = (size, modified, changed, inode) if stamp else None
    return RawFile(source_uri, Path(path), size_bytes, sha256, kept)
