"""Piped tables whose every cell stands on a line of its own, so that rows show no end.

A run of pipes ends a row. A cell with nothing but such a run behind it spans its row, and so prints the table's width;
without one the width is found by what stands below what: under the right one, numbers stand below numbers and words
below words. Where no run ends a row, the last cells of the table fill its last row, and cells above the first whole row
are headings that span several columns.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pipelines.reading.rows import Cell, Row, cell_of
from pipelines.reading.widths import (
    FEWEST_CELLS,
    FEWEST_ROWS,
    LIKE,
    NUMERIC,
    SLACK,
    WIDEST,
    Stream,
    find_width,
    kind_of,
    known_width,
    likeness,
)

#: A line of the block: its number, where it begins, its text without white space at the end, its pipes.
Line = tuple[int, int, str, int]


def rows_of_single_cells(lines: Sequence[Line], widths: Sequence[int]) -> list[Row]:
    """Gives the rows of lines with one cell each; none when they are no such table or its width stays unclear.

    `widths` are those of the rows above and below, 0 when not known. A row without a run of pipes lost no cell and is
    explicit; from one with a run, cells were dropped or merged.
    """
    stream = _read(lines)
    return _without_opening(_rows_from_above(stream, widths) or _rows_from_below(stream))


def _rows_from_above(stream: Stream, widths: Sequence[int]) -> list[Row]:
    """The rows of a stream whose first cell begins a row and whose last one ends one."""
    rows: list[Row] = []
    at = width = 0
    tables = [at for at in range(1, len(stream.cells)) if _numbered(stream, at)] + [len(stream.cells)]
    while at < len(stream.cells):
        width = _spanned(stream, at) or (2 if rows and _begins_pair(stream, at, rows[-1]) else width)
        if not width:
            table = _part(stream, at, tables[bisect_right(tables, at)])
            width = known_width(table, widths) or find_width(table)
        end = at + width
        if not width or end > len(stream.cells):
            return []
        run = next((cell for cell in range(at, end) if cell in stream.runs), None)
        if run is not None and stream.runs[run] != end:
            return []
        cells = stream.cells[at : end if run is None else run]
        rows.append(Row(cells, "spilled", explicit=run is None, line=stream.cells[at].line, width=width))
        at = end
    return rows


def _rows_from_below(stream: Stream) -> list[Row]:
    """The rows of a stream without a run, counted from its end; each cell above the first number's row is a row."""
    kinds = [kind_of(cell.key) for cell in stream.cells]
    filled = len(kinds) - kinds.count("")
    if stream.runs or filled < FEWEST_CELLS or kinds.count("number") < NUMERIC * filled:
        return []
    number = kinds.index("number")
    widths = range(2, min(WIDEST, (len(kinds) - number) // FEWEST_ROWS + 1) + 1)
    scores = {width: likeness(kinds[number:], width) for width in widths}
    enough = max(LIKE, max(scores.values(), default=0.0) - SLACK)
    for width in (width for width, score in scores.items() if score >= enough):
        first = _first_row(stream.cells, kinds, number, width)
        if first >= 0:
            return _counted(stream.cells, first, width)
    return []


def _first_row(cells: Sequence[Cell], kinds: Sequence[str], number: int, width: int) -> int:
    """Where the row of the first number begins; -1 when no place does.

    A column of words names the rows, all cells are of their columns' kinds, and no row begins with an amount. That the
    last row is whole is tried first: it may have lost the blanks at its end.
    """
    starts = [number + (place - number) % width for place in range(width)]
    below = [[at for at in range(start, len(kinds), width) if kinds[at]] for start in starts]
    usual = [max(("", "words", "number"), key=[kinds[at] for at in column].count) for column in below]
    for end in range(len(kinds), len(kinds) + width) if "words" in usual else ():
        first = number - (number - end) % width
        fits = first >= 0 and all(kinds[at] in ("", usual[at % width]) for at in range(first, first + width))
        if fits and not any(_is_amount(cells[at].key) for at in below[first % width]):
            return first
    return -1


def _counted(cells: Sequence[Cell], first: int, width: int) -> list[Row]:
    """A row for each cell above the `first` of the data, and rows of one width below, as wide as all parts together."""
    above = [[cell.key for cell in cells[at + 1 : at + width]] for at in range(first - width, -1, -width)]
    times = next((at for at, keys in enumerate(above) if keys != above[0]), len(above))
    if times > 1 and "" not in above[0] and (len(cells) - first) % (width * times) == 0:
        width *= times
    rows = [Row([cell], "spilled", explicit=False, line=cell.line, width=width) for cell in cells[:first] if cell.key]
    return rows + [_whole(cells[at : at + width], width) for at in range(first, len(cells), width)]


def _whole(cells: Sequence[Cell], width: int) -> Row:
    return Row(list(cells), "spilled", explicit=True, line=cells[0].line, width=width)


def _without_opening(rows: list[Row]) -> list[Row]:
    """Rows that a pipe opens begin with a blank cell each; a word before the first pipe stands above the table."""
    whole = [row for row in rows if row.explicit]
    if len(whole) < FEWEST_ROWS or any(row.cells[0].key for row in whole if row is not rows[0]):
        return rows
    opened: list[Row] = []
    for row in rows:
        first, *others = row.cells
        if not row.explicit:
            opened.append(row)
            continue
        if first.key:
            opened.append(Row([first], "text", explicit=True, line=first.line))
        opened.append(_whole(others, row.width - 1))
    return opened


def _read(lines: Sequence[Line]) -> Stream:
    """The cells of the lines, each a cell and its pipes, or only pipes."""
    stream = Stream([], {})
    for number, start, bare, pipes in lines:
        text = bare.rstrip("| \n")
        blank = pipes - 1 if text else pipes
        if text:
            stream.cells.append(cell_of(text, start, number))
        if blank > 1 or (blank and text):
            stream.runs[len(stream.cells)] = len(stream.cells) + blank
        stream.cells.extend([cell_of("", start + len(text), number)] * blank)
    return stream


def _part(stream: Stream, start: int, end: int) -> Stream:
    """The cells from one to before another, and the runs that end in them."""
    runs = {run - start: stop - start for run, stop in stream.runs.items() if start < run and stop <= end}
    return Stream(stream.cells[start:end], runs)


def _spanned(stream: Stream, at: int) -> int:
    """The width that a title prints which spans its row; a row with one word, the table's number, may stand above."""
    if _is_words(stream.cells[at]) and at + 1 in stream.runs:
        return stream.runs[at + 1] - at
    return _numbered(stream, at)


def _numbered(stream: Stream, at: int) -> int:
    """The width of a table that begins with one word, its number, in a row above that of the title that spans it."""
    cells, runs = stream
    title = runs.get(at + 1, at + 1)
    while title < len(cells) and title not in runs and not cells[title].key:
        title += 1
    width = title - at
    if not 1 < width < WIDEST or not _is_words(cells[at]) or runs.get(title + 1) != title + width:
        return 0
    return width if _is_words(cells[title]) else 0


def _begins_pair(stream: Stream, at: int, above: Row) -> bool:
    """Whether a title stands here that spans two columns: behind its only blank, words would stand below a number."""
    cells = stream.cells[at : at + 3]
    return (
        len(cells) == len(above.cells[:3]) == 3
        and _is_words(cells[0])
        and not cells[1].key
        and _is_words(cells[2])
        and kind_of(above.cells[2].key) == "number"
    )


def _is_words(cell: Cell) -> bool:
    return kind_of(cell.key) == "words"


def _is_amount(text: str) -> bool:
    return kind_of(text) == "number" and ("." in text or "," in text)
