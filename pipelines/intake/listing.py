"""The listing of a raw folder on disk, so that the step after it reads what this step saw."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from pipelines.intake.raw_folder import RawFile, RawFolder, Refusal
from pipelines.model import Quarantine


def write_listing(path: Path, listing: RawFolder) -> None:
    """Writes a listing as JSON; the folder of `path` is made.

    Raises:
        OSError: the file can not be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(listing), default=str, ensure_ascii=True), encoding="utf-8")


def read_listing(path: Path) -> RawFolder:
    """Gives the listing that was written to `path`.

    Raises:
        FileNotFoundError: no folder has been listed yet.
    """
    data = json.loads(path.read_text(encoding="utf-8"))
    return RawFolder(
        files=tuple(_file(row) for row in data["files"]),
        copies=tuple(_file(row) for row in data["copies"]),
        refusals=tuple(Refusal(**{**row, "quarantine": Quarantine(**row["quarantine"])}) for row in data["refusals"]),
    )


def _file(row: dict[str, str | int]) -> RawFile:
    return RawFile(str(row["source_uri"]), Path(str(row["path"])), int(row["size_bytes"]), str(row["sha256"]))
