"""One Excel workbook of many tables: a sheet a table, exact numbers, texts that are texts.

Excel computes with doubles of 15 digits. A number that has more, and each key, is a text there, so that no digit is
lost. A text is never a formula or a link.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

#: What a sheet and a cell can hold.
SHEET_ROWS = 1_048_576
CELL_CHARACTERS = 32_767
_CUT = "…（此格过长，全文见其他格式）"
#: Numbers up to here have all their digits in Excel.
_DIGITS = 15
_NAME_CHARACTERS = 31
#: A file of the same rows is the same file: it says nothing of when it was made.
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - Excel knows no zones
_CONTENTS = "目录"
_HEADERS = ("工作表", "表", "说明", "行数")


class Workbook:
    """A workbook that is written from its first row to its last; `cut` counts the texts too long for a cell."""

    def __init__(self, path: Path, sheet_rows: int = SHEET_ROWS) -> None:
        self.cut = 0
        self._rows = sheet_rows
        self._book = xlsxwriter.Workbook(
            str(path),
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._book.set_properties({"created": _CREATED, "title": "公开 Gongkai"})
        self._head = self._book.add_format({"bold": True, "bottom": 1})
        self._money = self._book.add_format({"num_format": "#,##0.00"})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})

    def add_contents(self, tables: Sequence[tuple[str, str, int]]) -> None:
        """Adds the sheet that lists the others: name, description and rows of each table."""
        sheet = self._sheet(_CONTENTS, _HEADERS)
        sheet.set_column(0, 1, 28)
        sheet.set_column(2, 2, 60)
        row = 0
        for name, description, rows in tables:
            for part in range(self._parts(rows)):
                row += 1
                for column, value in enumerate((_sheet_name(name, part), name, description)):
                    sheet.write_string(row, column, value)
                sheet.write_number(row, 3, rows)

    def add_table(self, name: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
        """Adds the rows of one table, on as many sheets as they need."""
        part, row = 0, 0
        sheet = self._sheet(_sheet_name(name, part), schema.names)
        keys = [column.endswith("_key") for column in schema.names]
        for batch in batches:
            for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                row += 1
                if row == self._rows:
                    part, row = part + 1, 1
                    sheet = self._sheet(_sheet_name(name, part), schema.names)
                for column, (value, is_key) in enumerate(zip(values, keys, strict=True)):
                    self._write(sheet, row, column, str(value) if is_key and value is not None else value)

    def close(self) -> None:
        """Writes the file.

        Raises:
            OSError: the disk is full or the folder is read-only.
        """
        self._book.close()

    def _parts(self, rows: int) -> int:
        return max(1, -(-rows // (self._rows - 1)))

    def _sheet(self, name: str, headers: Iterable[str]) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, header in enumerate(headers):
            sheet.write_string(0, column, header, self._head)
        return sheet

    def _write(self, sheet: Worksheet, row: int, column: int, value: Any) -> None:
        if value is None:
            return
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, int | float | Decimal) and _fits(value):
            sheet.write_number(row, column, float(value), self._money if isinstance(value, Decimal) else None)
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), self._day)
        else:
            sheet.write_string(row, column, self._text(value))

    def _text(self, value: Any) -> str:
        text = json.dumps(value, default=str, ensure_ascii=False) if isinstance(value, list | dict) else str(value)
        if len(text) <= CELL_CHARACTERS:
            return text
        self.cut += 1
        return text[: CELL_CHARACTERS - len(_CUT)] + _CUT


def _fits(value: float | Decimal) -> bool:
    """Whether Excel keeps every digit of a number.

    >>> _fits(Decimal("1234567890123.45")), _fits(Decimal("12345678901234.56"))
    (True, False)
    """
    if isinstance(value, float):
        return value == value and abs(value) != float("inf")  # noqa: PLR0124 - that is what tells NaN
    return len(Decimal(value).normalize().as_tuple().digits) <= _DIGITS


def _sheet_name(name: str, part: int) -> str:
    """A name of at most 31 characters; the second sheet of a table ends in _2.

    >>> _sheet_name("mart_disclosure_quality", 1)
    'mart_disclosure_quality_2'
    """
    end = f"_{part + 1}" if part else ""
    return name[: _NAME_CHARACTERS - len(end)] + end
