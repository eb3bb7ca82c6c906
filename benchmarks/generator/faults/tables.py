"""Slips in the cells of forms."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal

from benchmarks.generator.codes import CLASS, GROUP, ITEM
from benchmarks.generator.document import Disclosure
from benchmarks.generator.fault import Fault, Place, number, reprint, transpose
from benchmarks.generator.sheet import Row, Table

EXPENDITURE = ("expenditure_detail", "general_expenditure")
CODED = (*EXPENDITURE, "revenue_detail")
#: What a planted difference must be of its figure, so that no rounding explains it.
LEAST = Decimal("0.05")


def _tables(document: Disclosure, forms: tuple[str, ...]) -> list[tuple[int, Table]]:
    return [(index, table) for index, table in document.tables() if table.form in forms]


def _coded(table: Table, length: int) -> Iterator[tuple[int, Row]]:
    for place, row in enumerate(table.rows):
        subject = row.subjects[0] if row.subjects else None
        if subject and len(subject.functional) == length:
            yield place, row


def _code(row: Row) -> str:
    subject = row.subjects[0]
    return subject.functional if subject else ""


def _column(table: Table, nature: str) -> int | None:
    """Gives the place of the first column of a nature."""
    places = [i for i, meaning in enumerate(table.columns) if meaning and meaning.nature == nature and not meaning.item]
    return places[0] if places else None


def _chosen(rng: random.Random, found: list[tuple[int, Table]]) -> list[tuple[int, Table]]:
    rng.shuffle(found)
    return found


def drop_row(rng: random.Random, document: Disclosure) -> Fault | None:
    """Drops a 款 of a class that has several: the class is no longer the sum of its 款, the 项 have no parent."""
    for index, table in _chosen(rng, _tables(document, CODED)):
        column = _column(table, "total")
        groups = list(_coded(table, GROUP))
        classes = {_code(row): place for place, row in _coded(table, CLASS)}
        several = [
            (place, row)
            for place, row in groups
            if sum(_code(other)[:CLASS] == _code(row)[:CLASS] for _, other in groups) > 1 and row.cells[column or 0]
        ]
        if column is None or not several:
            continue
        place, row = rng.choice(several)
        del table.rows[place]
        parent = classes[_code(row)[:CLASS]]
        whole = str(table.rows[parent].cells[column])
        left = reprint(whole, number(whole) - number(str(row.cells[column])))
        return Fault("dropped_row", ("I01", "C03"), "missing_subtotal", (Place(index, parent),), whole, left)
    return None


def shift_column(rng: random.Random, document: Disclosure) -> Fault | None:
    """Moves an item's basic expenditure into the column of projects, or the other way round."""
    for index, table in _chosen(rng, _tables(document, EXPENDITURE)):
        basic, project = _column(table, "basic"), _column(table, "project")
        if basic is None or project is None or _column(table, "basic_personnel"):
            continue
        rows = [
            (place, row)
            for place, row in _coded(table, ITEM)
            if _amount(row, basic) > LEAST and _amount(row, project) == 0
        ]
        if rows:
            place, row = rng.choice(rows)
            row.cells[basic], row.cells[project] = row.cells[project], row.cells[basic]
            moved = str(row.cells[project])
            return Fault("shifted_column", ("I01",), "column_shift", (Place(index, place),), moved, moved)
    return None


def _amount(row: Row, column: int) -> Decimal:
    cell = row.cells[column]
    return number(cell) if cell else Decimal(0)


def transpose_digits(rng: random.Random, document: Disclosure) -> Fault | None:
    """Exchanges two digits in the total of a form."""
    for index, table in _chosen(rng, _tables(document, (*CODED, "general_basic_expenditure"))):
        column = _column(table, "total") if table.form != "general_basic_expenditure" else _column(table, "basic")
        for place, row in enumerate(table.rows):
            subject = row.subjects[0] if row.subjects else None
            if column is None or not subject or subject.item != "total" or not row.cells[column]:
                continue
            printed = str(row.cells[column])
            wrong = transpose(rng, printed)
            if wrong and abs(number(wrong) - number(printed)) > LEAST:
                row.cells[column] = wrong
                return Fault(
                    "transposed_digits", _totals(table), "transposed_digits", (Place(index, place),), printed, wrong
                )
    return None


def _totals(table: Table) -> tuple[str, ...]:
    """The rules that a wrong total breaks: a table by units has no classes, only sources and the summary."""
    if table.form == "general_basic_expenditure":
        return ("I11",)
    return ("I02",) if any(_coded(table, CLASS)) else ("I04", "XB1")


def break_three_public(rng: random.Random, document: Disclosure) -> Fault | None:
    """Changes the total of 三公经费, so that its parts do not add up to it."""
    for index, table in _tables(document, ("three_public",)):
        for column, meaning in enumerate(table.columns):
            cell = table.rows[0].cells[column]
            if meaning and meaning.item == "three_public_total" and cell and number(cell) > LEAST:
                wrong = reprint(cell, number(cell) + Decimal(rng.randrange(2, 30)) / 10)
                table.rows[0].cells[column] = wrong
                return Fault("three_public_parts", ("I14",), "", (Place(index, 0),), cell, wrong)
    return None


def unbalance_summary(rng: random.Random, document: Disclosure) -> Fault | None:
    """Changes the last total of revenue, so that it is not the total of expenditure."""
    found = _tables(document, ("revenue_expenditure_summary", "fiscal_appropriation_summary"))
    for index, table in _chosen(rng, found):
        column = next(place for place, meaning in enumerate(table.columns) if meaning)
        totals = [i for i, row in enumerate(table.rows) if row.subjects and _is_total(row)]
        cell = table.rows[totals[-1]].cells[column] if totals else None
        if cell:
            wrong = reprint(cell, number(cell) * Decimal("1.03") + 1)
            table.rows[totals[-1]].cells[column] = wrong
            return Fault("unbalanced_summary", ("I06",), "", (Place(index, totals[-1]),), cell, wrong)
    return None


def _is_total(row: Row) -> bool:
    subject = row.subjects[0]
    return subject is not None and subject.item in ("total", "grand_total")


def raise_basic_table(rng: random.Random, document: Disclosure) -> Fault | None:
    """Raises one item of the basic expenditure form, its class and the totals: the form adds up, the next does not."""
    for index, table in _tables(document, ("general_basic_expenditure",)):
        if len(set(table.blocks)) > 1:
            continue
        natures = [_column(table, nature) for nature in ("basic", "basic_public")]
        if None in natures:
            continue
        added = Decimal(rng.randrange(2, 9)) * (1 if table.unit == "万元" else 10 if table.unit == "千元" else 10_000)
        places = []
        before = after = ""
        for place, row in enumerate(table.rows):
            subject = row.subjects[0] if row.subjects else None
            raised = subject and (subject.item == "total" or subject.economic in ("302", "30201"))
            if not raised or any(not row.cells[column or 0] for column in natures):
                continue
            for column in natures:
                cell = str(row.cells[column or 0])
                row.cells[column or 0] = reprint(cell, number(cell) + added)
            places.append(Place(index, place))
            if subject and subject.item == "total":
                after = str(row.cells[natures[0] or 0])
                before = reprint(after, number(after) - added)
        if len(places) == 3:
            rule = "XB5" if document.kind == "budget" else "XF6"
            return Fault("basic_total", (rule,), "", tuple(places), before, after)
    return None


def raise_project(rng: random.Random, document: Disclosure) -> Fault | None:
    """Raises one project's money in its performance form: the projects no longer are 项目支出."""
    found = [(index, table) for index, table in _tables(document, ("project_performance",)) if table.marks]
    if not found:
        return None
    index, table = rng.choice(found)
    expected = wrong = ""
    for row, column in table.marks:
        cell = table.rows[row].cells[column]
        if cell and number(cell) > 0:
            expected, wrong = cell, reprint(cell, number(cell) * Decimal("1.2") + 1)
            table.rows[row].cells[column] = wrong
    first = min(row for row, _ in table.marks)
    return Fault("project_budgets", ("XB7",), "", (Place(index, first),), expected, wrong)


def change_weight(rng: random.Random, document: Disclosure) -> Fault | None:
    """Raises the weight of one indicator: the weights of its project are no longer 90 or 100."""
    found = [(index, table) for index, table in document.tables() if table.indicators and _weights(table) is not None]
    if not found:
        return None
    index, table = rng.choice(found)
    column = _weights(table) or 0
    row = rng.choice(table.indicators)[0]
    weight = str(table.rows[row].cells[column])
    wrong = str(int(weight) + rng.choice((5, 7, 15)))
    table.rows[row].cells[column] = wrong
    return Fault("indicator_weights", ("I18",), "", (Place(index, row),), weight, wrong)


def _weights(table: Table) -> int | None:
    """Gives the column of weights (指标权重, 分值) of a ruled form."""
    for row in table.rows:
        for word in ("指标权重", "分值"):
            if word in row.cells and "三级指标" in row.cells:
                return row.cells.index(word)
    return None


def rename_code(rng: random.Random, document: Disclosure) -> Fault | None:
    """Prints the name of another code beside an item's code."""
    for index, table in _chosen(rng, _tables(document, CODED)):
        name = next((place for place, meaning in enumerate(table.columns) if meaning), 1) - 1
        rows = list(_coded(table, ITEM))
        names = {str(row.cells[name]) for _, row in rows}
        if len(names) > 1:
            place, row = rng.choice(rows)
            right = str(row.cells[name])
            wrong = rng.choice(sorted(names - {right}))
            row.cells[name] = wrong
            return Fault("wrong_name", ("C02",), "", (Place(index, place),), right, wrong)
    return None


def spoil_code(rng: random.Random, document: Disclosure) -> Fault | None:
    """Prints a functional code that no list has: its class does not exist."""
    for index, table in _chosen(rng, _tables(document, CODED)):
        rows = list(_coded(table, ITEM))
        if rows:
            place, row = rng.choice(rows)
            right = str(row.cells[0])
            row.cells[0] = "24" + right[2:]
            return Fault("illegal_code", ("C01",), "", (Place(index, place),), right, row.cells[0])
    return None
