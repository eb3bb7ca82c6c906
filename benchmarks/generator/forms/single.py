"""The 三公 form: one row, a column per item, in a final account the budget beside the outcome."""

from __future__ import annotations

from benchmarks.generator.families import Form
from benchmarks.generator.ledger import Book, ThreePublic
from benchmarks.generator.sheet import Cell, Meaning, Row, Subject, Table
from benchmarks.generator.style import Style, finish_table, form_printer, start_table


def build_three_public(style: Style, form: Form, book: Book, number: str) -> Table:
    """Gives the form; without any money its row is empty where the family has a note for that, else it has zeros."""
    printer = form_printer(style, form)
    table = start_table(style, form, printer, number)
    amounts = [_amount(book, meaning) for meaning in form.meanings if meaning]
    empty = not any(amounts)
    silent = empty and not printer.zero and bool(form.empty_note)
    cells: list[Cell] = ["" if silent else printer(cents) or ("0.00" if empty else "") for cents in amounts]
    table.rows = [Row(cells, (Subject(""),))]
    return finish_table(style, form, table, empty=silent)


def _amount(book: Book, meaning: Meaning) -> int:
    if meaning.item == "operating_cost":
        return book.operating_cost
    return three_public_item(book.three_public_budget if meaning.stage else book.three_public, meaning.item)


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
