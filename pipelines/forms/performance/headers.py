"""The header of a table of indicators, or of a self-evaluation's money: its columns, and rows laid against them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipelines.forms.performance.alignment import FIGURES, align, kind_of, kinds_of, weigh
from pipelines.forms.performance.records import Record
from pipelines.forms.performance.vocabulary import header_role, money_unit, read_label
from pipelines.reading.rows import Cell

#: The role of a column whose header no declared word explains: what it prints is kept apart, not read.
UNKNOWN = "other"
_LEVELS = ("level1", "level2", "name")
#: Roles of what stands beside an indicator.
VALUES = frozenset(("weight", "unit", "sign", "target", "standard", "long_target", "actual", "full_score", "score"))
_INDICATOR = frozenset((*_LEVELS, *VALUES))
_AMOUNTS = frozenset(("budget", "adjusted_budget", "final"))
_MONEY = frozenset((*_AMOUNTS, "full_score", "rate", "score", "unit", "note"))
#: What a row prints that names a project above its indicators.
_PROJECT_ROW = frozenset(("project", "goal", "code", "note", UNKNOWN, *_AMOUNTS))
_GOALS = frozenset(("target", "long_target", "actual"))
#: Words that a second row of the header may say of a target: its parts, or its years and where it is from.
_VALUES = frozenset(("sign", "target", "unit"))
_TARGETS = frozenset(("target", "long_target", "interim", "previous", "before_previous"))
_YEARS = frozenset(("previous", "before_previous"))
#: Roles that open a second block of columns when they come again behind a target.
_OPENING = frozenset(("level2", "name"))
#: A header has at least and at most so many cells.
_NARROWEST, _WIDEST = 2, 64
#: By how much the order of the cells must fit better than their positions before the positions are given up.
_MARGIN = 5.0


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its role, the block it belongs to (中期 and 年度 side by side), and the unit its header prints."""

    role: str
    block: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table by position; blank or unknown header cells have no role."""

    kind: Literal["indicators", "money"]
    columns: tuple[Column, ...]
    explicit: bool
    key: str

    @property
    def has_target(self) -> bool:
        """Whether targets stand in a column of their own."""
        return any(column.role in _GOALS for column in self.columns)


@dataclass(frozen=True, slots=True)
class Placed:
    """A row laid against a header: its cells with their columns, and the cells that fit none."""

    cells: tuple[tuple[Column, Cell], ...]
    leftover: tuple[Cell, ...]
    weight: float
    by_position: bool
    by_role: dict[tuple[str, int], Cell]

    def get(self, role: str, block: int = 0) -> Cell | None:
        """The filled cell of a role, if any."""
        return self.by_role.get((role, block))


def read_header(record: Record) -> Header | None:
    """Gives the header that a row is, or None.

    A header of indicators names a level or the indicator and one more of their columns; one of money names two amounts.
    """
    filled = record.filled
    if len(filled) < _NARROWEST or len(record.cells) > _WIDEST:
        return None
    if any(kind_of(cell.key) in FIGURES for cell in filled):
        return None
    cells = record.cells if record.explicit else filled
    roles = [header_role(cell.key) for cell in cells]
    if not record.explicit:
        cells, roles = _with_years_in_place(cells, roles)
    if not record.explicit and (columns := _in_two_rows(cells, roles)):
        return Header("indicators", tuple(columns), explicit=False, key=record.key)
    known = [role for role in roles if role]
    if len(known) * 2 < len(filled):
        return None
    named = any(role in _LEVELS for role in known)
    if not named and sum(role in _AMOUNTS for role in known) >= _NARROWEST:
        return Header("money", _money_columns(record, roles), record.explicit, record.key)
    if not named or len(_INDICATOR.intersection(known)) < _NARROWEST:
        return None
    return Header("indicators", _indicator_columns(cells, roles), record.explicit, record.key)


def _with_years_in_place(cells: Sequence[Cell], roles: list[str]) -> tuple[list[Cell], list[str]]:
    """The words with 前年, 上年 and 当年 in the place of the target that they stand under, where all came in order."""
    first = next((at for at, role in enumerate(roles) if role in _YEARS), 0)
    if not _TARGETS.issuperset(roles[first:]) or roles[:first].count("target") != 1 or roles[first - 1] == "target":
        return list(cells), roles
    at = roles.index("target")
    order = [*range(at), *range(first, len(roles)), *range(at + 1, first)]
    return [cells[place] for place in order], [roles[place] for place in order]


def is_of_catalogue(header: Header, above: Record) -> bool:
    """Whether a header names levels, and neither it nor the row above says 指标: 一级 | 二级 | 三级 of 目录代码."""
    roles = {column.role for column in header.columns}
    return roles <= {*_LEVELS, UNKNOWN, ""} and "指标" not in header.key and "指标" not in above.key


def _in_two_rows(cells: Sequence[Cell], roles: Sequence[str]) -> list[Column] | None:
    """The columns of a header whose second row stands behind its first, all in one row or cell below cell."""
    first = next((at for at, role in enumerate(roles) if role in _LEVELS), 0)
    if not first or "caption" not in roles[:first]:
        return None
    columns = [_column(cell, role) for cell, role in zip(cells, roles, strict=True)]
    return _under_heads(columns[:first], columns[first:])


def with_row_above(header: Header, above: Record) -> Header:
    """The header with columns that only the row above it names: 单位名称 | 资金总额 | 绩效指标 over 一级指标 | 指标值.

    Where positions are lost, the last word above stands over the whole header.
    """
    roles = [header_role(cell.key) for cell in above.filled]
    named = sum(map(bool, roles)) >= _NARROWEST and not any(kind_of(cell.key) in FIGURES for cell in above.filled)
    if header.kind != "indicators" or not (named and above.ruled):
        return header
    if header.explicit and above.explicit:
        columns = list(header.columns)
        for position, cell in enumerate(above.cells[: len(columns)]):
            if cell.key and not columns[position].role:
                columns[position] = _column(cell, header_role(cell.key))
        return replace(header, columns=tuple(columns))
    heads = [_column(cell, role) for cell, role in zip(above.filled, roles, strict=True)]
    under = _under_heads(heads, header.columns)
    if under is not None:
        return replace(header, columns=tuple(under), explicit=False)
    if roles[-1] != "caption":
        return header
    return replace(header, columns=(*heads[:-1], *header.columns), explicit=False)


def _under_heads(heads: Sequence[Column], below: Sequence[Column]) -> list[Column] | None:
    """The columns of two rows of a header: levels stand under 绩效指标, sign, value and unit under 指标值.

    Where the row above has no 指标值, all words of the row below stand under 绩效指标.

    None where the rows do not fit so, or where nothing stands behind 绩效指标.
    """
    levels = [column for column in below if column.role in _LEVELS]
    values = [column for column in below if column.role in _VALUES]
    roles = [column.role for column in heads]
    if roles.count("caption") != 1 or roles[-1] == "caption" or set(roles) & set(_LEVELS) or not levels:
        return None
    if "target" not in roles:
        at = roles.index("caption")
        return [*heads[:at], *below, *heads[at + 1 :]]
    if len(levels) + len(values) < len(below) or (values and roles.count("target") != 1):
        return None
    found: list[Column] = []
    for head in heads:
        found += levels if head.role == "caption" else values if values and head.role == "target" else [head]
    return found


def _column(cell: Cell, role: str, block: int = 0) -> Column:
    return Column(role or (UNKNOWN if cell.key else ""), block, money_unit(cell.key) if role in _AMOUNTS else "")


def join_header(header: Header, record: Record) -> Header | None:
    """The header with a second row of it (完成值 | 分值 | 得分 under 自评结果), or None when the row is none."""
    filled = record.filled
    roles = [header_role(cell.key) for cell in filled]
    if not filled or not all(roles) or any(kind_of(cell.key) in FIGURES for cell in filled):
        return None
    columns = list(header.columns)
    if header.explicit and record.explicit and len(record.cells) <= len(columns):
        for position, cell in enumerate(record.cells):
            if cell.key:
                columns[position] = Column(header_role(cell.key), 0, money_unit(cell.key))
        return Header(header.kind, tuple(columns), explicit=True, key=header.key + record.key)
    below = [Column(role) for role in roles]
    heads = (
        _TARGETS if _TARGETS.issuperset(roles[: len(roles) - (roles[-1] == "note")]) else {"group"}
    )  # 前年|上年|当年
    at = next((index for index, column in enumerate(columns) if column.role in heads), None)
    if at is None:
        return None
    return Header(header.kind, (*columns[:at], *below, *columns[at + 1 :]), explicit=False, key=header.key + record.key)


def lay(header: Header, record: Record) -> Placed:
    """Lays a row against the header: by position where the layout shows it and the cells agree, else by order."""
    if len(record.cells) > _WIDEST:
        return Placed((), tuple(record.filled), float("-inf"), by_position=False, by_role={})
    cells = list(record.cells)
    while cells and not cells[-1].key:
        cells.pop()
    kinds = _kinds(header, cells)
    columns = [column for column in header.columns if column.role]
    if header.kind == "indicators" and not any(column.role == "caption" for column in columns):
        columns.insert(0, Column("caption"))
    roles = tuple(column.role for column in columns)
    positions = _by_position(header, record, columns)
    if positions is not None:
        used = {roles[at] for cell, at in zip(cells, positions, strict=False) if cell.key and at is not None}
        if "project" in used and used <= _PROJECT_ROW:
            return _placed(columns, cells, positions[: len(cells)], 0.0, by_position=True)
        weight = weigh(roles, kinds, positions[: len(cells)])
        filled = [(cell, kind) for cell, kind in zip(cells, kinds, strict=True) if kind != "blank"]
        ordered, placed = align(roles, tuple(kind for _, kind in filled))
        if ordered <= weight + _MARGIN:
            return _placed(columns, cells, positions[: len(cells)], weight, by_position=True)
        return _placed(columns, [cell for cell, _ in filled], placed, ordered, by_position=False)
    weight, placed = align(roles, tuple(kinds))
    return _placed(columns, cells, placed, weight, by_position=False)


def _kinds(header: Header, cells: Sequence[Cell]) -> list[str]:
    """What the cells of a row look like under a header.

    Scores of the execution are printed with its rate: without one, as few figures as columns of money are amounts.
    """
    kinds = kinds_of([cell.key for cell in cells])
    if header.kind == "money" and "percent" not in kinds:
        amounts = sum(column.role in _AMOUNTS for column in header.columns)
        if sum(kind in FIGURES for kind in kinds) <= amounts:
            kinds = ["large" if kind == "number" else kind for kind in kinds]
    return kinds


def _placed(
    columns: list[Column], cells: list[Cell], placed: Sequence[int | None], weight: float, *, by_position: bool
) -> Placed:
    pairs = tuple((columns[at], cell) for cell, at in zip(cells, placed, strict=True) if at is not None)
    leftover = tuple(cell for cell, at in zip(cells, placed, strict=True) if at is None and cell.key)
    by_role = {(column.role, column.block): cell for column, cell in reversed(pairs) if cell.key}
    return Placed(pairs, leftover, weight, by_position, by_role)


def _by_position(header: Header, record: Record, columns: list[Column]) -> list[int | None] | None:
    """The column of every cell by its position; a cell under a merged header belongs to the header at its left."""
    if not (header.explicit and record.explicit):
        return None
    if len(record.cells) > len(header.columns) and any(cell.key for cell in record.cells[len(header.columns) :]):
        return None
    offset = len(columns) - sum(1 for column in header.columns if column.role)  # the caption that was put in front
    index = [-1] * len(header.columns)
    seen = offset
    for position, column in enumerate(header.columns):
        if column.role:
            index[position] = seen
            seen += 1
    taken: set[int] = set()
    placed: list[int | None] = []
    for position, cell in enumerate(record.cells[: len(header.columns)]):
        at = index[position]
        if at < 0 and cell.key:
            at = next((index[left] for left in range(position - 1, -1, -1) if index[left] >= 0), 0 if offset else -1)
            at = -1 if at in taken else at
        if at >= 0 and cell.key:
            taken.add(at)
        placed.append(at if at >= 0 else None)
    placed += [None] * (len(record.cells) - len(placed))
    return placed


def _indicator_columns(cells: list[Cell], roles: list[str]) -> tuple[Column, ...]:
    """Roles with their blocks; the last level is the indicator itself where no column has its name."""
    roles = list(roles)
    goals = {at for at, cell in enumerate(cells) if read_label(cell.key) is not None}
    if "standard" in roles:  # 绩效标准 says how the indicator is measured, where a target stands beside it
        roles[roles.index("standard")] = "note" if "target" in roles else "target"
    if "project" in roles:  # beside projects 绩效目标 is a text, no caption of indicators
        roles = ["goal" if role == "caption" and at in goals else role for at, role in enumerate(roles)]
    if "name" in roles and "caption" in roles[: roles.index("name")] and not {"level1", "level2"}.intersection(roles):
        roles[roles.index("caption")] = "level2"  # 绩效指标 | 指标内容 | 指标值
    if "name" not in roles:
        levels = [at for at, role in enumerate(roles) if role == "level2"]
        captions = [at for at, role in enumerate(roles) if role == "caption"]
        first = next((at for at, role in enumerate(roles) if role in ("level1", "level2")), len(roles))
        behind = [at for at in captions if at > first]
        if behind or levels:
            roles[behind[-1] if behind else levels[-1]] = "name"
    columns = []
    block, used = 0, set()
    for at, cell in enumerate(cells):
        role = roles[at]
        if role in _OPENING and role in used and used & _GOALS:
            if _GOALS.intersection(roles[at:]):
                block, used = block + 1, set()
            else:
                role = "note"  # 指标内容 behind the target explains the indicator
        used.add(role)
        columns.append(_column(cell, role, block))
    return tuple(columns)


def _money_columns(record: Record, roles: list[str]) -> tuple[Column, ...]:
    """The columns of amounts; whatever stands before them without a role of its own is the label's."""
    cells = record.cells if record.explicit else record.filled
    columns: list[Column] = []
    first = next(at for at, role in enumerate(roles) if role in _AMOUNTS)
    if roles[first] in roles[first + 1 :]:  # 年度预算数 | 年初预算 | 调整后预算数: the first names the rows
        roles = [*roles[:first], "", *roles[first + 1 :]]
    roles = ["full_score" if role == "weight" else role for role in roles]
    for cell, role in zip(cells, roles, strict=True):
        if role in _MONEY:
            columns.append(Column(role, 0, money_unit(cell.key)))
        else:
            columns.append(Column("label" if not any(column.role in _MONEY for column in columns) else ""))
    if not record.explicit:
        labels = sum(column.role == "label" for column in columns)
        columns = [Column("label")] * max(0, 2 - labels) + columns
    return tuple(columns)
