"""Who belongs to whom: the units that a department names as its own, and the department that a unit names as its own.

The words are `schemas/prose/affiliation.toml`. A name is what the document prints; whose it is, rules find out.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice

from pipelines.identity.names import clean_name, is_name
from pipelines.model import Mark
from pipelines.prose.wordings import any_of, load
from pipelines.reading.rows import Cell, Row
from pipelines.reading.text import SourceText

#: How far before and behind the words that open a list it is said what the list is of.
_AROUND = 90
#: A sentence that names units is no longer; a list of them has no more cells, and no more between two names.
_SENTENCE, _CELLS, _BETWEEN = 1_500, 400, 12
#: A name is no longer.
_LONGEST = 50
#: Rows from a heading to the head of the table under it.
_UNDER = 6
#: A title stands at the top.
_TOP = 4_000
_MARKS = frozenset('|"“”')
_SEPARATOR = re.compile(r"[、,;。]")
_GAP = re.compile(r"[ \t]{2,}")
_AND = re.compile(r"以及|[和及]")
_BRACKET = re.compile(r"\([^()]*\)$")
_OWN_LEVEL = re.compile(r"本级|本部|机关")


@dataclass(frozen=True, slots=True)
class _Words:
    """The declared words, compiled."""

    opens: re.Pattern[str]
    anywhere: re.Pattern[str]
    about: re.Pattern[str]
    lead: re.Pattern[str]
    heads: frozenset[str]
    heading: re.Pattern[str]
    ordinal: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    other: re.Pattern[str]
    offices: tuple[str, ...]
    label: str
    value: re.Pattern[str]
    title: re.Pattern[str]


@cache
def _words() -> _Words:
    data = load("affiliation")
    units, parent = data["units"], data["parent"]
    return _Words(
        opens=re.compile("|".join(units["opens"])),
        anywhere=re.compile(any_of([*units["opens"], *units["heads"]])),
        about=re.compile(units["about"]),
        lead=re.compile(units["lead"]),
        heads=frozenset(units["heads"]),
        heading=re.compile(units["heading"]),
        ordinal=re.compile(units["ordinal"]),
        before=re.compile(units["before"]),
        behind=re.compile(units["behind"]),
        other=re.compile(units["other"]),
        offices=tuple(units["offices"]),
        label=parent["label"],
        value=re.compile(parent["value"]),
        title=re.compile(parent["title"]),
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text without blanks: `at` holds where each of its characters stands."""

    text: str
    at: Sequence[int]

    def part(self, start: int, end: int) -> _Piece:
        """Gives a part of it."""
        return _Piece(self.text[start:end], self.at[start:end])


def find_units(source: SourceText, rows: Sequence[Row]) -> Iterator[Mark]:
    """Gives each unit that the document names as a part of the department, once.

    >>> from pipelines.reading.lines import read_rows
    >>> source = SourceText("纳入编制范围的单位包括：\\n1.某局（本级）\\n2.某县图书馆。\\n第二部分")
    >>> [mark.text for mark in find_units(source, read_rows(source))]
    ['某局(本级)', '某县图书馆']
    """
    seen: set[str] = set()
    for piece, name in _units(source, rows):
        if name not in seen:
            seen.add(name)
            yield Mark("unit", name, source.line_of(piece.at[0]), piece.at[0], piece.at[-1] + 1)


def find_parents(source: SourceText) -> Iterator[Mark]:
    """Gives each department that the document names as the one above, once.

    >>> source = SourceText("某县教育局所属某县第一中学2023年单位预算\\n主管部门：101-某县教育局")
    >>> [mark.text for mark in find_parents(source)]
    ['某县教育局']
    """
    words, text = _words(), source.folded
    found = list(words.title.finditer(text, 0, _TOP))
    at = text.find(words.label)
    while at >= 0:
        if hit := words.value.match(text, at):
            found.append(hit)
        at = text.find(words.label, at + len(words.label))
    seen: set[str] = set()
    for hit in found:
        said = hit["name"].split("  ")[0].rstrip()
        name = clean_name(said)[0]
        if name not in seen and is_name(name):
            seen.add(name)
            start = hit.start("name")
            yield Mark("parent", name, source.line_of(start), start, start + len(said))


def _units(source: SourceText, rows: Sequence[Row]) -> Iterator[tuple[_Piece, str]]:
    """Lists behind the words that open one, and tables under the head of their names."""
    words = _words()
    lines = [row.line for row in rows]
    numbers = {max(bisect.bisect_right(lines, line) - 1, 0) for line in source.lines_with(words.anywhere)}
    for number in sorted(numbers) if rows else ():
        for place, cell in enumerate(rows[number].filled):
            if not any(piece.text in words.heads for piece in _pieces(source, cell)):
                yield from _opened(source, rows, number, place)
            elif any(words.heading.search(row.key) for row in rows[max(number - _UNDER, 0) : number]):
                yield from _listed(_cells(source, rows, number, place))


def _opened(source: SourceText, rows: Sequence[Row], number: int, place: int) -> Iterator[tuple[_Piece, str]]:
    """The names behind the words of one cell that open a list; they stand in its sentence or on the rows below."""
    words, cell = _words(), rows[number].filled[place]
    before = "".join([row.key for row in rows[max(number - 2, 0) : number]])[-_AROUND:]
    line: _Piece | None = None
    for opens in words.opens.finditer(cell.key):
        if not words.about.search(before + cell.key[max(opens.start() - _AROUND, 0) : opens.end() + _AROUND]):
            continue
        lead = words.lead.match(cell.key, opens.end())
        start = lead.end() if lead else opens.end()
        is_list = start == len(cell.key) or words.ordinal.match(cell.key, start) is not None
        if not is_list and not _begins_with_name(cell.key[start : start + _LONGEST]):
            continue
        line = line or _compact(source, cell.start, cell.end)
        if is_list:
            rest = line.part(start, start + _SENTENCE)
            named = list(_listed(chain([rest], _cells(source, rows, number, place + 1))))
        else:
            named = list(_enumerated(source, line.at[start]))
        if named:
            yield from named
            return


def _begins_with_name(text: str) -> bool:
    """Whether a text begins with the name of a unit, or with the beginning of one that goes on after the line."""
    sign = _SEPARATOR.search(text)
    first = text[: sign.start()] if sign else text
    return (sign is None and len(text) < _LONGEST) or any(_name(part) for part in _AND.split(first, maxsplit=1))


def _compact(source: SourceText, start: int, end: int) -> _Piece:
    """The text of a span without white space, quotation marks and the signs between cells."""
    text = source.folded
    at = [place for place in range(start, end) if not text[place].isspace() and text[place] not in _MARKS]
    return _Piece("".join([text[place] for place in at]), at)


def _pieces(source: SourceText, cell: Cell) -> Iterator[_Piece]:
    """The pieces of a cell between wide gaps: columns of a page that is laid out with blanks."""
    start = cell.start
    for gap in _GAP.finditer(source.folded, cell.start, cell.end):
        yield _compact(source, start, gap.start())
        start = gap.end()
    yield _compact(source, start, cell.end)


def _cells(source: SourceText, rows: Sequence[Row], number: int, place: int) -> Iterator[_Piece]:
    """The pieces of the cells from one on, row by row."""
    own = rows[number].filled[place:]
    below = (cell for row in rows[number + 1 : number + 1 + _CELLS] for cell in row.filled)
    for cell in islice(chain(own, below), _CELLS):
        yield from _pieces(source, cell)


def _listed(pieces: Iterator[_Piece]) -> Iterator[tuple[_Piece, str]]:
    """The names of a list, which ends at the first piece that is neither a name nor what stands beside names."""
    words, between = _words(), 0
    for piece in pieces:
        between += 1
        number = words.ordinal.match(piece.text)
        for entry in _split(piece.part(number.end() if number else 0, len(piece.text))):
            if words.other.fullmatch(entry.text):
                continue
            named = _names(entry)
            if not named:
                return
            yield from named
            between = 0
        if between > _BETWEEN:
            return


def _enumerated(source: SourceText, start: int) -> Iterator[tuple[_Piece, str]]:
    """The names of a sentence that begins with one; a line may break inside a name, and ends one that is whole."""
    lines: list[_Piece] = []
    for end in _line_ends(source, start):
        begin = lines[-1].at[-1] + 1 if lines and lines[-1].at else start
        line = _compact(source, begin, end)
        lines.append(line)
        if "。" in line.text:
            break
    text = _Piece("".join([line.text for line in lines]), [at for line in lines for at in line.at])
    breaks = {sum(len(line.text) for line in lines[: number + 1]) for number in range(len(lines))}
    at = 0
    for entry in _split(text):
        ends = sorted({cut - at for cut in breaks if at < cut < at + len(entry.text)} | {len(entry.text)})
        cut = next((cut for cut in ends if _names(entry.part(0, cut))), 0)
        if not cut:
            return
        yield from _names(entry.part(0, cut))
        at += len(entry.text) + 1
        if cut < len(entry.text) or text.text[at - 1 : at] == "。":
            return


def _line_ends(source: SourceText, start: int) -> Iterator[int]:
    """Where the lines of a sentence end; an empty one ends it."""
    line = source.line_of(start)
    end = source.line_span(line)[1]
    while end < start + _SENTENCE:
        yield end
        line += 1
        following = source.line_span(line) if end + 1 < len(source.folded) else (end, end)
        if not source.folded[following[0] : following[1]].strip():
            return
        end = following[1]


def _split(piece: _Piece) -> Iterator[_Piece]:
    start = 0
    for sign in _SEPARATOR.finditer(piece.text):
        yield piece.part(start, sign.start())
        start = sign.end()
    yield piece.part(start, len(piece.text))


def _names(piece: _Piece) -> list[tuple[_Piece, str]]:
    """The unit that a piece names, or the two between which 和 stands; none where it names none."""
    for link in _AND.finditer(piece.text):
        left, right = piece.part(0, link.start()), piece.part(link.end(), len(piece.text))
        names = _name(left.text), _name(right.text)
        if all(names):
            return [(left, names[0]), (right, names[1])]
    name = _name(piece.text)
    return [(piece, name)] if name else []


def _name(text: str) -> str:
    """The name of a unit without what is said of it; "" for what is no name, or an office of the department.

    >>> _name("区行政服务中心2个二级预算事业单位"), _name("事业单位:某县文化馆预算"), _name("秘书科")
    ('区行政服务中心', '某县文化馆', '')
    """
    words = _words()
    lead = words.before.match(text)
    name = words.behind.sub("", text[lead.end() if lead else 0 :])
    bracket = _BRACKET.search(name)
    body = clean_name(name[: bracket.start()] if bracket else name)[0]
    if not is_name(body) or body.endswith(words.offices):
        return ""
    return body + bracket[0] if bracket and _OWN_LEVEL.search(bracket[0]) else body
