"""From a text to the facts of its document, or to the reason why it has none."""

from __future__ import annotations

from pipelines.identity.gate import refuse
from pipelines.identity.kinds import recognise_kind, recognise_scope
from pipelines.identity.labels import read_labels, read_page_labels, read_published_on
from pipelines.identity.levels import recognise_region
from pipelines.identity.parts import find_part_title
from pipelines.identity.publishers import choose_publisher, find_unit_code
from pipelines.identity.segments import Segment, read_segments
from pipelines.identity.titles import Title, find_titles
from pipelines.identity.years import vote_year
from pipelines.model import DocumentFacts, Quarantine
from pipelines.reading.text import SourceText

#: A title stands at the top or nowhere (under a long menu of links at worst); the rest is read for labels only.
_HEAD, _TAIL, _PIECES, _MORE_PIECES = 12_000, 3_000, 120, 400


def recognise_document(source: SourceText, layout: str) -> DocumentFacts | Quarantine:
    r"""Who published what, for which year; a `Quarantine` when the text is no disclosure of a department or unit.

    Pure and total: any text gives one of the two, the same text always the same. Facts that the text does not state
    are empty: `fiscal_year` 0, `department` and `unit_code` "", `region` without code, `published_on` None.

    >>> facts = recognise_document(SourceText("某县教育局2022年度部门决算公开\n收入支出决算总表"), "plain")
    >>> facts.department, facts.fiscal_year, facts.document_kind, facts.scope
    ('某县教育局', 2022, 'final_account', 'department')
    """
    text = source.folded
    head = text[:_HEAD]
    segments = read_segments(head, _PIECES)
    titles = find_titles(segments, "".join(head.split()))
    if not any(title.complete and not title.heading for title in titles):
        segments = read_segments(head, _MORE_PIECES)
        titles = find_titles(segments, "".join(head.split()))
    if not any(title.complete and not title.heading for title in titles):
        titles += find_part_title(segments)
    labels = read_labels(text)
    refused = refuse(titles, labels, segments, text)
    if refused:
        return refused
    page = read_page_labels(head[:3_000])
    publisher = choose_publisher(titles, labels, page, segments, text)
    tail = text[max(len(head), len(text) - _TAIL) :]
    kind = recognise_kind(titles, text)
    year = vote_year(titles, text)
    published = read_published_on(head[:4_000], tail, year)
    if not year and published:
        # a budget comes out in its own year, a final account in the year after (预算法 第十四条)
        year = published.year - (kind == "final_account")
    scope = recognise_scope(titles, labels, publisher, text)
    region, level = recognise_region(publisher, titles, page, text)
    return DocumentFacts(
        title=_printed(titles, segments, source),
        document_kind=kind,
        fiscal_year=year,
        scope=scope,
        department=publisher.name if publisher else "",
        unit_code=find_unit_code(publisher, labels, text, scope) if publisher else "",
        region=region,
        admin_level=level,
        published_on=published,
        layout=layout,
    )


def _printed(titles: list[Title], segments: list[Segment], source: SourceText) -> str:
    """The document's own title as printed, without blanks and on one line; empty when none is printed."""
    best = next((t for t in titles if t.complete and not t.heading), None)
    if best is None:
        return ""
    pieces = segments[best.first : best.last + 1]
    printed = "".join(
        source.raw[at] for piece in pieces for at in range(piece.start, piece.end) if source.folded[at] != " "
    )
    return printed if len(printed) == len(best.text) else best.text
