"""The layout that keeps a page's look by spaces, as a PDF's text is exported with positions.

Columns are counted in characters, a Chinese one like a digit, since the exporter counts so. Long names and header words
wrap inside their column: the row's numbers stand beside the middle line, the other lines above and below. A merged
header word is centred over its columns.
"""

from __future__ import annotations

from functools import cache

from benchmarks.generator.families import MERGED
from benchmarks.generator.rendering.grid import PrintedRow, body
from benchmarks.generator.rendering.sink import Sink
from benchmarks.generator.sheet import Cell, Table

#: Characters of a text column before a name wraps; 99: never.
NAME_WIDTHS = (8, 12, 16, 99, 99)
RULED_WIDTH = 12
LONG_WORD = 7
LETTERS = "0123456789,.-%"
Span = tuple[int, int, int, int, str]
Piece = tuple[int, int, list[str]]


def write_columns(sink: Sink, table: Table) -> None:
    """Writes the table with its columns by spaces; a page break begins a page and sets its columns anew."""
    rows = list(body(table))
    pages: list[list[PrintedRow]] = [[]]
    for row in rows:
        if row.kind == "page":
            pages.append([])
        else:
            pages[-1].append(row)
    limit = RULED_WIDTH if not table.columns else sink.rng.choice(NAME_WIDTHS)
    right = sink.rng.random() < 0.7
    for number, page in enumerate(pages):
        if number:
            sink.new_page()
        _write_page(sink, table, page, limit, right=right, first=number == 0)
    start = len(sink.lines)
    sink.lines += sink.page(table.notes)
    sink.mark(-1, start)


def _write_page(sink: Sink, table: Table, page: list[PrintedRow], limit: int, *, right: bool, first: bool) -> None:
    rng = sink.rng
    widths = _widths(table, page, limit)
    gaps = [rng.choice((2, 3, 3, 4, 6)) for _ in widths]
    starts = [0]
    for width, gap in zip(widths, gaps, strict=True):
        starts.append(starts[-1] + width + gap)
    total = starts[-1] - gaps[-1]
    if first:
        _furniture(sink, table, total)
    header = table.declared_header
    if page and page[0].kind == "header":
        sink.lines += sink.page(_header(header, widths, starts))
        page = page[len(header) :]
    loose, between = rng.random() < 0.6, rng.random() < 0.5
    for row in page:
        start = len(sink.lines)
        sink.lines += sink.page(_row(table, row.cells, widths, starts, right=right, between=between))
        sink.mark(row.number, start)
        if loose and rng.random() < 0.8:
            sink.lines.append("")


def _furniture(sink: Sink, table: Table, total: int) -> None:
    lines = [table.number] if table.number else []
    lines.append(" " * max((total - len(table.title)) // 2, 0) + table.title)
    if table.unit_line:
        left = table.left
        lines.append(left + " " * max(total - len(left) - len(table.unit_line), 1) + table.unit_line)
    sink.lines += sink.page(lines)


def _widths(table: Table, page: list[PrintedRow], limit: int) -> list[int]:
    """Gives each column's width: its longest number, its names up to the limit, and room for wrapped header words."""
    widths = [2] * table.width
    for row in page:
        if row.kind == "body":
            cells = row.cells
            for place, cell in enumerate(cells):
                if cell and len(cell) > widths[place] and (place + 1 == len(cells) or cells[place + 1] is not None):
                    size = len(cell) if cell[0] in LETTERS else min(len(cell), limit)
                    widths[place] = max(widths[place], size)
    for _top, left, _height, across, word in _spans(table.declared_header):
        if across == 1:
            widths[left] = max(widths[left], len(word) if len(word) <= LONG_WORD else (len(word) + 1) // 2)
    return widths


@cache
def _spans(header: tuple[tuple[str, ...], ...]) -> tuple[Span, ...]:
    """Gives the header's words with top, left, height and breadth."""
    spans: list[Span] = []
    for top, row in enumerate(header):
        for left, word in enumerate(row):
            if word and word not in MERGED:
                across = 1
                while left + across < len(row) and row[left + across] == "<":
                    across += 1
                down = 1
                while top + down < len(header) and header[top + down][left] == "^":
                    down += 1
                spans.append((top, left, down, across, word))
    return tuple(spans)


def _wrap(text: str, width: int) -> list[str]:
    """Gives a text in lines of a width.

    >>> _wrap("对附属单位补助支出", 5)
    ['对附属单位', '补助支出']
    """
    return [text[place : place + width] for place in range(0, len(text), width)] or [""]


def _header(header: tuple[tuple[str, ...], ...], widths: list[int], starts: list[int]) -> list[str]:
    """Gives the header's lines: every level as high as its highest word, tall words centred over their levels."""
    spans = []
    heights = [1] * len(header)
    for top, left, down, across, word in _spans(header):
        room = starts[left + across - 1] + widths[left + across - 1] - starts[left]
        lines = _wrap(word, max(room, 2))
        spans.append((top, left, down, room, lines))
        heights[top] = max(heights[top], -(-len(lines) // down))
    tops = [0]
    for height in heights:
        tops.append(tops[-1] + height)
    pieces: list[Piece] = []
    for top, left, down, room, lines in spans:
        first = tops[top] + max((tops[top + down] - tops[top] - len(lines)) // 2, 0)
        width = max(len(line) for line in lines)
        pieces.append((first, starts[left] + max((room - width) // 2, 0), lines))
    return _draw(pieces)


def _row(
    table: Table, cells: list[Cell], widths: list[int], starts: list[int], *, right: bool, between: bool
) -> list[str]:
    """Gives the lines of one row, numbers in the middle of a wrapped row.

    With `between`, a name of two lines stands one above and one below the line of its numbers.
    """
    found: list[tuple[int, str]] = []
    rooms: list[int] = []
    columns, last = table.columns, len(cells) - 1
    fits = True
    for place, cell in enumerate(cells):
        if not cell:
            continue
        end = place
        while end < last and cells[end + 1] is None:
            end += 1
        at, size = starts[place], len(cell)
        room = starts[end] + widths[end] - at
        if size > room:
            fits = False
        if columns and columns[place] and cell[0] in LETTERS:
            at += room - size if right else (room - size) // 2
        elif columns and end > place:
            at += (room - min(size, room)) // 2
        found.append((max(at, 0), cell))
        rooms.append(room)
    if fits:
        return [_line(found)]
    wrapped = [(at, _wrap(cell, room)) for (at, cell), room in zip(found, rooms, strict=True)]
    height = max(len(lines) for _, lines in wrapped)
    if between and height == 2:
        wrapped = [(at, [lines[0], "", lines[1]] if len(lines) == height else lines) for at, lines in wrapped]
        height += 1
    return _draw([((height - len(lines)) // 2, at, lines) for at, lines in wrapped])


def _draw(pieces: list[Piece]) -> list[str]:
    """Gives the lines that hold all pieces."""
    rows: list[list[tuple[int, str]]] = [[]]
    for first, at, lines in pieces:
        while len(rows) < first + len(lines):
            rows.append([])
        for row, line in enumerate(lines, start=first):
            if line:
                rows[row].append((at, line))
    return [_line(row) for row in rows]


def _line(pieces: list[tuple[int, str]]) -> str:
    """Gives one line; a piece that would touch the one before it is pushed one space on.

    >>> _line([(2, "合计"), (4, "1.00"), (10, "2.00")])
    '  合计 1.00 2.00'
    """
    text = ""
    for at, piece in sorted(pieces):
        text = (text.ljust(at) if at > len(text) else text and text + " ") + piece
    return text
