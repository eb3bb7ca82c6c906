"""`gongkai query`: the rows of one statement."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.cells import cell_len
from rich.text import Text

from pipelines.cli.answer import one_line, print_answer
from pipelines.cli.options import WarehouseOption, fail, messages, output
from pipelines.query.dialect import Dialect
from pipelines.warehouse.reader import NoWarehouseError
from pipelines.warehouse.workspace import DEFAULT_WAREHOUSE

if TYPE_CHECKING:
    from pipelines.query.problem import QueryProblem
    from pipelines.query.run import Rows

#: Rows of a table unless told otherwise; a person reads no more.
_TABLE_ROWS = 1_000
_STANDARD_INPUT = "-"


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


def query(  # noqa: PLR0913 - what a command takes is its options
    sql: Annotated[str, typer.Argument(metavar="SQL|FILE", help="One SELECT, or a file (.sql) that holds it, or -.")],
    warehouse: WarehouseOption = DEFAULT_WAREHOUSE,
    form: Annotated[Format, typer.Option("--format", help="How the rows are written.")] = Format.TABLE,
    dialect: Annotated[Dialect, typer.Option("--dialect", help="Whose SQL it is.")] = Dialect.DUCKDB,
    rows: Annotated[
        int | None,
        typer.Option(
            *("--max-rows", "--limit"), metavar="N", min=0, help=f"Rows at most; {_TABLE_ROWS:,} in a table, else all."
        ),
    ] = None,
    seconds: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="Time that it may take.")
    ] = 60,
    megabytes: Annotated[int, typer.Option("--memory", metavar="MB", min=64, help="Memory that it may take.")] = 2_048,
    target: Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Write to a new file.")] = None,
    *,
    bom: Annotated[bool, typer.Option("--bom", help="CSV for Excel: see below.")] = False,
) -> None:
    """Show the rows of one SELECT over the published warehouse, as a table, CSV, JSON or Parquet.

    It reads and nothing else: one statement, the tables and views of the warehouse, functions that answer from their
    arguments alone. `show tables` and `describe TABLE` say what there is. SQL of another dialect is translated.

    Money has thousands separators in a table only. In JSON, decimals and 64-bit integers are strings, so that no reader
    rounds them. With --bom, CSV begins with a byte order mark, and a text that Excel would take for a formula with an
    apostrophe.
    """
    from pipelines.export.target import OccupiedError
    from pipelines.query.limits import Limits
    from pipelines.query.problem import QueryProblem
    from pipelines.query.run import open_query

    if form is Format.PARQUET and target is None and sys.stdout.isatty():
        raise typer.BadParameter("Parquet is not for a terminal. Name a file with --output.", param_hint="--format")
    if bom and form is not Format.CSV:
        raise typer.BadParameter("--bom is for --format csv.", param_hint="--bom")
    statement = _statement(sql)
    if rows is None and form is Format.TABLE and target is None:
        rows = _TABLE_ROWS
    limits = Limits(seconds, megabytes, rows=rows)
    try:
        with open_query(warehouse, statement, dialect, limits, when_deaf=lambda: _end(seconds)) as answer:
            _write(answer, form, target, bom=bom)
    except (NoWarehouseError, OccupiedError) as error:
        fail(str(error))
    except BrokenPipeError:
        raise  # who reads the output has had enough
    except OSError as error:
        fail(f"{target or 'standard output'}: {error.strerror}")
    except QueryProblem as problem:
        _fail_at(statement, problem)
    if answer.cut:
        messages.print(
            f"只显示前 {rows:,} 行，后面还有；用 --max-rows 放宽。"
            f"Only the first {rows:,} rows are shown; there are more: raise --max-rows.",
            style="yellow",
            highlight=False,
            soft_wrap=True,
        )


def _statement(sql: str) -> str:
    """The text of the argument, of the file that it names, or of standard input."""
    try:
        if sql == _STANDARD_INPUT:
            return sys.stdin.buffer.read().decode("utf-8-sig")
        if sql.endswith(".sql") and "\n" not in sql:
            return Path(sql).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise typer.BadParameter(f"{sql}: {error.strerror}.", param_hint="SQL|FILE") from error
    except UnicodeDecodeError as error:
        raise typer.BadParameter(f"{sql} is not UTF-8.", param_hint="SQL|FILE") from error
    return sql


def _write(answer: Rows, form: Format, target: Path | None, *, bom: bool) -> None:
    from pipelines.export.parquet import write_parquet
    from pipelines.export.text import write_csv, write_json

    if form is Format.TABLE:
        print_answer(output, answer.schema, answer.batches)
        return
    with _opened(target) as out:
        if form is Format.CSV:
            write_csv(answer.schema, answer.batches, out, for_excel=bom)
        elif form is Format.JSON:
            write_json(answer.schema, answer.batches, out)
        else:
            write_parquet(answer.schema, answer.batches, out)


@contextmanager
def _opened(target: Path | None) -> Iterator[IO[bytes]]:
    from pipelines.export.target import new_file

    if target is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    else:
        with new_file(target) as out:
            yield out


def _fail_at(statement: str, problem: QueryProblem) -> NoReturn:
    """Says what is wrong, and under the line of the statement where."""
    if problem.place is not None:
        line = statement.split("\n")[problem.place.line - 1]
        before = one_line(line[: problem.place.column - 1])
        messages.print(Text(f"  {one_line(line)}\n  {' ' * cell_len(before)}^"), soft_wrap=True)
    fail(str(problem))


def _end(seconds: float) -> None:
    """Ends the process: a function of the engine runs that does not hear the interrupt."""
    messages.print(f"gongkai: 查询超过 {seconds:g} 秒且无法中断，已结束。", style="red", highlight=False)
    os._exit(1)
