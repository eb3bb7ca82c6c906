"""The 三公 form: a column per item, for the whole or for each unit or stage; or a row per item."""

from __future__ import annotations

from benchmarks.generator.families import Form
from benchmarks.generator.ledger import Book, ThreePublic
from benchmarks.generator.sheet import Cell, Meaning, Row, Subject, Table
from benchmarks.generator.style import Style, finish_table, form_printer, start_table


def build_three_public(style: Style, form: Form, book: Book, number: str) -> Table:
    """Gives the form; without any money its row is empty where the family has a note for that, else it has zeros."""
    printer = form_printer(style, form)
    table = start_table(style, form, printer, number)
    rows = _subjects(style, form)
    amounts = [[_amount(book, meaning, subject) for meaning in form.meanings if meaning] for _, subject in rows]
    empty = not any(map(any, amounts))
    silent = empty and not printer.zero and bool(form.empty_note)
    for (texts, subject), figures in zip(rows, amounts, strict=True):
        cells: list[Cell] = ["" if silent else printer(cents) or ("0.00" if empty else "") for cents in figures]
        table.rows.append(Row([*texts, *cells], (subject,)))
    return finish_table(style, form, table, empty=silent)


def _subjects(style: Style, form: Form) -> list[tuple[list[Cell], Subject]]:
    """Gives the texts and the meaning of each row: declared labels, else a total and the publisher's own unit."""
    if form.left:
        return [_labelled(entry) for entry in form.left]
    texts = sum(meaning is None for meaning in form.meanings)
    if not texts:
        return [([], Subject(""))]
    unit: list[Cell] = [style.publisher.unit_code, style.publisher.name]
    return [([form.total_word, *[None] * (texts - 1)], Subject("")), (unit[-texts:], Subject(""))]


def _labelled(entry: str) -> tuple[list[Cell], Subject]:
    """Gives a declared row: its item, or its stage after a `#`."""
    label, _, value = entry.partition("=")
    item, _, stage = value.partition("#")
    return [label], Subject(item, stage=stage)


def _amount(book: Book, meaning: Meaning, subject: Subject) -> int:
    if meaning.item == "operating_cost":
        return book.operating_cost
    if meaning.economic:
        return book.economic.get(meaning.economic, 0)
    three = book.three_public_budget if meaning.stage or subject.stage else book.three_public
    return three_public_item(book.three_public_previous if meaning.years_back else three, meaning.item or subject.item)


def three_public_item(three: ThreePublic, item: str) -> int:
    """Gives one item of 三公经费 by the contract's name."""
    return {
        "three_public_total": three.total,
        "overseas_travel": three.overseas,
        "official_vehicle": three.vehicles,
        "vehicle_purchase": three.purchase,
        "vehicle_operation": three.operation,
        "reception": three.reception,
    }[item]
