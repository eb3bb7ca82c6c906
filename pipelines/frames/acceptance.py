"""Whether a parsed document can become rows at all: the guard between one document and the whole warehouse.

`parse` promises all of this. A document that breaks a promise is refused with a reason, so that it can neither stop
a build nor put a wrong row beside right ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from operator import attrgetter

from pipelines.model import DocumentFacts, ParsedDocument, Quarantine
from schemas.vocabulary import codes

#: Money is DECIMAL(18,2), other numbers DECIMAL(20,4): both leave sixteen digits before the point.
_LIMIT = Decimal(10) ** 16

_LINE_CODES = (
    ("form", "form"),
    ("side", "side"),
    ("item", "item"),
    ("nature", "nature"),
    ("stage", "stage"),
    ("fund", "fund"),
    ("placement", "placement"),
)
_INDICATOR_CODES = (("form", "form"), ("horizon", "horizon"), ("comparator", "comparator"))
_STATEMENT_CODES = (("topic", "topic"),)
_STATEMENT_CODES_OR_NONE = (("stage", "stage"), ("base", "base"), ("share_of", "topic"))
_FACT_CODES = (("document_kind", "document_kind"), ("scope", "scope"))


def accept(document: ParsedDocument) -> DocumentFacts | Quarantine:
    """Gives the facts of a document whose every row can be stored, or the reason to keep it out of the warehouse."""
    if document.quarantine is not None:
        return document.quarantine
    if document.facts is None:
        return _defect("没有文档信息")
    if not document.facts.department.strip():
        return Quarantine(
            "no_publisher",
            "是预决算公开，但标题、封面和正文都没有公开部门（单位）的名称：请在文首补上印有名称的标题（如“某县教育局2023年度部门决算”）。",
        )
    problem = next(_problems(document, document.facts), None)
    return document.facts if problem is None else _defect(problem)


def _defect(problem: str) -> Quarantine:
    return Quarantine("parser_error", f"解析结果自相矛盾：{problem}。这是程序缺陷，请报告此文件。")


def _problems(document: ParsedDocument, facts: DocumentFacts) -> Iterator[str]:
    yield from _unknown_codes((facts,), _FACT_CODES)
    yield from _unknown_codes((facts,), (("admin_level", "admin_level"),), or_none=True)
    yield from _unknown_codes(document.lines, _LINE_CODES)
    yield from _unknown_codes(document.indicators, _INDICATOR_CODES)
    yield from _unknown_codes(document.statements, _STATEMENT_CODES)
    yield from _unknown_codes(document.statements, _STATEMENT_CODES_OR_NONE, or_none=True)
    yield from _unknown_codes(document.tables, (("form", "form"),), or_none=True)
    yield from _unknown_codes(document.marks, (("kind", "mark"),))
    yield from _values_out_of_range(document)
    yield from _repeated("文字标记", ((mark.kind, mark.source_start, mark.source_end) for mark in document.marks))
    yield from _repeated("金额单元格", ((line.source_start, line.source_end) for line in document.lines))
    yield from _repeated("绩效指标", ((row.source_start, row.horizon) for row in document.indicators))
    yield from _repeated("数字台账", (entry.source_start for entry in document.ledger))
    yield from _ledger_problems(document)


def _values_out_of_range(document: ParsedDocument) -> Iterator[str]:
    for line in document.lines:
        if not _is_storable(line.amount_yuan):
            yield f"第 {line.source_line} 行的金额 {line.printed} 超出可存范围"
    for row in document.indicators:
        for value in (row.target_value, row.actual_value, row.weight, row.score, row.full_score):
            if not _is_storable(value):
                yield f"第 {row.source_line} 行的数值 {value} 超出可存范围"
    for row in document.statements:
        figures = (row.amount_yuan, row.quantity, row.change_yuan, row.change_quantity, row.change_pct)
        if not all(map(_is_storable, (*figures, row.completion_pct, row.share_pct))):
            yield f"第 {row.source_line} 行的陈述 {row.text} 超出可存范围"


def _is_storable(value: Decimal | None) -> bool:
    return value is None or (value.is_finite() and abs(value) < _LIMIT)


def _ledger_problems(document: ParsedDocument) -> Iterable[str]:
    targets = {
        "budget_line": len(document.lines),
        "indicator": len(document.indicators),
        "statement": len(document.statements),
    }
    outcomes = _known("outcome")
    for entry in document.ledger:
        if entry.outcome not in outcomes:
            yield f"第 {entry.source_line} 行的去向 {entry.outcome!r} 不在词表中"
        limit = targets.get(entry.outcome)
        if limit is not None and (entry.target is None or not 0 <= entry.target < limit):
            yield f"第 {entry.source_line} 行的数字 {entry.printed} 指向不存在的{entry.outcome}"


def _unknown_codes(
    values: Sequence[object], fields: tuple[tuple[str, str], ...], *, or_none: bool = False
) -> Iterator[str]:
    for name, vocabulary in fields:
        found = set(map(attrgetter(name), values)) - _known(vocabulary)
        for code in sorted(found - {""} if or_none else found):
            yield f"{name} 的值 {code!r} 不在词表 {vocabulary} 中"


@cache
def _known(vocabulary: str) -> frozenset[str]:
    return frozenset(codes(vocabulary))


def _repeated(what: str, keys: Iterable[object]) -> Iterable[str]:
    seen: set[object] = set()
    for key in keys:
        if key in seen:
            yield f"{what}重复（位置 {key}）"
            return
        seen.add(key)
