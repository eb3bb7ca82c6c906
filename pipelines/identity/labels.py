"""What the text names under a label: 部门, 预算单位, 部门(单位)名称, 发布机构, 发布日期."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from pipelines.identity.names import clean_name, is_name
from pipelines.identity.wordings import load_wordings

#: Labels far down repeat those above; more than this is never read (keeps a text of one endless line cheap).
_REACH = 300_000
_MOST = 4_000
_COVER_REACH = 3_000
#: In a unit's tables it is the department above; in a department's its own name.
_PARENT, _NAME = "主管部门", "名称"
_CELL_ENDS = (" ", "|", "\t", "\n")
#: A signature's date stands on a line of its own at the very end, or on the cover.
_SIGNATURE = 400
_CELL_LABEL = re.compile(r"(?:部门|单位)(?:\((?:单位|部门)\))?$")
_LINE_END = re.compile(r"[\n|\t\r]")
_VALUE = re.compile(r"[ \t|]*\n?[ \t|]*\n?[ \t|]*([^\n|\t,;。]{2,60})")
_VALUE_END = re.compile(r" {2,}| (?:金额)?单位| ?\(?金额单位| ?单位:|部门支出预算数|20\d\d年|年度:| ?填报日期| ?公开")
_STANDALONE_DATE = re.compile(r"\n[ |]*(20\d\d) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2}) ?日?[ |]*(?=\n|$)")
#: On a cover; elsewhere a number alone is an amount.
_GLUED_DATE = re.compile(r"\n[ |]*(20\d\d)年?(\d{3,4})日?[ |]*(?=\n|$)")
_SOURCE_DATE = re.compile(
    r"(?:来源|发布|时间(?<![制报表送]时间)|日期(?<![制报表送]日期))[^\n]{0,40}?(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})"
)
#: A page prints its own date with the hour, or before its source and its counter.
_PAGE_DATE = re.compile(
    r"(20(?<!\d20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?[ |]*"
    r"(?:\d{1,2}[:时]\d{2}|(?:信息|文章)?来源|作者|浏览|阅读|点击|访问)"
)


#: How sure a label is of whose document it is: the cover's own, a table's, the web page's.
COVER, TABLE, PAGE = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Labelled:
    """A body named under a label. `strength` is `COVER`, `TABLE` or `PAGE`; `on_cover` when it opens the document."""

    label: str
    name: str
    code: str
    at: int
    strength: int

    @property
    def on_cover(self) -> bool:
        """Whether it is the cover's own label (预算单位：…, 预算主管部门：…)."""
        return self.strength == COVER and self.at < _COVER_REACH


def read_labels(text: str) -> list[Labelled]:
    """All bodies named under labels of `text` (folded, simplified), in order.

    >>> [(x.label, x.name, x.code) for x in read_labels("部门(单位)名称 | 172-大足区政务服务管理办公室 |")]
    [('部门(单位)名称', '大足区政务服务管理办公室', '172')]
    >>> [x.name for x in read_labels("编制部门:上海市普陀区司法局 单位:元")]
    ['上海市普陀区司法局']
    """
    words = load_wordings()
    found: list[Labelled] = []
    known = words.strong_labels | words.table_labels
    ends = {label[-1] for label in known}
    at, seen = text.find(":", 0, _REACH), 0
    while at >= 0 and seen < _MOST:
        seen += 1
        before = text[at - 1] if text[at - 1] != " " else text[max(0, at - 12) : at].rstrip()[-1:]
        label = _label_before(text, at, known) if before in ends else ""
        if label:
            strength = COVER if label in words.strong_labels else PAGE if label == _PARENT else TABLE
            _add(found, text, label, at + 1, strength)
        at = text.find(":", at + 1, _REACH)
    for word, strength in ((_NAME, TABLE), (_PARENT, PAGE)):
        at = text.find(word, 0, _REACH)
        while at >= 0:
            end = at + len(word)
            before = _CELL_LABEL.search(text, max(0, at - 8), at) if word == _NAME else None
            if text[end : end + 1] in _CELL_ENDS and (before or word == _PARENT):
                _add(found, text, (before[0] if before else "") + word, end, strength)
            at = text.find(word, end, _REACH)
    return sorted(found, key=lambda item: item.at)


def read_page_labels(head: str) -> list[Labelled]:
    """The bodies that the web page around the document names (发布机构, 信息来源); the publisher may be another body.

    >>> [x.name for x in read_page_labels("[ 发布机构 ] | 大足区政务服务管理办 | [ 发布日期 ] | 2023-03-07 |")]
    ['大足区政务服务管理办']
    """
    found: list[Labelled] = []
    for hit in load_wordings().page_labels.finditer(head):
        name, code = clean_name(hit[1])
        if is_name(name):
            found.append(Labelled(hit[0][:4], name, code, hit.start(), PAGE))
    return found


def read_published_on(head: str, tail: str, fiscal_year: int) -> dt.date | None:
    """When the document was published: 发布日期 before other dates of the page, then a signature date near the end.

    None when no full date is stated (a cover's 2023年1月 is none).

    >>> read_published_on("[ 成文日期 ] | 2023-03-06 | [ 发布日期 ] | 2023-03-07 |", "", 2023)
    datetime.date(2023, 3, 7)
    """
    words = load_wordings()
    best: tuple[int, dt.date] | None = None
    for hit in words.dates.finditer(head):
        day = _glued_date(hit[2], hit[5]) if hit[5] else _date(hit[2], hit[3], hit[4])
        rank = words.date_labels.index(hit[1])
        if day and (best is None or rank < best[0]):
            best = (rank, day)
    if best:
        return best[1]
    source = _SOURCE_DATE.search(head)
    if source and (day := _date(source[1], source[2], source[3])):
        return day
    day = next((day for hit in _PAGE_DATE.finditer(head) if (day := _date(hit[1], hit[2], hit[3]))), None)
    if day and _fits_year(day, fiscal_year):
        return day
    for part in ("\n" + (tail or head)[-_SIGNATURE:], "\n" + head[:_SIGNATURE]):
        for hit in _STANDALONE_DATE.finditer(part):
            day = _date(hit[1], hit[2], hit[3])
            if day and _fits_year(day, fiscal_year):
                return day
    for hit in _GLUED_DATE.finditer("\n" + head[:_SIGNATURE]):
        day = _glued_date(hit[1], hit[2])
        if day and _fits_year(day, fiscal_year):
            return day
    return None


def _fits_year(day: dt.date, fiscal_year: int) -> bool:
    """Whether what came out on a day can be of a fiscal year, if that is known."""
    return not fiscal_year or fiscal_year - 1 <= day.year <= fiscal_year + 2


def _label_before(text: str, colon: int, labels: frozenset[str]) -> str:
    """The label that ends at a colon: the last word of its line, or the words together (部 门:)."""
    line = _LINE_END.split(text[max(0, colon - 18) : colon].rstrip())[-1]
    for words in (line.split(" ")[-1], "".join(line.split())):
        label = words.lstrip("(、/0123456789.一二三四五六七八九十").removesuffix("(公章)").removesuffix("(盖章)")
        if label in labels:
            return label
    return ""


def _add(found: list[Labelled], text: str, label: str, at: int, strength: int) -> None:
    hit = _VALUE.match(text, at)
    if not hit:
        return
    value = _VALUE_END.split(hit[1], maxsplit=1)[0]
    name, code = clean_name(value)
    if is_name(name):
        found.append(Labelled(label, name, code, hit.start(1), strength))


def _glued_date(year: str, digits: str) -> dt.date | None:
    """The one date that digits can mean which have lost what stood between them.

    >>> _glued_date("2024", "926"), _glued_date("2024", "112")
    (datetime.date(2024, 9, 26), None)
    """
    cuts = (2,) if len(digits) > len("112") else (1, 2)
    days = [day for cut in cuts if digits[cut] != "0" or cut > 1 if (day := _date(year, digits[:cut], digits[cut:]))]
    return days[0] if len(days) == 1 else None


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
