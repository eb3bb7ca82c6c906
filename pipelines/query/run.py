"""The rows of one statement, as batches, within limits."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event

import duckdb
import pyarrow as pa
from duckdb.sqltypes import DuckDBPyType

from pipelines.query.admission import admit, read_catalogue
from pipelines.query.dialect import Dialect
from pipelines.query.limits import Limits, limited_memory, limited_time
from pipelines.query.problem import LimitError, QueryProblem
from pipelines.query.statement import Statement, read_statement
from pipelines.warehouse.reader import open_published

#: Rows that are on their way out at a time.
_BATCH = 10_000
#: Binds names and types of a statement without running it: an error then has its place in the text.
_BIND = "explain "
#: What the engine raises; through a reader of Arrow as an error of the system.
_FAILURES = (duckdb.Error, pa.ArrowException, OSError, MemoryError)
_OUT_OF_MEMORY = (duckdb.OutOfMemoryException, pa.ArrowMemoryError, MemoryError)
#: Types that every format has.
_PLAIN = {
    *("boolean", "tinyint", "smallint", "integer", "bigint", "hugeint", "utinyint", "usmallint", "uinteger", "ubigint"),
    *("float", "double", "decimal", "varchar", "date", "timestamp"),
}


@dataclass(slots=True)
class Rows:
    """The answer: its columns, and batches to be read once; `cut` says afterwards that rows were left out."""

    schema: pa.Schema
    batches: Iterator[pa.RecordBatch]
    cut: bool = field(default=False)


@contextmanager
def open_query(
    warehouse: Path,
    sql: str,
    dialect: Dialect = Dialect.DUCKDB,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    when_deaf: Callable[[], None] | None = None,
) -> Iterator[Rows]:
    """Gives the rows of one statement over the published version; they are read while it is open.

    Raises:
        QueryProblem: the statement can not be read, is refused, fails, or goes beyond a limit.
        NoWarehouseError: there is no warehouse.
    """
    statement = read_statement(sql, dialect)
    with (
        limited_memory(limits.megabytes),
        open_published(warehouse, limits.settings) as connection,
        limited_time(connection, limits.seconds, when_deaf) as interrupted,
    ):

        def problem(error: Exception, *, bound: bool) -> QueryProblem:
            if interrupted.is_set() or isinstance(error, _OUT_OF_MEMORY):
                return _beyond(limits, in_time=not interrupted.is_set())
            return _problem(error, statement, bound=bound)

        try:
            admit(connection, statement, read_catalogue(connection))
            connection.execute(_BIND + statement.engine_sql)
        except _FAILURES as error:
            raise problem(error, bound=False) from error
        try:
            reader = _plain(connection.sql(statement.engine_sql)).to_arrow_reader(_BATCH)
        except _FAILURES as error:
            raise problem(error, bound=True) from error
        with reader:  # an open one would keep the file, and the next query would wait for it
            rows = Rows(reader.schema, iter(()))
            rows.batches = _first(_read(reader, partial(problem, bound=True), interrupted), limits.rows, rows)
            yield rows


def _plain(relation: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """The same rows, with text for what only the engine has: intervals, maps, times with a zone."""
    if all(map(_is_plain, relation.types)):
        return relation
    columns = enumerate(zip(relation.columns, relation.types, strict=True), start=1)
    return relation.project(
        *(
            duckdb.SQLExpression(f"#{number}" if _is_plain(kind) else f"cast(#{number} as varchar)").alias(name)
            for number, (name, kind) in columns
        )
    )


def _is_plain(kind: DuckDBPyType) -> bool:
    if kind.id in {"list", "struct"}:
        return all(isinstance(child, DuckDBPyType) and _is_plain(child) for _, child in kind.children)
    return kind.id in _PLAIN


def _read(
    reader: pa.RecordBatchReader, problem: Callable[[Exception], QueryProblem], interrupted: Event
) -> Iterator[pa.RecordBatch]:
    """The batches as they come; what goes wrong on the way is the statement's fault."""
    while True:
        try:
            batch = reader.read_next_batch()
        except StopIteration:
            return
        except _FAILURES as error:
            raise problem(error) from error
        if interrupted.is_set():
            raise problem(duckdb.InterruptException())
        yield batch


def _first(batches: Iterator[pa.RecordBatch], limit: int | None, rows: Rows) -> Iterator[pa.RecordBatch]:
    if limit is None:
        yield from batches
        return
    for batch in batches:
        rows.cut = batch.num_rows > limit
        if limit:
            yield batch.slice(0, limit)
        limit -= min(limit, batch.num_rows)
        if rows.cut:
            return


def _beyond(limits: Limits, *, in_time: bool) -> LimitError:
    if not in_time:
        return LimitError(
            f"查询超过 {limits.seconds:g} 秒，已停止。请缩小范围，或用 --timeout 放宽。",
            f"The query took more than {limits.seconds:g} s and was stopped. Ask for less, or raise --timeout.",
        )
    return LimitError(
        f"查询需要的内存超过 {limits.megabytes:,} MB，已停止。请缩小范围，或用 --memory 放宽。",
        f"The query needs more than {limits.megabytes:,} MB of memory and was stopped. Ask for less or raise --memory.",
    )


def _problem(error: Exception, statement: Statement, *, bound: bool) -> QueryProblem:
    """What the engine says, in words that help; once a statement is bound, its places are no longer the author's."""
    said = _details(error)
    name, near = said.get("name"), said.get("candidates", "").replace(",", ", ")
    position = int(said.get("position", -1)) - len(_BIND)
    place = statement.place(position, name) if position >= 0 and not bound else None
    match said.get("error_subtype"):
        case "COLUMN_NOT_FOUND":
            zh = f"没有“{name}”这一列。" + (f"相近的列：{near}。" if near else "用 describe 表名 查看全部列。")
            en = f'There is no column "{name}". ' + (f"Nearest: {near}." if near else "`describe TABLE` lists them.")
        case "NO_MATCHING_FUNCTION":
            zh = f"函数 {name} 不接受这样的参数：{said['call']}。请先用 cast 转换类型。"
            en = f"The function {name} does not take these arguments: {said['call']}. Cast them first."
        case _:
            zh = "数据库不能执行这个查询，原因见下一句。"
            en = f"The engine can not run it: {said.get('exception_message', str(error)).strip()}"
    return QueryProblem(zh, en, place)


def _details(error: Exception) -> dict[str, str]:
    """What the engine says by `errors_as_json`, after the name of the error."""
    text = str(error)
    try:
        return json.loads(text[text.index("{") :])
    except ValueError:
        return {}
