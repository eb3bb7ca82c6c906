"""Forms of two sides rebuilt: a label takes the numbers behind it, or those that other tables say are its."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice

from pipelines.forms.arithmetic import row_sums
from pipelines.forms.header import Column
from pipelines.forms.labels import Label, read_label
from pipelines.forms.plain.columns import columns_of
from pipelines.forms.plain.fragments import Fragment, Region
from pipelines.forms.plain.runs import RowLaw
from pipelines.forms.plain.words import Name, is_side_label, read_names
from pipelines.forms.records import Figure, Record
from pipelines.forms.wording import Form, Meaning

WHY = "原文次序打乱，行名与数字按先后或本文件其他表对应，并经合计关系验证"
_SIDES = ("revenue", "expenditure")
_TOTALS = ("total", "current_year_total")
_BALANCES = ("carry_in", "carry_out", "use_of_surplus", "surplus_distribution")
#: Places of an amount that are tried for one label.
_MOST_TRIES = 20
#: Ordinals of the upper level (一、); 1. and (一) stand below it.
_UPPER = re.compile(r"[一二三四五六七八九十]+[、.．]")


@dataclass(slots=True, eq=False)
class _Line:
    """One label with its meaning and the numbers behind it up to the next label, and those it took."""

    name: Name
    label: Label
    side: str
    behind: list[int] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)

    @property
    def is_upper(self) -> bool:
        return _UPPER.match(self.name.cell.key) is not None


class SidesTable:
    """A form of two sides while its numbers are given to its labels; numbers are indexes into `numbers`."""

    def __init__(self, form: Form, region: Region, known: Mapping[str, Decimal], unit: Decimal) -> None:
        fragments = region.fragments
        self.numbers = [f for f in fragments if f.kind == "money" and f.number is not None and not f.number.percent]
        self.scale = max((f.number.decimals for f in self.numbers if f.number), default=0)
        self.amounts = [int(f.number.value.scaleb(self.scale)) if f.number else 0 for f in self.numbers]
        self.known = {key: int((value / unit).scaleb(self.scale).to_integral_value()) for key, value in known.items()}
        self.columns = {side: _side_columns(form, side, fragments) for side in _SIDES}
        self.laws = {side: RowLaw(len(columns) - 1, row_sums(columns[1:])) for side, columns in self.columns.items()}
        self.lines = _read_lines(fragments, self.numbers)
        self.free = set(range(len(self.numbers)))
        self.runs = {number: line.behind for line in self.lines for number in line.behind}
        self.places: defaultdict[int, list[int]] = defaultdict(list)
        for number in sorted(self.runs):
            self.places[self.amounts[number]].append(number)
        self.kept: set[str] = set()

    def rebuild(self) -> None:
        """Gives numbers to labels, surest first, and keeps the sides that sums confirm."""
        classes = [line for line in self.lines if line.label.functional]
        told = {id(line): self.known[line.label.functional] for line in classes if line.label.functional in self.known}
        for line in classes:
            if id(line) in told:
                self._take_behind(line, told[id(line)])
        for line in classes:
            if id(line) in told and not line.taken:
                self._take_anywhere(line, told[id(line)])
        for line in classes:
            if id(line) not in told:
                self._take_behind(line, None)
        spent = sum(self._total(line) for line in classes)
        self._take_totals("expenditure", spent)
        self._take_totals("revenue", spent)
        self._take_funds(spent)
        self._keep(classes, spent)

    def _total(self, line: _Line) -> int:
        return self.amounts[line.taken[0]] if line.taken else 0

    def _group(self, side: str, first: int, row: Sequence[int]) -> list[int]:
        """The longest group of free numbers in a run from `first` on that can be one row of a side."""
        law = self.laws[side]
        best: list[int] = []
        for count in range(1, min(law.width, len(row) - first) + 1):
            group = list(row[first : first + count])
            if group[-1] not in self.free:
                break
            if law.error([self.amounts[at] for at in group]) == 0:
                best = group
        return best

    def _take(self, line: _Line, group: Sequence[int]) -> None:
        line.taken = list(group)
        self.free.difference_update(group)

    def _take_behind(self, line: _Line, amount: int | None) -> None:
        """Takes the numbers right behind a label, if they can be a row and begin with the amount."""
        start = next((at for at, number in enumerate(line.behind) if number in self.free), None)
        if start is None:
            return
        group = self._group(line.side, start, line.behind)
        if group and (amount is None or self.amounts[group[0]] == amount):
            self._take(line, group)

    def _take_anywhere(self, line: _Line, amount: int) -> None:
        """Takes the first free numbers of the text that can be a row and begin with the amount."""
        free = (number for number in self.places.get(amount, ()) if number in self.free)
        for number in islice(free, _MOST_TRIES):
            run = self.runs[number]
            group = self._group(line.side, bisect_left(run, number), run)
            if group:
                self._take(line, group)
                return

    def _take_totals(self, side: str, spent: int) -> None:
        """The totals of a side: the year's is what all classes sum to, the last one adds the balances."""
        lines = [line for line in self.lines if line.side == side]
        balances = [line for line in lines if line.label.item in _BALANCES]
        totals = [line for line in lines if line.label.item in _TOTALS]
        for anywhere in (False, True):
            for line in totals:
                if line.taken or not spent:
                    continue
                (self._take_anywhere if anywhere else self._take_behind)(line, spent)
        for line in balances:
            self._take_behind(line, None)
        rest = [line for line in totals if not line.taken and line.label.item == "total"]
        whole = spent + sum(self._total(line) for line in balances)
        for line in rest:
            self._take_behind(line, whole)

    def _take_funds(self, spent: int) -> None:
        """Sources of funds: by what a table of the fund spends, else by the number behind the label."""
        funds = [line for line in self.lines if line.side == "revenue" and line.label.item == "fund"]
        for line in funds:
            amount = self.known.get(f"fund:{line.label.fund}")
            if amount:
                self._take_behind(line, amount)
        for line in funds:
            if not line.taken:
                start = next((number for number in line.behind if number in self.free), None)
                if start is not None and self.amounts[start] <= spent:
                    self._take_behind(line, None)
        for line in funds:
            amount = self.known.get(f"fund:{line.label.fund}")
            if amount and not line.taken and line.is_upper:
                self._take_anywhere(line, amount)

    def _keep(self, classes: Sequence[_Line], spent: int) -> None:
        """A side is kept when one of its totals bears its parts out."""
        for side in _SIDES:
            totals = {self._total(line) for line in self.lines if line.side == side and line.label.item in _TOTALS}
            parts = sum(self._total(line) for line in classes) if side == "expenditure" else self._funds_sum()
            if spent and parts == spent and spent in totals:
                self.kept.add(side)

    def _funds_sum(self) -> int:
        """What the sources sum to; of a source and its parts below it, only the source counts, if they agree."""
        total = within = 0
        upper: int | None = None
        for line in [line for line in self.lines if line.side == "revenue" and line.label.item == "fund"]:
            if line.is_upper or upper is None:
                if upper is not None and within not in (0, upper):
                    return -1
                upper, within = self._total(line), 0
                total += upper
            else:
                within += self._total(line)
        return total if within in (0, upper) else -1

    def records(self) -> Iterator[Record]:
        """A record for each label of a kept side, also for labels without numbers: they say what stands below them."""
        for line in self.lines:
            if line.side not in self.kept:
                continue
            columns = self.columns[line.side]
            column = columns[1] if len(columns) == 2 or len(line.taken) == 1 else None
            figures = [
                Figure(f.cell, f.number, column, WHY) for f in (self.numbers[at] for at in line.taken) if f.number
            ]
            yield Record(
                _SIDES.index(line.side), label=line.name.cell, figures=figures, block_why=WHY if figures else ""
            )


def _side_columns(form: Form, side: str, fragments: Sequence[Fragment]) -> list[Column]:
    """The label column of a side and its money columns; one column of amounts where no fund is named."""
    money = columns_of(form, side, fragments) or [Column(("金额",), Meaning(role="money", is_total=True))]
    block = _SIDES.index(side)
    named = [Column(("项目",), Meaning(role="name")), *money]
    for column in named:
        column.block = block
        column.meaning = replace(column.meaning, side=side)
    return named


def _read_lines(fragments: Sequence[Fragment], numbers: Sequence[Fragment]) -> list[_Line]:
    """The labels in the order of the text, each with the numbers up to the next; a total without side alternates."""
    lines: list[_Line] = []
    seen: defaultdict[str, int] = defaultdict(int)
    for name in read_names(fragments, is_side_label):
        label = read_label(name.cell.key)
        side = label.side or ("revenue" if label.item == "fund" else _SIDES[seen[name.cell.key] % 2])
        seen[name.cell.key] += 1
        lines.append(_Line(name, label, side))
    at = {id(fragment): index for index, fragment in enumerate(numbers)}
    ends = {line.name.at: line for line in lines}
    current: _Line | None = None
    for place, fragment in enumerate(fragments):
        current = ends.get(place, current)
        if id(fragment) in at and current is not None:
            current.behind.append(at[id(fragment)])
    return lines
