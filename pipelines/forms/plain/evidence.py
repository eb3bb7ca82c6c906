"""Whether lines of text are the reading order of a PDF: what no layout with one cell a line shows."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.forms.codes import fold_name, official_names, read_code
from pipelines.reading.rows import Row
from pipelines.reading.spaced import split_spaced

#: How many signs a document must show.
ENOUGH = 3
#: Lines of title, reporter and unit, which stand together in every layout.
_PREAMBLE = 4
#: Cells of a document's tables among which some must be blank.
_MANY = 100


def count_plain_signs(rows: Sequence[Row]) -> int:
    """Counts amounts that share a line with others, codes in runs without a name, and lines that stand in blocks.

    Names of codes that were wrapped over lines count as well: a cell on a line of its own is never torn.

    >>> from pipelines.reading.lines import read_rows
    >>> from pipelines.reading.text import SourceText
    >>> count_plain_signs(read_rows(SourceText("208\\n05\\n208\\n05\\n01\\n退休费\\n5.00 5.00")))
    2
    """
    signs = 0
    run: list[str] = []
    for row in rows:
        if row.ruling != "text":
            continue
        key = row.cells[0].key
        if key.isdecimal() and len(key) in (1, 2, 3, 5, 7):
            run.append(key)
            continue
        signs += _is_run_of_codes(run) + (len(split_spaced(row.cells[0])) > 1)
        run = []
    return signs + _is_run_of_codes(run) + _has_blocks(rows) + _count_wrapped(rows)


def shows_blanks(tables: Sequence[Sequence[Row]]) -> bool:
    """Whether many cells of tables have more than one empty line above them, where blank cells stand."""
    gaps = [row.gap for rows in tables for row in rows[1:]]
    return sum(1 for gap in gaps if gap > 1) * 50 > len(gaps)


def drops_blanks(tables: Sequence[Sequence[Row]]) -> bool:
    """Whether the cells of all tables stand apart by one empty line and never by more: blank ones were dropped.

    A layout that shows a blank cell as an empty line would have some among so many.
    """
    gaps = [row.gap for rows in tables for row in rows[1:]]
    return len(gaps) >= _MANY and max(gaps) == 1 and gaps.count(1) * 5 >= len(gaps) * 4


def _has_blocks(rows: Sequence[Row]) -> bool:
    """Whether some lines of a table follow each other and others stand apart, always by one empty line.

    A layout with a cell a line parts all of them alike, and shows a blank cell, if at all, by another empty line.
    """
    gaps = [row.gap for row in rows[_PREAMBLE:]]
    close, apart = gaps.count(0), gaps.count(1)
    return (
        close + apart == len(gaps) and close >= 2 and close * 50 >= len(gaps) and apart >= 5 and apart * 10 >= len(gaps)
    )


def _count_wrapped(rows: Sequence[Row]) -> int:
    """How many whole codes have a name below them that only several lines make."""
    wrapped = 0
    for code, first, second, third in zip(rows, rows[1:], rows[2:], rows[3:], strict=False):
        found = read_code(code.key) if code.key.isdecimal() else None
        if found is None or first.key[-1:].isdigit() or second.key[-1:].isdigit():
            continue
        names = official_names(found.list, found.digits)
        joined = fold_name(first.key + second.key)
        wrapped += fold_name(first.key) not in names and (joined in names or joined + fold_name(third.key) in names)
    return wrapped


def _is_run_of_codes(run: Sequence[str]) -> bool:
    """Two classes with parts between them, or several whole codes: a code that no name follows.

    A class and its first group may stand together where blank cells were dropped, so one repeat is not enough.
    """
    if len(run) < 4:
        return False
    codes = [key for key in run if len(key) > 2 and read_code(key)]
    whole = [key for key in codes if len(key) > 3]
    return 2 <= len(codes) < len(run) or len(whole) >= 3
