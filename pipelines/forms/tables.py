"""Where a document's tables are: title, unit, header words and data, whatever the layout.

A table begins at its title, or at its number (表一, 附表4-1, 公开01表) when the title was lost, and ends before the
next. A line of a table of contents begins nothing, because no header follows it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from pipelines.forms.amounts_with_units import with_read_units
from pipelines.forms.extraction import UNITS
from pipelines.forms.parted_codes import with_joined_codes
from pipelines.forms.plain.evidence import ENOUGH, count_plain_signs, drops_blanks, shows_blanks
from pipelines.forms.wording import BARE_TOTALS, Form, is_year, meaning_of, wordings
from pipelines.reading.pages import may_be_page_number
from pipelines.reading.rows import Row
from pipelines.reading.spaced import count_wide, is_spaced

#: How much the layout tells: `explicit` positions are columns; `rows` keep order within a row; `paragraphs` show blank
#: cells but no rows; `cells` show neither; `spaced` lines part their cells by blanks; `plain` text lost even the order.
Mode = Literal["explicit", "rows", "paragraphs", "cells", "spaced", "plain"]

_NUMBER_ROW = re.compile(
    r"(?:(?:附件|附表|公开表|公开|预算表|预算|财决|部门|表)[\d一二三四五六七八九十]{1,3}(?:[-.]\d{1,2})*(?:号?表)?"
    r"|[\d一二三四五六七八九十]{1,3}号?表)[:]?"
)
#: How the number of a table begins when 表 is no part of it.
_NUMBER_WORDS = ("附件", "公开", "预算", "财决", "部门")
_TITLE_END = re.compile(r"表(?:\([^()]{0,20}\))?[:*]?$")
_LEADER = re.compile(r"PAGEREF.*$|[.…·\-_]{2,}\(?\d*\)?$|(?<=表)(?:\d{1,3}|\(\d{1,3}\))$")
#: What marks a heading up (Markdown).
_MARKUP = "#*"
#: Between a heading and its table a page prints its date, its source and its buttons.
_MOST_ABOVE = 6
#: Begins with the word itself, which is what makes it fast; what may not stand before it is looked for behind that.
_UNIT = re.compile(
    r"单位(?<!编制单位)(?<!填报单位)(?<!预算单位)(?<!报送单位)(?<!执行单位)[:：]?\(?(?:人民币)?(亿元|万元|千元|元(?![氏谋江阳宝坝]))"
)
#: A line of the unit and of who reports: 编制单位:某局 单位:万元.
_UNIT_LINE = re.compile(r"(?:^|[^(])单位[:：]?(?:人民币)?(?:亿元|万元|千元|元)$")
_NOTE = re.compile(r"(?:备?注|说明|\(备注)[:：]?(?=.)")
_NOTE_BEGINS = frozenset("备注说(")
_PART = re.compile(r"第.{1,2}部分")
#: What parts the clauses of a sentence, and no thousands.
_STOP = re.compile(r"[,;:](?!\d)")
_LONGEST_TITLE = 60
#: A text cell longer than this is a sentence, not a cell of a money table.
_LONGEST_CELL = 48
#: What may stand between the pages of a table: 续表, 公开02表.
_LONGEST_PAGE_WORD = 12


@dataclass(slots=True)
class Table:
    """The rows of one table: `rows[:data]` are header rows, the rest data and notes; `at` is the index of `rows[0]`."""

    title: str
    at: int
    rows: list[Row]
    mode: Mode
    unit: Decimal | None
    header: list[Row] = field(default_factory=list)
    notes: str = ""

    @property
    def span(self) -> range:
        """Indexes of the table's rows in the document."""
        return range(self.at, self.at + len(self.rows))


def find_tables(rows: Sequence[Row], starts: Sequence[int], taken: AbstractSet[int]) -> list[Table]:
    """The tables that begin at `starts`, outside the rows already `taken`, with their header words still unread."""
    regions = [_Region(rows[at:after]) for at, after in pairwise([*starts, len(rows)])]
    _share_layout(regions)
    plain = _is_plain(regions)
    tables: list[Table] = []
    title = ""
    for at, region in zip(starts, regions, strict=True):
        key = title_of(rows[at]) or _heading_above(rows, at)
        title = key or title
        free = next((index for index in range(1, len(region.rows)) if at + index in taken), len(region.rows))
        table = _table(title, at, region if free == len(region.rows) else region.cut(free), plain=plain)
        if len(table.rows) > 1 and any(_has_digit(row) for row in table.rows[1:]):
            tables.append(table)
            title = ""
        elif not key and len(table.rows) > 3:
            title = ""
    return tables


def find_beginnings(rows: Sequence[Row], taken: AbstractSet[int]) -> list[int]:
    """The indexes of the rows outside the `taken` ones that are the title or the number of a table.

    A line of the money unit that stands under no title, or below the sentences behind a table, begins one as well.
    """
    beginnings: list[int] = []
    inside = False
    for at, row in enumerate(rows):
        if at in taken:
            inside = False
        elif _begins(row):
            beginnings.append(at)
            inside = True
        elif inside:
            inside = row.ruling != "text" or "。" not in row.key
        elif _is_unit_line(row):
            beginnings.append(at)
            inside = True
    return beginnings


class _Region:
    """Rows from the beginning of one table to the next; `ruled` are the indexes of those that are ruled off.

    `body` is the table when no row is ruled off: what stands before the first sentence or note.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.ruled = [index for index, row in enumerate(rows) if row.ruling != "text"]
        self.body = [] if self.ruled else _cut_prose(rows)
        self.is_spaced = not self.ruled and is_spaced(self.body)

    @property
    def may_be_spaced(self) -> bool:
        """Whether some lines are parted by blanks, however few of them."""
        return self.is_spaced or (not self.ruled and count_wide(self.body) >= 2)

    def cut(self, end: int) -> _Region:
        """The first rows alone."""
        part = _Region(self.rows[:end])
        part.is_spaced = part.is_spaced or (self.is_spaced and part.may_be_spaced)
        return part


def _begins(row: Row) -> bool:
    """Whether a row is a title or the number of a table; nearly all rows are told by their length and characters."""
    key = row.key
    if len(key) > _LONGEST_TITLE or not ("表" in key or key.startswith(_NUMBER_WORDS)):
        return False
    if len(row.filled) != 1:
        return _is_of_contents(row)
    return _NUMBER_ROW.fullmatch(key) is not None or bool(title_of(row))


def _is_unit_line(row: Row) -> bool:
    """Whether a row says in what unit the money below it is, and who reports it at most."""
    return len(row.key) <= _LONGEST_TITLE and _UNIT_LINE.search(row.key) is not None and is_preamble(row)


def _heading_above(rows: Sequence[Row], at: int) -> str:
    """The heading of a table that begins at its line of the money unit: the nearest line above that names a form.

    Else the nearest that is no sentence, which says at least what was seen; empty where the row is no such line.
    """
    if not _is_unit_line(rows[at]):
        return ""
    nearest = ""
    for row in reversed(rows[max(at - _MOST_ABOVE, 0) : at]):
        if "。" in row.key:
            break
        heading = row.key if len(row.filled) == 1 and len(row.key) <= _LONGEST_TITLE and not is_preamble(row) else ""
        if heading and _form_of_title(heading):
            return heading
        nearest = nearest or heading
    return nearest


def _is_of_contents(row: Row) -> bool:
    """Whether a row is a line of a table of contents: a title and the number of its page."""
    return len(row.filled) == 2 and may_be_page_number(row.filled[1].key) and bool(title_of(row))


def title_of(row: Row) -> str:
    """The title that a row prints, without leader and page number; empty when it prints none."""
    printed = row.filled[0].key
    key = _LEADER.sub("", printed.strip(_MARKUP))
    if _NUMBER_ROW.fullmatch(printed) or len(key) > _LONGEST_TITLE or len(key) < 3 or "。" in key or ";" in key:
        return ""
    return key if _TITLE_END.search(key) else ""


def _has_digit(row: Row) -> bool:
    return any(map(str.isdigit, row.key))


def _share_layout(regions: Sequence[_Region]) -> None:
    """Where most tables are in columns of spaces, so is one that prints few amounts."""
    sparse = [region for region in regions if not region.is_spaced and region.may_be_spaced]
    if len(sparse) < sum(1 for region in regions if region.is_spaced):
        for region in sparse:
            region.is_spaced = True


def _is_plain(regions: Sequence[_Region]) -> bool:
    """Whether the tables of a document are in the reading order of a PDF's text; all of them are, or none."""
    bodies = [region.body for region in regions if not region.ruled and not region.is_spaced]
    if shows_blanks(bodies):
        return False
    return sum(count_plain_signs(body) for body in bodies) >= ENOUGH or drops_blanks(bodies)


def _table(title: str, at: int, region: _Region, *, plain: bool) -> Table:
    rows, body = region.rows, region.body
    if region.ruled:
        body = _cut_after_rules(rows, region.ruled)
        explicit = all(row.explicit for row in body if row.ruling != "text")
        mode: Mode = "explicit" if explicit else "rows"
        if all(len(row.filled) < 2 for row in body):  # each cell on a line with its pipe: nothing shows the rows
            body, mode = [body[0], *(row for row in body[1:] if row.filled)], "cells"
    elif region.is_spaced:
        mode = "spaced"
    elif plain:
        body, mode = _cut_prose(rows, over_notes=True), "plain"
    else:
        gaps = [row.gap > 0 for row in body[1:]]
        mode = "paragraphs" if gaps and sum(gaps) * 5 >= len(gaps) * 4 else "cells"
    notes = "".join(row.key for row in rows if row.key[:1] in _NOTE_BEGINS and _NOTE.match(row.key))[:400]
    read, unit = with_read_units(with_joined_codes(body), find_unit(rows))
    return Table(title, at, read, mode, unit, notes=notes)


def _cut_after_rules(rows: Sequence[Row], ruled: Sequence[int]) -> list[Row]:
    """A ruled table ends at the first line of text below its rules that is more than a word between pages."""
    for index in range(ruled[0] + 1, ruled[-1]):
        if rows[index].ruling == "text" and len(rows[index].key) > _LONGEST_PAGE_WORD:
            return list(rows[:index])
    return list(rows[: ruled[-1] + 1])


def _cut_prose(rows: Sequence[Row], *, over_notes: bool = False) -> list[Row]:
    """A table of cells on lines of their own ends where a sentence, a note or a heading of a part begins.

    In plain text a note may stand among the cells: `over_notes` reads on.
    """
    for index, row in enumerate(rows[1:], start=1):
        cell = row.cells[0]
        key = cell.key
        if key[:1] in _NOTE_BEGINS and _NOTE.match(key):
            if over_notes:
                continue
            return list(rows[:index])
        if "。" in key or (key.startswith("第") and _PART.match(key)):
            return list(rows[:index])
        if len(cell.text) > _LONGEST_CELL and _longest(row) > _LONGEST_CELL:
            return list(rows[:index])
    return list(rows)


def _longest(row: Row) -> int:
    """The longest piece of a line between the blanks that part its cells: one is enough where no stop parts clauses."""
    text = row.cells[0].text
    parting = "  " if _STOP.search(text) else " "
    return len(text) if parting not in text else max(len(piece) for piece in text.split(parting))


def find_unit(rows: Sequence[Row]) -> Decimal | None:
    """Yuan per printed unit that the first rows of a table name; None when they name none."""
    for row in rows[:30]:
        found = _UNIT.search(row.key)
        if found:
            return UNITS[found[1]]
    return None


def is_preamble(row: Row) -> bool:
    """A row above the header that prints the money unit or who reports."""
    return (
        is_year(row.key)
        or (_UNIT.search(row.key) is not None and not any(_is_total_in_unit(cell.key) for cell in row.filled))
        or row.key.startswith(("部门:", "单位:", "部门/单位", "编制单位", "编制部门", "公开部门", "填报"))
    )


def _is_total_in_unit(key: str) -> bool:
    """Whether a cell is the head of a column that names the money unit: 合计(单位:万元)."""
    word, bracket, _ = key.partition("(单位")
    return bool(bracket) and word in BARE_TOTALS


def is_note(key: str) -> bool:
    """A note under a table."""
    return _NOTE.match(key) is not None


def recognise_form(table: Table, header_key: str) -> Form | None:
    """The declared form of a table: by its title, else by the note under it, else by its header words."""
    forms = wordings().forms
    if table.title and (found := _form_of_title(table.title, header_key)):
        return found
    if table.notes:
        found = next((form for form in forms if any(rule.fits(table.notes) for rule in form.notes)), None)
        if found:
            return found
    return next((form for form in forms if form.signature.fits(header_key)), None)


def _form_of_title(title: str, header_key: str = "") -> Form | None:
    named = (form for form in wordings().forms if any(rule.fits(title) for rule in form.titles))
    return next((form for form in named if not form.excluded.fits(header_key)), None)


def is_header_word(key: str) -> bool:
    """Whether a cell's words mean anything as a column."""
    return bool(meaning_of(key).role)
