"""Page numbers: lines that a page prints below or above its text, and that belong to nothing around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipelines.reading.text import SourceText

#: - 3 -, 第 3 页, 第3页 共12页: nothing else is printed so. Whether a lone 3 or 3/12 is one, only its neighbours tell.
_MARKED = (
    r"[-—―·~第共Pp](?:(?<=[-—―·~])[-—―·~]? ?\d{1,4} ?[-—―·~]{1,2}|(?<=第) ?\d{1,4} ?页(?:[,/ ]*共 ?\d{1,4} ?页)?"
    r"|(?<=共) ?\d{1,4} ?页[,/ ]*第 ?\d{1,4} ?页|(?<=[Pp])age ?\d{1,4}(?: of \d{1,4})?)"
)
_LONE = r"(\d{1,3})(?: ?/ ?\d{1,3})?"
_CERTAIN = re.compile(rf"{_MARKED}[ \t]*\r?(?=\f|$)", re.MULTILINE)
_PERHAPS = re.compile(rf"\s*{_LONE}\s*")
_EITHER = re.compile(rf"{_MARKED}|{_LONE}")
#: So many pages whose lone numbers count them are numbered.
_SEVERAL = 3


def find_page_numbers(source: SourceText) -> set[int]:
    """Gives the offsets where lines begin, or their pieces, that are nothing but the number of a page.

    A lone number is one where it is the first or last line of a page, pages end at form feeds, and the numbers of
    several pages count on with them.

    >>> find_page_numbers(SourceText("收支总表\\n— 3 —\\n合计 5.00\\n\\f12"))
    {5}
    >>> sorted(find_page_numbers(SourceText("职责\\n1\\n\\f机构\\n2\\f名词\\n7\\n\\f3\\n收支总表\\n4")))
    [3, 9, 24]
    """
    text = source.folded
    begins = (_begin(text, match.start()) for match in _CERTAIN.finditer(text))
    found = {at for at in begins if at is not None}
    if text.count("\f") >= _SEVERAL - 1:
        found |= _counted(source)
    return found


def may_be_page_number(text: str) -> bool:
    """Whether a piece of text is printed as pages are numbered; an amount of few digits may be printed so too.

    >>> [may_be_page_number(text) for text in ("第3页", "12", "3/12", "2023", "12.00")]
    [True, True, True, False, False]
    """
    return _EITHER.fullmatch(text) is not None


def _begin(text: str, at: int) -> int | None:
    """Where the line or page begins before an offset, None where more than blanks stands between."""
    while at and text[at - 1] in " \t":
        at -= 1
    if at and text[at - 1] == "\f":
        return at - 1
    return at if not at or text[at - 1] == "\n" else None


def _counted(source: SourceText) -> set[int]:
    """The first and last lines of pages that hold a lone number, where numbers and pages go on together."""
    ahead: dict[int, int] = {}
    for page, edges in enumerate(_edges(source)):
        for text, start in edges:
            alone = _PERHAPS.fullmatch(text)
            if alone:
                ahead[start] = int(alone[1]) - page
    steady = Counter(ahead.values())
    return {start for start, by in ahead.items() if steady[by] >= _SEVERAL}


def _edges(source: SourceText) -> Iterator[set[tuple[str, int]]]:
    """The first and the last line with text of each page."""
    edges: list[tuple[str, int]] = []
    for line, printed in enumerate(source.lines, 1):
        for piece in source.pieces(line) if "\f" in printed else ((printed, source.line_starts[line - 1]),):
            if piece[0][:1] == "\f" and edges:
                yield set(edges)
                edges = []
            if piece[0] and not piece[0].isspace():
                edges = [*edges[:1], piece]
    if edges:
        yield set(edges)
