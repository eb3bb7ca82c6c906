"""Rows as a table that fits the terminal: wide characters aligned, numbers to the right, money in thousands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

import pyarrow as pa
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.cli.console import SafeConsole, visible

#: A column of text is folded, but never to less than this: six Chinese characters.
_NARROWEST = 12
#: What stands between two columns.
_GAP = 2
_NULL = "NULL"
_PICTURES = {ord("\n"): "␊", ord("\t"): "␉"}


def print_answer(console: Console, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> int:
    """Prints rows as a table, or each as a list of its values where a table would not fit; gives how many they are.

    Where the output is no terminal, nothing is folded.
    """
    names = [one_line(name) for name in schema.names]
    numeric = [_is_numeric(column.type) for column in schema]
    columns = [[] for _ in names]
    for batch in batches:
        for cells, column in zip(columns, batch.columns, strict=True):
            cells.extend(map(_shown, column.to_pylist()))
    widths = [max(map(cell_len, [name, *cells])) for name, cells in zip(names, columns, strict=True)]
    narrow = [width if right else min(width, _NARROWEST) for width, right in zip(widths, numeric, strict=True)]
    rows = list(zip(*columns, strict=True))
    if console.is_terminal and sum(narrow) + _GAP * len(narrow) > console.width:
        _print_lists(console, names, rows)
        return len(rows)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for name, width, right in zip(names, narrow, numeric, strict=True):
        justify = "right" if right else "left"
        table.add_column(Text(name), justify=justify, no_wrap=right, overflow="fold", min_width=width)
    for row in rows:
        table.add_row(*(Text(cell, style="dim" if cell == _NULL else "") for cell in row))
    if not console.is_terminal:
        console = SafeConsole(file=console.file, width=sum(widths) + _GAP * len(widths))
    console.print(table, crop=False, highlight=False)
    return len(rows)


def _print_lists(console: Console, names: Sequence[str], rows: Sequence[tuple[str, ...]]) -> None:
    for number, row in enumerate(rows, start=1):
        grid = Table(
            title=Text(f"[{number}]"),
            title_justify="left",
            title_style="bold",
            show_header=False,
            box=None,
            pad_edge=False,
        )
        grid.add_column(style="dim", overflow="fold")
        grid.add_column(overflow="fold")
        for name, cell in zip(names, row, strict=True):
            grid.add_row(Text(name), Text(cell))
        console.print(grid, highlight=False)


def _is_numeric(kind: pa.DataType) -> bool:
    return pa.types.is_decimal(kind) or pa.types.is_integer(kind) or pa.types.is_floating(kind)


def one_line(text: str) -> str:
    r"""Gives a text on one line, with a picture for what can not be seen.

    >>> one_line("预算\n\x1b[31m合计")
    '预算␊␛[31m合计'
    """
    return visible(text).translate(_PICTURES)


def _shown(value: object) -> str:
    """A value as text.

    >>> _shown(Decimal("-1300000.00")), _shown(None), _shown([1, 2])
    ('-1,300,000.00', 'NULL', '[1, 2]')
    """
    if value is None:
        return _NULL
    if isinstance(value, Decimal):
        return f"{value:,f}"
    if isinstance(value, bool):
        return "true" if value else "false"
    return one_line(str(value))
