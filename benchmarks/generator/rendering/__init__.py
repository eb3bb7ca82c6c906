"""Renderers: the same disclosure as text, once in each layout that real documents come in.

Belongs here: how a layout prints titles, cells, blanks, merged cells and running text, and nothing else. Every layout
is one function from a page of the document to lines; what it draws (gaps, widths, cells out of order) comes from the
document's seed.

- `pipe`: every cell between pipes, blanks and merged cells stay.
- `pipelossy`: blanks and merged cells are dropped, the row is filled with pipes at its end.
- `spilled`: every cell on a line of its own with its pipe, a row with merged cells ends with a run of pipes.
- `tab`: cells between tabs.
- `cellblank`: a cell a paragraph, a blank cell one newline, merged cells nothing.
- `paragraph`: the same, with titles inside the grid and running text in paragraphs.
- `cell`: one cell a line, blanks gone.
- `layout`: columns by spaces, long names and header words wrapped above and below, pages.
- `plain`: the reading order of a page: cells as paragraphs, some out of order, names wrapped.
- `flow`: a page's text a line a row, as libraries take it out of a PDF: one blank between cells, blank cells gone.
"""

from __future__ import annotations

from benchmarks.generator.rendering.page import PAGED, render, render_with_places
from benchmarks.generator.rendering.page import WRITERS as _WRITERS

LAYOUTS = tuple(_WRITERS)

__all__ = ["LAYOUTS", "PAGED", "render", "render_with_places"]
