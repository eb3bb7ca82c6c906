from __future__ import annotations

import io
import json
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet
import pytest

from pipelines.export.parquet import write_parquet
from pipelines.export.text import write_csv, write_json

BATCH = pa.record_batch(
    {
        "key": pa.array([9_223_372_036_854_775_807, 1], pa.int64()),
        "amount": pa.array([Decimal("9999999999999999.99"), None], pa.decimal128(18, 2)),
        "year": pa.array([2023, 2024], pa.int32()),
        "name": pa.array(["预算,“决算”", ""]),
        "lines": pa.array([[1, 2], None], pa.list_(pa.int32())),
    }
)


def csv(batch: pa.RecordBatch, *, for_excel: bool = False) -> str:
    out = io.BytesIO()
    write_csv(batch.schema, [batch], out, for_excel=for_excel)
    return out.getvalue().decode()


def texts(*values: str) -> pa.RecordBatch:
    return pa.record_batch({"=text": pa.array(values)})


def test_csv_is_exact() -> None:
    assert csv(BATCH) == (
        'key,amount,year,name,lines\n9223372036854775807,9999999999999999.99,2023,"预算,“决算”","[1, 2]"\n1,,2024,"",\n'
    )


def test_csv_for_excel_begins_with_a_mark_and_ends_its_lines_as_windows_does() -> None:
    written = csv(BATCH, for_excel=True)
    assert written.startswith("\ufeffkey,")
    assert written.count("\r\n") == 3


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum(1)", "\t=1", "\r=1", "＝1+1", "=cmd|' /C calc'!A0"])
def test_no_text_is_a_formula_in_csv_for_excel(text: str) -> None:
    assert csv(texts(text)) in {f"=text\n{text}\n", f'=text\n"{text}"\n'}
    assert csv(texts(text), for_excel=True).split("\r\n", 1)[1].lstrip('"').startswith(f"'{text[0]}")
    assert csv(texts(text), for_excel=True).startswith("\ufeff'=text")


def test_numbers_below_zero_stay_numbers_in_csv_for_excel() -> None:
    batch = pa.record_batch({"change": pa.array([Decimal("-1.50")], pa.decimal128(18, 2))})
    assert csv(batch, for_excel=True) == "\ufeffchange\r\n-1.50\r\n"


def test_json_is_exact() -> None:
    out = io.BytesIO()
    write_json(BATCH.schema, [BATCH], out)
    first, second = json.loads(out.getvalue())
    assert first == {
        "key": "9223372036854775807",
        "amount": "9999999999999999.99",
        "year": 2023,
        "name": "预算,“决算”",
        "lines": [1, 2],
    }
    assert second["amount"] is None


def test_json_of_no_rows_is_an_empty_list() -> None:
    out = io.BytesIO()
    write_json(BATCH.schema, [], out)
    assert json.loads(out.getvalue()) == []


def test_json_has_no_word_that_is_no_json() -> None:
    batch = pa.record_batch({"x": pa.array([float("nan"), float("inf")]), "y": pa.array([{"z": 2**60}, {"z": 1}])})
    out = io.BytesIO()
    write_json(batch.schema, [batch], out)
    assert json.loads(out.getvalue()) == [{"x": "nan", "y": {"z": str(2**60)}}, {"x": "inf", "y": {"z": 1}}]


def test_columns_of_one_name_are_told_apart() -> None:
    batch = pa.RecordBatch.from_arrays([pa.array([1]), pa.array([2])], names=["x", "x"])
    assert csv(batch) == "x,x_1\n1,2\n"


def test_parquet_keeps_types() -> None:
    out = io.BytesIO()
    write_parquet(BATCH.schema, [BATCH], out)
    assert pyarrow.parquet.read_table(out).to_pylist() == BATCH.to_pylist()
    assert pyarrow.parquet.read_schema(out).field("amount").type == pa.decimal128(18, 2)
