"""The ledger of one document: claimed spans first, then what is left of the text, token by token."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.ledger.laws import judge, judge_in_table
from pipelines.ledger.spans import (
    DIGITS,
    Span,
    settle_spans,
    spans_of_claims,
    spans_of_indicators,
    spans_of_lines,
    spans_of_statements,
)
from pipelines.model import BudgetLine, Claim, Indicator, LedgerEntry, Outcome, Statement
from pipelines.reading.numerals import TOKEN
from pipelines.reading.text import SourceText
from schemas.ledger import wordings


def build_ledger(
    source: SourceText,
    lines: Sequence[BudgetLine],
    indicators: Sequence[Indicator],
    claims: Sequence[Claim],
    table_lines: Sequence[range] = (),
    text_cells: Sequence[range] = (),
    statements: Sequence[Statement] = (),
) -> tuple[LedgerEntry, ...]:
    """Gives every numeric token of a text exactly once, in order, with what became of it and why.

    Money cells come before indicators, indicators before statements, all before claims; what nobody claims is judged
    by its context (`laws`). Inside `table_lines` (1-based lines of recognised tables) only words at the number itself
    can make it a label (2023年预算数, 公开02表); any other token that nobody claimed is `unplaced`. Inside `text_cells`
    (lines of forms whose cells hold sentences: 项目概述, 立项依据) a quantity that nobody claimed is an `attribute` of
    its form. An amount without a digit is no token. Works in time linear in the text.

    >>> text = SourceText("2023年“三公”经费预算6.2万元，见附件1")
    >>> [(entry.printed, entry.outcome, entry.reason) for entry in build_ledger(text, (), (), ())]
    [('2023', 'label', '年份'), ('6.2', 'unplaced', '正文金额：未构成陈述'), ('1', 'label', '图表或附件编号')]
    """
    folded, raw, starts = source.folded, source.raw, source.line_starts
    spans = settle_spans(
        (
            spans_of_lines(lines),
            spans_of_indicators(indicators, folded),
            spans_of_statements(statements, folded),
            spans_of_claims(claims, folded),
        ),
        folded,
    )
    in_table = _table_flags(table_lines, len(starts))
    in_text_cell = _table_flags(text_cells, len(starts))
    entries: list[LedgerEntry] = []
    line, last = 1, len(starts)
    phrase_end, phrase_reason = 0, ""
    for start, end, limit, span in _pieces(folded, spans):
        while line < last and starts[line] <= start:
            line += 1
        if span is not None:
            entries.append(LedgerEntry(line, start, end, raw[start:end], span.outcome, span.reason, span.target))
            continue
        outcome: Outcome
        if start < phrase_end:
            outcome, reason = "label", phrase_reason
        else:
            law = judge_in_table if in_table[line] else judge
            outcome, reason, phrase_end = law(folded, start, end, starts[line - 1], limit)
            phrase_reason = reason
            if outcome == "unplaced" and in_text_cell[line]:
                outcome, reason = "attribute", wordings().reasons["text_cell"]
        entries.append(LedgerEntry(line, start, end, raw[start:end], outcome, reason))
    return tuple(entries)


def _pieces(folded: str, spans: list[Span]) -> Iterator[tuple[int, int, int, Span | None]]:
    """Claimed spans and, between them, bare tokens: start, end, where the text that is free ends, the span."""
    at = 0
    for span in spans:
        start = span.start
        if DIGITS.search(folded, at, start):  # hardly ever: amounts stand beside each other
            for token in TOKEN.finditer(folded, at, start):
                yield token.start(), token.end(), start, None
        at = span.end
        yield start, at, at, span
    for token in TOKEN.finditer(folded, at):
        yield token.start(), token.end(), len(folded), None


def _table_flags(table_lines: Sequence[range], count: int) -> bytearray:
    """For every 1-based line whether it belongs to a recognised table."""
    flags = bytearray(count + 1)
    for lines in table_lines:
        first, after = max(lines.start, 1), min(lines.stop, count + 1)
        if first < after:
            flags[first:after] = b"\1" * (after - first)
    return flags
