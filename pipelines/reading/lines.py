"""Lines to rows: each line is prose, or cells between pipes, tabs or commas."""

from __future__ import annotations

from pipelines.reading.commas import read_commas
from pipelines.reading.pages import find_page_numbers
from pipelines.reading.pipes import begins_stack, mark_dropped_blanks, read_pipes
from pipelines.reading.rows import Row, cell_of
from pipelines.reading.tabs import is_tabbed, read_tabs
from pipelines.reading.text import SourceText


def read_rows(source: SourceText) -> list[Row]:
    """Gives the rows of a text in order; empty lines become the `gap` of the row below them.

    A line of blanks only is a cell that was printed empty, not an empty line. The number of a page is no row; empty
    lines above it are the rest of the page, but where form feeds are lost they may be empty cells.

    >>> [[c.text for c in row.cells] for row in read_rows(SourceText("收支总表\\n\\n合计\\t\\t5.00"))]
    [['收支总表'], ['合计', '', '5.00']]
    """
    rows: list[Row] = []
    lines, starts = source.lines, source.line_starts
    numbers, has_pages = find_page_numbers(source), "\f" in source.folded
    last, gap, line, feed = len(lines), 0, 1, False
    no_sheet, width = 1, 0  # no sheet between commas begins above this line; the width of the last one
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
        elif start not in numbers and is_tabbed(source, line):
            row, line = read_tabs(source, line)
            row.gap = gap
            rows.append(row)
        else:
            sheet, after = read_commas(source, line, width) if "," in text and line >= no_sheet else ([], no_sheet)
            if sheet:
                sheet[0].gap = gap
                rows.extend(sheet)
                line, width, gap, feed = after, max(row.width for row in sheet), 0, False
                continue
            no_sheet = after
            for piece, at in source.pieces(line):
                begins = piece[0] == "\f"
                if at in numbers or (begins and at > start and piece.isspace()):
                    feed |= begins
                    gap = 0 if has_pages else gap
                    continue
                cell = cell_of(piece, at, line)
                indent = cell.start - at - begins
                new_page = begins or feed
                rows.append(Row([cell], "text", explicit=True, line=line, gap=gap, indent=indent, new_page=new_page))
                gap, feed = 0, False
            line += 1
            continue
        gap, feed = 0, False
    mark_dropped_blanks(rows)
    return rows
