"""All glued forms of a document: found, cut into parts, each part read by its law."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from pipelines.forms.extraction import Context, Extraction
from pipelines.forms.glued.fields import read_fields
from pipelines.forms.glued.funds import read_funds
from pipelines.forms.glued.indicators import read_indicators
from pipelines.forms.glued.project_money import read_measurement, read_purchase, read_sources
from pipelines.forms.glued.projects import read_projects
from pipelines.forms.glued.regions import Region, find_regions, split_parts
from pipelines.forms.glued.sheet import Sheet
from pipelines.model import Claim
from pipelines.reading.rows import Row
from pipelines.reading.text import SourceText


def extract_glued(
    rows: Sequence[Row], source: SourceText, context: Context, taken: AbstractSet[int] = frozenset()
) -> Extraction:
    r"""Gives the facts of every glued performance form among the rows that are not `taken`; never raises.

    Numbers of running text inside a form (duties, tasks, reasons, measuring basis) are left unclaimed; a number that a
    form's own columns hold and no law can cut is claimed `unplaced` with the form's title.

    >>> from pipelines.reading.lines import read_rows
    >>> text = "项目申报表\n单位:万元\n项目名称窗口服务项目编码1\n单位地址编钟大道8号\n项目总预算169.73项目当年预算169"
    >>> source = SourceText(text)
    >>> found = extract_glued(read_rows(source), source, Context("budget", 2023))
    >>> [(line.item, line.printed, str(line.amount_yuan), line.placement) for line in found.lines]
    [('project_total', '169.73', '1697300.00', 'printed'), ('project', '169', '1690000', 'printed')]
    """
    found = Extraction()
    for region in find_regions(rows, source, taken):
        found.add(_read(region, context))
    return found


def _read(region: Region, context: Context) -> Extraction:
    sheet = Sheet(region, context)
    sheet.found.taken |= set(range(region.first, region.last))
    parts = split_parts(region.run)
    read_fields(sheet, parts)
    projects = None
    for part in parts:
        if part.reads == "funds":
            projects = read_funds(sheet, part)
        elif part.reads == "projects":
            read_projects(sheet, part, projects)
        elif part.reads == "sources":
            read_sources(sheet, part)
        elif part.reads == "measurement":
            read_measurement(sheet, part)
        elif part.reads == "purchase":
            read_purchase(sheet, part)
    read_indicators(sheet, parts)
    _settle_claims(sheet.found)
    return sheet.found


def _settle_claims(found: Extraction) -> None:
    """Drops what was left unplaced by one law and explained by another: every number has one claim."""
    facts = [(line.source_start, line.source_end) for line in found.lines]
    facts += [span for row in found.indicators for span in row.tokens]
    taken = {at for start, end in facts for at in range(start, end)}
    kept: list[Claim] = []
    for claim in sorted(found.claims, key=lambda claim: (claim.outcome == "unplaced", claim.start)):
        place = range(claim.start, claim.end)
        if taken.isdisjoint(place):
            kept.append(claim)
            taken.update(place)
    found.claims = sorted(kept, key=lambda claim: claim.start)
