"""One row of a table of indicators to its indicators."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipelines.forms.performance.alignment import kind_of
from pipelines.forms.performance.compound import Part, split_claims, split_numbered, strip_ordinal
from pipelines.forms.performance.headers import Header, Placed
from pipelines.forms.performance.targets import read_target
from pipelines.forms.performance.taxonomy import canonical_level, only_child
from pipelines.forms.performance.texts import claim_all, claim_labels, printed, tokens_in
from pipelines.forms.performance.vocabulary import horizon_of, read_label
from pipelines.model import Claim, Indicator
from pipelines.reading.numerals import Number, Refusal, read_number
from pipelines.reading.rows import Cell, make_cell
from pipelines.reading.text import SourceText

Horizon = Literal["annual", "long_term"]
#: Roles whose numbers belong to the indicator itself.
_OWN = ("target", "long_target", "actual", "weight", "full_score", "score", "previous", "before_previous")


@dataclass(slots=True)
class Levels:
    """The levels that hold until the next row prints others (merged cells are printed once)."""

    level1: str = ""
    level2: str = ""

    def read(self, source: SourceText, placed: Placed, block: int) -> None:
        """Takes the levels that a row prints; a new first level ends the second."""
        first = placed.get("level1")
        second = placed.get("level2", block)
        if first is not None:
            level1 = canonical_level(first.key, 1) or _as_printed(source, first)
            self.level2 = "" if level1 != self.level1 or second is None else self.level2
            self.level1 = level1
        if second is not None:
            self.level2 = canonical_level(second.key, 2) or only_child(second.key) or _as_printed(source, second)


def read_indicators(
    source: SourceText, header: Header, placed: Placed, levels: list[Levels], horizon: Horizon
) -> tuple[list[Indicator], list[Claim]]:
    """Gives the indicators of a row and claims for its numbers that belong to none of them.

    `levels` has one entry a block of columns and is brought up to date. Two blocks side by side are 中期 and 年度.
    """
    found: list[Indicator] = []
    claims: list[Claim] = []
    blocks = len(levels)
    for block in range(blocks):
        levels[block].read(source, placed, block)
        told = placed.get("horizon")
        now: Horizon = "annual" if block else "long_term" if blocks > 1 else horizon
        if told is not None and horizon_of(told.key):
            now = "long_term" if horizon_of(told.key) == "long_term" else "annual"
        name = placed.get("name", block)
        if name is None or is_sum(name.key) or not any(char.isalnum() for char in name.key):
            continue
        for piece, target in _pairs(source, header, name, placed.get("target", block)):
            found += _of_name(source, header, placed, block, now, levels[block], piece, target)
    kept = {token for indicator in found for token in indicator.tokens}
    for column, cell in placed.cells:
        claims += [claim for claim in _claims(source, column.role, cell) if (claim.start, claim.end) not in kept]
    for cell in placed.leftover:
        figure = kind_of(cell.key) in ("number", "large", "percent", "measure")
        claims += (
            claim_all(source, cell, "unplaced", "绩效指标表中无法归列的数字") if figure else claim_labels(source, cell)
        )
    return found, claims


def is_sum(key: str) -> bool:
    """Whether a name is the table's sum of scores (总分, 合计), no indicator."""
    label = read_label(key)
    return label is not None and label.use == "score" and len(key) <= 6


def _pairs(source: SourceText, header: Header, name: Cell, target: Cell | None) -> list[tuple[Cell, Cell | None]]:
    """The numbered indicators of a cell with their numbered targets; the cells themselves where there is only one."""
    names = split_numbered(name.text)
    targets = split_numbered(target.text) if target is not None else []
    if target is not None and len(targets) == 1 and len(names) > 1 and "\n" in target.text:
        targets = _lines(target.text)
    if len(names) < 2 or (header.has_target and len(targets) != len(names)):
        return [(name, target)]
    pieces = [make_cell(source.folded, name.start + start, name.start + end, 0) for start, end in names]
    goals: list[Cell | None] = [None] * len(pieces)
    if target is not None:
        goals = [make_cell(source.folded, target.start + start, target.start + end, 0) for start, end in targets]
        goals = [_without_ordinal(source, goal) for goal in goals if goal is not None]
    return list(zip(pieces, goals, strict=True))


def _of_name(
    source: SourceText,
    header: Header,
    placed: Placed,
    block: int,
    horizon: Horizon,
    levels: Levels,
    name: Cell,
    target: Cell | None,
) -> list[Indicator]:
    """The indicators of one name cell: usually one, several where it holds names with their targets."""
    start = name.start + strip_ordinal(name.text)
    text = source.folded[start : name.end]
    parts = split_claims(text) if not header.has_target else [Part((0, len(text)), (0, 0))]
    unit_cell = placed.get("unit", block) or placed.get("unit")
    unit = printed(source, unit_cell.start, unit_cell.end) if unit_cell is not None else ""
    sign_cell = placed.get("sign", block)
    sign = sign_cell.key if sign_cell is not None else ""
    found = []
    for part in parts:
        own = [(start + part.name[0], start + part.name[1])]
        if part.target[1] > part.target[0]:
            goal = (start + part.target[0], start + part.target[1])
        else:
            goal = (target.start, target.end) if target is not None else (0, 0)
        if not source.folded[own[0][0] : own[0][1]].strip():
            continue
        own.append(goal)
        goals: list[tuple[Horizon, tuple[int, int]]] = [(horizon, goal)]
        further = placed.get("long_target", block)
        if further is not None:
            goals = [("long_term", (further.start, further.end)), *([("annual", goal)] if goal[1] else [])]
        for when, span in goals:
            found.append(
                _indicator(
                    source,
                    placed,
                    block,
                    when,
                    levels,
                    own[0],
                    span,
                    sign,
                    unit,
                    annual=when != "long_term" or further is None,
                )
            )
    return found


def _indicator(
    source: SourceText, placed: Placed, block: int, horizon: Horizon, levels: Levels, name: tuple[int, int], goal: tuple[int, int],
    sign: str, unit: str, *, annual: bool,
) -> Indicator:  # fmt: skip
    """One indicator; results and scores go with the annual target where a row also prints one of the whole period."""
    target_text = printed(source, *goal)
    if goal[1] and read_number(source.folded[goal[0] : goal[1]].strip()) is Refusal.BLANK and target_text != "无":
        target_text = ""
    comparator, value, unit = read_target(target_text, sign, unit)
    actual_text = _text(source, placed, "actual", block) if annual else ""
    spans = [name, goal]
    for role in _OWN[2:]:
        cell = placed.get(role, block) or (placed.get(role) if role == "weight" else None)
        if cell is not None and (annual or role == "weight"):
            spans.append((cell.start, cell.end))
    core = placed.get("core", block)
    return Indicator(
        form="", horizon=horizon, name=printed(source, *name), comparator=comparator,
        source_line=source.line_of(name[0]), source_start=name[0], source_end=name[1],
        level1=levels.level1, level2=levels.level2, target_text=target_text, target_value=value,
        actual_text=actual_text, actual_value=read_target(actual_text)[1] if actual_text else None, unit=unit,
        weight=_number(placed, "weight", block), score=_number(placed, "score", block) if annual else None,
        full_score=_number(placed, "full_score", block) if annual else None,
        is_core=None if core is None else core.key in ("是", "√"),
        previous_text=_text(source, placed, "previous", block) if annual else "",
        before_previous_text=_text(source, placed, "before_previous", block) if annual else "",
        tokens=tuple(dict.fromkeys(token for start, end in spans if end > start for token in tokens_in(source, start, end))),
    )  # fmt: skip


def _number(placed: Placed, role: str, block: int) -> Decimal | None:
    cell = placed.get(role, block)
    number = read_number(cell.key) if cell is not None else None
    return number.value if isinstance(number, Number) else None


def _text(source: SourceText, placed: Placed, role: str, block: int) -> str:
    cell = placed.get(role, block)
    if cell is None or (kind_of(cell.key) == "blank" and cell.key != "无"):
        return ""
    return printed(source, cell.start, cell.end)


def _claims(source: SourceText, role: str, cell: Cell) -> list[Claim]:
    """A word on the numbers of a cell that no indicator of the row holds."""
    if role in ("note", "group"):
        return claim_labels(source, cell)
    if role in ("level1", "level2", "caption"):
        return claim_all(source, cell, "attribute", "指标级次所附的分值或序号")
    if role in ("full_score", "score", "weight"):
        return claim_all(source, cell, "attribute", "绩效自评的分值、权重或得分")
    if role == "name":
        return claim_all(source, cell, "label", "指标名称前的序号")
    if role == "unit":
        return claim_all(source, cell, "label", "计量单位中的数字")
    if role in ("project", "horizon", "core", "sign"):
        return claim_all(source, cell, "label", "名称中的数字")
    return claim_all(source, cell, "attribute", "未列指标名称的目标或完成值")


def _as_printed(source: SourceText, cell: Cell) -> str:
    return "".join(printed(source, cell.start, cell.end).split())


def _without_ordinal(source: SourceText, cell: Cell) -> Cell:
    return make_cell(source.folded, cell.start + strip_ordinal(cell.text), cell.end, cell.line)


def _lines(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans
