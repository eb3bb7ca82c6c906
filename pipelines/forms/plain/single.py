"""A form of one row (三公), or of one a stage: its numbers in order, when the sums over its columns allow them."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.forms.arithmetic import row_sums
from pipelines.forms.columns import Column
from pipelines.forms.plain.fragments import Fragment
from pipelines.forms.plain.runs import RowLaw
from pipelines.forms.records import Figure, Record, is_unit_code
from pipelines.forms.wording import meaning_of
from pipelines.reading.rows import Cell

WHY = "原文次序打乱，数字按先后归栏，并经合计关系验证"
#: Of a row with blanks, whose numbers may stand in another order than its columns.
_WHY_SHORT = "原文次序打乱，空白单元格缺失，有多种排法，数字按先后归栏，并经合计关系验证"
#: Of a wide row so many numbers may satisfy its sums.
_FEWEST = 5


def single_records(columns: Sequence[Column], fragments: Sequence[Fragment]) -> list[Record]:
    """The records of the rows; none when the numbers of some cannot be one row of the columns."""
    law = RowLaw(len(columns), row_sums(columns))
    records: list[Record] = []
    for label, numbers in _rows(columns, fragments):
        why = WHY if len(numbers) == len(columns) else _WHY_SHORT
        figures = [Figure(f.cell, f.number, None, why) for f in numbers if f.number is not None]
        scale = max((figure.number.decimals for figure in figures), default=0)
        amounts = [int(figure.number.value.scaleb(scale)) for figure in figures]
        if law.error(amounts) is None and not (len(amounts) > _FEWEST and any(law.fits(amounts))):
            return []
        records.append(Record(0, row=len(records), label=label, figures=figures, block_why=why))
    return records


def _rows(columns: Sequence[Column], fragments: Sequence[Fragment]) -> list[tuple[Cell | None, list[Fragment]]]:
    """The numbers of the only row, or those behind each of the stages that label rows: 预算数, 决算数."""
    if any(meaning_of(fragment.cell.key).role in ("unit_code", "unit_name") for fragment in fragments):
        return _rows_of_units(fragments)
    rows: list[tuple[Cell | None, list[Fragment]]] = [(None, [])]
    heads = {word for column in columns for word in column.words}
    for fragment in fragments:
        word = meaning_of(fragment.cell.key)
        if fragment.kind == "money" and fragment.number is not None and not fragment.number.percent:
            rows[-1][1].append(fragment)
        elif word.is_total and not word.is_sum and fragment.cell.key not in heads:
            rows.append((fragment.cell, []))
    filled = [row for row in rows if row[1]]
    labels = {label.key for label, _ in rows if label is not None}
    if len(filled) > 1 and len(labels) == len(rows) - 1 == len(filled):
        return filled
    return [(None, [fragment for _, numbers in rows for fragment in numbers])]


def _rows_of_units(fragments: Sequence[Fragment]) -> list[tuple[Cell | None, list[Fragment]]]:
    """The numbers behind 合计 and behind the name of each unit, whose code is none of them."""
    rows: list[tuple[Cell | None, list[Fragment]]] = []
    goes_on = False
    for fragment in fragments:
        if fragment.kind == "word":
            goes_on = False
        elif fragment.kind == "money" and not is_unit_code(fragment.cell.key):
            if not goes_on:
                rows.append((None, []))
            rows[-1][1].append(fragment)
            goes_on = True
    return rows
