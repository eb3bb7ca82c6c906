"""Forms with revenue on the left and expenditure by functional class on the right: 收支总表, 财政拨款收支总表."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from benchmarks.generator.families import Form
from benchmarks.generator.ledger import FISCAL, TOTAL, Book
from benchmarks.generator.money import Printer
from benchmarks.generator.sheet import Cell, Meaning, Row, Subject, Table
from benchmarks.generator.style import Style, finish_table, form_printer, start_table

NUMERALS = "一二三四五六七八九十"


class SideRow(NamedTuple):
    """One label of one side, with what it means; `value` None for a label alone."""

    label: str
    subject: Subject | None


def numeral(number: int) -> str:
    """Gives a Chinese ordinal up to 99.

    >>> numeral(3), numeral(10), numeral(21)
    ('三', '十', '二十一')
    """
    tens, ones = divmod(number, 10)
    head = ("" if tens == 0 else "十") if tens < 2 else NUMERALS[tens - 1] + "十"
    return head + (NUMERALS[ones - 1] if ones else "")


def build_sides(style: Style, form: Form, book: Book, number: str) -> Table:
    """Gives the form: paired first rows, sources beside classes, paired last rows."""
    printer = form_printer(style, form)
    table = start_table(style, form, printer, number)
    first = [_pair(declared) for declared in form.first]
    last = [_pair(declared) for declared in form.last]
    left = [_declared(entry, "revenue") for entry in form.left]
    right = _classes(style, form, book)
    height = max(len(left), len(right)) + form.padding
    empty = SideRow("", None)
    middle = [
        (left[place] if place < len(left) else empty, right[place] if place < len(right) else empty)
        for place in range(height)
    ]
    pairs = first + middle + last
    rows = [_row(form, book, printer, pair) for pair in pairs]
    if style.family.ordinal_rows:
        _count(form, rows)
    table.rows = rows
    return finish_table(style, form, table, empty=False)


@cache
def _pair(declared: str) -> tuple[SideRow, SideRow]:
    left, _, right = declared.partition("|")
    return _declared(left, "revenue"), _declared(right, "expenditure")


@cache
def _declared(entry: str, side: str) -> SideRow:
    label, _, value = entry.strip().partition("=")
    if not value:
        return SideRow(label, None)
    item, _, fund = value.partition(".")
    if item in ("total", "grand_total", "current_year_total", "carry_in", "carry_out", "use_of_surplus",
                "surplus_distribution"):  # fmt: skip
        return SideRow(label, Subject(item, fund=fund, side=side))
    return SideRow(label, Subject("fund", fund=item, side=side))


def _classes(style: Style, form: Form, book: Book) -> list[SideRow]:
    scope = "fiscal_appropriation" if form.form == "fiscal_appropriation_summary" else "all"
    used = [code for code in book.spending.codes(scope) if len(code) == 3]
    codes = used if form.classes == "used" else [*style.codes.classes]
    names = style.codes.names
    return [
        SideRow(_ordinal(form.ordinals, place) + names[code], Subject("code", code, side="expenditure"))
        for place, code in enumerate(codes, start=1)
    ]


@cache
def _ordinal(pattern: str, place: int) -> str:
    return pattern.replace("{n}", numeral(place))


def _row(form: Form, book: Book, printer: Printer, pair: tuple[SideRow, SideRow]) -> Row:
    cells: list[Cell] = []
    for place, meaning in enumerate(form.meanings):
        side = pair[form.blocks[place]]
        if meaning is None:
            cells.append(side.label if form.columns[place] == "label" else "")
        elif side.subject is None:
            cells.append("")
        else:
            cells.append(printer(_amount(book, meaning, side.subject)))
    return Row(cells, (pair[0].subject, pair[1].subject))


def _amount(book: Book, meaning: Meaning, subject: Subject) -> int:
    """Gives the amount of one label under one column."""
    fund, item = subject.fund or meaning.fund, subject.item
    if item == "fund":
        return book.revenue.total(fund)
    if item == "code":
        return book.spending.column(fund).get(subject.functional, 0)
    if item == "use_of_surplus":
        return book.use_of_surplus
    if item == "surplus_distribution":
        return book.distribution
    if item == "carry_in":
        return _balance(book.opening, fund)
    if item == "carry_out":
        return _balance(book.closing, fund)
    if subject.side == "revenue":
        current = book.revenue.column(fund).get(TOTAL, 0)
        surplus = book.use_of_surplus if fund == "all" else 0
        return current if item == "current_year_total" else current + surplus + _balance(book.opening, fund)
    current = book.spending.column(fund).get(TOTAL, 0)
    surplus = book.distribution if fund == "all" else 0
    return current if item == "current_year_total" else current + surplus + _balance(book.closing, fund)


def _balance(balances: dict[str, int], fund: str) -> int:
    if fund == "all":
        return sum(balances.values())
    if fund == "fiscal_appropriation":
        return sum(balances.get(part, 0) for part in FISCAL)
    return balances.get(fund, 0)


def _count(form: Form, rows: list[Row]) -> None:
    """Numbers the rows as the ministry's forms do: down the left side, then down the right."""
    places = [place for place, word in enumerate(form.columns) if word == "ordinal"]
    for side, place in enumerate(places):
        for number, row in enumerate(rows, start=1):
            row.cells[place] = str(number + side * len(rows))
