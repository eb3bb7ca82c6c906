"""Parquet, with the types of the warehouse: money stays DECIMAL."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

import pyarrow as pa
import pyarrow.parquet

from pipelines.export.text import unique_names


def write_parquet(schema: pa.Schema, batches: Iterable[pa.RecordBatch], out: IO[bytes]) -> None:
    """Writes rows as one Parquet file."""
    names = list(unique_names(schema))
    named = pa.schema(column.with_name(name) for column, name in zip(schema, names, strict=True))
    with pyarrow.parquet.ParquetWriter(out, named, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch.rename_columns(names))
