"""One table read: its form, its columns, its records; and what every way of reading one needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.forms.columns import Column
from pipelines.forms.listing import is_list, records_of_list
from pipelines.forms.records import Record, read_figure, records_by_order
from pipelines.forms.tables import Table
from pipelines.forms.wording import Form, Meaning, fund_of_title
from pipelines.reading.rows import Cell

#: Longer headers are none: no known form comes near, and what follows compares all words with each other.
MOST_HEADER_CELLS = 400


#: Funds that are no appropriation: a total beside one of them is of all funds, if no title says otherwise.
_OWN_FUNDS = frozenset(("fiscal_account", "unit", "other", "business"))


@dataclass(slots=True)
class Sheet:
    """A table with its form, columns and records; `header` are the cells above the records, column numbers too."""

    table: Table
    form: Form
    columns: list[Column]
    records: list[Record]
    header: list[Cell]

    @property
    def fund(self) -> str:
        """The fund of cells whose column and row name none: the one that the title names, else the form's."""
        words = self.table.title or self.table.notes
        if {column.meaning.fund for column in self.columns} & _OWN_FUNDS and not fund_of_title(words):
            return "all"
        if self.form.fund == "general" and "财政拨款" in words and "一般公共预算" not in words:
            return "fiscal_appropriation"
        if self.form.fund == "all" and self.form.rows != "sides":
            return fund_of_title(self.table.title) or "all"
        return self.form.fund


def is_amount(cell: Cell) -> bool:
    """Whether a number can be nothing but an amount: it has decimals or commas."""
    number = read_figure(cell)
    return number is not None and (not number.is_plain_integer or "," in cell.text)


def records_in_order(rows: Sequence[Sequence[Cell]], columns: Sequence[Column]) -> list[Record]:
    """The records of a layout that keeps only the order of its cells."""
    return list((records_of_list if is_list(columns) else records_by_order)(rows, columns))


def with_sides(columns: list[Column], form: Form) -> list[Column]:
    """In a form of two sides every block has a label column and a side, also when the header's words were lost."""
    if form.rows != "sides":
        return columns
    if not any(column.role == "name" for column in columns):
        named: list[Column] = []
        for column in columns:
            if column.meaning.is_total or not named:
                named.append(Column(("项目",), Meaning(role="name"), None, len(named)))
            named.append(column)
        columns = named
    block = -1
    for column in columns:
        if column.role == "name":
            block += 1
        column.block = max(block, 0)
        side = column.meaning.side or ("revenue", "expenditure")[min(column.block, 1)]
        item = "" if column.meaning.item == "current_year_total" else column.meaning.item
        column.meaning = replace(column.meaning, side=side, item=item)
    return columns
