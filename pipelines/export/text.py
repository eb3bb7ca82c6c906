"""CSV and JSON, exact: no number goes through a float.

In JSON a number of more than 32 bits (money, keys, counts) is a string: most readers of JSON take a number for a
double, which loses the last digits of a key. CSV for Excel begins with a byte order mark, and a text that Excel would
take for a formula begins with an apostrophe there; any other CSV holds the text as it is.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import IO, Any

import polars as pl
import pyarrow as pa

#: A cell that begins like this is a formula, or becomes one, in spreadsheets; the full-width signs as well.
FORMULA = r"^([=+\-@\t\r\n＝＋－＠])"
_MARK = "\ufeff"
#: The largest whole number up to which a double has every one.
_WHOLE = 2**53


def write_csv(schema: pa.Schema, batches: Iterable[pa.RecordBatch], out: IO[bytes], *, for_excel: bool = False) -> None:
    """Writes rows as CSV: UTF-8, quoted where needed, an empty field for NULL, lists and structures as JSON."""
    out.writelines(csv_parts(schema, batches, for_excel=for_excel))


def csv_parts(schema: pa.Schema, batches: Iterable[pa.RecordBatch], *, for_excel: bool) -> Iterator[bytes]:
    """Gives what `write_csv` writes, a batch of rows at a time."""
    end = "\r\n" if for_excel else "\n"
    header = pl.DataFrame([list(unique_names(schema))], orient="row")
    mark = _MARK if for_excel else ""
    yield (mark + _plain(header, for_excel=for_excel).write_csv(include_header=False, line_terminator=end)).encode()
    for batch in batches:
        frame = pl.DataFrame(batch.rename_columns(list(unique_names(schema))))
        yield _plain(frame, for_excel=for_excel).write_csv(include_header=False, line_terminator=end).encode()


def _plain(frame: pl.DataFrame, *, for_excel: bool) -> pl.DataFrame:
    """A frame of columns that CSV can hold, with texts that Excel takes for texts."""
    flat = frame.with_columns(
        pl.Series(name, [None if value is None else _json(value) for value in frame[name]], pl.String)
        for name, dtype in frame.schema.items()
        if dtype.is_nested()
    )
    if not for_excel:
        return flat
    return flat.with_columns(pl.col(pl.String).str.replace(FORMULA, "'$1"))


def write_json(schema: pa.Schema, batches: Iterable[pa.RecordBatch], out: IO[bytes]) -> None:
    """Writes rows as a JSON array of objects, one a line."""
    names = unique_names(schema)
    wide = [is_wide(column.type) for column in schema]
    before = b"[\n"
    for batch in batches:
        columns = [column.to_pylist() for column in batch.columns]
        for row in zip(*columns, strict=True):
            values = (
                str(value) if large and value is not None else value for large, value in zip(wide, row, strict=True)
            )
            out.write(before + _json(dict(zip(names, values, strict=True))).encode())
            before = b",\n"
    out.write(b"[]\n" if before == b"[\n" else b"\n]\n")


def unique_names(schema: pa.Schema) -> tuple[str, ...]:
    """Gives the names of the columns, a number after each that is there already.

    >>> unique_names(pa.schema([("name", pa.string()), ("name", pa.string())]))
    ('name', 'name_1')
    """
    names: list[str] = []
    for name in schema.names:
        count = 0
        while (unique := f"{name}_{count}" if count else name) in names:
            count += 1
        names.append(unique)
    return tuple(names)


def is_wide(kind: pa.DataType) -> bool:
    """Whether a number of this type may have more digits than a double keeps."""
    return pa.types.is_decimal(kind) or pa.types.is_int64(kind) or pa.types.is_uint64(kind)


def _json(value: object) -> str:
    return json.dumps(_exact(value), ensure_ascii=False, allow_nan=False)


def _exact(value: Any) -> Any:
    """A value as JSON keeps it; inside lists and structures a number of too many digits is a string as well."""
    if isinstance(value, dict):
        return {name: _exact(each) for name, each in value.items()}
    if isinstance(value, list | pl.Series):
        return [_exact(each) for each in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, int) and abs(value) > _WHOLE:
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value
