"""Lines to rows: each line is prose, or cells between pipes or tabs."""

from __future__ import annotations

from pipelines.reading.pipes import begins_stack, mark_dropped_blanks, read_pipes
from pipelines.reading.rows import Cell, Row, cell_of, ruled_cell_of
from pipelines.reading.text import SourceText


def read_rows(source: SourceText) -> list[Row]:
    """Gives the rows of a text in order; empty lines become the `gap` of the row below them.

    A line of blanks only is a cell that was printed empty, not an empty line.

    >>> [[c.text for c in row.cells] for row in read_rows(SourceText("收支总表\\n\\n合计\\t\\t5.00"))]
    [['收支总表'], ['合计', '', '5.00']]
    """
    rows: list[Row] = []
    lines, starts = source.lines, source.line_starts
    last, gap, line = len(lines), 0, 1
    while line <= last:
        text, start = lines[line - 1], starts[line - 1]
        if not text or text == "\r":
            gap += 1
            line += 1
            continue
        if "|" in text or (line < last and "|" in lines[line] and begins_stack(lines, line - 1)):
            block, line = read_pipes(source, line)
            block[0].gap = gap
            rows.extend(block)
        elif "\t" in text:
            cells = _split_tabs(text, start, line)
            rows.append(Row(cells, "tabs", explicit=True, line=line, gap=gap, width=len(cells)))
            line += 1
        else:
            cell = cell_of(text, start, line)
            feed = text[0] == "\f"
            indent = cell.start - start - feed
            rows.append(Row([cell], "text", explicit=True, line=line, gap=gap, indent=indent, new_page=feed))
            line += 1
        gap = 0
    mark_dropped_blanks(rows)
    return rows


def _split_tabs(text: str, start: int, line: int) -> list[Cell]:
    cells = []
    for piece in text.split("\t"):
        cells.append(ruled_cell_of(piece, start, line))
        start += len(piece) + 1
    return cells
