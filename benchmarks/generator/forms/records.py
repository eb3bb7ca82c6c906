"""Forms with a row per project or per kind of purchase."""

from __future__ import annotations

from benchmarks.generator.families import Form
from benchmarks.generator.ledger import Book
from benchmarks.generator.money import Printer
from benchmarks.generator.sheet import Cell, Meaning, Row, Subject, Table
from benchmarks.generator.style import Style, blank_rows, finish_table, form_printer, start_table

KINDS = (("A", "货物", "goods"), ("B", "工程", "works"), ("C", "服务", "services"))


def build_projects(style: Style, form: Form, book: Book, number: str) -> Table:
    """Gives 项目支出表: the total, then every project with its money by source."""
    printer = form_printer(style, form)
    table = start_table(style, form, printer, number)
    money = [meaning for meaning in form.meanings if meaning]
    totals = [sum(_of_fund(meaning, plan.fund, plan.amount) for plan in book.projects) for meaning in money]
    texts = len(form.meanings) - len(money)
    head: list[Cell] = [form.total_word, *[None] * (texts - 1)]
    table.rows.append(Row(head + [printer(cents) for cents in totals], (Subject("total"),)))
    for plan in book.projects:
        cells: list[Cell] = [plan.code, plan.name, style.publisher.name]
        cells += [printer(_of_fund(meaning, plan.fund, plan.amount)) for meaning in money]
        table.rows.append(Row(cells, (Subject("project", project=plan.name),)))
    return finish_table(style, form, table, empty=not book.projects)


def _of_fund(meaning: Meaning, fund: str, amount: int) -> int:
    return amount if meaning.fund in ("all", fund) else 0


def build_procurement(style: Style, form: Form, book: Book, number: str) -> Table:
    """Gives 政府采购表: the total and the kinds that are bought, all out of the general budget."""
    printer = form_printer(style, form)
    table = start_table(style, form, printer, number)
    width = len(form.meanings)
    amounts = book.procurement
    if not sum(amounts):
        table.rows = [Row([form.total_word, None, *[""] * (width - 2)], (Subject("total"),)), *blank_rows(width, 1)]
        return finish_table(style, form, table, empty=True)
    table.rows = [Row([form.total_word, None, *_purchase(form, printer, sum(amounts))], (Subject("total"),))]
    for (code, name, item), amount in zip(KINDS, amounts, strict=True):
        if amount:
            table.rows.append(Row([code, name, *_purchase(form, printer, amount)], (Subject(item),)))
    return finish_table(style, form, table, empty=False)


def _purchase(form: Form, printer: Printer, amount: int) -> list[Cell]:
    return [printer(_of_fund(meaning, "general", amount)) for meaning in form.meanings if meaning]
