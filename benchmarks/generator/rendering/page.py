"""From a disclosure to text: walks its blocks, lets a layout write each of them, and remembers where things stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from benchmarks.generator.chance import seeded
from benchmarks.generator.document import Disclosure
from benchmarks.generator.fault import Place
from benchmarks.generator.narrative import Text
from benchmarks.generator.rendering.cells import write_cellblank, write_cells, write_paragraphs
from benchmarks.generator.rendering.columns import write_columns
from benchmarks.generator.rendering.flowing import write_flow
from benchmarks.generator.rendering.pipes import write_lossy, write_pipes, write_spilled, write_tabs
from benchmarks.generator.rendering.reading_order import write_reading_order
from benchmarks.generator.rendering.sink import Sink
from benchmarks.generator.sheet import Table

WRITERS: dict[str, Callable[[Sink, Table], None]] = {
    "pipe": write_pipes,
    "pipelossy": write_lossy,
    "spilled": write_spilled,
    "tab": write_tabs,
    "cellblank": write_cellblank,
    "paragraph": write_paragraphs,
    "cell": write_cells,
    "layout": write_columns,
    "plain": write_reading_order,
    "flow": write_flow,
}
#: Layouts that come from pages: wrapped lines, form feeds.
PAGED = frozenset({"layout", "plain", "flow"})
#: What stands between the pages of a `flow`, beside its line break.
JOINTS = ("\n\f", "\n", "\f")
#: Layouts with an empty line between paragraphs of running text.
SPACED = frozenset({"paragraph", "plain", "tab"})
#: Full-width marks that web pages print in half width; replaced one by one, which is far faster than translating.
HALF_WIDTH = tuple(zip("（）：，；", "():,;", strict=True))
PAGE_LINES = 40


def render(document: Disclosure, layout: str | None = None) -> str:
    """Gives the document's text in a layout, by default its own.

    >>> from benchmarks.generator import generate
    >>> "一般公共服务支出" in render(generate(7, region="420800"), "pipe")
    True
    """
    return render_with_places(document, layout, ())[0]


def render_with_places(
    document: Disclosure, layout: str | None = None, wanted: tuple[Place, ...] | None = None
) -> tuple[str, dict[Place, tuple[int, int]]]:
    """Gives the text and, for each wanted place, its first and last line (1-based); by default for planted faults."""
    chosen = layout or document.layout
    if wanted is None:
        wanted = tuple(place for fault in document.faults for place in fault.places)
    sink = Sink(seeded(document.seed, chosen), frozenset(wanted), inside=document.inside)
    write = WRITERS[chosen]
    paged, spaced = chosen in PAGED, chosen in SPACED
    wrap = document.wrap or (56 if paged else 0)
    for index, block in enumerate(document.blocks):
        sink.block = index
        if isinstance(block, Table):
            if paged:
                sink.new_page()
            write(sink, block)
        else:
            _write_text(sink, block, wrap, spaced=spaced, paged=paged)
    text = "\n".join(sink.lines) + "\n"
    if chosen == "flow":
        text = text.replace("\n\f", sink.rng.choice(JOINTS))
    if document.halfwidth and not paged:
        for full, half in HALF_WIDTH:
            text = text.replace(full, half)
    return text, sink.places


@cache
def _breaker(width: int) -> re.Pattern[str]:
    """Breaks after `width` characters at most, never inside a number."""
    return re.compile(rf".{{1,{width}}}(?:(?<![0-9.,])|(?![0-9.,%]))|.{{1,{width}}}")


def _write_text(sink: Sink, block: Text, wrap: int, *, spaced: bool, paged: bool) -> None:
    start = len(sink.lines)
    text = block.text()
    if paged and start - sink.page_start > PAGE_LINES:
        sink.new_page()
    if wrap and block.role == "text" and len(text) > wrap:
        sink.lines += sink.page(_breaker(wrap).findall(text))
    else:
        sink.lines += sink.page([text])
    if spaced:
        sink.lines.append("")
    sink.mark(-1, start)
