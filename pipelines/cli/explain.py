"""`gongkai explain`: where one fact comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE, SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from pipelines.cli.options import RawOption, WarehouseOption, fail, output
from pipelines.intake.source import SourceGoneError, read_source
from pipelines.warehouse.explain import Explanation, explain_fact
from pipelines.warehouse.reader import NoWarehouseError, open_published
from pipelines.warehouse.workspace import DEFAULT_RAW, DEFAULT_WAREHOUSE
from schemas.columns import NOT_APPLICABLE

#: A spilled or glued line can be very long: this much of it is shown on each side of the number.
_CONTEXT = 120


def explain(
    key: Annotated[int, typer.Argument(metavar="KEY", help="A line_key or an indicator_fact_key.", show_default=False)],
    raw: RawOption = DEFAULT_RAW,
    warehouse: WarehouseOption = DEFAULT_WAREHOUSE,
) -> None:
    """Show one fact: its document and line, the text around it, what it means and why.

    Find keys by SQL, for example: select line_key from fact_budget_line limit 5. The text is read from the raw
    document; when that is gone or has changed since the build, the rest is shown without it.
    """
    try:
        with open_published(warehouse) as connection:
            fact = explain_fact(connection, key)
    except NoWarehouseError as error:
        fail(str(error))
    if fact is None:
        fail(f"{warehouse} has no fact with key {key}. Give a line_key of fact_budget_line or an indicator_fact_key.")
    output.print(f"{fact.table} {key}", style="bold", highlight=False)
    output.print(_facts(fact))
    output.print(f"Source: {fact.source_uri}, line {fact.source_line}", soft_wrap=True, highlight=False, markup=False)
    output.print(_source(fact, raw), soft_wrap=True)
    output.print(_ledger(fact))


def _facts(fact: Explanation) -> Table:
    table = Table(show_header=False, box=SIMPLE, pad_edge=False)
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for name, value in fact.attributes.items():
        if value is not None and NOT_APPLICABLE not in value:
            table.add_row(name, Text(value))
    return table


def _ledger(fact: Explanation) -> Table:
    table = Table("line", "characters", "printed", "outcome", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("reason in the ledger", overflow="fold")
    for row in fact.ledger:
        span = f"{row.source_start}-{row.source_end}"
        table.add_row(str(row.source_line), span, Text(row.printed), row.outcome, Text(row.reason or ""))
    return table


def _source(fact: Explanation, raw: Path) -> Text:
    """The line of the raw text that prints the fact, its number marked; or why it can not be shown."""
    try:
        source = read_source(raw, fact.source_uri, fact.sha256)
    except SourceGoneError as gone:
        return Text(str(gone), style="yellow")
    start, end = source.line_span(fact.source_line)
    first, last = fact.span or (start, start)
    left, right = max(start, first - _CONTEXT), min(end, last + _CONTEXT)
    return Text.assemble(
        f"{fact.source_line:>6} | ",
        "… " if left > start else "",
        source.raw[left:first],
        (source.raw[first:last], "bold reverse"),
        source.raw[last:right],
        " …" if right < end else "",
    )
