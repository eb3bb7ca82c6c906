"""All performance forms of a document: which rows they are, and what they say.

A table opens with its title, its header or the name of its project, and ends with prose or a row that no declared word
explains. Table numbers (表十) are never looked at: they mean another form in every province.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.forms.extraction import Context, Extraction
from pipelines.forms.performance.blocks import finish
from pipelines.forms.performance.folded import unfold
from pipelines.forms.performance.headers import Header, is_of_catalogue, read_header, with_row_above
from pipelines.forms.performance.records import Record
from pipelines.forms.performance.sides import settle_sides
from pipelines.forms.performance.stacks import read_records
from pipelines.forms.performance.state import State
from pipelines.forms.performance.table import read_header_row, read_row, read_title
from pipelines.forms.performance.taxonomy import names_level
from pipelines.forms.performance.unruled import with_rows_of_unruled_forms
from pipelines.forms.performance.vocabulary import (
    is_form_number,
    is_furniture,
    is_no_project,
    is_other_title,
    is_title,
    money_unit,
    read_label,
)
from pipelines.model import Indicator
from pipelines.reading.rows import Row
from pipelines.reading.text import SourceText

#: How far below a title its table may begin, and below a project's name its indicators.
_TITLE_REACH, _PROJECT_REACH = 8, 40
#: So many rows that nothing explains may stand above the header of indicators.
_GAP_REACH = 80
#: (人民币万元)
_UNIT_WIDTH = 7
#: A line this short may be a subtitle between title and table.
_SUBTITLE = 40


def extract_performance(rows: Sequence[Row], source: SourceText, context: Context) -> Extraction:
    """Gives indicators, money and claims of every performance form among the rows of a document.

    Forms: 部门整体绩效目标表, 项目支出绩效目标表 (财预〔2015〕88号), 项目支出绩效自评表 and the tables of 绩效评价报告
    (财预〔2020〕10号). Never raises; rows of other tables are left alone.

    >>> from pipelines.reading.lines import read_rows
    >>> form = ["项目支出绩效目标表", "项目名称|大厅运行费|", "当年预算(万元)|20.00|"]
    >>> form += ["三级指标|计量单位|指标性质|指标值|", "办件量|件|≥|120|"]
    >>> text = SourceText("\\n".join(form))
    >>> found = extract_performance(read_rows(text), text, Context("budget", 2023))
    >>> [(line.item, line.project.name, str(line.amount_yuan)) for line in found.lines]
    [('project', '大厅运行费', '200000.00')]
    >>> [(one.name, one.comparator, one.target_text, one.unit) for one in found.indicators]
    [('办件量', '>=', '120', '件')]
    """
    lines, owners = unfold(rows)
    records = read_records(with_rows_of_unruled_forms(lines))
    if len(lines) > len(rows):
        for record in records:
            record.rows = tuple(sorted({owners[at] for at in record.rows}))
    headers = [read_header(record) if record.ruled else None for record in records]
    for at, header in enumerate(headers[1:], start=1):
        if header is not None and headers[at - 1] is None:
            headers[at] = None if is_of_catalogue(header, records[at - 1]) else with_row_above(header, records[at - 1])
    tables: list[State] = []
    at = 0
    while at < len(records):
        if not _opens(records, headers, at):
            at += 1
            continue
        table = State(source)
        start = at
        if start and is_form_number(records[start - 1].key):
            table.waiting.append(records[start - 1])
        while at < len(records) and _belongs(table, records, headers, at):
            if is_title(records[at].key) or at == start:
                table.printed_unit = _unit_beside(records, at) or table.printed_unit
            at += 1
        tables.append(table)
        at = max(at, start + 1)
    blocks = [block for table in tables for block in table.blocks]
    for block in blocks:
        block.money = settle_sides(block.money)
    found = finish(blocks, context)
    unruled = {row.line for row in rows if row.ruling == "text"}
    found.indicators = [one for one in found.indicators if one.source_line not in unruled or _says_something(one)]
    used = {(line.source_start, line.source_end) for line in found.lines}
    used |= {token for indicator in found.indicators for token in indicator.tokens}
    for table in tables:
        found.taken |= table.taken
        found.claims += [claim for claim in dict.fromkeys(table.claims) if (claim.start, claim.end) not in used]
    return found


def _says_something(indicator: Indicator) -> bool:
    """Whether a target, result or score stands beside a name; without ruling, a mere name is part of a wrapped cell.

    A level is no target: what stands before one is not of its row.
    """
    if any(names_level(indicator.target_text, level) for level in (1, 2)):
        return False
    said = (indicator.target_text, indicator.actual_text, indicator.weight, indicator.full_score, indicator.score)
    return any(value is not None and value != "" for value in said)


def _unit_beside(records: Sequence[Record], start: int) -> str:
    """The one unit that a form prints in a cell of its own, or at a label of money, below its first amounts.

    As where the cell 项目资金(元) stands beside several rows, and its words beside the middle one.
    """
    units: set[str] = set()
    for record in records[start + 1 : start + _PROJECT_REACH]:
        if is_title(record.key):
            break
        units.update(money_unit(cell.key) for cell in record.filled if _tells_unit(cell.key))
        units.discard("")
    return next(iter(units)) if len(units) == 1 else ""


def _tells_unit(key: str) -> bool:
    if key.startswith("("):
        return len(key) <= _UNIT_WIDTH
    label = read_label(key) if key.endswith(")") else None
    return label is not None and label.use == "money"


def _opens(records: list[Record], headers: list[Header | None], at: int) -> bool:
    """Whether a table begins here: a header, a title with its table below, or a project's name with its table below."""
    record = records[at]
    if not record.key:
        return False
    header = headers[at]
    if header is not None:
        return header.kind == "indicators" or _is_evaluation(header)
    filled = record.filled
    if len(filled) == 1 and is_title(record.key):
        return _leads(records, headers, at, _TITLE_REACH, titled=True)
    first = read_label(filled[0].key) if filled and record.ruled else None
    if first is not None and first.use == "project" and len(filled) > 1 and not is_no_project(filled[1].key):
        return _leads(records, headers, at, _PROJECT_REACH, titled=False)
    if record.ruled and len(filled) == 1 and first is not None and first.use == "text" and at + 1 < len(records):
        below = records[at + 1].filled  # 项目概况 above 项目名称
        label = read_label(below[0].key) if len(below) > 1 and records[at + 1].ruled else None
        return (
            label is not None
            and label.use == "project"
            and _leads(records, headers, at + 1, _PROJECT_REACH, titled=False)
        )
    return False


def _leads(records: list[Record], headers: list[Header | None], at: int, reach: int, *, titled: bool) -> bool:
    """Whether rows that belong to a performance form follow: a header, or below a title any of its labels."""
    for place in range(at + 1, min(at + 1 + reach, len(records))):
        record, header = records[place], headers[place]
        if header is not None:
            return header.kind == "indicators" or (titled or _is_evaluation(header))
        filled = record.filled
        if not filled:
            continue
        label = read_label(filled[0].key)
        if record.ruled and len(filled) > 1:
            if label is None and titled and read_label(filled[0].key.partition(":")[0]) is not None:
                return True  # 项目名称:X in one cell
            if label is None:
                if (
                    is_furniture(filled[0].key)
                    or is_furniture(filled[-1].key)
                    or any(read_label(cell.key) for cell in filled)
                ):
                    continue
                if all(len(cell.key) > 30 for cell in filled):
                    continue
                return False
            if label.use == "project" and is_no_project(filled[1].key):
                return False
            if titled and label.use in ("project", "category", "code", "text", "money"):
                return True
            continue
        if len(record.key) > _SUBTITLE and not (label or record.ruled):
            return False
        if is_other_title(record.key) and not is_furniture(record.key):
            return False
    return False


def _is_evaluation(header: Header) -> bool:
    """A header of money that only a self-evaluation has: with the rate of execution or scores."""
    return header.kind == "money" and any(column.role in ("rate", "score") for column in header.columns)


def _belongs(table: State, records: list[Record], headers: list[Header | None], at: int) -> bool:
    """Reads a row into the table; False when the table ended before it."""
    record, header = records[at], headers[at]
    if not record.key:
        table.waiting.append(record)
        return True
    if len(record.filled) == 1 and is_title(record.key):
        if table.has_data and not _leads(records, headers, at, _TITLE_REACH, titled=True):
            return False
        read_title(table, record)
        return True
    if header is not None:
        if header.kind == "money" and (table.other_title or not (_is_evaluation(header) or table.titled)):
            return False
        read_header_row(table, record, header)
        return True
    return read_row(table, record) or (
        (table.titled or table.block.project is not None) and _goes_on(records, headers, at)
    )


def _goes_on(records: list[Record], headers: list[Header | None], at: int) -> bool:
    """Whether a row that nothing explains is inside the table: the header of indicators follows in the same grid."""
    for place in range(at + 1, min(at + 1 + _GAP_REACH, len(records))):
        header = headers[place]
        if not records[place].ruled or is_title(records[place].key) or (header and header.kind == "money"):
            return False
        if header is not None:
            return True
    return False
