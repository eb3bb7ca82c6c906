"""One row of a table of indicators to its indicators."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipelines.forms.performance.alignment import kind_of
from pipelines.forms.performance.compound import Part, split_claims, split_numbered, strip_ordinal
from pipelines.forms.performance.headers import UNKNOWN, Header, Placed
from pipelines.forms.performance.levels import Levels
from pipelines.forms.performance.targets import read_target
from pipelines.forms.performance.texts import (
    ClaimOutcome,
    claim_all,
    claim_labels,
    claim_leftover,
    print_cell,
    printed,
    tokens_in,
)
from pipelines.forms.performance.vocabulary import horizon_of, read_label
from pipelines.forms.performance.wrapped import Span, WrappedCell, spans_of
from pipelines.model import Claim, Indicator
from pipelines.reading.numerals import Number, Refusal, read_number
from pipelines.reading.rows import Cell, make_cell
from pipelines.reading.text import SourceText, fold

Horizon = Literal["annual", "long_term"]
#: 总分, 合计得分; longer names that read like a score's are indicators.
_LONGEST_SUM = 6
#: Roles that may stand once for two blocks of columns.
_SHARED = ("unit", "weight")
#: Roles that go with the annual target where a row prints one of the whole period too.
_RESULTS = ("actual", "full_score", "score", "previous", "before_previous")
#: What a number is that stands beside an indicator and is no part of it.
_REASONS: dict[str, tuple[ClaimOutcome, str]] = {
    **dict.fromkeys(("level1", "level2", "caption"), ("attribute", "指标级次所附的分值或序号")),
    **dict.fromkeys(("full_score", "score", "weight"), ("attribute", "绩效自评的分值、权重或得分")),
    **dict.fromkeys(("project", "horizon", "core", "sign"), ("label", "名称中的数字")),
    "interim": ("attribute", "年中（半年）的目标值"),
    "code": ("label", "单位或项目的编码、序号"),
    "name": ("label", "指标名称前的序号"),
    "unit": ("label", "计量单位中的数字"),
}
_OTHERS: tuple[ClaimOutcome, str] = ("attribute", "未列指标名称的目标或完成值")


@dataclass(frozen=True, slots=True)
class _Passage:
    """A text as printed, and the offsets of its lines."""

    text: str
    spans: tuple[Span, ...] = ()


_NOTHING = _Passage("")


@dataclass(frozen=True, slots=True)
class _Block:
    """One block of columns of a row with the levels that hold there."""

    source: SourceText
    placed: Placed
    number: int
    levels: Levels

    def get(self, role: str) -> Cell | None:
        """The cell of a role, which may be the first block's."""
        cell = self.placed.get(role, self.number)
        return self.placed.get(role) if cell is None and self.number and role in _SHARED else cell

    def key(self, role: str) -> str:
        cell = self.get(role)
        return cell.key if cell is not None else ""

    def text(self, role: str) -> str:
        """The cell as printed; a dash is blank."""
        cell = self.get(role)
        if cell is None or (kind_of(cell.key) == "blank" and cell.key != "无"):
            return ""
        return print_cell(self.source, cell)

    def figure(self, role: str) -> Decimal | None:
        number = read_number(self.key(role))
        return number.value if isinstance(number, Number) else None

    def spans(self, roles: tuple[str, ...]) -> list[Span]:
        return [span for role in roles if (cell := self.get(role)) is not None for span in spans_of(cell)]


def read_indicators(
    source: SourceText, header: Header, placed: Placed, levels: list[Levels], horizon: Horizon
) -> tuple[list[Indicator], list[Claim]]:
    """Gives the indicators of a row and claims for its numbers that belong to none of them.

    `levels` has one entry a block of columns and is brought up to date. Two blocks side by side are 中期 and 年度.
    """
    found: list[Indicator] = []
    for number, level in enumerate(levels):
        level.read(source, placed, number)
        block = _Block(source, placed, number, level)
        name = placed.get("name", number)
        if name is None or is_sum(name.key) or not any(char.isalnum() for char in name.key):
            continue
        now: Horizon = "annual" if number else "long_term" if len(levels) > 1 else horizon
        told = horizon_of(block.key("horizon"))
        now = now if not told else "long_term" if told == "long_term" else "annual"
        for piece, target in _pairs(source, header, name, placed.get("target", number)):
            found += _of_name(block, header, now, piece, target)
    kept = {token for indicator in found for token in indicator.tokens}
    claims: list[Claim] = []
    for column, cell in placed.cells:
        if tokens_in(source, cell.start, cell.end):
            claims += [claim for claim in _claims(source, column.role, cell) if (claim.start, claim.end) not in kept]
    for cell in placed.leftover:
        claims += claim_leftover(source, cell, "绩效指标表中无法归列的数字")
    return found, claims


def is_sum(key: str) -> bool:
    """Whether a name is the table's sum of scores, no indicator.

    >>> is_sum("总分"), is_sum("办件量"), is_sum("预算执行率")
    (True, False, False)
    """
    label = read_label(key)
    return label is not None and label.use == "score" and len(key) <= _LONGEST_SUM and not key.endswith("率")


def _pairs(source: SourceText, header: Header, name: Cell, target: Cell | None) -> list[tuple[Cell, Cell | None]]:
    """The numbered indicators of a cell with their numbered targets; the cells themselves where there is only one."""
    names = split_numbered(name.text)
    targets = split_numbered(target.text) if target is not None else []
    if target is not None and len(targets) == 1 < len(names):
        targets = _lines(target.text)
    if len(names) == 1 or (header.has_target and len(targets) != len(names)):
        return [(name, target)]
    pieces = [_piece(source, name, span) for span in names]
    if target is None or len(targets) != len(names):
        return [(piece, None) for piece in pieces]
    goals = [_piece(source, target, span) for span in targets]
    return list(zip(pieces, [_without_ordinal(source, goal) for goal in goals], strict=True))


def _of_name(block: _Block, header: Header, horizon: Horizon, name: Cell, target: Cell | None) -> list[Indicator]:
    """The indicators of one name cell: usually one, several where it holds names with their targets."""
    if isinstance(name, WrappedCell):
        names = [(_passage(block.source, name, strip_ordinal(name.text)), _NOTHING)]
    else:
        start = name.start + strip_ordinal(name.text)
        text = block.source.folded[start : name.end]
        parts = [Part((0, len(text)), (0, 0))] if header.has_target else split_claims(text)
        names = [
            (_between(block.source, start + part.name[0], start + part.name[1]),
             _between(block.source, start + part.target[0], start + part.target[1]) if part.target[1] else _NOTHING)
            for part in parts
        ]  # fmt: skip
    further = block.get("long_target")
    found: list[Indicator] = []
    for label, claimed in names:
        if not label.text.strip():
            continue
        goal = _passage(block.source, target) if target is not None and not claimed.spans else claimed
        if further is not None:
            found.append(_indicator(block, "long_term", label, _passage(block.source, further), results=False))
        if further is None or goal.spans:
            found.append(_indicator(block, horizon if further is None else "annual", label, goal, results=True))
    return found


def _between(source: SourceText, start: int, end: int) -> _Passage:
    return _Passage(printed(source, start, end), ((start, end),))


def _passage(source: SourceText, cell: Cell, skip: int = 0) -> _Passage:
    """The text of a cell behind so many characters, and where its lines stand."""
    (start, end), *rest = spans_of(cell)
    if isinstance(cell, WrappedCell):
        return _Passage(cell.text[skip:], ((min(start + skip, end), end), *rest))
    return _between(source, start + skip, end)


def _indicator(block: _Block, horizon: Horizon, name: _Passage, goal: _Passage, *, results: bool) -> Indicator:
    """One indicator from its name and its target."""
    source = block.source
    target = goal.text
    if target != "无" and read_number(fold(target).strip()) is Refusal.BLANK:
        target = ""
    printed_unit = block.text("unit") if block.key("unit") != "无" else ""
    comparator, value, unit = read_target(target, block.key("sign"), printed_unit)
    core = block.get("core")
    spans = [*name.spans, *goal.spans, *block.spans(("weight", *_RESULTS) if results else ("weight",))]
    tokens = [token for start, end in spans if end > start for token in tokens_in(source, start, end)]
    (start, end), *_ = name.spans
    indicator = Indicator(
        form="", horizon=horizon, name=name.text, comparator=comparator,
        source_line=source.line_of(start), source_start=start, source_end=end,
        level1=block.levels.level1, level2=block.levels.level2,
        target_text=target, target_value=value, unit=unit, weight=block.figure("weight"),
        is_core=None if core is None else core.key in ("是", "√"), tokens=tuple(dict.fromkeys(tokens)),
    )  # fmt: skip
    return _with_results(block, indicator) if results and any(map(block.get, _RESULTS)) else indicator


def _with_results(block: _Block, indicator: Indicator) -> Indicator:
    """The indicator with what was reached, its scores, and earlier years."""
    actual = block.text("actual")
    return indicator._replace(
        actual_text=actual,
        actual_value=read_target(actual)[1] if actual else None,
        score=block.figure("score"),
        full_score=block.figure("full_score"),
        previous_text=block.text("previous"),
        before_previous_text=block.text("before_previous"),
    )


def _claims(source: SourceText, role: str, cell: Cell) -> list[Claim]:
    """A word on the numbers of a cell that no indicator of the row holds."""
    if role in ("note", "group"):
        return claim_labels(source, cell)
    if role == UNKNOWN:
        return claim_leftover(source, cell, "绩效指标表中栏目未识别的数字")
    outcome, reason = _REASONS.get(role, _OTHERS)
    return claim_all(source, cell, outcome, reason)


def _piece(source: SourceText, cell: Cell, span: Span) -> Cell:
    return make_cell(source.folded, cell.start + span[0], cell.start + span[1], cell.line)


def _without_ordinal(source: SourceText, cell: Cell) -> Cell:
    return make_cell(source.folded, cell.start + strip_ordinal(cell.text), cell.end, cell.line)


def _lines(text: str) -> list[Span]:
    """The lines of a cell that have text."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans
