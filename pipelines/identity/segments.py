"""The head of a document cut into short printed pieces, each with its place in the text.

A title, a label or a heading stands in a piece of its own: a line, a cell of a table, or a stretch between wide
blanks. Web pages glue a whole head into one line; such a line is cut at its blanks too.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_CUT = re.compile(r"[^\n\t|\r]+")
_WIDE = re.compile(r" {2,}|。")
_BLANK = re.compile(r" +|。")
_PAGE_FIELD = re.compile(r"PAGEREF.*$|HYPERLINK.*$|_Toc\d+.*$", re.DOTALL)
_LEADERS = re.compile(r"[.…·・_\-]{3,}[\d\s.…\-]*$|[….]{2,}\s*\d*$")
_MARKDOWN = "#*>•●■◆○·-=~ "
#: Longer pieces are sentences or glued lines: no title is that long (制发机关 names reach 40, with the year 60).
LONGEST = 90


class Segment(NamedTuple):
    """A printed piece: its offsets in the text and its words without any blanks."""

    start: int
    end: int
    text: str


def read_segments(text: str, limit: int) -> list[Segment]:
    r"""The first `limit` pieces of `text` (folded), without dot leaders, page fields and list bullets.

    >>> [s.text for s in read_segments("目 录\n第一部分 概况 ......... 3\n | 部门：某局  单位：元 |", 9)]
    ['目录', '第一部分概况', '部门：某局', '单位：元']
    """
    pieces: list[Segment] = []
    for line in _CUT.finditer(text):
        for start, end in _split(text, line.start(), line.end()):
            words = text[start:end]
            if "_Toc" in words or "PAGEREF" in words or "HYPERLINK" in words:
                words = _PAGE_FIELD.sub("", words)
            if words[-1:] in "0123456789.…·・_- ":
                words = _LEADERS.sub("", words)
            words = "".join(words.strip(_MARKDOWN).split())
            if words:
                pieces.append(Segment(start, end, words))
                if len(pieces) >= limit:
                    return pieces
    return pieces


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A line at its wide blanks and full stops; a glued one (a whole page in one line) at every blank."""
    glued = end - start > LONGEST
    if not glued and text.find("  ", start, end) < 0 and text.find("。", start, end) < 0:
        return [(start, end)]
    spans: list[tuple[int, int]] = []
    at = start
    for gap in (_BLANK if glued else _WIDE).finditer(text, start, end):
        spans.append((at, gap.start()))
        at = gap.end()
    spans.append((at, end))
    return spans
