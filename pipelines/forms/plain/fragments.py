"""Fragments of a plain region: words, amounts and parts of codes, in the order of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipelines.forms.codes import read_code
from pipelines.forms.labels import read_label
from pipelines.forms.tables import is_note, is_preamble
from pipelines.forms.wording import meaning_of, strip_ordinal
from pipelines.reading.numerals import Number, Refusal, read_number
from pipelines.reading.rows import Cell, Row
from pipelines.reading.spaced import split_spaced

#: A nought before a label, which no decimals tell from an ordinal.
_NOUGHT = re.compile(r"0 (?=\D)")

#: A code, the last part of one, or that of a unit, before its name.
_CODED_NAME = re.compile(r"(?:\d\d|[235]\d\d(?:\d\d){0,2}|\d{6,}) (?=[一-鿿])")
#: The last part of a code whose nought is lost, behind its class: 301 2 津贴补贴.
_BARE_PART = re.compile(r"\d (?=[一-鿿])")
_HAN = re.compile(r"[一-鿿]")
#: A line of amounts, also behind the numbers of its rows.
_AMOUNTS = re.compile(r"(?:\d{1,3} ){0,2}-?[\d,]*[.,]\d(?:.*[\d)])?")
_DIGIT = re.compile(r"\d")
_LABEL_AMOUNT = re.compile(r"[一-鿿)]-?[\d,]+\.\d")
_NUMBERED_TWICE = re.compile(r"(\d{1,3}) \d{1,3} ")

#: A code of a list that fewer than one of so many codes are from is an amount: 515 in a table of functional codes.
_FEW_OF_LIST = 8
#: Before the number of a label: 二、政府性基金预算财政拨款收入 二、外交支出.
_NUMBERED = re.compile(r" (?=[一二三四五六七八九十]{1,3}、)")


@dataclass(slots=True, eq=False)
class Fragment:
    """One piece of a line; `apart` says that an empty line stands above it.

    An `ordinal` numbers a row, a column or a unit.
    """

    cell: Cell
    kind: Literal["word", "money", "code", "ordinal"]
    number: Number | None
    apart: bool


@dataclass(slots=True)
class Region:
    """The fragments of a table under its title, and the cells that say who reports, in which unit, and notes."""

    fragments: list[Fragment]
    margins: list[Cell]


def read_region(rows: Sequence[Row], *, coded: bool) -> Region:
    """Gives the fragments of a table's rows; with `coded`, digits that look like parts of codes are codes."""
    fragments: list[Fragment] = []
    margins: list[Cell] = []
    noting = False
    for row in with_whole_labels(rows):
        noting = is_note(row.key) or (noting and not row.gap and not _is_number(row.cells[0]))
        if noting or is_preamble(row):
            margins += row.cells
            continue
        for at, cell in enumerate(piece for whole in row.cells for piece in _split(whole)):
            number = read_number(cell.text)
            begins = row.gap > 0 and not at
            if isinstance(number, Number):
                fragments.append(Fragment(cell, "money", number, begins))
            elif number is not Refusal.BLANK:
                fragments.append(Fragment(cell, "word", None, begins))
    if coded:
        _mark_codes(fragments)
    return Region(fragments, margins)


def _is_number(cell: Cell) -> bool:
    return isinstance(read_number(cell.text), Number)


def with_whole_labels(rows: Sequence[Row]) -> list[Row]:
    """The rows with the two lines of a label joined where the line of its amounts stands between them."""
    whole: list[Row] = []
    at = 0
    while at < len(rows):
        three = rows[at : at + 3]
        if len(three) > 2 and _AMOUNTS.fullmatch(three[1].cells[0].text) and _ends_label(three[0], three[2]):
            first, last = three[0].cells[0], three[2].cells[0]
            label = Cell(first.text + last.text, first.key + last.key, first.start, first.end, first.line)
            whole.append(replace(three[0], cells=_with_label(label, three[1].cells[0])))
            at += 3
        else:
            whole.append(rows[at])
            at += 1
    return whole


def is_between(rows: Sequence[Row]) -> bool:
    """Whether a label and amounts stand between the two lines of another label: whose the amounts are is not told."""
    return any(
        not _AMOUNTS.fullmatch(line.cells[0].text)
        and _LABEL_AMOUNT.search(line.key)
        and not _DIGIT.search(first.key + last.key)
        and _ends_label(first, last)
        for first, line, last in zip(rows, rows[1:], rows[2:], strict=False)
    )


def _with_label(label: Cell, line: Cell) -> list[Cell]:
    """A line and the label of its numbers, of the right side where two row numbers begin the line: 14 44 0.00."""
    numbered = _NUMBERED_TWICE.match(line.text) if read_label(label.key).side == "expenditure" else None
    if numbered is None:
        return [label, line]
    cut = numbered.end(1)
    return [_slice(line, 0, cut), label, _slice(line, cut + 1, len(line.text))]


def _ends_label(first: Row, last: Row) -> bool:
    """Whether two lines are a label with an ordinal, of which the second one is none alone."""
    begun = strip_ordinal(first.key) != first.key and strip_ordinal(last.key) == last.key
    return (
        begun
        and _HAN.search(last.key) is not None
        and bool(read_label(first.key + last.key).item)
        and not read_label(last.key).item
    )


def _split(cell: Cell) -> Iterator[Cell]:
    """Cells of one line: parted at a blank beside an amount, behind a code, before an ordinal, between header words."""
    before = ""
    for part in split_spaced(cell):
        before, last = part.key, before
        if " " not in part.text:  # nearly always
            yield part
            continue
        piece = part
        if _NOUGHT.match(part.text):
            yield _slice(part, 0, 1)
            piece = _slice(part, 2, len(part.text))
        coded = _CODED_NAME.match(piece.text) or (read_code(last) and _BARE_PART.match(piece.text))
        if coded:
            yield _slice(piece, 0, coded.end() - 1)
            piece = _slice(piece, coded.end(), len(piece.text))
        if " " not in piece.text:
            yield piece
            continue
        words = piece.text.split(" ")
        if sum(1 for word in words if meaning_of(word).role) < max(len(words) / 2, 2):
            words = _NUMBERED.split(piece.text)
        at = 0
        for word in words:
            yield _slice(piece, at, at + len(word))
            at += len(word) + 1


def _slice(cell: Cell, start: int, end: int) -> Cell:
    text = cell.text[start:end]
    return Cell(text, "".join(text.split()).replace('"', ""), cell.start + start, cell.start + end, cell.line)


def _mark_codes(fragments: Sequence[Fragment]) -> None:
    """Plain digits are codes by their shape; in a table of whole numbers without separators only the short ones are."""
    numbers = [fragment for fragment in fragments if fragment.number is not None]
    digits = [fragment for fragment in numbers if fragment.cell.key.isdecimal()]
    telling = len(digits) < len(numbers)  # amounts show by decimals or separators
    whole = sum(1 for fragment in digits if len(fragment.cell.key) > 3 and read_code(fragment.cell.key))
    classes = sum(1 for fragment in digits if len(fragment.cell.key) == 3 and read_code(fragment.cell.key))
    split = classes > whole
    lists = Counter(code.list for fragment in digits if (code := read_code(fragment.cell.key)))
    for fragment in digits:
        key = fragment.cell.key
        if len(key) <= 2:
            fragment.kind = "code" if split and key != "0" else "money"
        elif (code := read_code(key)) is not None and (len(key) == 3 or (telling and not split)):
            fragment.kind = "money" if lists[code.list] * _FEW_OF_LIST < lists.total() else "code"
