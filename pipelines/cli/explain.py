"""`gongkai explain`: where a number comes from, and what it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE, SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from pipelines.cli.options import RawOption, WarehouseOption, fail, output
from pipelines.intake.source import SourceGoneError, read_source
from pipelines.reading.text import SourceText
from pipelines.warehouse.explain import Explanation, explain_fact, explain_line
from pipelines.warehouse.reader import NoWarehouseError, open_published
from pipelines.warehouse.sums import Sum
from pipelines.warehouse.workspace import DEFAULT_RAW, DEFAULT_WAREHOUSE
from schemas.columns import NOT_APPLICABLE

#: A spilled or glued line can be very long: this much of it is shown on each side of what is marked.
_CONTEXT = 120
#: Lines before and after; a finding over a whole table stands on many lines, of which so many are shown.
_LINES_AROUND, _SHOWN_LINES = 1, 8
#: One key, several, or a list of them as a mart prints it.
_KEYS = re.compile(r"[\[\s]*\d+(?:[,\s]+\d+)*[\]\s]*")
_PLACE = re.compile(r"(?P<document>.+):(?P<line>\d+)")
_STYLES = {"error": "bold red", "warning": "yellow", "info": "dim"}


def explain(
    keys: Annotated[
        list[str],
        typer.Argument(metavar="KEY…", help="Keys of facts or findings, or DOCUMENT:LINE.", show_default=False),
    ],
    raw: RawOption = DEFAULT_RAW,
    warehouse: WarehouseOption = DEFAULT_WAREHOUSE,
) -> None:
    """Show where a number comes from: its line with the number marked, what it means and why, and what it stands on.

    A KEY is a line_key, indicator_fact_key, statement_key or finding_key; a list as a mart prints it ("[1, 2]") is as
    good. DOCUMENT:LINE shows what became of every number of one line; DOCUMENT is a part of a file name or department,
    a key, or the start of a hash.

    A money cell comes with the sums that it stands in, and every fact with the findings that it takes part in. Find
    keys by SQL, for example: select line_key from fact_budget_line limit 5. The text is read from the raw document;
    when that is gone or has changed since the build, the rest is shown without it.
    """
    asked = " ".join(keys)
    place = _PLACE.fullmatch(asked)
    if not place and not _KEYS.fullmatch(asked):
        raise typer.BadParameter(f"{asked!r} is no key, no list of keys and no DOCUMENT:LINE.", param_hint="KEY")
    try:
        with open_published(warehouse) as connection:
            if place:
                explained = explain_line(connection, place["document"], int(place["line"]))
                found = [(f"{place['line']}", each) for each in explained]
            else:
                numbers = list(dict.fromkeys(re.findall(r"\d+", asked)))
                found = [(number, explain_fact(connection, _key(number))) for number in numbers]
    except NoWarehouseError as error:
        fail(str(error))
    for name, each in found:
        if each is not None:
            _print(name, each, raw)
    missing = [number for number, each in found if each is None]
    if missing:
        fail(
            f"{warehouse} has nothing with key {', '.join(missing)}. Give a line_key of fact_budget_line, an "
            "indicator_fact_key, a statement_key or a finding_key."
        )
    if not found and place:
        fail(f"{warehouse} has no document like {place['document']!r}. `gongkai status` lists what is there.")


def _key(number: str) -> int:
    """A key of the warehouse has 63 bits; a longer number is the key of nothing."""
    return int(number) if int(number) < 2**63 else -1


def _print(name: str, found: Explanation, raw: Path) -> None:
    output.print(f"{found.table} {name}", style="bold", highlight=False)
    output.print(_attributes(found))
    for each in found.sums:
        output.print(_sum(each), soft_wrap=True)
    if found.sums:
        output.print()
    lines = ", ".join(map(str, found.lines[:_SHOWN_LINES])) + (" …" if len(found.lines) > _SHOWN_LINES else "")
    word = "line" if len(found.lines) == 1 else "lines"
    output.print(f"Source: {found.source_uri}, {word} {lines}", soft_wrap=True, highlight=False, markup=False)
    for text in _source(found, raw):
        output.print(text, soft_wrap=True)
    for table in _ledger(found):
        output.print(table)
    for finding in found.findings:
        style = _STYLES[finding.severity]
        output.print(
            Text.assemble((f"{finding.severity} {finding.rule_code} ", style), finding.message), soft_wrap=True
        )


def _attributes(found: Explanation) -> Table:
    table = Table(show_header=False, box=SIMPLE, pad_edge=False)
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for name, value in found.attributes.items():
        if value is not None and NOT_APPLICABLE not in value:
            table.add_row(name, Text(value))
    return table


def _sum(found: Sum) -> Text:
    """A sum as one line, its difference marked.

    >>> from decimal import Decimal
    >>> _sum(Sum("row", ("合计", Decimal("3.00")), (("基本支出", Decimal("1.00")), ("项目", Decimal("1.50"))))).plain
    '一行之内：合计 3.00 ≠ 基本支出 1.00 + 项目 1.50，差 0.50'
    """
    name, amount = found.whole
    parts = " + ".join(f"{part} {value:,}" for part, value in found.parts)
    where = "一行之内" if found.law == "row" else "一栏之内"
    equal = not found.difference
    text = Text(f"{where}：{name} {amount:,} {'=' if equal else '≠'} {parts}")
    return text if equal else text.append(f"，差 {found.difference:,}", "bold red")


def _ledger(found: Explanation) -> Iterator[RenderableType]:
    if not found.ledger:
        return
    table = Table("line", "characters", "printed", "outcome", box=SIMPLE_HEAD, pad_edge=False)
    of_many = len({row.target_key for row in found.ledger}) > 1
    if of_many:
        table.add_column("fact", no_wrap=True)
    table.add_column("reason in the ledger", overflow="fold")
    for row in found.ledger:
        span = f"{row.source_start}-{row.source_end}"
        fact = [str(row.target_key) if row.target_key else ""] if of_many else []
        table.add_row(str(row.source_line), span, Text(row.printed), row.outcome, *fact, Text(row.reason or ""))
    yield table


def _source(found: Explanation, raw: Path) -> Iterator[Text]:
    """The lines of the raw text with what is marked, and those around a single one; or why they can not be shown."""
    try:
        source = read_source(raw, found.source_uri, found.sha256)
    except SourceGoneError as gone:
        yield Text(str(gone), style="yellow")
        return
    last = source.raw.count("\n") + 1
    if len(found.lines) == 1:
        (line,) = found.lines
        shown: Sequence[int] = range(max(1, line - _LINES_AROUND), min(last, line + _LINES_AROUND) + 1)
    else:
        shown = found.lines[:_SHOWN_LINES]
    for line in shown:
        if 1 <= line <= last:
            yield _marked(source, line, found.spans, is_meant=line in found.lines)


def _marked(source: SourceText, line: int, spans: Iterable[tuple[int, int]], *, is_meant: bool) -> Text:
    """One line with its spans marked, cut far from them; a line that only stands beside is dim."""
    start, end = source.line_span(line)
    inside = [(max(start, first), min(end, last)) for first, last in sorted(spans) if first < end and last > start]
    left = max(start, (inside[0][0] if inside else start) - _CONTEXT)
    right = min(end, (inside[-1][1] if inside else start) + _CONTEXT)
    text = Text(f"{line:>6} | " + ("… " if left > start else ""), style="" if is_meant else "dim")
    at = left
    for first, last in inside:
        text.append(source.raw[at:first]).append(source.raw[first:last], "bold reverse")
        at = last
    return text.append(source.raw[at:right] + (" …" if right < end else ""))
