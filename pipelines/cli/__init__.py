"""The command line: `gongkai build`, `status`, `query`, `explain`, `check`, `dashboard`, `report`.

Belongs here: arguments, help, what a person sees, exit statuses (0 done, 1 the work failed, 2 wrong usage). Does not
belong here: the work itself and any SQL (warehouse). Dagster takes two seconds to import: only `build` does it, late.
"""

from __future__ import annotations

import typer

from pipelines.cli.build import build
from pipelines.cli.check import check
from pipelines.cli.dashboard import dashboard, report
from pipelines.cli.diff import diff
from pipelines.cli.explain import explain
from pipelines.cli.export import export
from pipelines.cli.query import query
from pipelines.cli.status import status

app = typer.Typer(
    name="gongkai",
    help="Published budgets and final accounts of Chinese government departments as one star schema.",
    epilog="Exit status: 0 done, 1 the work failed (the message says what to do), 2 wrong usage.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(build)
app.command()(status)
app.command()(explain)
app.command()(check)
app.command()(query)
app.command()(export)
app.command()(diff)
app.command()(dashboard)
app.command()(report)


def main() -> None:
    """Runs the command line; the entry point of the installed `gongkai`."""
    app()
