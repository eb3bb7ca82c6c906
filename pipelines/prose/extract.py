"""Statements of a document: every quantity that its running text claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from pipelines.forms.extraction import Context
from pipelines.model import Project, Statement
from pipelines.prose.claims import read_claims
from pipelines.prose.comparisons import EARLIER_YEAR
from pipelines.prose.context import Surroundings
from pipelines.prose.drafts import Draft
from pipelines.prose.lexicon import Lexicon
from pipelines.prose.passages import Passage, read_passages
from pipelines.prose.wordings import units
from pipelines.reading.rows import Cell, Row
from pipelines.reading.text import SourceText

_MONEY = re.compile(r"\d[千万亿]?元")
#: Lines shorter than this without punctuation are no sentences.
_SCRAP = 20
_SENTENCE_SIGN = re.compile(r"[,。;:!?、]")
#: … also a point in the place of 。: 130万元.按科目分…
_SENTENCE_END = re.compile(r"[。!?]|\.(?<=[\u4e00-\u9fff%)]\.)(?!\d)")
_BREAKS = re.compile(r"[\r\n\f]+")
#: What opens parts behind an explanation.
_PARTS = re.compile(r"包括|其中")
#: Shorter names of projects are words of every text.
_SHORTEST_PROJECT = 4
#: Shorter cells of a form are words and targets, not sentences.
_CELL_TEXT = 30
#: What stands before a target's number.
_TARGET = re.compile(r"(?:[=<>≥≤]|[大小]于等于|不[少低高多]于)$")


def extract_statements(
    source: SourceText,
    rows: Sequence[Row],
    taken: AbstractSet[int],
    context: Context,
    projects: Sequence[str],
    printed: AbstractSet[str] = frozenset(),
) -> list[Statement]:
    """Gives one statement a claim and base from the rows that no table explains, in the order of the text.

    `rows` are all rows of `source`, `taken` the indexes of those that tables explain, `projects` the names of projects
    known from them, `printed` the functional codes that they show. Never raises; works in time linear in the text.

    >>> from pipelines.reading.lines import read_rows
    >>> source = SourceText("2023年“三公”经费预算6.2万元，较2022年持平。")
    >>> made = extract_statements(source, read_rows(source), set(), Context("budget", 2023), ())
    >>> [(s.topic, s.stage, s.amount_yuan, s.base, s.change_yuan) for s in made]
    [('three_public_total', 'budget', Decimal('62000.0'), 'previous_year', Decimal('0'))]
    """
    names = tuple(sorted({name for name in projects if len(name) >= _SHORTEST_PROJECT}))
    around = Surroundings(context.fiscal_year, context.stage, names, _project_lexicon(names), frozenset(printed))
    statements: list[Statement] = []
    for passage in read_passages(source, rows, taken):
        around.enter(passage)
        if around.in_glossary:
            continue
        if not _is_scrap(passage):  # most are: the broken tables' cells
            statements.extend([_statement(source, passage, draft) for draft in _read_passage(passage, around)])
        around.leave(passage)
    return statements


def extract_cell_statements(
    source: SourceText, rows: Sequence[Row], context: Context, projects: Mapping[int, str]
) -> list[Statement]:
    """Gives the claims of sentences that stand in cells of performance forms, in the order of the text.

    `projects` holds the rows of such forms by index, each with the name of the form's project or "". What the form
    states as a figure elsewhere is no claim of its own: the nothing of 导致预算执行数为0, the target of 数量≥8项.

    >>> from pipelines.reading.lines import read_rows
    >>> source = SourceText("立项依据 | 2022年预算派遣人员工资181.27万元，含管理费、社保费、住房公积金等各项费用。 |")
    >>> made = extract_cell_statements(source, read_rows(source), Context("budget", 2023), {0: "人员工资"})
    >>> [(s.topic, s.project.name if s.project else "", s.statement_year, s.amount_yuan) for s in made]
    [('project', '人员工资', 2022, Decimal('1812700.00'))]
    """
    statements: list[Statement] = []
    for index, project in projects.items():
        row = rows[index]
        texts = [cell for cell in row.filled if _is_sentences(cell)] if row.ruling != "text" else []
        if not texts:
            continue
        for passage in read_passages(source, [replace(row, cells=texts)], frozenset()):
            if _is_scrap(passage):
                continue
            around = Surroundings(context.fiscal_year, context.stage, (), None, project=project)
            around.enter(passage)
            statements.extend(
                _statement(source, passage, draft)
                for draft in _read_passage(passage, around)
                if draft.amount != 0 and not (draft.digits and _TARGET.search(passage.text[: draft.digits[0][0]]))
            )
    return statements


def _is_sentences(cell: Cell) -> bool:
    return (
        len(cell.key) >= _CELL_TEXT
        and _SENTENCE_SIGN.search(cell.key) is not None
        and any(char.isdigit() for char in cell.key)
    )


def _project_lexicon(names: Sequence[str]) -> Lexicon[str] | None:
    """Names as they stand in compact text; dashes vary in print."""
    forms = {}
    for name in names:
        bare = "".join(name.split()).replace('"', "").replace("“", "").replace("”", "")
        forms.setdefault(bare, name)
        forms.setdefault(bare.replace("——", "—"), name)
    return Lexicon({"project": forms}) if forms else None


def _read_passage(passage: Passage, around: Surroundings) -> Iterator[Draft]:
    text = passage.text
    pieces = list(_sentences(text, passage.body))
    for start, whole in pieces:
        explained = units().explaining.search(text, start, whole)
        # 基本支出700.00万元,是指…: the claim stands before the explanation
        end = explained.start() if explained is not None else whole
        if explained is not None and not _MONEY.search(text, start, end):
            continue
        drafts = read_claims(text, start, end, around)
        yield from drafts
        if explained is not None:
            yield from _claims_behind(text, explained.end(), whole, around)
        if not drafts:
            around.note_silent(text, start, end, passage, alone=len(pieces) == 1)


def _claims_behind(text: str, start: int, end: int, around: Surroundings) -> list[Draft]:
    """基本支出9万元,是指…,包括…等人员经费6万元: parts with amounts behind an explanation are claims."""
    money = _MONEY.search(text, start, end)
    opened = [found.start() for found in _PARTS.finditer(text, start, money.start())] if money else []
    return read_claims(text, opened[-1], end, around) if opened else []


def _is_scrap(passage: Passage) -> bool:
    """A piece of a broken table: a few words and a number without any sign of a sentence; money is a claim anyway."""
    text = passage.text
    return not passage.ordinal and len(text) < _SCRAP and not _SENTENCE_SIGN.search(text) and "元" not in text


def _sentences(text: str, start: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in _SENTENCE_END.finditer(text, start):
        if found.start() > at:
            yield at, found.start()
        at = found.end()
    if at < len(text):
        yield at, len(text)


def _without_breaks(text: str) -> str:
    """Text that was broken into lines, as one line; blanks at a break are the page's."""
    lines = _BREAKS.split(text)
    return "".join([line.strip(" \t") for line in lines]) if len(lines) > 1 else text


def _statement(source: SourceText, passage: Passage, draft: Draft) -> Statement:
    start, end = passage.offset(draft.start), passage.offset(draft.end - 1) + 1
    while start and source.folded[start - 1] in "\"'":  # the quotation mark that opens the name
        start -= 1
    subject = draft.subject
    return Statement(
        topic=subject.topic,
        text=_without_breaks(source.raw[start:end]),
        source_line=source.line_of(start),
        source_start=start,
        source_end=end,
        statement_year=draft.year,
        stage=draft.stage,
        amount_yuan=draft.amount,
        quantity=draft.quantity,
        unit=draft.unit or subject.label,
        base="" if draft.base == EARLIER_YEAR else draft.base,
        change_yuan=draft.change,
        change_quantity=draft.change_quantity,
        change_pct=draft.change_pct,
        completion_pct=draft.completion,
        share_pct=draft.share,
        share_of=draft.share_of,
        functional=subject.functional,
        economic=subject.economic,
        project=Project(subject.project) if subject.project else None,
        tokens=tuple((passage.offset(at), passage.offset(stop - 1) + 1) for at, stop in draft.digits),
    )
