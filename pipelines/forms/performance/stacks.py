"""Tables whose every cell stands on a line of its own, with nothing to tell where a row ends.

Some pages print 一级指标, 二级指标, 三级指标 … line below line, a pipe behind each. The header's words tell the width;
a row may be short of the cells that were merged with the row above. Which cells make a row is the cut of greatest
weight, where a row weighs what `alignment` says of its cells under the header.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from pipelines.forms.performance.alignment import FIGURES, align, kind_of, kinds_of, leading
from pipelines.forms.performance.headers import Header, read_header
from pipelines.forms.performance.records import Record, as_record, join_rows
from pipelines.forms.performance.vocabulary import framework_place, header_role, horizon_of, is_title, read_label
from pipelines.reading.rows import Row

#: A stack has at least so many lines; longer tables than this are left as they are.
_SHORTEST, _LONGEST_TABLE = 6, 4000
#: A row has at least so many cells.
_NARROWEST = 2
#: What a row costs for each cell that it has more or less behind its name than the others.
_UNEVEN = 1.0
#: What a cell costs that belongs to no row.
_STRAY = 2.0
#: So many columns of unknown words may end a header, each word so long.
_UNKNOWN_COLUMNS, _LONGEST_HEADER = 2, 10
#: What the first cell below a header is.
_FIRST_KINDS = frozenset(("level1", "frame1", "caption", "horizon"))
#: 合计, 总分.
_LONGEST_SUM = 3
_LEVEL_KINDS = frozenset(("level1", "level2", "levels", "frame1", "frame2", "frames", "known"))
#: Labels that end a table of indicators.
_ENDING = frozenset(("text", "project", "category", "code", "label"))


def read_records(rows: Sequence[Row]) -> list[Record]:
    """Gives the table rows of a document, lines of prose among them, in order.

    >>> from pipelines.reading.lines import read_rows
    >>> from pipelines.reading.text import SourceText
    >>> cells = ["一级指标", "二级指标", "具体指标", "产出指标", "数量指标", "终端数量=719个", "质量指标", "合格率≥95%"]
    >>> stack = read_rows(SourceText("".join(cell + " |\\n" for cell in cells)))
    >>> [[cell.text for cell in record.cells] for record in read_records(stack)[1:]]
    [['产出指标', '数量指标', '终端数量=719个'], ['质量指标', '合格率≥95%']]
    """
    kept = [at for at, row in enumerate(rows) if row.width]
    records = _read([rows[at] for at in kept])
    if len(kept) < len(rows):  # rows without width went into the cells above them
        bounds = [*kept, len(rows)]
        for record in records:
            record.rows = tuple(index for at in record.rows for index in range(bounds[at], bounds[at + 1]))
    return records


def _read(rows: Sequence[Row]) -> list[Record]:
    """The records of rows that all have cells of their own."""
    records: list[Record] = []
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and _is_single(rows[end]) and (end == at or rows[end].gap == 0):
            end += 1
        if end - at >= _SHORTEST:
            records += _unstack(rows, at, end)
            at = end
        else:
            records.append(as_record(at, rows[at]))
            at += 1
    return records


def _is_single(row: Row) -> bool:
    return row.ruling == "pipes" and row.width == 1 and len(row.cells) <= 1


def _unstack(rows: Sequence[Row], first: int, last: int) -> list[Record]:
    """The table rows of a stack: headers with the rows below them, labels with their values, other cells alone."""
    heads = _heads(rows, first, last)
    if not heads and not (last < len(rows) and read_header(as_record(last, rows[last]))):
        return [as_record(index, rows[index]) for index in range(first, last)]
    records: list[Record] = []
    at = first
    while at < last:
        header = heads.get(at)
        if header is None:
            labels = _labels(rows, heads, at, last)
            figures = _figures(rows, at + labels, last) if labels > 1 else 0
            for count in (labels, figures) if figures > 1 else (_entry(rows, heads, at, last),):
                records.append(join_rows(rows, at, count) if count > 1 else as_record(at, rows[at]))
                at += count
            continue
        record, read = header
        records.append(record)
        at += len(record.rows)
        if read.kind == "indicators":
            end = _end(rows, heads, at, last)
            records += _cut(rows, read, at, end)
            at = end
    return records


def _heads(rows: Sequence[Row], first: int, last: int) -> dict[int, tuple[Record, Header]]:
    """The headers of a stack by their first row: runs of header words that make one."""
    found = {}
    at = first
    while at < last:
        end = at + 1 if horizon_of(rows[at].key) else at  # 长期绩效指标 | 一级指标 | 二级指标
        while end < last and (header_role(rows[end].key) or _is_between(rows, end, last)):
            end += 1
        if end - at > 1:
            end += _unknown_columns(rows, end, last)
            record = join_rows(rows, at, end - at)
            header = read_header(record)
            if header is not None:
                found[at] = (record, header)
        at = max(end, at + 1)
    return found


def _is_between(rows: Sequence[Row], at: int, last: int) -> bool:
    """Whether a cell is a header word that nobody declared, between two that are."""
    if not at or at + 1 >= last or read_label(rows[at - 1].key) is not None:
        return False
    around = header_role(rows[at - 1].key) and header_role(rows[at + 1].key)
    return bool(around) and _may_be_header(rows[at].key)


def _unknown_columns(rows: Sequence[Row], at: int, last: int) -> int:
    """How many words that nobody declared end a header: the first level, the caption or a horizon begins below them."""
    for count in range(1, _UNKNOWN_COLUMNS + 1):
        if at + count >= last or not _may_be_header(rows[at + count - 1].key):
            return 0
        if kind_of(rows[at + count].key) in _FIRST_KINDS:
            return count
    return 0


def _may_be_header(key: str) -> bool:
    return (
        kind_of(key) in ("text", "word") and len(key) <= _LONGEST_HEADER and not read_label(key) and not horizon_of(key)
    )


def _labels(rows: Sequence[Row], heads: Container[int], at: int, last: int) -> int:
    """How many labels stand one below the other, up to a header: their figures may be a row of their own below them."""
    end = at
    while end < last and end not in heads and read_label(rows[end].key) is not None:
        end += 1
    return end - at


def _figures(rows: Sequence[Row], at: int, last: int) -> int:
    """How many figures stand one below the other."""
    end = at
    while end < last and kind_of(rows[end].key) in FIGURES:
        end += 1
    return end - at


def _entry(rows: Sequence[Row], heads: dict[int, tuple[Record, Header]], at: int, last: int) -> int:
    """How many rows a label takes with its values; 1 for a cell that is no label."""
    if read_label(rows[at].key) is None:
        return 1
    end = at + 1
    while end < last and end not in heads and read_label(rows[end].key) is None and not is_title(rows[end].key):
        end += 1
    return end - at


def _end(rows: Sequence[Row], heads: dict[int, tuple[Record, Header]], at: int, last: int) -> int:
    """Where the rows of a table of indicators end: the next header, title, or label that no indicator reads like."""
    end = at
    while end < last and end not in heads and end - at < _LONGEST_TABLE:
        key = rows[end].key
        if is_title(key) or (_is_ending(key) and not _goes_on(rows, end, last)):
            break
        end += 1
    return end


def _is_ending(key: str) -> bool:
    """Whether a cell is a label that no indicator reads like."""
    label = read_label(key)
    if label is None or horizon_of(key) or framework_place(key):
        return False
    return label.use in _ENDING or (label.use == "score" and len(key) < _LONGEST_SUM)


def _goes_on(rows: Sequence[Row], at: int, last: int) -> bool:
    """Whether the next row begins right behind a cell: it is a remark that reads like a label."""
    return at + 1 < last and kind_of(rows[at + 1].key) in _LEVEL_KINDS


def _cut(rows: Sequence[Row], header: Header, first: int, last: int) -> list[Record]:
    """The rows of a table of indicators: the cut of greatest weight.

    A table prints as many cells behind each indicator's name: every such number is tried, and rows that have another
    cost.
    """
    roles = tuple(column.role for column in header.columns if column.role)
    kinds = kinds_of([row.key for row in rows[first:last]])
    behind = len(roles) - leading(roles)
    slices = [list(_slices(roles, kinds, at)) for at in range(len(kinds))]
    cuts = [_cut_evenly(kinds, slices, cells) for cells in range(min(_NARROWEST, behind), behind + 1)]
    _, lengths = max(cuts, key=lambda cut: cut[0])
    records = []
    at = first
    for length in lengths:
        records.append(join_rows(rows, at, length))
        at += length
    return records


def _slices(roles: tuple[str, ...], kinds: Sequence[str], at: int) -> Iterator[tuple[int, float, int]]:
    """The rows that may begin at a cell: their lengths, weights, and numbers of cells from the name on."""
    lead = leading(roles)
    if kinds[at] == "blank":
        return
    for size in range(min(_NARROWEST, len(roles)), min(len(roles), len(kinds) - at) + 1):
        weight, placed = align(roles, tuple(kinds[at : at + size]))
        yield size, weight, sum(1 for column in placed if column is not None and column >= lead)


def _cut_evenly(
    kinds: Sequence[str], slices: Sequence[Sequence[tuple[int, float, int]]], cells: int
) -> tuple[float, list[int]]:
    """The weight and the row lengths of the best cut into rows that print so many cells from the name on."""
    count = len(kinds)
    best = [0.0] * (count + 1)
    length = [1] * count
    for at in range(count - 1, -1, -1):
        best[at] = best[at + 1] - (_STRAY if kinds[at] != "blank" else 0.1)
        for size, weight, behind in slices[at]:
            total = weight + best[at + size] - _UNEVEN * abs(cells - behind)
            if total > best[at]:
                best[at], length[at] = total, size
    lengths, at = [], 0
    while at < count:
        lengths.append(length[at])
        at += length[at]
    return best[0], lengths
