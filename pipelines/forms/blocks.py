"""Which block of a side-by-side table a record belongs to, when the layout kept only the order.

收入 | 支出 is told by what the label means; 301 | 302 | 310 by the order within a full row, else by the code that
continues a block; a row of totals by the heading that its label names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipelines.forms.columns import Column
from pipelines.forms.labels import may_stand_in, read_label
from pipelines.forms.records import Record
from pipelines.forms.wording import BARE_TOTALS, Form, strip_ordinal

_SIDES = ("revenue", "expenditure")
_BY_CODE = "行内缺少左侧各栏，按科目编码顺序归入本栏"
_BY_LIST = "行名见于多种分类，按先后顺序归入本栏"
_BY_ORDER = "行名两侧皆可，按先后顺序归入本侧"


def assign_blocks(records: Sequence[Record], columns: Sequence[Column], form: Form) -> None:
    """Sets the block of every record whose block is not known."""
    count = max((column.block for column in columns), default=0) + 1
    if count == 1:
        for record in records:
            record.block = max(record.block, 0)
    elif form.rows == "sides":
        unknown = [record for record in records if record.block < 0]
        (_by_side(unknown) if count == len(_SIDES) else _by_list(unknown, columns, count))
    else:
        _by_code([record for record in records if record.block < 0], columns, count)


def _by_side(records: Sequence[Record]) -> None:
    """Revenue or expenditure by label; a label that fits both alternates, revenue first."""
    seen: Counter[str] = Counter()
    before: Record | None = None
    for record in records:
        label = read_label(record.key) if record.label else None
        if label is not None and label.side:
            record.block = 0 if label.side == "revenue" else 1
        elif label is not None and (label.item or record.key in BARE_TOTALS):
            record.block = seen[record.key] % 2
        else:
            same_row = before is not None and before.row == record.row
            record.block = 1 if same_row else 0
            if record.label is not None:
                record.block_why = _BY_ORDER
        seen[record.key] += 1
        before = record


def _by_list(records: Sequence[Record], columns: Sequence[Column], count: int) -> None:
    """Where expenditure is shown several times (by function, by economic class): by the list that a label is from.

    A full row tells its blocks; of several that a label fits, it is of the one that comes next.
    """
    heads = [next(c.meaning for c in columns if c.block == block and c.role == "name") for block in range(count)]
    per_row = Counter(record.row for record in records)
    taken: set[tuple[int, str]] = set()
    place = 0
    before: Record | None = None
    for record in records:
        same_row = before is not None and before.row == record.row
        place = place + 1 if same_row else 0
        label, name = read_label(record.key), strip_ordinal(record.key)
        fitting = [
            block
            for block, head in enumerate(heads)
            if label.side in ("", head.side) and (block, name) not in taken
            if head.side == _SIDES[0] or may_stand_in(record.key, head.classification)
        ]
        if per_row[record.row] == count:
            record.block = place
        elif before is not None and same_row:
            after = [block for block in fitting if block > before.block]
            record.block = next(iter(after or fitting), place % count)
        else:
            record.block = next(iter(fitting), 0)
        if label.functional and len(fitting) > 1 and per_row[record.row] != count:
            record.block_why = _BY_LIST
        taken.add((record.block, name))
        before = record


def _by_code(records: Sequence[Record], columns: Sequence[Column], count: int) -> None:
    natures = [next((c.meaning.nature for c in columns if c.block == block), "") for block in range(count)]
    per_row = Counter(record.row for record in records)
    last: dict[int, str] = {}
    place = before = -1
    is_stream = len(per_row) == 1 and len(records) > count
    for at, record in enumerate(records):
        place = place + 1 if record.row == before else 0
        before = record.row
        label = read_label(record.key) if record.label else None
        if record.code is None and label is not None and label.nature and label.nature in natures:
            record.block = natures.index(label.nature)
        elif per_row[record.row] == count:
            record.block = place
        else:
            following = (records[at - 1].block + 1) % count if at and is_stream else min(place, count - 1)
            record.block = _continued(record, last, following)
            if len(set(natures)) > 1 and record.block != place:
                record.block_why = _BY_CODE
        if record.code is not None:
            last[record.block] = record.code.digits


def _continued(record: Record, last: dict[int, str], following: int) -> int:
    """The block whose last code comes right before this one within its class; the following one when none does."""
    code = record.code
    if code is not None:
        before = {
            block: digits for block, digits in last.items() if digits[:3] == code.digits[:3] and digits <= code.digits
        }
        if before:
            return max(before, key=lambda block: before[block])
    return following
