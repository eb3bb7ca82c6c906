"""Paragraphs of running text: wrapped lines joined, white space and quotation marks left out, every offset kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from pipelines.prose.wordings import words
from pipelines.reading.pages import may_be_page_number
from pipelines.reading.rows import Row
from pipelines.reading.text import SourceText

#: What a paragraph or a heading can begin with, by how deep it stands. Not 100.00% or 2023年 at the start of a line.
_ORDINALS = re.compile(
    r"(?P<part>第[一二三四五六七八九十\d]{1,3}(?:部分|章|节|篇))"
    r"|(?P<list>[一二三四五六七八九十]{1,3}[、.,:])"
    r"|(?P<sublist>\([一二三四五六七八九十]{1,3}\)[、.,]?)"
    r"|(?P<item>\d{1,2}(?:[、,](?!\d)|\.(?=20\d\d年)|\.(?!\d)))"
    r"|(?P<subitem>\(\d{1,2}\)[、.,]?|[①-⑳⑴-⒇]|\d{1,2}\)(?!\d))"
    r"|(?P<first>[一二三四五六七八九十]是)"
)
#: How deep an ordinal stands; what is deeper is forgotten when a new one of the same depth begins.
DEPTH = {"part": 0, "list": 1, "sublist": 2, "item": 3, "subitem": 4, "first": 5, "": 6}
_TERMINAL = frozenset("。!?:….")
#: Line ends after which a wide line goes on in wrapped text, and those after which any line does.
_PERHAPS, _NEVER = frozenset("。:"), frozenset(",、")
_HEADING = re.compile(
    r"(?:第[一二三四五六七八九十\d]{1,3}部分|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[、.])"
    r".{0,60}(?:情况|说明|概况|解释|算表|职责|职能|设置|构成|组成)"
)
#: No paragraph begins with these.
_NO_BEGINNING = frozenset("。,、;)")
#: No sentence begins with an amount: 住房保障支出 | 245.37万元, where a number does not fit the line.
_AMOUNT_BEGINS = re.compile(r"\d[\d,]*(?:\.\d+)?(?:[万亿千]?元|%)")
#: A number at the end of a line belongs to the unit that begins the next one.
_UNIT_BEGINS = re.compile(r"[万亿千]?元|%|年|月|个百分点")
#: At most so many lines of a page's furniture stand between the lines of a sentence.
_FURNITURE = 2
#: A line that was broken by the page is about as wide as the lines around it.
_FULL = 0.72
#: … and where it ends a sentence, wider, with several broken lines beside it.
_BROKEN, _SEVERAL = 0.88, 3
_BEFORE, _AROUND = 2, 12
#: All but the characters that are printed twice as wide.
_NARROW = re.compile("[\0-\u2e7f]+")
#: What is left of a line without white space and quotation marks.
_WORD = re.compile(r"[^ \t\r\n\f\v\"']+")


@dataclass(slots=True)
class Passage:
    """One paragraph: its compact text, its ordinal and where that ends.

    `starts` are where its words begin in the text, `places` where they stand in the source.
    """

    text: str
    starts: list[int]
    places: list[int]
    ordinal: str
    body: int

    @property
    def depth(self) -> int:
        """How deep its ordinal stands among headings."""
        return DEPTH[self.ordinal]

    def offset(self, at: int) -> int:
        """Where in the source a character of the text stands."""
        word = bisect_right(self.starts, at) - 1
        return self.places[word] + at - self.starts[word]


@dataclass(slots=True)
class _Line:
    """A line of running text: where it stands in the source, how wide it is, and whether one may join it."""

    start: int
    end: int
    text: str
    width: int
    gap: int
    block: int
    furniture: bool


def read_passages(source: SourceText, rows: Sequence[Row], taken: AbstractSet[int]) -> list[Passage]:
    """Gives the paragraphs outside the `taken` rows in order.

    A line goes on in the next one when it ends no sentence, is about as wide as the lines around it, and the next
    begins with no ordinal of its own. Cells of a ruled row are paragraphs of their own.

    >>> from pipelines.reading.lines import read_rows
    >>> source = SourceText("一般公共预算支出 307.82 万元，占本年支出的\\n100.00%。与上年度相比，增加 307.82\\n万元。")
    >>> [passage.text for passage in read_passages(source, read_rows(source), set())]
    ['一般公共预算支出307.82万元,占本年支出的100.00%。与上年度相比,增加307.82万元。']
    """
    lines = list(_lines(rows, taken))
    widths = [line.width for line in lines]
    passages: list[Passage] = []
    at = 0
    while at < len(lines):
        pieces = [lines[at]]
        width = max(widths[max(at - _BEFORE, 0) : at + _AROUND])
        while at + 1 < len(lines):
            step = _continuation(lines, at, width)
            if not step:
                break
            at += step
            pieces.append(lines[at])
        passages.append(_passage(source, pieces))
        at += 1
    return [passage for passage in passages if passage.text]


def _lines(rows: Sequence[Row], taken: AbstractSet[int]) -> Iterator[_Line]:
    heads = _running_heads(rows)
    block = 0
    previous = -1
    for index, row in enumerate(rows):
        if index in taken:
            continue
        if index != previous + 1:
            block += 1
        previous = index
        for number, cell in enumerate(row.filled):
            if row.ruling != "text" or number:
                block += 1
            furniture = row.key in heads or may_be_page_number(cell.text)  # its form feed may be lost
            yield _Line(cell.start, cell.end, cell.text, _width(cell.text), row.gap, block, furniture)
        if row.ruling != "text":
            block += 1


def _running_heads(rows: Sequence[Row]) -> set[str]:
    """What several pages print in their first line, or in their last."""
    edges = Counter(row.key for row in rows if row.new_page)
    edges += Counter(above.key for above, row in pairwise(rows) if row.new_page)
    return {key for key, pages in edges.items() if pages >= _SEVERAL}


def _width(text: str) -> int:
    return len(text) + len(_NARROW.sub("", text))


def _continuation(lines: Sequence[_Line], at: int, width: int) -> int:
    """How many lines on the paragraph continues: 1, or more over the furniture of a page; 0 where it ends."""
    here = lines[at]
    last = here.text[-1]
    if _HEADING.fullmatch(here.text.replace(" ", "")):
        return 0
    explained = last == ":" and words().explained_end.search(here.text) is not None
    if (
        last in _TERMINAL
        and lines[at + 1].text[0] not in _NO_BEGINNING
        and not explained
        and not (last in _PERHAPS and _is_wrapped(lines, at, width))
    ):
        return 0
    for step in range(1, _FURNITURE + 2):
        if at + step >= len(lines):
            return 0
        following = lines[at + step]
        if following.block != here.block:
            return 0
        if following.furniture and step <= _FURNITURE:
            continue
        if following.text[0] in _NO_BEGINNING or (here.text[-1].isdigit() and _UNIT_BEGINS.match(following.text)):
            return step
        full = _FULL / 2 if _AMOUNT_BEGINS.match(following.text) else _FULL
        wrapped = last in _NEVER or explained or (here.width >= full * width and following.gap <= 2)
        return step if wrapped and not _ORDINALS.match(following.text) else 0
    return 0


def _is_wrapped(lines: Sequence[_Line], at: int, width: int) -> bool:
    """Whether a line that ends a sentence fills the page: it is as wide as lines around it that were broken."""
    if lines[at].width < _BROKEN * width:
        return False
    around = lines[max(at - _AROUND, 0) : at + _AROUND]
    broken = sum(line.width >= _BROKEN * width and line.text[-1] not in _TERMINAL for line in around)
    return broken >= _SEVERAL


def _passage(source: SourceText, pieces: Sequence[_Line]) -> Passage:
    folded = source.folded
    parts: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    length = after = 0
    for piece in pieces:
        for found in _WORD.finditer(folded, piece.start, piece.end):
            word, at = found[0], found.start()
            # two numbers side by side stay two: 2 辆 3 人, but 12 2023
            if parts and at > after and word[0].isdigit() and parts[-1][-1].isdigit():
                word, at = " " + word, at - 1
            parts.append(word)
            starts.append(length)
            places.append(at)
            length, after = length + len(word), found.end()
    compact = "".join(parts)
    ordinal = _ORDINALS.match(compact)
    return Passage(compact, starts, places, ordinal.lastgroup or "" if ordinal else "", ordinal.end() if ordinal else 0)
