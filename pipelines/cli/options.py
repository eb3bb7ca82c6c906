"""Options that several commands share, and how a command says that its work failed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from pipelines.cli.console import SafeConsole

RawOption = Annotated[Path, typer.Option("--raw", metavar="DIR", help="Folder of the raw documents, any depth.")]
WarehouseOption = Annotated[
    Path, typer.Option("--warehouse", metavar="FILE", help="The published warehouse, a DuckDB file.")
]

#: Results go to standard output, progress and errors to standard error.
output = SafeConsole()
messages = SafeConsole(stderr=True)


def fail(message: str) -> NoReturn:
    """Says why the work failed and ends with status 1."""
    messages.print(f"gongkai: {message}", style="red", markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(1)
