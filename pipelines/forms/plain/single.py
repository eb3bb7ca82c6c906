"""A form of one row (三公): its numbers in the order of the text, when the sums over its columns allow them."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.forms.arithmetic import row_sums
from pipelines.forms.columns import Column
from pipelines.forms.plain.fragments import Fragment
from pipelines.forms.plain.runs import RowLaw
from pipelines.forms.records import Figure, Record

WHY = "原文次序打乱，数字按先后归栏，并经合计关系验证"


def single_records(columns: Sequence[Column], fragments: Sequence[Fragment]) -> list[Record]:
    """The record of the only row; none when its numbers cannot be one row of the columns."""
    numbers = [f for f in fragments if f.kind == "money" and f.number is not None and not f.number.percent]
    scale = max((f.number.decimals for f in numbers if f.number), default=0)
    amounts = [int(f.number.value.scaleb(scale)) for f in numbers if f.number]
    if len(numbers) > len(columns) or RowLaw(len(columns), row_sums(columns)).error(amounts) is None:
        return []
    return [Record(0, figures=[Figure(f.cell, f.number, None, WHY) for f in numbers if f.number], block_why=WHY)]
