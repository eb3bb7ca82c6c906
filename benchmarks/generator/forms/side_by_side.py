"""Basic expenditure by economic item in blocks side by side, every item of the list printed, as final accounts do."""

from __future__ import annotations

from benchmarks.generator.families import Form
from benchmarks.generator.forms.coded import _rolled
from benchmarks.generator.ledger import TOTAL, Book
from benchmarks.generator.sheet import Cell, Row, Subject, Table
from benchmarks.generator.style import Style, finish_table, form_printer, start_table


def build_blocks(style: Style, form: Form, book: Book, number: str) -> Table:
    """Gives the form: each block lists its economic classes in full; the last row has the two totals."""
    printer = form_printer(style, form)
    table = start_table(style, form, printer, number)
    amounts = _rolled(book.economic)
    public = sum(book.economic_public.values())
    size = len(form.columns) // len(form.lists)
    listed = [[code for code in sorted(style.codes.economic) if code[:3] in classes] for classes in form.lists]
    for place in range(max(len(codes) for codes in listed)):
        cells: list[Cell] = []
        subjects: list[Subject | None] = []
        for codes in listed:
            if place < len(codes):
                code = codes[place]
                cells += [code, style.codes.economic[code], printer(amounts.get(code, 0))]
                subjects.append(Subject("code", "", code))
            else:
                cells += [""] * size
                subjects.append(None)
        table.rows.append(Row(cells, tuple(subjects)))
    table.rows.append(_totals(form, printer(amounts[TOTAL] - public), printer(public), size))
    return finish_table(style, form, table, empty=False)


def _totals(form: Form, personnel: str, public: str, size: int) -> Row:
    """Gives the last row: 人员经费合计 under the first block, 公用经费合计 over all others, its amount at the end."""
    labels = [declared.partition("=")[0] for declared in form.last]
    left: list[Cell] = [labels[0], *[None] * (size - 2), personnel]
    rest = len(form.columns) - size
    right: list[Cell] = [labels[1], *[None] * (rest - 2), public]
    subjects: list[Subject | None] = [Subject("total", nature="basic_personnel")]
    subjects += [None] * (len(form.lists) - 2)
    subjects.append(Subject("total", nature="basic_public"))
    return Row(left + right, tuple(subjects))
