"""Pieces of text as printed, and a word on every number in them that is no fact of its own."""

from __future__ import annotations

import re
from typing import Literal

from pipelines.forms.performance.alignment import FIGURES, kind_of
from pipelines.forms.performance.wrapped import WrappedCell, spans_of
from pipelines.model import Claim
from pipelines.reading.numerals import TOKEN
from pipelines.reading.rows import Cell
from pipelines.reading.text import SourceText

#: Numbers in running text that count nothing: ordinals of clauses, years and dates, numbers of documents.
_LABELS = re.compile(
    r"(?:(?<=[\s。;:>])|^)[(]?\d{1,2}(?:[)][、.]?|[、.](?!\d))"
    r"|(?<!\d)(?:19|20)\d\d\s?[-—至]\s?(?:19|20)\d\d\s?年"
    r"|(?<!\d)(?:19|20)\d\d\s?年(?:度)?(?:\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号])?)?"
    r"|(?<!\d)\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号])?"
    r"|[〔\[【(]\s?(?:19|20)\d\d\s?[〕\]】)]{1,2}\s?第?\d{1,5}\s?号"
    r"|(?:目标|指标|任务)\s?\d{1,2}\s?[:.、]"
    r"|第\s?\d{1,6}\s?[号次期条届]"
)
ClaimOutcome = Literal["attribute", "label", "unplaced"]
#: Longer texts are read to here only.
_TEXT_LIMIT = 50_000


def printed(source: SourceText, start: int, end: int) -> str:
    """The raw text between two offsets on one line: breaks inside a Chinese word go, other white space is one blank."""
    lines = [" ".join(line.split()) for line in source.raw[start:end].replace("\0", "").split("\n")]
    text = ""
    for line in filter(None, lines):
        joined = not text or (text[-1] > "\x7f" and line[0] > "\x7f")
        text += line if joined else " " + line
    return text


def tokens_in(source: SourceText, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of all numeric tokens between two offsets."""
    return [match.span() for match in TOKEN.finditer(source.folded, start, end)]


def claim_all(source: SourceText, cell: Cell, outcome: ClaimOutcome, reason: str) -> list[Claim]:
    """One claim for every numeric token of a cell."""
    spans = [token for start, end in spans_of(cell) for token in tokens_in(source, start, end)]
    return [Claim(start, end, outcome, reason) for start, end in spans]


def claim_leftover(source: SourceText, cell: Cell, reason: str) -> list[Claim]:
    """A figure that fits no column is unplaced; a text keeps its quantities open."""
    if kind_of(cell.key) in FIGURES:
        return claim_all(source, cell, "unplaced", reason)
    return claim_labels(source, cell)


def claim_labels(source: SourceText, cell: Cell) -> list[Claim]:
    """Claims for ordinals, dates and document numbers of a text cell; quantities stay open for who reads sentences."""
    found: list[Claim] = []
    for first, last in spans_of(cell):
        text = source.folded[first : min(last, first + _TEXT_LIMIT)]
        for match in _LABELS.finditer(text):
            spans = tokens_in(source, first + match.start(), first + match.end())
            found += [Claim(start, end, "label", "文字中的序号、日期或文号") for start, end in spans]
    return found


def print_cell(source: SourceText, cell: Cell) -> str:
    """The raw text of a cell; of one that is wrapped its lines, with nothing of the columns between."""
    return cell.text if isinstance(cell, WrappedCell) else printed(source, cell.start, cell.end)
