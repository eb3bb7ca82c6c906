"""Pages of the web (HTML) to the text that their reader sees: a row of a table is a line with tabs between its cells.

Tags are only looked at as far as they part texts, in one pass whose time grows with the text whatever it holds; a
parser of whole trees takes time with the square of the depth of tags that nobody closes.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

#: What a page, or a piece of one, begins with; a text that merely speaks of tags does not.
_PAGE = re.compile(
    r"\s*+(?:<[?!][^<>]*>\s*+|<!--.*?-->\s*+)*+<(?:html|head|body|meta|title|style|link|table|div|p|span|h\d|center|font)[\s/>]",
    re.IGNORECASE | re.DOTALL,
)
_UNSEEN = "script|style|noscript|template|title|select|textarea"
_TAG = re.compile(
    rf"<!--.*?(?:-->|\Z)|<(?P<unseen>{_UNSEEN})\b[^<>]*>.*?(?:</(?P=unseen)\b[^<>]*>|\Z)|<[!?][^<>]*>"
    r"""|<(?P<end>/?)(?P<name>[a-z][a-z0-9:]*)(?P<given>(?:[^<>"']|"[^"<]*"|'[^'<]*')*+|[^<>]*)>""",
    re.IGNORECASE | re.DOTALL,
)
_SPAN = re.compile(r"\b(?P<way>col|row)span\s*=\s*[\"']?\s*(?P<cells>\d{1,3})", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
#: Tags within a line of text; every other one begins a new line.
_INLINE = frozenset(
    (
        "a", "abbr", "b", "big", "code", "del", "em", "font", "i", "img", "input", "ins", "label", "mark", "o:p", "s",
        "small", "span", "strike", "strong", "sub", "sup", "u", "var", "wbr",
    )
)  # fmt: skip
_CELLS, _ROWS = frozenset(("td", "th")), frozenset(("tr", "thead", "tbody", "tfoot", "caption"))


def is_page(text: str) -> bool:
    """Whether a text is a page of the web, or a piece of one, with its tags.

    >>> is_page("<!DOCTYPE html><html>…"), is_page("收入<支出")
    (True, False)
    """
    return _PAGE.match(text) is not None


def seen_text(page: str) -> str:
    r"""Gives what a reader of a page sees, line by line.

    A cell over several columns or rows is followed, or stood under, by empty ones. Tables around other tables only
    arrange the page: their cells are lines.

    >>> seen_text("<p>部门&nbsp;预算</p><table><tr><td rowspan=2>项目<td colspan=2>金额<tr><td>1.00<td>2.00</table>")
    '部门 预算\n项目\t金额\t\n\t1.00\t2.00\n'
    """
    reader = _Reader(room=len(page))
    at = 0
    for tag in _TAG.finditer(page):
        reader.hear(page[at : tag.start()])
        at = tag.end()
        if name := tag["name"]:
            reader.meet(name.lower(), tag["given"], ends=bool(tag["end"]))
    reader.hear(page[at:])
    reader.end_line()
    return "".join(f"{line}\n" for line in reader.lines)


@dataclass(slots=True)
class _Table:
    """A table that is open: the cells of its row so far, and how many rows more a column is taken from above.

    `is_frame` says that another table stands in it.
    """

    cells: list[str] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)
    span: tuple[int, int] | None = None
    is_frame: bool = False


@dataclass(slots=True)
class _Reader:
    """The lines so far, the text of the line or cell that is open, and the tables around it.

    `room` is how many empty cells spans may still add: as many as the page has characters. `as_is` says that lines and
    blanks count as they are printed (`pre`).
    """

    room: int
    lines: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)
    as_is: bool = False

    def hear(self, text: str) -> None:
        """Takes a text between two tags."""
        if self.as_is:
            *whole, text = text.split("\n")
            for line in whole:
                self.texts.append(line)
                self.end_line()
        if text:
            self.texts.append(text)

    def meet(self, name: str, given: str, *, ends: bool) -> None:
        """Takes a tag."""
        table = self.tables[-1] if self.tables else None
        if name == "table":
            self._end_table() if ends else self._begin_table()
        elif table is not None and not table.is_frame and name in _CELLS:
            self._end_cell(table)
            if not ends:
                table.span = self._spans(given)
        elif table is not None and not table.is_frame and name in _ROWS:
            self._end_row(table)
        elif name not in _INLINE:
            self.end_line()
            self.as_is = not ends if name == "pre" else self.as_is

    def end_line(self) -> None:
        """Ends a line of text; within a cell it is a blank."""
        if self.tables and self.tables[-1].span is not None:
            self.texts.append(" ")
        elif (line := self._text()) or self.as_is:
            self.lines.append(line)

    def _text(self) -> str:
        text = html.unescape("".join(self.texts))
        self.texts.clear()
        return text.rstrip() if self.as_is else _BLANKS.sub(" ", text).strip()

    def _begin_table(self) -> None:
        if self.tables:
            around = self.tables[-1]
            self._end_row(around)
            around.is_frame = True
        self.end_line()
        self.tables.append(_Table())

    def _end_table(self) -> None:
        if self.tables:
            self._end_row(self.tables[-1])
            self.tables.pop()

    def _end_row(self, table: _Table) -> None:
        self._end_cell(table)
        if table.cells:
            self._stand_under(table)
            self.lines.append("\t".join(table.cells))
            table.cells = []
        self.end_line()

    def _end_cell(self, table: _Table) -> None:
        if table.span is None:
            self.end_line()
            return
        columns, rows = table.span
        table.span = None
        self._stand_under(table)
        if rows > 1:
            table.taken.update(dict.fromkeys(range(len(table.cells), len(table.cells) + columns), rows - 1))
        table.cells += [self._text(), *[""] * (columns - 1)]

    def _stand_under(self, table: _Table) -> None:
        """Empty cells where cells of the rows above reach down."""
        while left := table.taken.pop(len(table.cells), 0):
            if self.room > 0 and left > 1:
                table.taken[len(table.cells)] = left - 1
            table.cells.append("")
            self.room -= 1

    def _spans(self, given: str) -> tuple[int, int]:
        spans = {found["way"].lower(): max(int(found["cells"]), 1) for found in _SPAN.finditer(given)}
        columns = spans.get("col", 1) if self.room > 0 else 1
        self.room -= columns - 1
        return columns, spans.get("row", 1)
