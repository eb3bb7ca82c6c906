"""Cells from lines whose columns are only spaces, as `pdftotext -layout` prints them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.reading.rows import Cell, Row

#: Two blanks end a cell; one blank does between numbers, after an amount, and before one; none where an amount ran
#: into the ordinal of the next label, or into the next amount.
_GAP = re.compile(
    r"(?:(?<=\.\d\d)|(?<=,\d{3}))(?=[一二三四五六七八九十]{1,3}、)"
    r"|(?<=,\d{3}\.\d\d)(?=\d{1,3}(?:,\d{3})+\.\d\d(?!\d))"
    r"| (?: +|(?<=\d )(?=-?\d[\d,.]*(?: |$))|(?<=\d\.\d\d )(?=\S)|(?<=,\d{3} )(?=\S)"
    r"|(?<=[^\d ] )(?=-?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?: |$))|(?<=[^\d ] )(?=-?\d+\.\d\d(?: |$)))"
)
_WIDE = re.compile(r"\S {2,}\S")
#: More blanks before a line than any paragraph begins with.
_MARGIN = 8


def is_spaced(rows: Sequence[Row]) -> bool:
    """Whether at least a quarter of some lines of text hold blanks that part columns."""
    wide = count_wide(rows)
    return wide >= 2 and wide * 4 >= sum(1 for row in rows if row.ruling == "text")


def count_wide(rows: Sequence[Row]) -> int:
    """How many lines of text hold blanks that part columns."""
    texts = (row.cells[0].text for row in rows if row.ruling == "text")
    return sum(1 for text in texts if "  " in text and _WIDE.search(text))


def split_spaced(cell: Cell) -> list[Cell]:
    """The cells of one line.

    >>> [c.text for c in split_spaced(Cell("201  一般公共服务支出   82,096.42 82,096.42", "", 0, 40, 1))]
    ['201', '一般公共服务支出', '82,096.42', '82,096.42']
    >>> [c.text for c in split_spaced(Cell("一、财政拨款  5.00一、外交支出  1,230二、教育支出", "", 0, 30, 1))]
    ['一、财政拨款', '5.00', '一、外交支出', '1,230', '二、教育支出']
    >>> [c.text for c in split_spaced(Cell("201  82,096,797.4282,096,797.42", "", 0, 30, 1))]
    ['201', '82,096,797.42', '82,096,797.42']
    """
    if " " not in cell.text:
        return [cell] if cell.text else []
    cells: list[Cell] = []
    at = 0
    for gap in (*_GAP.finditer(cell.text), None):
        end = gap.start() if gap else len(cell.text)
        text = cell.text[at:end]
        if text:
            start = cell.start + at
            cells.append(Cell(text, "".join(text.split()).replace('"', ""), start, start + len(text), cell.line))
        at = gap.end() if gap else end
    return cells
