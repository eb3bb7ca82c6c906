"""Forms of two sides rebuilt: a label takes the numbers behind it, or those that other tables say are its."""

from __future__ import annotations

from bisect import bisect_left
from collections import ChainMap, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice

from pipelines.forms.arithmetic import row_sums
from pipelines.forms.plain.fragments import Region
from pipelines.forms.plain.runs import RowLaw, error_of_sum
from pipelines.forms.plain.side_lines import SIDES, SideLine, read_side_lines, side_columns
from pipelines.forms.records import Figure, Record
from pipelines.forms.wording import Form

WHY = "原文次序打乱，行名与数字按先后或本文件其他表对应，并经合计关系验证"
_TOTALS = ("total", "current_year_total")
_BALANCES = ("carry_in", "carry_out", "use_of_surplus", "surplus_distribution")
#: Places of an amount that are tried for one label.
_MOST_TRIES = 20
#: Of so many sources the last one is hardly the only one with an amount.
_SEVERAL = 3


class SidesTable:
    """A form of two sides while its numbers are given to its labels; numbers are indexes into `numbers`."""

    def __init__(self, form: Form, region: Region, known: ChainMap[str, Decimal], unit: Decimal) -> None:
        fragments = region.fragments
        self.numbers = [f for f in fragments if f.kind == "money" and f.number is not None and not f.number.percent]
        self.scale = max((f.number.decimals for f in self.numbers if f.number), default=0)
        self.amounts = [int(f.number.value.scaleb(self.scale)) if f.number else 0 for f in self.numbers]
        self.known = {key: self._scaled(value, unit) for key, value in known.items()}
        self.columns = {side: side_columns(form, side, fragments) for side in SIDES}
        self.laws = {side: RowLaw(len(columns) - 1, row_sums(columns[1:])) for side, columns in self.columns.items()}
        self.lines = read_side_lines(fragments, self.numbers)
        self.free = set(range(len(self.numbers)))
        self.runs = {number: line.behind for line in self.lines for number in line.behind}
        self.places: defaultdict[int, list[int]] = defaultdict(list)
        for number in sorted(self.runs):
            self.places[self.amounts[number]].append(number)
        self.kept: set[str] = set()
        self.printed: defaultdict[str, set[int]] = defaultdict(set)
        for code, value in (pair for told in known.maps for pair in told.items()):
            if len(code) == 3:
                self.printed[code].add(self._scaled(value, unit))

    def _scaled(self, value: Decimal, unit: Decimal) -> int:
        return int((value / unit).scaleb(self.scale).to_integral_value())

    def rebuild(self) -> None:
        """Gives numbers to labels in their order, else surest first, and keeps the sides that sums confirm."""
        for line in self.lines:
            self._take_behind(line, None)
        self.kept = {side for side in SIDES if self._holds(side)}
        self._release([line for line in self.lines if line.side not in self.kept])
        if len(self.kept) < len(SIDES):
            self._take_surest()

    def _holds(self, side: str) -> bool:
        """Whether all totals of a side are there and hold, and no class contradicts what other tables print of it."""
        lines = [line for line in self.lines if line.side == side]
        totals = [line for line in lines if line.label.item in _TOTALS]
        current = next((line for line in totals if line.label.item == "current_year_total"), None)
        parts = self._parts(side)
        if not totals or not any(parts) or any(self._contradicts(line) for line in lines):
            return False
        if current is not None and error_of_sum(self._total(current), parts) is None:
            return False
        year = parts if current is None else [self._total(current)]
        year += [self._total(line) for line in lines if line.label.item in _BALANCES]
        last = [line for line in totals if line.label.item == "total"]
        return all(error_of_sum(self._total(line), year) is not None for line in last)

    def _parts(self, side: str) -> list[int]:
        """The classes or the sources that a side sums; none when a source is not the sum of its parts."""
        return self._funds() if side == "revenue" else [self._total(line) for line in self._classes()]

    def _classes(self) -> list[SideLine]:
        return [line for line in self.lines if line.label.functional]

    def _contradicts(self, line: SideLine) -> bool:
        """Whether a class took what no other table prints of it, but of another class, or prints of it otherwise."""
        amount, code = self._total(line), line.label.functional
        if not code or not amount or amount in self.printed.get(code, ()):
            return False
        return code in self.printed or any(amount in amounts for amounts in self.printed.values())

    def _take_surest(self) -> None:
        """Gives the labels of the other sides numbers: first what other tables print, then what stands behind."""
        classes = [line for line in self._classes() if line.side not in self.kept]
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
        spent = sum(self._parts("expenditure"))
        self._take_totals("expenditure", spent)
        self._take_totals("revenue", spent)
        self._take_funds(spent)
        self._keep(spent)

    def _total(self, line: SideLine) -> int:
        return self.amounts[line.taken[0]] if line.taken else 0

    def _group(self, side: str, first: int, row: Sequence[int]) -> list[int]:
        """The longest group of free numbers in a run from `first` on that can be one row of a side."""
        law = self.laws[side]
        best: list[int] = []
        for count in range(1, min(law.width, len(row) - first) + 1):
            group = list(row[first : first + count])
            if group[-1] not in self.free:
                break
            if law.error([self.amounts[at] for at in group]) is not None:
                best = group
        return best

    def _take(self, line: SideLine, group: Sequence[int]) -> None:
        line.taken = list(group)
        self.free.difference_update(group)

    def _release(self, lines: Sequence[SideLine]) -> None:
        for line in lines:
            self.free.update(line.taken)
            line.taken = []

    def _take_behind(self, line: SideLine, amount: int | None) -> None:
        """Takes the numbers right behind a label, if they can be a row and begin with the amount.

        The amount alone where the others of its row were torn off.
        """
        start = next((at for at, number in enumerate(line.behind) if number in self.free), None)
        if start is None:
            return
        group = self._group(line.side, start, line.behind)
        if not group and self.amounts[line.behind[start]] == amount:
            group = [line.behind[start]]
        if group and (amount is None or self.amounts[group[0]] == amount):
            self._take(line, group)

    def _take_anywhere(self, line: SideLine, amount: int) -> None:
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
        lines = [line for line in self.lines if line.side == side and side not in self.kept]
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
        if not all(line.taken for line in rest):
            self._release(balances)  # nothing bears them out

    def _take_funds(self, spent: int) -> None:
        """Sources of funds: by what a table of the fund spends, else by the number behind the label."""
        if "revenue" in self.kept:
            return
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

    def _keep(self, spent: int) -> None:
        """A side is kept when one of its totals bears its parts out."""
        for side in SIDES:
            totals = {self._total(line) for line in self.lines if line.side == side and line.label.item in _TOTALS}
            if side in self.kept:
                continue
            if spent and sum(self._parts(side)) == spent and spent in totals:
                self.kept.add(side)

    def _funds(self) -> list[int]:
        """The sources of the year; none when a source or a balance is not the sum of its parts below it.

        None either when only the last of several has an amount: then their names are printed before all amounts.
        """
        funds: list[SideLine] = []
        parts: defaultdict[int, list[int]] = defaultdict(list)
        over: SideLine | None = None
        lines = [line for line in self.lines if line.side == "revenue"]
        for line in lines:
            if line.label.item != "fund":
                over = line if line.label.item in _BALANCES else None
            elif line.is_upper or over is None:
                funds.append(line)
                over = line if line.is_upper else None
            else:
                parts[id(over)].append(self._total(line))
        wholes = [line for line in lines if any(parts[id(line)])]
        if any(error_of_sum(self._total(line), parts[id(line)]) is None for line in wholes):
            return []
        sources = [line for line in lines if line.label.item == "fund"]
        if len(sources) >= _SEVERAL and [line for line in sources if self._total(line)] == sources[-1:]:
            return []
        return [self._total(line) for line in funds]

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
                SIDES.index(line.side), label=line.name.cell, figures=figures, block_why=WHY if figures else ""
            )
