"""Who accounts for which characters: spans of facts and claims, settled so that none overlap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from pipelines.model import BudgetLine, Claim, Indicator, Outcome, Statement
from pipelines.reading.numerals import TOKEN
from schemas.ledger import wordings

#: The ledger counts the digits 0-9 of folded text (so full-width ones and those of other scripts too), not ① or ².
DIGITS = re.compile("[0-9]")
_ASCII = frozenset("0123456789")
_SIGNED_TOKEN = re.compile(rf"[-+△▲负(]*(?:{TOKEN.pattern})[-)%]*")


class Span(NamedTuple):
    """Characters that somebody accounts for; `target` is the index of the fact."""

    start: int
    end: int
    outcome: Outcome
    reason: str
    target: int | None = None


_START, _PLACE = itemgetter(0), itemgetter(0, 1)


def spans_of_lines(lines: Sequence[BudgetLine]) -> list[Span]:
    """The printed amounts of money cells. A span is one token, whatever separators it was printed with."""
    told = wordings().placement
    return [
        Span(line.source_start, line.source_end, "budget_line", line.why or told[line.placement], index)
        for index, line in enumerate(lines)
    ]


def spans_of_indicators(indicators: Sequence[Indicator], folded: str) -> list[Span]:
    """The numbers that indicators account for, one span a token."""
    spans = []
    for index, indicator in enumerate(indicators):
        for start, end in indicator.tokens:
            spans += _tokens(folded, Span(start, end, "indicator", f"绩效指标：{indicator.name}", index))
    return spans


def spans_of_statements(statements: Sequence[Statement], folded: str) -> list[Span]:
    """The numbers that claims of running text account for, one span a token."""
    told = wordings().reasons["statement"]
    return [
        span
        for index, statement in enumerate(statements)
        for start, end in statement.tokens
        for span in _tokens(folded, Span(start, end, "statement", told, index))
    ]


def spans_of_claims(claims: Sequence[Claim], folded: str) -> list[Span]:
    """The numbers that forms claim, one span a token."""
    return list(chain.from_iterable(_tokens(folded, Span(c.start, c.end, c.outcome, c.reason)) for c in claims))


def settle_spans(ranks: Iterable[list[Span]], folded: str) -> list[Span]:
    """Gives spans in order of the text that hold a digit and overlap nowhere.

    Ranks come from the strongest to the weakest; inside a rank the span that begins earlier is stronger. A weaker
    span keeps what the stronger ones leave of it.

    >>> strong, weak = Span(2, 6, "budget_line", "", 0), Span(0, 9, "label", "编号")
    >>> [(span.start, span.end, span.outcome) for span in settle_spans([[strong], [weak]], "123456789")]
    [(0, 2, 'label'), (2, 6, 'budget_line'), (6, 9, 'label')]
    """
    settled: list[Span] = []
    length = len(folded)
    taken = bytearray(length)
    for rank in ranks:
        after = 0
        for span in sorted(rank, key=_PLACE):
            start, end = span.start, span.end
            if start < after or end > length:
                start, end = max(start, after), min(end, length)
            if start >= end:
                continue
            if taken.find(1, start, end) < 0 and start == span.start and end == span.end:  # nearly always
                if folded[end - 1] in _ASCII or DIGITS.search(folded, start, end):
                    settled.append(span)
            else:
                for first, last in _free(taken, start, end):
                    if DIGITS.search(folded, first, last):
                        settled.append(span._replace(start=first, end=last))
            taken[start:end] = b"\1" * (end - start)
            after = end
    settled.sort(key=_START)
    return settled


def _free(taken: bytearray, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches between two offsets that nobody has taken."""
    stretches: list[tuple[int, int]] = []
    while start < end:
        stop = taken.find(1, start, end)
        if stop < 0:
            stop = end
        if start < stop:
            stretches.append((start, stop))
        start = taken.find(0, stop, end)
        if start < 0:
            break
    return stretches


def _tokens(folded: str, span: Span) -> list[Span]:
    """One span a token; a lone token keeps the sign and brackets that it was claimed with."""
    start, end = span.start, span.end
    printed = folded[start:end] if 0 <= start <= end else ""
    if (printed.isdecimal() and printed.isascii()) or _SIGNED_TOKEN.fullmatch(printed):
        return [span]
    return [span._replace(start=match.start(), end=match.end()) for match in TOKEN.finditer(folded, start, end)]
