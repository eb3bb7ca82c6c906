"""The plain tables of a document as sheets: coded tables first, since their classes bear witness for the summaries."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Sequence
from decimal import Decimal

from pipelines.forms.columns import Column
from pipelines.forms.plain.coded import (
    TOTAL,
    UNTOLD,
    CodedTable,
    coded_records,
    complete_coded,
    match_coded,
    read_coded,
)
from pipelines.forms.plain.columns import columns_of
from pipelines.forms.plain.counting import mark_columns, mark_counting
from pipelines.forms.plain.fragments import Region, read_region
from pipelines.forms.plain.listed import read_listed
from pipelines.forms.plain.sides import SidesTable
from pipelines.forms.plain.single import single_records
from pipelines.forms.records import Record
from pipelines.forms.sheet import Sheet
from pipelines.forms.tables import Table, recognise_form
from pipelines.forms.units import usual_unit
from pipelines.forms.wording import Form

#: Amounts in yuan by code or fund, for each side and fund whose tables confirmed them.
Known = dict[tuple[str, str], dict[str, Decimal]]


def read_plain_sheets(tables: Sequence[Table]) -> list[Sheet | None]:
    """Reads the plain tables of one document together; None for each that no declared form explains.

    Every number is in a sheet once: in a record that sums confirm, or among the orphans.
    """
    forms = [recognise_form(table, "") for table in tables]
    regions = [_region(table, form) for table, form in zip(tables, forms, strict=True)]
    known: Known = {}
    usual = usual_unit(tables) or Decimal(1)
    units = [table.unit or usual for table in tables]
    coded = _rebuild_all(units, forms, regions, known)
    return [
        _sheet(table, form, region, coded.get(at), known, units[at])
        if form is not None and form.orders and region is not None
        else None
        for at, (table, form, region) in enumerate(zip(tables, forms, regions, strict=True))
    ]


def _region(table: Table, form: Form | None) -> Region | None:
    if form is None or not form.orders:
        return None
    region = read_region(table.rows[1:], coded=form.rows == "coded")
    mark_counting(region.fragments)
    return region


def _rebuild_all(
    units: Sequence[Decimal],
    forms: Sequence[Form | None],
    regions: Sequence[Region | None],
    known: Known,
) -> dict[int, CodedTable]:
    """Rebuilds the coded tables, twice where rows stay open: what one confirms bears witness for others, in `known`."""
    found: dict[int, CodedTable] = {}
    for at, (form, region) in enumerate(zip(forms, regions, strict=True)):
        read = read_coded(form, region) if form is not None and region is not None and form.rows == "coded" else None
        if read is not None:
            found[at] = read
    for _ in range(2):
        for at, coded in found.items():
            form = forms[at]
            unit = units[at]
            if coded.is_confirmed or form is None:
                continue
            match_coded(coded, _testimony(known, form.side, form.fund), unit)
            if form.nature != "basic":
                _bear_witness(form, coded.amounts(unit), known)
    for coded in found.values():
        complete_coded(coded)
    return found


def _bear_witness(form: Form, amounts: dict[str, Decimal], known: Known) -> None:
    told = known.setdefault((form.side, form.fund), {})
    if TOTAL in amounts:
        told.setdefault(f"fund:{form.fund}", amounts[TOTAL])
    for code, amount in amounts.items():
        told.setdefault(code, amount)


def _testimony(known: Known, side: str, fund: str) -> ChainMap[str, Decimal]:
    """What is known, the nearest first: of the same side and fund, of the same side (一般公共预算 first), of any."""
    nearest = sorted(known, key=lambda key: (key[0] != side, key[1] != fund, key[1] != "general", key))
    return ChainMap(*(known[key] for key in nearest))


def _sheet(table: Table, form: Form, region: Region, coded: CodedTable | None, known: Known, unit: Decimal) -> Sheet:
    records: list[Record] = []
    columns: list[Column] = []
    if coded is not None:
        records, columns = coded_records(coded), coded.columns
    elif form.rows == "sides":
        sides = SidesTable(form, region, _testimony(known, "expenditure", form.fund), unit)
        sides.rebuild()
        records, columns = list(sides.records()), [*sides.columns["revenue"], *sides.columns["expenditure"]]
    elif form.rows == "coded":
        columns, records = read_listed(form, region.fragments)
    elif form.rows == "single":
        columns = columns_of(form, "", region.fragments)
        mark_columns(region.fragments, len(columns))
        records = single_records(columns, region.fragments) if columns else []
    used = {cell.start for record in records for cell in (*record.codes, *(figure.cell for figure in record.figures))}
    named = {record.label.start for record in records if record.label}
    told = next((record for record in records if record.told), None)  # its code is told: more parts change nothing
    rest = Record(0, orphans_why=UNTOLD)
    header = list(region.margins)
    for fragment in region.fragments:
        cell = fragment.cell
        if fragment.kind == "ordinal" or (fragment.kind == "word" and cell.start not in named):
            header.append(cell)
        elif fragment.kind == "money" and cell.start not in used:
            rest.orphans.append(cell)
        elif fragment.kind == "code" and cell.start not in used:
            (told.codes if told else header).append(cell)
    if not rest.is_empty:
        records.append(rest)
    return Sheet(table, form, columns, records, header)
