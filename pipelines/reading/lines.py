"""Lines to rows: each line is prose, or cells between pipes or tabs."""

from __future__ import annotations

from pipelines.reading.pipes import mark_dropped_blanks, read_pipes
from pipelines.reading.rows import Row, make_cell
from pipelines.reading.text import SourceText


def read_rows(source: SourceText) -> list[Row]:
    """Gives the rows of a text in order; empty lines become the `gap` of the row below them.

    A line of blanks only is a cell that was printed empty, not an empty line.

    >>> [[c.text for c in row.cells] for row in read_rows(SourceText("收支总表\\n\\n合计\\t\\t5.00"))]
    [['收支总表'], ['合计', '', '5.00']]
    """
    rows: list[Row] = []
    folded, starts = source.folded, source.line_starts
    last, gap, line = len(starts), 0, 1
    while line <= last:
        start, end = source.line_span(line)
        if start == end or folded[start:end] == "\r":
            gap += 1
            line += 1
            continue
        if folded.find("|", start, end) >= 0:
            block, line = read_pipes(source, line)
            block[0].gap = gap
            rows.extend(block)
        elif folded.find("\t", start, end) >= 0:
            cells = _split_tabs(folded, start, end, line)
            rows.append(Row(cells, "tabs", explicit=True, line=line, gap=gap, width=len(cells)))
            line += 1
        else:
            cell = make_cell(folded, start, end, line)
            rows.append(Row([cell], "text", explicit=True, line=line, gap=gap, indent=cell.start - start))
            line += 1
        gap = 0
    mark_dropped_blanks(rows)
    return rows


def _split_tabs(folded: str, start: int, end: int, line: int) -> list:
    cells = []
    at = start
    while (tab := folded.find("\t", at, end)) >= 0:
        cells.append(make_cell(folded, at, tab, line))
        at = tab + 1
    cells.append(make_cell(folded, at, end, line))
    return cells
