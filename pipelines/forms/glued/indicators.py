"""Indicator tables of a glued form: rows by their levels, cells by their witnesses, one indicator a row."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.forms.glued.cells import Body, CellCut, Columns, Witnesses, settle
from pipelines.forms.glued.headers import Header, IndicatorRow, read_header, split_rows
from pipelines.forms.glued.regions import Part
from pipelines.forms.glued.sheet import Sheet
from pipelines.forms.glued.wordings import word_at, wordings
from pipelines.forms.performance.targets import read_target
from pipelines.model import Indicator

_LONGEST_ORDINAL = 2
#: No form has more indicators; a longer one is not weighed row against row.
_MOST_ROWS = 120


def read_indicators(sheet: Sheet, parts: Sequence[Part]) -> None:
    """Notes the indicators of all indicator tables of a form together, for one table bears witness for another."""
    rows: list[tuple[IndicatorRow, Header]] = []
    for part in parts:
        if part.reads != "indicators":
            continue
        header = read_header(sheet, part)
        found = split_rows(sheet, part, header.body) if header else []
        if header is None or not found:
            sheet.leave(part.start, part.end, "绩效指标表的表头或指标级别无法辨认")
            continue
        rows += [(row, header) for row in found]
    goals = {name for part in parts if part.reads == "goals" for name in _goal_names(sheet, part)}
    bodies = [_body(sheet, row) for row, _ in rows]
    cuts: list[CellCut | None] = [None] * len(rows)
    if len(rows) <= _MOST_ROWS:
        columns = [Columns(len(header.earlier), header.standard) for _, header in rows]
        cuts = settle(bodies, columns, Witnesses(names=goals))
    for (row, header), cut in zip(rows, cuts, strict=True):
        if cut is None:
            sheet.leave(row.start, row.end, "指标的名称、指标值和绩效标准粘连，没有唯一可信的切法")
        else:
            _note(sheet, row, header, cut)


def _body(sheet: Sheet, row: IndicatorRow) -> Body:
    run = sheet.run
    breaks = frozenset(at - row.start for at in run.breaks if row.start < at < row.end)
    return Body(run.text[row.start : row.end], breaks)


def _goal_names(sheet: Sheet, part: Part) -> list[str]:
    """What the goals say (年度绩效目标1 and its 目标说明): an indicator often has the goal's words for its name.

    The numbers of the goals are labels.
    """
    run, found = sheet.run, []
    for start, end in run.lines(part.start, part.end):
        goal = word_at(run.text, start, wordings().indicator_goals, end)
        after = start + len(goal)
        number = after
        while goal and number < end and number - after < _LONGEST_ORDINAL and run.text[number].isdigit():
            number += 1
        if number > after:
            sheet.label(after, number, "目标序号")
            found.append(run.text[number:end])
    return found


def _note(sheet: Sheet, row: IndicatorRow, header: Header, cut: CellCut) -> None:
    run, at = sheet.run, row.start
    name = (at, at + cut.name)
    edges = [cut.name, *cut.earlier]
    earlier = {
        year: run.printed(at + left, at + right)
        for year, left, right in zip(header.earlier, edges, edges[1:], strict=False)
    }
    first = at + cut.start_of_target()
    target = run.printed(first, at + cut.target)
    comparator, value, unit = read_target(target)
    start, end = run.span(*name)
    sheet.attribute(*name, "指标名称中的数字")
    sheet.attribute(at + cut.target, row.end, "绩效标准中的数字")
    sheet.found.indicators.append(
        Indicator(
            form=sheet.region.form,
            horizon="long_term" if row.horizon == "long_term" else "annual",
            name=run.printed(*name),
            comparator=comparator,
            source_line=run.line(at),
            source_start=start,
            source_end=end,
            level1=row.level1,
            level2=row.level2,
            target_text=target,
            target_value=value,
            unit=unit,
            previous_text=earlier.get("previous", ""),
            before_previous_text=earlier.get("before_previous", ""),
            project=sheet.project,
            tokens=tuple(run.tokens(name[1], at + cut.target)),
        )
    )
