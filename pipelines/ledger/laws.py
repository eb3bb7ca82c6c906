"""What a bare number is, told from the characters beside it: a label of a known kind, or nothing yet.

The order is the law: what only looks like a label must not take a quantity. So the word 第 and shapes that are
beyond doubt (a date, a document number) come first, then units, then the words that announce a label, then the place
in the line. Every look-around is bounded: the cost of a token does not depend on the length of its line.
"""

from __future__ import annotations

import re

from pipelines.ledger.shapes import (
    ANNOUNCED,
    BODY,
    CHUNK,
    COMBINED,
    CURRENCY,
    HAS_WORD,
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
#: A word that says something of a number ends at most so many characters before it.
_WORD_WITHIN = 6
_REASONS = wordings().reasons
_ANNOUNCEMENTS = wordings().announcements
#: Labels that need no running text around them; ordinals of lists, page numbers and quoted numbers do.
_LAWS_IN_TABLES = (
    *("year", "date", "quarter", "document_number", "house_number", "number", "ordinal_word", "subject_code"),
    *("unit_code", "identifier", "phone", "table_number", "column", "room", "model", "hotline"),
)
_REASONS_IN_TABLES = frozenset(_REASONS[law] for law in _LAWS_IN_TABLES) | frozenset(
    each.reason for each in _ANNOUNCEMENTS if not each.followed_by
)
#: Lists longer than 999 items, and 1.2.3.4.5, are none.
_LONGEST_ORDINAL = 3
#: A list item begins a line or follows one of these; a digit ends a claimed amount glued to the next item.
_BEFORE_ITEM = frozenset('。;:!?》)]"|\t.·□\f')
_CELL_ENDS = ("", "|", "\t", "\r", "\n")
_BLANK = " \r\f"

_Verdict = tuple[Outcome, str, int]


def judge(text: str, start: int, end: int, line_start: int, limit: int) -> _Verdict:
    """Gives outcome and reason of the token `text[start:end]`, and where the phrase it belongs to ends.

    `text` is folded; `line_start` is where the token's line begins; nothing at or after `limit` is free text.

    >>> text = "根据通政发〔2022〕6号，保障22名人员"
    >>> judge(text, 6, 10, 0, len(text)), judge(text, 16, 18, 0, len(text))
    (('label', '文件编号', 13), ('unplaced', '正文数量：未构成陈述', 18))
    """
    limit = min(limit, end + _AFTER)
    before = text[max(line_start, start - _BEFORE) : start]
    bare = before.rstrip(_BLANK)
    if bare.endswith("第"):
        return _label("ordinal_word", _ordinal_end(text, end, limit))
    after = text[end : min(end + 6, limit)].lstrip(" \r\n\f")[:1]
    if after in SHAPE_NEXT:
        shape = SHAPE.match(text, start, limit)
        if shape is not None and (law := _confirmed(shape.lastgroup or "", before)):
            return _label(law, shape.end())
    if _is_lone(text, end, limit, bare):
        return _label("row_number", end) if _is_row_number(text, start, end, line_start) else _unplaced("lone", end)
    if after in UNIT_NEXT:
        unit = QUANTITY.match(text, end, limit)
        if unit is not None:
            if _THRESHOLD.match(text, unit.end(), limit):  # 单价100万元(含)以上的设备: a bound, not an amount
                return _label("threshold", end)
            return _unplaced(unit.lastgroup or "count", end)
    worded = HAS_WORD.search(before, max(len(before) - _WORD_WITHIN, 0)) is not None
    if worded and CURRENCY.search(before):
        return _unplaced("money", end)
    return (
        (_by_announcement(text, start, end, before, limit) if worded else None)
        or _by_list_position(text, start, end, bare, limit)
        or _by_name(text, start, end, before if worded else "", limit)
        or _by_body(text, start, end, bare, limit)
        or _unplaced("count" if LATE_UNIT.match(text, end, limit) else "unknown", end)
    )


_THRESHOLD = re.compile(r"\s?(?:\(含\))?\s?(?:及|或)?(?:以上|以下|以内)(?!均)")


def judge_in_table(text: str, start: int, end: int, line_start: int, limit: int) -> _Verdict:
    """Gives the same of a token in a recognised table that nobody claimed.

    Only words at the number itself make it a label there (2023年预算数, 公开02表, 电话 …); everything else is a hole in
    the table's reading, and says so.

    >>> judge_in_table("公开02表", 2, 4, 0, 5), judge_in_table("合计 | 5", 5, 6, 0, 6)
    (('label', '表号', 5), ('unplaced', '表内数字：未能归入任何栏目', 6))
    """
    verdict = judge(text, start, end, line_start, limit)
    return verdict if verdict[1] in _REASONS_IN_TABLES else _unplaced("table", end)


def _is_lone(text: str, end: int, limit: int, bare: str) -> bool:
    """A number that fills its line or its cell."""
    return (not bare or bare[-1] in "|\t≥≤<>=") and (end == limit or text[end : end + 2].lstrip(" ")[:1] in "|\t\r\n")


_FIRST_CELL = re.compile(r"[ \t]{0,4}(序\s?号|\d{1,3})[ \t]{0,4}[|\t]", re.ASCII)
#: No line of a list of names is longer; the line above is looked for no further.
_LINE_ABOVE = 200


def _is_row_number(text: str, start: int, end: int, line_start: int) -> bool:
    """The first cell of a list: below 序号, or one more than the first cell above it."""
    if end - start > _LONGEST_ORDINAL or not text[start:end].isdigit():
        return False
    if not line_start or start - line_start > _LINE_ABOVE or text[line_start:start].strip(" "):
        return False
    if not re.match(r"\s*[|\t]\s*[一-龥]", text[end : end + 12]):
        return False
    above = text.rfind("\n", max(0, line_start - _LINE_ABOVE), line_start - 1) + 1
    cell = _FIRST_CELL.match(text, above) if above or line_start <= _LINE_ABOVE else None
    return cell is not None and (not cell[1].isdigit() or int(cell[1]) + 1 == int(text[start:end]))


def _label(law: str, end: int) -> _Verdict:
    return "label", _REASONS[law], end


def _unplaced(law: str, end: int) -> _Verdict:
    return "unplaced", _REASONS[law], end


_ORDINAL_RANGE = re.compile(
    r"(?:\s?[-—~至到、]\s?第?\s?\d{1,4}){1,4}(?![\d.万亿元])|\s?页\s?[,/]?\s?共\s?\d{1,4}\s?页", re.ASCII
)


def _ordinal_end(text: str, end: int, limit: int) -> int:
    """第1-3项, 第5、6条, 第2页共10页: the ordinals after the first belong to it."""
    more = _ORDINAL_RANGE.match(text, end, limit)
    return more.end() if more else end


def _shape(law: str, before: str, *, wanted: bool = True) -> tuple[str, re.Pattern[str], bool]:
    return law, re.compile(before), wanted


#: Shapes that what stands before them must confirm, or (False) may deny; the others are the law of their own name.
_CONFIRMED_SHAPES = {
    "clock": _shape("time", r"(?:[午晚晨早]|[日号]|时间|:\d\d\s?[-—~至到]+)[:\s]{0,2}$"),
    "day": _shape("date", r"(?:月|月\s?\d{1,2}\s?日?\s?[-—~至到、]+|[日号]\s?[-—~至到]+|截[至止]到?)\s?$"),
    "month": _shape("date", r"[期限满共约近达逾超]\s?$", wanted=False),
    "class_code": _shape("subject_code", ""),
    "group_code": _shape("subject_code", r"类\)[^\d()\n]{0,20}\($"),
    "item_code": _shape("subject_code", r"款\)[^\d()\n]{0,20}\($"),
    "house": _shape("house_number", r"[路街道巷弄村里园]\s?$"),
    "table": _shape("table_number", r"(?:公开|预算|决算|财[预决政]|批[复表]|附|表|^\s*)[^\d\n]{0,3}$"),
    "page": _shape("page", r"[^\s—-]", wanted=False),
    "unit_code": _shape("unit_code", r"(?:^|[: |\t])$"),
    "quoted": _shape("name", r"[\"《]$"),
    "ordinal_year": _shape("ordinal_and_year", r"(?:^|[。;:!?》)\]\"|\t、])\s*$"),
}
_DOCUMENT_BEFORE = ("令", "字", "发", "函", "〕", "]", ")", "】")


def _confirmed(shape: str, before: str) -> str | None:
    """The law of a shape; None where the characters before the token speak against it."""
    law, pattern, wanted = _CONFIRMED_SHAPES.get(shape, (shape, None, True))
    if pattern is None or (pattern.search(before) is not None) is wanted:
        return law
    if shape == "house":  # …号 is a number of something, whatever stands before it
        return "document_number" if before.endswith(_DOCUMENT_BEFORE) else "number"
    return None


def _by_announcement(text: str, start: int, end: int, before: str, limit: int) -> _Verdict | None:
    """电话：0722-3286826: a word before the number says what it is."""
    found = ANNOUNCED.search(before)
    if found is None:
        return None
    announced = _ANNOUNCEMENTS[int((found.lastgroup or "a0")[1:])]
    fewest, most = announced.digits
    chunk = (CHUNK if most > _SHORT else SHORT_CHUNK).match(text, start, limit)
    stop = chunk.end() if chunk else end
    if stop <= end and not (text[start:end].isdigit() and fewest <= end - start <= most):
        return None
    if announced.reason == _REASONS["year"] and text[start : start + 2] not in ("19", "20"):
        return None
    if announced.followed_by and stop < limit and not re.match(announced.followed_by, text[stop : stop + 2]):
        return None
    return "label", announced.reason, stop


def _by_list_position(text: str, start: int, end: int, bare: str, limit: int) -> _Verdict | None:
    """1.  2、 (3) 4) at the beginning of a line, a cell or a sentence."""
    found = LIST_MARK.match(text, end, limit)
    if found is None or end - start > _LONGEST_ORDINAL:
        return None
    mark, opened = found[1], bare.endswith("(")
    lead = bare[:-1].rstrip(_BLANK) if opened else bare
    if mark == ")":  # (3) that fills a cell is an amount below zero
        is_item = text[found.end() : limit].lstrip(" ")[:1] not in _CELL_ENDS and _begins_item(lead)
    elif opened:
        is_item = False
    elif mark == ".":  # 项目R 2.中央…, 一、1.基本…: items run on in a line
        is_item = _begins_item(lead) or lead[-1] in ",、" or text[start - 1].isspace() or lead[-1].isdigit()
    else:
        is_item = _begins_item(lead) or lead[-1].isdigit()
    return _label("list_ordinal", end) if is_item else None


def _begins_item(lead: str) -> bool:
    return not lead or lead[-1] in _BEFORE_ITEM


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


#: Codes of budget units: a department's, its unit's, a unit's below it.
_UNIT_CODES = (3, 6, 9)


def _by_body(text: str, start: int, end: int, bare: str, limit: int) -> _Verdict | None:
    """301001某县公安局 at the beginning of a line or a cell: a unit's code before its name."""
    if bare and bare[-1] not in "|\t:":
        return None
    is_code = end - start in _UNIT_CODES and text[start:end].isdigit() and BODY.match(text, end, limit) is not None
    return _label("unit_code", end) if is_code else None
