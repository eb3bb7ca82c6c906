"""Frames on disk between the steps of a build: one Parquet file a table in a folder."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import file_digest, sha256
from pathlib import Path

import polars as pl

from schemas.catalog import tables

_CONTENT_DIGITS = 16


def write_frames(folder: Path, frames: Mapping[str, pl.DataFrame]) -> None:
    """Writes each frame as ``<table>.parquet`` below `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in frames.items():
        frame.write_parquet(folder / f"{name}.parquet")


def read_frame(folder: Path, name: str) -> pl.DataFrame:
    """Gives the frame of one table.

    Raises:
        FileNotFoundError: the step before this one has not been run.
    """
    return pl.read_parquet(folder / f"{name}.parquet", glob=False)


def read_frames(folder: Path) -> dict[str, pl.DataFrame]:
    """Gives the frames of all tables.

    Raises:
        FileNotFoundError: the step before this one has not been run.
    """
    return {spec.name: read_frame(folder, spec.name) for spec in tables()}


def content_hash(folder: Path, rules: str = "") -> str:
    """Gives a short hash of all rows and of the `rules` run over them: same content, same version."""
    whole = sha256(rules.encode())
    for spec in tables():
        with (folder / f"{spec.name}.parquet").open("rb") as file:
            whole.update(spec.name.encode() + file_digest(file, "sha256").digest())
    return whole.hexdigest()[:_CONTENT_DIGITS]
