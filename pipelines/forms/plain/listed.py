"""Coded tables of one amount a row (the economic items of a final account, in blocks side by side), rebuilt by classes.

A number belongs to the name right before it; a class is kept when its items, blank ones counted as nothing, sum to it.
A number that stands right behind no name is that of a class or a total which lacks one, or completes the items of a
class, when the sum asks for it and for no other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from pipelines.forms.columns import Column
from pipelines.forms.labels import read_label
from pipelines.forms.plain.behind import Behind
from pipelines.forms.plain.columns import columns_of
from pipelines.forms.plain.fragments import Fragment
from pipelines.forms.plain.rows import PlainRow, code_kind, read_plain_rows
from pipelines.forms.plain.runs import error_of_sum
from pipelines.forms.plain.words import Name, is_code_name, read_names
from pipelines.forms.records import Figure, Record
from pipelines.forms.wording import Form

WHY = "原文次序打乱，数字归入紧邻其前的科目，并经类款合计关系验证"
#: 工资福利支出 and 对个人和家庭的补助 are personnel, all other classes of basic expenditure public funds.
_PERSONNEL = frozenset(("301", "303"))
_NATURES = ("basic_personnel", "basic_public")
#: Loose numbers beyond which none is looked for, how many may complete a class, and by how much it may then be off.
_MOST_LOOSE, _MOST_PARTS, _ROUNDING = 20, 2, 2


def is_listed(form: Form, columns: Sequence[Column]) -> bool:
    """Whether a row of basic expenditure has one amount: under the only column, or under that of its nature."""
    natures = tuple(column.meaning.nature for column in columns)
    return form.nature == "basic" and natures in (("",), _NATURES)


def read_listed(form: Form, fragments: Sequence[Fragment]) -> tuple[list[Column], list[Record]]:
    """The columns and the records of the classes and totals that sums confirm; empty for any other table."""
    columns = columns_of(form, "", fragments)
    if not is_listed(form, columns) or code_kind(fragments) != "economic":
        return [], []
    return columns, list(_Listed(columns, fragments).records())


class _Listed:
    """The rows and totals of a table, each with the number right behind its name."""

    def __init__(self, columns: Sequence[Column], fragments: Sequence[Fragment]) -> None:
        self.columns = columns
        official = is_code_name("economic")
        found = read_names(fragments, lambda key: official(key) or bool(read_label(key).nature))
        self.rows = read_plain_rows(fragments, found, "economic")
        heads = {word for column in columns for word in column.words}
        self.totals = [n for n in found if read_label(n.cell.key).is_total and n.cell.key not in heads]
        told = Behind(fragments, found)
        self.behind, self.doubtful = told.numbers, told.doubtful
        numbers = [f for f in fragments if f.kind == "money" and f.number is not None and not f.number.percent]
        self.scale = max((f.number.decimals for f in numbers if f.number), default=0)
        named = {id(self.behind[row.name.at]) for row in self.rows if row.name and row.name.at in self.behind}
        self.loose = [each for each in numbers if id(each) not in named and self._value(each)]

    def records(self) -> Iterator[Record]:
        """The records of confirmed classes, and of totals that these sum to."""
        families: defaultdict[str, list[PlainRow]] = defaultdict(list)
        for row in self.rows:
            families[row.code.digits[:3]].append(row)
        kept = {code: rows for code, rows in families.items() if self._is_told(rows) and self._fits(rows)}
        if not any(self._amount(rows[0].name) for rows in kept.values()):
            return  # noughts satisfy every sum
        for rows in kept.values():
            yield from (self._record(row.name, row) for row in rows if row.name and row.name.at in self.behind)
        for name in self.totals:
            nature = read_label(name.cell.key).nature
            classes = [rows[0].name for code, rows in kept.items() if nature in ("", self._nature(code))]
            if self._is_borne_out(name, [self._amount(each) for each in classes]):
                yield self._record(name, None)

    def _is_told(self, rows: Sequence[PlainRow]) -> bool:
        """Whether the sum of a class says more than one number twice, or one of its numbers can be no other name's."""
        filled = [row.name for row in rows if self._amount(row.name)]
        return len(filled) not in (1, 2) or any(name and name.at not in self.doubtful for name in filled)

    def _fits(self, rows: Sequence[PlainRow]) -> bool:
        return self._holds(rows) or self._completes(rows)

    def _holds(self, rows: Sequence[PlainRow]) -> bool:
        top, *items = rows
        if len(top.code.digits) != 3 or top.name is None or top.name.at not in self.behind:
            return False
        return error_of_sum(self._amount(top.name), [self._amount(item.name) for item in items]) is not None

    def _completes(self, rows: Sequence[PlainRow]) -> bool:
        """Whether a class holds with the fewest loose numbers: its own, where it has none, and those of its items.

        An item takes its number when no other lacks one; of several that do, nothing tells which has which.
        """
        top, *items = rows
        if len(top.code.digits) != 3 or top.name is None:
            return False
        told = sum(self._amount(item.name) for item in items)
        blank = [item.name for item in items if item.name is None or item.name.at not in self.behind]
        lacks = top.name.at not in self.behind
        if len(self.loose) > _MOST_LOOSE or (lacks and not told):
            return False
        for count in range(0 if lacks else 1, min(len(blank), _MOST_PARTS) + 1):
            sure = len(blank) == count == 1 and not any(row.name and row.name.at in self.doubtful for row in rows)
            names = ([top.name] if lacks else []) + (blank if sure else [None] * count)
            ways = [
                (*whole, *parts)
                for whole in ([(loose,) for loose in self.loose] if lacks else [()])
                for parts in combinations([loose for loose in self.loose if loose not in whole], count)
                if self._is_whole(whole[0] if whole else self.behind[top.name.at], told, parts)
            ]
            if ways:
                self._forget(items if count else ())
                return self._take(ways, names)
        return False

    def _forget(self, items: Sequence[PlainRow]) -> None:
        """Takes the numbers from items that may be others'."""
        for item in items:
            if item.name and item.name.at in self.doubtful:
                self.behind.pop(item.name.at, None)

    def _is_borne_out(self, name: Name, classes: Sequence[int]) -> bool:
        """Whether classes sum to the number behind a total, or to a loose one, which it takes."""
        if name.at in self.behind and error_of_sum(self._amount(name), classes) is not None:
            return True
        ways = [(loose,) for loose in self.loose if self._is_whole(loose, sum(classes), ())]
        return any(classes) and self._take(ways, [name])

    def _is_whole(self, whole: Fragment, told: int, parts: Sequence[Fragment]) -> bool:
        return abs(self._value(whole) - told - sum(map(self._value, parts))) <= _ROUNDING

    def _take(self, ways: Sequence[Sequence[Fragment]], names: Sequence[Name | None]) -> bool:
        """Gives names the loose numbers of the only way; false when several amounts would do."""
        if len({tuple(map(self._value, way)) for way in ways}) != 1:
            return False
        for name, loose in zip(names, ways[0], strict=True):
            self.loose.remove(loose)
            if name is not None:
                self.behind[name.at] = loose
        return True

    def _amount(self, name: Name | None) -> int:
        return self._value(self.behind[name.at]) if name and name.at in self.behind else 0

    def _value(self, fragment: Fragment) -> int:
        return int(fragment.number.value.scaleb(self.scale)) if fragment.number else 0

    @staticmethod
    def _nature(code: str) -> str:
        return _NATURES[code[:3] not in _PERSONNEL]

    def _record(self, name: Name, row: PlainRow | None) -> Record:
        """A row under the column of its nature, or under the only one."""
        nature = self._nature(row.code.digits) if row else read_label(name.cell.key).nature
        column = next((column for column in self.columns if column.meaning.nature == nature), self.columns[0])
        fragment = self.behind[name.at]
        figures = [Figure(fragment.cell, fragment.number, column, WHY)] if fragment.number else []
        return Record(
            0,
            codes=row.parts if row else [],
            label=name.cell,
            figures=figures,
            block_why=WHY,
            told=row.code if row else None,
        )
