"""The labels and columns of a form of two sides, each label with the numbers that stand behind it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipelines.forms.columns import Column
from pipelines.forms.labels import Label, read_label
from pipelines.forms.plain.columns import columns_of
from pipelines.forms.plain.fragments import Fragment
from pipelines.forms.plain.words import Name, is_side_label, read_names
from pipelines.forms.wording import Form, Meaning, meaning_of, strip_ordinal

SIDES = ("revenue", "expenditure")
#: Ordinals of the upper level (一、); 1. and (一) stand below it.
_UPPER = re.compile(r"[一二三四五六七八九十]+[、.．]")


@dataclass(slots=True, eq=False)
class SideLine:
    """One label with its meaning and the numbers behind it up to the next label, and those it took."""

    name: Name
    label: Label
    side: str
    behind: list[int] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)

    @property
    def is_sum(self) -> bool:
        """Whether the label is a total of its side, not of one nature."""
        return self.label.is_total and not self.label.nature

    @property
    def is_upper(self) -> bool:
        """Whether the label is of the upper level."""
        return _UPPER.match(self.name.cell.key) is not None


def side_columns(form: Form, side: str, fragments: Sequence[Fragment]) -> list[Column]:
    """The label column of a side and its money columns; one column of amounts where no fund is named."""
    money = columns_of(form, side, fragments) or [Column(("金额",), Meaning(role="money", is_total=True))]
    block = SIDES.index(side)
    named = [Column(("项目",), Meaning(role="name")), *money]
    for column in named:
        column.block = block
        column.meaning = replace(column.meaning, side=side)
    return named


def _numbers_sources(fragments: Sequence[Fragment]) -> bool:
    """Whether sources of funds have ordinals: then words without are pieces of them, or columns."""
    return any(
        read_label(fragment.cell.key).item == "fund"
        for fragment in fragments
        if fragment.kind == "word" and strip_ordinal(fragment.cell.key) != fragment.cell.key
    )


def _is_label_or_source(key: str) -> bool:
    """Whether words name a row, also as a source of funds without ordinal: 一般公共预算拨款收入 under 一、本年收入."""
    if is_side_label(key):
        return True
    return read_label(key).item == "fund" and key.endswith("收入") and not meaning_of(key).side


def read_side_lines(fragments: Sequence[Fragment], numbers: Sequence[Fragment]) -> list[SideLine]:
    """The labels in the order of the text, each with the numbers up to the next; a total without side alternates."""
    lines: list[SideLine] = []
    seen: defaultdict[str, int] = defaultdict(int)
    for name in read_names(fragments, is_side_label if _numbers_sources(fragments) else _is_label_or_source):
        label = read_label(name.cell.key)
        side = label.side or ("revenue" if label.item == "fund" else SIDES[seen[name.cell.key] % 2])
        seen[name.cell.key] += 1
        lines.append(SideLine(name, label, side))
    at = {id(fragment): index for index, fragment in enumerate(numbers)}
    ends = {line.name.at: line for line in lines}
    current: SideLine | None = None
    for place, fragment in enumerate(fragments):
        current = ends.get(place, current)
        if id(fragment) in at and current is not None:
            current.behind.append(at[id(fragment)])
    return lines
