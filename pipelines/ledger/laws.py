"""What a bare number is, told from the characters beside it: a label of a known kind, or nothing yet.

The order is the law: what only looks like a label must not take a quantity. So the word 第 and shapes that are
beyond doubt (a date, a document number) come first, then units, then the words that announce a label, then the place
in the line. Every look-around is bounded: the cost of a token does not depend on the length of its line.
"""

from __future__ import annotations

import re

from pipelines.ledger.shapes import (
    ANNOUNCED,
    CHUNK,
    COMBINED,
    CURRENCY,
    HOTLINE,
    LATE_UNIT,
    LIST_MARK,
    NAME,
    QUANTITY,
    SHAPE,
    SHAPE_NEXT,
    SHORT_CHUNK,
    UNIT_NEXT,
    YEAR_BEFORE_WORD,
)
from pipelines.model import Outcome
from schemas.ledger import wordings

#: Announced numbers of so few digits are the numbers of tables and items.
_SHORT = 4
#: How many characters before and after a token are looked at.
_BEFORE, _AFTER = 24, 64
_REASONS = wordings().reasons
_ANNOUNCEMENTS = wordings().announcements
#: Lists longer than 999 items, and 1.2.3.4.5, are none.
_LONGEST_ORDINAL = 3
#: A list item begins a line or follows one of these; a digit ends a claimed amount glued to the next item.
_BEFORE_ITEM = frozenset("。;:!?》)]\"|\t、,.·\f")
_BLANK = " \r\f"

_Verdict = tuple[Outcome, str, int]


def judge(text: str, start: int, end: int, line_start: int, limit: int) -> _Verdict:
    """Gives outcome and reason of the token `text[start:end]`, and where the phrase it belongs to ends.

    `text` is folded; `line_start` is where the token's line begins; nothing at or after `limit` is free text.

    >>> text = "根据通政发〔2022〕6号，保障22名人员"
    >>> judge(text, 6, 10, 0, len(text)), judge(text, 16, 18, 0, len(text))
    (('label', '文件编号', 13), ('unplaced', '正文数量：语句尚未提取', 18))
    """
    limit = min(limit, end + _AFTER)
    before = text[max(line_start, start - _BEFORE) : start]
    bare = before.rstrip(_BLANK)
    if bare.endswith("第"):
        return _label("ordinal_word", _ordinal_end(text, end, limit))
    after = text[end : min(end + 6, limit)].lstrip(" \r\n")[:1]
    if after in SHAPE_NEXT:
        shape = SHAPE.match(text, start, limit)
        if shape is not None and (law := _confirmed(shape.lastgroup or "", before)):
            return _label(law, shape.end())
    if _is_lone(text, end, limit, bare):
        return _unplaced("lone", end)
    if after in UNIT_NEXT:
        unit = QUANTITY.match(text, end, limit)
        if unit is not None:
            return _unplaced(unit.lastgroup or "count", end)
    if CURRENCY.search(before):
        return _unplaced("money", end)
    return (
        _by_announcement(text, start, end, before, limit)
        or _by_list_position(text, start, end, bare, limit)
        or _by_name(text, start, end, before, limit)
        or _unplaced("count" if LATE_UNIT.match(text, end, limit) else "unknown", end)
    )


def _is_lone(text: str, end: int, limit: int, bare: str) -> bool:
    """A number that fills its line or its cell."""
    return (not bare or bare[-1] in "|\t≥≤<>=") and (end == limit or text[end : end + 2].lstrip(" ")[:1] in "|\t\r\n")


def _label(law: str, end: int) -> _Verdict:
    return "label", _REASONS[law], end


def _unplaced(law: str, end: int) -> _Verdict:
    return "unplaced", _REASONS[law], end


_ORDINAL_RANGE = re.compile(r"(?:\s?[-—~至到、]\s?第?\s?\d{1,4}){1,4}(?![\d.万亿元])", re.ASCII)


def _ordinal_end(text: str, end: int, limit: int) -> int:
    """第1-3项, 第5、6条: the ordinals after the first belong to it."""
    more = _ORDINAL_RANGE.match(text, end, limit)
    return more.end() if more else end


_CLOCK_BEFORE = re.compile(r"(?:[午晚晨早间]|[日号]|时间|\d[-—~至到])[:\s]{0,2}$")
_DAY_BEFORE = re.compile(r"(?:月|[日\d][-—~至到、]|截[至止])\s?$")
_PERIOD_BEFORE = re.compile(r"[期限满共约近达逾超]\s?$")
_CLASS_BEFORE = re.compile(r"(?:[类款]\)|\d{3}类\)?)[^\d()\n]{0,20}\($")
_ADDRESS_BEFORE = re.compile(r"[路街道巷弄村里园]\s?$")
_TABLE_BEFORE = re.compile(r"(?:公开|预算|决算|财[预决政]|批[复表]|附|表|^\s*)[^\d\n]{0,3}$")
_QUOTE_BEFORE = re.compile(r'["《]$')


def _confirmed(shape: str, before: str) -> str | None:
    """The law of a shape; None where the characters before the token speak against it."""
    law = _SHAPE_LAWS.get(shape, shape)
    if shape == "clock":
        return law if _CLOCK_BEFORE.search(before) else None
    if shape == "day":
        return law if _DAY_BEFORE.search(before) else None
    if shape == "month":
        return None if _PERIOD_BEFORE.search(before) else law
    if shape in ("item_code", "group_code"):
        return law if _CLASS_BEFORE.search(before) else None
    if shape == "house" and not _ADDRESS_BEFORE.search(before):
        return "document_number" if before.endswith(("令", "字", "发", "函", "〕", "]", ")")) else "number"
    if shape == "table":
        return law if _TABLE_BEFORE.search(before) else None
    if shape == "page":
        return None if before.strip(_BLANK + "\t-—") else law
    if shape == "unit_code":
        return law if before[-1:] in ("", ":", " ", "|", "\t") else None
    if shape == "quoted":
        return law if _QUOTE_BEFORE.search(before) else None
    if shape == "ordinal_year":
        return law if _begins_item(before.rstrip()) else None
    return law


#: Several shapes of one law; a shape that is not listed is the law of its own name.
_SHAPE_LAWS = {
    "clock": "time",
    "day": "date",
    "month": "date",
    "class_code": "subject_code",
    "group_code": "subject_code",
    "item_code": "subject_code",
    "house": "house_number",
    "table": "table_number",
    "quoted": "name",
    "ordinal_year": "ordinal_and_year",
}


def _by_announcement(text: str, start: int, end: int, before: str, limit: int) -> _Verdict | None:
    """电话：0722-3286826: a word before the number says what it is."""
    found = ANNOUNCED.search(before)
    if found is None:
        return None
    announced = _ANNOUNCEMENTS[int((found.lastgroup or "a0")[1:])]
    chunk = (CHUNK if announced.most > _SHORT else SHORT_CHUNK).match(text, start, limit)
    stop = chunk.end() if chunk else end
    if stop <= end and not (text[start:end].isdigit() and announced.fewest <= end - start <= announced.most):
        return None
    if announced.reason == _REASONS["year"] and text[start : start + 2] not in ("19", "20"):
        return None
    if announced.followed_by and stop < limit and not re.match(announced.followed_by, text[stop : stop + 2]):
        return None
    return "label", announced.reason, stop


def _begins_item(bare: str) -> bool:
    return not bare or bare[-1] in _BEFORE_ITEM


def _by_list_position(text: str, start: int, end: int, bare: str, limit: int) -> _Verdict | None:
    """1.  2、 (3) 4) at the beginning of a line or sentence."""
    found = LIST_MARK.match(text, end, limit)
    if found is None or end - start > _LONGEST_ORDINAL:
        return None
    mark, opened = found[1], bare.endswith("(")
    if opened and mark != ")":
        return None
    lead = bare[:-1].rstrip() if opened else bare
    if _begins_item(lead) or (lead[-1:].isdigit() and mark != ")"):
        return _label("list_ordinal", end)
    # 年度工作任务1、加强…, 部门预算项目R 2.中央…: items run on in a line; a count would have its unit before the mark
    runs_on = text[start:end] == "1" or (text[start - 1 : start].isspace() and found.end() == end + 1)
    return _label("list_ordinal", end) if runs_on and mark != ")" else None


def _by_name(text: str, start: int, end: int, before: str, limit: int) -> _Verdict | None:
    """12345热线, 32寸, W-07, http://…/202302/: the number is part of a name."""
    if HOTLINE.match(text, start, limit):
        return _label("hotline", end)
    if COMBINED.match(text, max(start - 1, 0), limit) or COMBINED.match(text, start, limit):
        return _label("name", end)
    found = NAME.search(before)
    if found is not None:
        return _label(found.lastgroup or "identifier", end)
    return _label("year", end) if YEAR_BEFORE_WORD.match(text, start, limit) else None
