"""Forms of two sides rebuilt: a label takes the numbers behind it, or those that other tables say are its."""

from __future__ import annotations

from bisect import bisect_left
from collections import ChainMap, defaultdict
from collections.abc import Container, Iterator, Sequence
from decimal import Decimal
from itertools import islice

from pipelines.forms.arithmetic import row_sums
from pipelines.forms.plain.fragments import Region
from pipelines.forms.plain.runs import RowLaw, error_of_sum
from pipelines.forms.plain.side_lines import SIDES, SideLine, read_side_lines, side_columns
from pipelines.forms.plain.side_rows import numbers_beside
from pipelines.forms.records import Figure, Record
from pipelines.forms.wording import Form

WHY = "原文次序打乱，行名与数字按先后或本文件其他表对应，并经合计关系验证"
_BALANCES = ("carry_in", "carry_out", "use_of_surplus", "surplus_distribution")
#: What expenditure is of, whose rows a total sums.
_NATURES = frozenset(("basic", "project", "operating", "remitted_up", "subsidy_to_units"))
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
        places = {id(fragment): number for number, fragment in enumerate(self.numbers)}
        beside = numbers_beside(self.lines, fragments) if self.laws["revenue"].width == 1 else {}
        self.beside = {places[id(fragments[at])]: line for at, line in beside.items() if id(fragments[at]) in places}
        self.runs = {number: line.behind for line in self.lines for number in line.behind}
        self.places: defaultdict[int, list[int]] = defaultdict(list)
        for number in sorted(self.runs):
            self.places[self.amounts[number]].append(number)
        self.kept: set[str] = set()
        self.printed: defaultdict[str, set[int]] = defaultdict(set)
        for code, value in (pair for told in known.maps for pair in told.items()):
            if len(code) == 3 or code == "total":
                self.printed[code].add(self._scaled(value, unit))

    def _scaled(self, value: Decimal, unit: Decimal) -> int:
        return int((value / unit).scaleb(self.scale).to_integral_value())

    def rebuild(self) -> None:
        """Gives numbers to labels in their order, else surest first, and keeps the sides that sums confirm."""
        self._take_beside()
        for line in self.lines:
            self._take_behind(line, None)
        self.kept = {side for side in SIDES if self._holds(side)}
        self._release([line for line in self.lines if line.side not in self.kept])
        if len(self.kept) < len(SIDES):
            self._take_surest()
        self._release_natures()

    def _holds(self, side: str) -> bool:
        """Whether all totals of a side are there and hold, and no class contradicts what other tables print of it."""
        lines = [line for line in self.lines if line.side == side]
        totals = [line for line in lines if line.is_sum]
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
        if "revenue" not in self.kept:
            self._take_beside()
        classes = [line for line in self._classes() if line.side not in self.kept]
        told = [line for line in classes if line.label.functional in self.printed]
        for line in told:
            self._take_behind(line, self.printed[line.label.functional])
        for line in told:
            if line.label.functional in self.known:
                self._take_anywhere(line, self.known[line.label.functional])
        for line in classes:
            self._take_behind(line, None)
        if "expenditure" not in self.kept:
            self._sum_up("expenditure")
        if "revenue" not in self.kept:
            self._take_funds(sum(self._parts("expenditure")))
            self._sum_up("revenue")
        self.kept |= {side for side in SIDES if self._holds(side) or self._is_borne_out(side)}

    def _is_borne_out(self, side: str) -> bool:
        """Whether one of the totals of a side is the sum of its parts."""
        parts = self._parts(side)
        totals = [line for line in self.lines if line.side == side and line.is_sum and line.taken]
        return any(parts) and any(error_of_sum(self._total(line), parts) is not None for line in totals)

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

    def _release_natures(self) -> None:
        """Takes the numbers from rows by nature (基本支出, 项目支出) that do not sum to a total."""
        rows = [line for line in self.lines if line.label.nature]
        spent = sum(self._total(line) for line in rows if line.label.nature in _NATURES)
        if spent not in {self._total(line) for line in self.lines if line.is_sum}:
            self._release(rows)

    def _take(self, line: SideLine, group: Sequence[int]) -> None:
        line.taken = list(group)
        self.free.difference_update(group)

    def _release(self, lines: Sequence[SideLine]) -> None:
        for line in lines:
            self.free.update(line.taken)
            line.taken = []

    def _take_beside(self) -> None:
        """Gives sources and totals the numbers that stand on their rows, left of a label of the other side."""
        for number, line in self.beside.items():
            if number in self.free and not line.taken:
                self._take(line, [number])

    def _take_behind(self, line: SideLine, amounts: Container[int] | None) -> None:
        """Takes the numbers right behind a label, if they can be a row and begin with one of the amounts.

        The amount alone where the others of its row were torn off.
        """
        start = next((at for at, number in enumerate(line.behind) if number in self.free), None)
        if start is None or line.taken:
            return
        group = self._group(line.side, start, line.behind)
        if not group and amounts is not None and self.amounts[line.behind[start]] in amounts:
            group = [line.behind[start]]
        if group and (amounts is None or self.amounts[group[0]] in amounts):
            self._take(line, group)

    def _take_anywhere(self, line: SideLine, amount: int) -> None:
        """Takes the first free numbers of the text that can be a row and begin with the amount."""
        if line.taken or not amount:
            return
        free = (number for number in self.places.get(amount, ()) if number in self.free)
        for number in islice(free, _MOST_TRIES):
            run = self.runs[number]
            group = self._group(line.side, bisect_left(run, number), run)
            if group:
                self._take(line, group)
                return

    def _sum_up(self, side: str) -> None:
        """The totals of a side: the year's is what its parts sum to, the last one adds the balances."""
        parts = self._parts(side)
        lines = [line for line in self.lines if line.side == side]
        balances = [line for line in lines if line.label.item in _BALANCES]
        last = [line for line in lines if line.is_sum and line.label.item == "total"]
        for line in lines:
            if line.label.item == "current_year_total":
                self._take_sum(line, parts)
        for line in balances:
            self._take_behind(line, None)
        for line in last:
            self._take_sum(line, [*parts, *map(self._total, balances)])
        if not all(line.taken for line in last):
            self._release(balances)  # nothing bears them out

    def _take_sum(self, line: SideLine, parts: Sequence[int]) -> None:
        """Takes what parts sum to from behind a label, else from anywhere; nothing where rounding allows several."""
        if line.taken or not any(parts):
            return
        sums = {self.amounts[at] for at in self.free if error_of_sum(self.amounts[at], parts) is not None}
        self._take_behind(line, sums)
        if len(sums) == 1:
            self._take_anywhere(line, *sums)

    def _take_funds(self, spent: int) -> None:
        """Sources of funds: by what a table of the fund spends, else by the number behind the label."""
        if "revenue" in self.kept:
            return
        funds = [line for line in self.lines if line.side == "revenue" and line.label.item == "fund"]
        for line in funds:
            amount = self.known.get(f"fund:{line.label.fund}")
            if amount:
                self._take_behind(line, (amount,))
        for line in funds:
            if not line.taken:
                start = next((number for number in line.behind if number in self.free), None)
                if start is not None and self.amounts[start] <= spent:
                    self._take_behind(line, None)
        for line in funds:
            given = any(other.taken for other in funds if other.label.fund == line.label.fund)
            if line.is_upper and not given:
                self._take_anywhere(line, self.known.get(f"fund:{line.label.fund}", 0))

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
