"""`gongkai check`: what does not add up, with the lines that it stands on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from pipelines.cli.options import RawOption, WarehouseOption, fail, output
from pipelines.cli.tables import severities_table
from pipelines.intake.source import SourceGoneError, read_source
from pipelines.warehouse.findings import (
    CheckedDocument,
    Finding,
    find_documents,
    read_findings,
    read_outcomes,
    read_severities,
)
from pipelines.warehouse.reader import NoWarehouseError, open_published
from pipelines.warehouse.workspace import DEFAULT_RAW, DEFAULT_WAREHOUSE

#: A spilled or glued line can be very long: this much of it is shown.
_SHOWN_CHARACTERS = 120
#: A sum over a whole table stands on many lines: this many of them are shown.
_SHOWN_LINES = 6
_STYLES = {"error": "bold red", "warning": "yellow", "info": "dim"}


def check(
    document: Annotated[
        str, typer.Argument(metavar="[DOCUMENT]", help="Part of a file name or department, or the start of a hash.")
    ] = "",
    raw: RawOption = DEFAULT_RAW,
    warehouse: WarehouseOption = DEFAULT_WAREHOUSE,
    *,
    rounding: Annotated[bool, typer.Option("--rounding", help="Show what is information only as well.")] = False,
) -> None:
    """Show what does not add up in a document, gravest first, each with the lines that it stands on.

    Without a document, all of them are shown. Findings that repeat another stand below it. Exit status 0 says that
    the documents were shown, not that they are right.
    """
    try:
        with open_published(warehouse) as connection:
            documents = find_documents(connection, document)
            found = {d.document_key: read_findings(connection, d.document_key) for d in documents}
            outcomes = {d.document_key: read_outcomes(connection, d.document_key) for d in documents}
            severities = read_severities(connection)
    except NoWarehouseError as error:
        fail(str(error))
    if not documents:
        fail(f"{warehouse} has no document like {document!r}. `gongkai status` lists what is there.")
    for one in documents:
        _print_document(one, found[one.document_key], outcomes[one.document_key], raw, rounding=rounding)
    if not document:
        output.print(severities_table(severities))


def _print_document(
    document: CheckedDocument, findings: Sequence[Finding], outcomes: dict[str, int], raw: Path, *, rounding: bool
) -> None:
    output.print(
        f"{document.department} {document.fiscal_year} ({document.source_uri})",
        style="bold",
        highlight=False,
        markup=False,
    )
    shown = [finding for finding in findings if rounding or finding.severity != "info"]
    counts = ", ".join(f"{number} {outcome.replace('_', ' ')}" for outcome, number in sorted(outcomes.items()))
    output.print(f"Rules: {counts}", highlight=False)
    if not shown:
        output.print("Nothing to report.\n", highlight=False)
        return
    lines = _source_lines(document, raw)
    roots = {finding.finding_key for finding in shown}
    for finding in shown:
        if finding.root_key not in roots:
            _print_finding(finding, lines)
            for other in shown:
                if other.root_key == finding.finding_key:
                    output.print(Text(f"    ↳ {other.rule_code} {other.message}", style="dim"), soft_wrap=True)
    output.print()


def _print_finding(finding: Finding, lines: Sequence[str]) -> None:
    diagnosis = f" [{finding.diagnosis}]" if finding.diagnosis else ""
    head = Text(f"{finding.severity} {finding.rule_code}{diagnosis} ", style=_STYLES[finding.severity])
    output.print(head + Text(finding.message, style="default"), soft_wrap=True)
    for number in finding.source_lines[:_SHOWN_LINES]:
        if number <= len(lines) and (text := lines[number - 1].strip()):
            cut = text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + " …"
            output.print(Text(f"{number:>8} | {cut}", style="dim"), soft_wrap=True)


def _source_lines(document: CheckedDocument, raw: Path) -> list[str]:
    """The lines of the raw text; none when it is gone or has changed since the build."""
    try:
        return read_source(raw, document.source_uri, document.sha256).raw.split("\n")
    except SourceGoneError:
        return []
