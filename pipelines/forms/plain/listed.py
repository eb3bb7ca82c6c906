"""Coded tables of one amount a row (the economic items of a final account, in blocks side by side), rebuilt by classes.

A number belongs to the name right before it; a class is kept when its items, blank ones counted as nothing, sum to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipelines.forms.columns import Column
from pipelines.forms.labels import read_label
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
        self.totals = [name for name in found if read_label(name.cell.key).is_total]
        self.behind = _behind(fragments, found)
        scale = max((f.number.decimals for f in self.behind.values() if f.number), default=0)
        self.amounts = {at: int(f.number.value.scaleb(scale)) for at, f in self.behind.items() if f.number}

    def records(self) -> Iterator[Record]:
        """The records of confirmed classes, and of totals that these sum to."""
        families: defaultdict[str, list[PlainRow]] = defaultdict(list)
        for row in self.rows:
            families[row.code.digits[:3]].append(row)
        kept = {code: rows for code, rows in families.items() if self._holds(rows)}
        if not any(self._amount(rows[0].name) for rows in kept.values()):
            return  # noughts satisfy every sum
        for rows in kept.values():
            yield from (self._record(row.name, row) for row in rows if row.name and row.name.at in self.behind)
        for name in self.totals:
            nature = read_label(name.cell.key).nature
            classes = [rows[0].name for code, rows in kept.items() if nature in ("", self._nature(code))]
            whole = self.amounts.get(name.at)
            if whole is not None and error_of_sum(whole, [self._amount(each) for each in classes]) is not None:
                yield self._record(name, None)

    def _holds(self, rows: Sequence[PlainRow]) -> bool:
        top, *items = rows
        if len(top.code.digits) != 3 or top.name is None or top.name.at not in self.behind:
            return False
        return error_of_sum(self._amount(top.name), [self._amount(item.name) for item in items]) is not None

    def _amount(self, name: Name | None) -> int:
        return self.amounts.get(name.at, 0) if name else 0

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


def _behind(fragments: Sequence[Fragment], found: Sequence[Name]) -> dict[int, Fragment]:
    """The number right behind each name, by the place of the name; a code may stand between."""
    ends = {name.at for name in found}
    behind: dict[int, Fragment] = {}
    last = -1
    for at, fragment in enumerate(fragments):
        if fragment.kind == "word":
            last = at if at in ends else -1
        elif fragment.kind == "money" and last >= 0:
            behind[last] = fragment
            last = -1
        elif fragment.kind == "code":
            last = -1
    return behind
