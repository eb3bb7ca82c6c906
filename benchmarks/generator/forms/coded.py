"""Forms whose rows are codes: functional (类 款 项), economic (类 款), or the one unit that spends."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.generator.codes import CLASS, GROUP
from benchmarks.generator.families import Form
from benchmarks.generator.ledger import TOTAL, Book, Ledger
from benchmarks.generator.money import Printer, percent
from benchmarks.generator.sheet import Cell, Meaning, Row, Subject, Table
from benchmarks.generator.style import Style, blank_rows, finish_table, form_printer, start_table


def build_functional(style: Style, form: Form, book: Book, number: str) -> Table:
    """Gives a form with a row for each functional class, group and item that has money, and the total row."""
    ledger = book.revenue if form.side == "revenue" else book.spending
    columns = [_functional_column(book, meaning, form) if meaning else None for meaning in form.meanings]
    codes = set(ledger.codes(form.scope))
    if any(meaning and meaning.years_back for meaning in form.meanings):
        codes.update(book.previous.codes(form.scope))
    return _build(style, form, number, sorted(codes), columns, functional=True)


def build_economic(style: Style, form: Form, book: Book, number: str) -> Table:
    """Gives the basic expenditure of the general budget by economic class and item."""
    whole = _rolled(book.economic)
    public = _rolled(book.economic_public)
    personnel = {code: whole[code] - public.get(code, 0) for code in whole}
    by_nature = {"basic": whole, "basic_public": public, "basic_personnel": personnel}
    columns = [by_nature[meaning.nature] if meaning else None for meaning in form.meanings]
    codes = sorted(code for code in whole if code)
    return _build(style, form, number, codes, columns, functional=False)


def build_units(style: Style, form: Form, book: Book, number: str) -> Table:
    """Gives revenue by unit: a total row and the publisher's own row, this year beside what was carried over."""
    printer = form_printer(style, form)
    table = start_table(style, form, printer, number)
    amounts = [_unit_amount(book, meaning) if meaning else 0 for meaning in form.meanings]
    texts = [printer(amount) for amount in amounts]
    labels: list[Cell] = [style.publisher.unit_code, style.publisher.name]
    total: list[Cell] = [form.total_word, None]
    table.rows = [
        Row(total + texts[2:], (Subject("total"),)),
        Row(labels + texts[2:], (Subject("unit"),)),
    ]
    return finish_table(style, form, table, empty=False)


def _unit_amount(book: Book, meaning: Meaning) -> int:
    carried = book.opening
    if meaning.item == "carry_in":
        if meaning.fund == "all":
            return sum(carried.values())
        own = [cents for fund, cents in carried.items() if fund in ("business", "other", "operating")]
        return sum(own) if meaning.fund == "unit" else carried.get(meaning.fund, 0)
    revenue = book.revenue.total(meaning.fund)
    return revenue + sum(carried.values()) if meaning.fund == "all" and not meaning.item else revenue


def _functional_column(book: Book, meaning: Meaning, form: Form) -> dict[str, int]:
    """Gives the amounts of one column by code; balances stand at the item that the revenue settles them at."""
    if meaning.item in ("carry_in", "carry_out"):
        balance = (book.opening if meaning.item == "carry_in" else book.closing).get(meaning.fund, 0)
        if not balance:
            return {}
        item = max(
            (entry for entry in book.spending.entries if entry.fund == meaning.fund), key=lambda entry: sum(entry[2:])
        ).code
        return {item: balance, item[:GROUP]: balance, item[:CLASS]: balance, TOTAL: balance}
    if meaning.item == "current_year_total" or form.side == "revenue":
        return book.revenue.column(meaning.fund)
    ledger = book.previous if meaning.years_back else _LEDGERS.get(meaning.stage, lambda book: book.spending)(book)
    return ledger.column(meaning.fund, meaning.nature)


#: The ledger of a column that names a stage of the year.
_LEDGERS: dict[str, Callable[[Book], Ledger]] = {
    "budget": lambda book: book.budget,
    "adjusted_budget": lambda book: book.adjusted,
}


def _rolled(amounts: dict[str, int]) -> dict[str, int]:
    rolled: dict[str, int] = {}
    for code, cents in amounts.items():
        for key in (code, code[:CLASS], TOTAL):
            rolled[key] = rolled.get(key, 0) + cents
    return rolled


def _build(
    style: Style,
    form: Form,
    number: str,
    codes: list[str],
    columns: list[dict[str, int] | None],
    *,
    functional: bool,
) -> Table:
    printer = form_printer(style, form)
    table = start_table(style, form, printer, number)
    names = style.codes.names if functional else style.codes.economic
    width = next(place for place, column in enumerate(columns) if column is not None)
    labels, words = form.columns[:width], form.columns[width:]
    money = [column for column in columns if column is not None]
    unit = {"unit_code": style.publisher.unit_code, "name": style.publisher.name}
    rows = []
    for code in codes:
        texts = {
            "unit_code": unit["unit_code"],
            "name": names[code],
            "code": code,
            "class": code[:CLASS],
            "group": code[CLASS:GROUP],
            "item": code[GROUP:],
        }
        cells: list[Cell] = [texts[word] for word in labels]
        subject = Subject("code", code) if functional else Subject("code", "", code)
        rows.append(Row(cells + _figures(words, money, printer, code), (subject,)))
    figures = _figures(words, money, printer, TOTAL)
    if not codes:
        rows, figures = blank_rows(len(columns), form.empty_rows), [""] * len(figures)
    total = [Row([form.total_word, *[None] * (width - 1), *figures], (Subject("total"),))]
    if form.unit_row and codes:
        cells = [unit.get(word, "") for word in labels]
        total.append(Row([*cells, *figures], (Subject("unit"),)))
    table.rows = [*total, *rows] if form.total == "first" else [*rows, *total]
    return finish_table(style, form, table, empty=not codes)


def _figures(words: Sequence[str], money: Sequence[dict[str, int]], printer: Printer, code: str) -> list[Cell]:
    """Gives what a row prints behind its names: amounts, and how the last of them differs from the first."""
    amounts = [column.get(code, 0) for column in money]
    if len(words) == len(amounts):
        return [printer(amount) for amount in amounts]
    before, now = amounts[0], amounts[1] if len(amounts) > 1 else 0
    told = {"change": printer(now - before), "rate": percent(now - before, before) if before else ""}
    if now < before and told["rate"]:
        told["rate"] = "-" + told["rate"]
    left = iter(amounts)
    return [told[word] if word in told else printer(next(left)) for word in words]
