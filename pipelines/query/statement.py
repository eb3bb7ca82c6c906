"""A statement as its author wrote it: exactly one, of a kind that only reads, as SQL of the engine.

The first of two readers. The other is the engine's own (`admission`): a text that one of them takes for something else
is refused.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import sqlglot
from sqlglot import Token, TokenType, exp
from sqlglot.errors import ErrorLevel, ParseError, SqlglotError, TokenError, UnsupportedError

from pipelines.query.dialect import Dialect
from pipelines.query.problem import Place, QueryProblem, RefusedError

# what it says of statements that it only half knows would stand among the answers; they are refused below
logging.getLogger("sqlglot").setLevel(logging.ERROR)

_ENGINE = Dialect.DUCKDB
#: A longer statement is no question of an analyst; reading it would take as long as it likes.
LONGEST_STATEMENT = 100_000
#: Kinds of statements that only read; each is one query to the engine.
_READING = (exp.Query, exp.Values, exp.Pivot, exp.Describe, exp.Summarize, exp.Show)
#: What must not stand anywhere inside one.
_WRITING = (
    *(exp.DDL, exp.Update, exp.Delete, exp.Merge, exp.Copy, exp.Into, exp.Lock),
    *(exp.Command, exp.Pragma, exp.Set, exp.Attach, exp.Install),
)
_END = TokenType.SEMICOLON


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: as written, in which dialect, and as the engine is asked."""

    written: str
    dialect: Dialect
    engine_sql: str

    def place(self, offset: int | None, name: str | None) -> Place | None:
        """Gives the place of a byte of the engine's SQL, or else where `name` is first written."""
        if self.dialect == _ENGINE and offset is not None:
            return Place.at(self.written, len(self.written.encode()[:offset].decode(errors="ignore")))
        for token in _tokens(self.written, self.dialect):
            if name is not None and token.text.casefold() == name.casefold():
                return Place.at(self.written, token.start)
        return None


def read_statement(written: str, dialect: Dialect = _ENGINE) -> Statement:
    """Gives the one statement of a text.

    >>> read_statement("select `name` from dim_form", Dialect.MYSQL).engine_sql
    'SELECT "name" FROM dim_form'

    Raises:
        QueryProblem: the text is empty, too long or no SQL of the dialect.
        RefusedError: it holds several statements, or one that does more than read.
    """
    if len(written) > LONGEST_STATEMENT:
        raise QueryProblem(
            f"语句太长（{len(written):,} 个字符），最多 {LONGEST_STATEMENT:,} 个。请分成几个查询。",
            f"The statement is too long ({len(written):,} characters; at most {LONGEST_STATEMENT:,}). Split it.",
        )
    try:
        trees = _parse(written, dialect)
        if not trees:
            raise QueryProblem(
                "没有语句。请写一个 SELECT，例如 select * from dim_document。",
                "There is no statement. Write a SELECT, such as select * from dim_document.",
            )
        if len(trees) > 1:
            raise RefusedError(
                f"这里有 {len(trees)} 个语句，一次只能执行一个。请去掉分号后面的部分。",
                f"There are {len(trees)} statements; one is allowed. Remove what follows the semicolon.",
                _second_statement(written, dialect),
            )
        _refuse_writing(trees[0], written, dialect)
        engine_sql = (
            _without_end(written)
            if dialect == _ENGINE
            else trees[0].sql(_ENGINE, comments=False, unsupported_level=ErrorLevel.RAISE)
        )
    except RecursionError:
        raise too_deep() from None
    except UnsupportedError as error:
        raise QueryProblem(
            f"这个 {dialect} 语句不能译成仓库的 SQL：{error}。请用 --dialect duckdb 改写。",
            f"This {dialect} statement has no equal in the warehouse's SQL: {error}. Rewrite it for --dialect duckdb.",
        ) from error
    return Statement(written, dialect, engine_sql)


def too_deep() -> QueryProblem:
    """Gives what is said of a statement whose tree can not be walked."""
    return QueryProblem(
        "语句嵌套太深。请用 WITH 分步书写。", "The statement is nested too deeply. Write it in steps, by WITH."
    )


def _parse(written: str, dialect: Dialect) -> list[exp.Expr]:
    try:
        trees = sqlglot.parse(written, read=dialect)
    except ParseError as error:
        first = error.errors[0] if error.errors else {}
        near = str(first.get("highlight") or "").strip()
        raise _syntax_problem(near, _near(written, dialect, first)) from error
    except TokenError as error:
        raise _syntax_problem("", None) from error
    except SqlglotError as error:
        raise QueryProblem(f"读不懂这个语句：{error}", f"The statement can not be read: {error}") from error
    return [tree for tree in trees if tree is not None and not isinstance(tree, exp.Semicolon)]


def _syntax_problem(near: str, place: Place | None) -> QueryProblem:
    if not near:
        return QueryProblem(
            "SQL 没有写完：可能缺少引号、括号或后面的部分。",
            "The SQL is not complete: a quotation mark, a bracket or what follows may be missing.",
            place,
        )
    return QueryProblem(
        f"“{near}”附近有语法错误。请检查前后的逗号、括号和关键字；这里只能写 SELECT。",
        f'Syntax error near "{near}". Check commas, brackets and keywords around it; only SELECT is allowed.',
        place,
    )


def _refuse_writing(tree: exp.Expr, written: str, dialect: Dialect) -> None:
    if not isinstance(tree, _READING):
        first = next(_tokens(written, dialect)).text.upper()
        raise RefusedError(
            f"不允许 {first} 语句：这里只能查询（SELECT、WITH、VALUES、DESCRIBE、SHOW TABLES）。",
            f"{first} is not allowed: only queries are (SELECT, WITH, VALUES, DESCRIBE, SHOW TABLES).",
            Place(1, 1),
        )
    for node in tree.walk():
        if isinstance(node, _WRITING):
            raise RefusedError(
                f"查询里不允许 {node.key.upper()}：仓库是只读的。",
                f"{node.key.upper()} is not allowed inside a query: the warehouse is read-only.",
            )


def _tokens(written: str, dialect: Dialect) -> Iterator[Token]:
    try:
        yield from sqlglot.tokenize(written, read=dialect)
    except TokenError:
        return


def _near(written: str, dialect: Dialect, error: dict) -> Place | None:
    """Where the parser stopped: the token that ends at the column that it names."""
    line, column = error.get("line"), error.get("col")
    for token in _tokens(written, dialect):
        if (token.line, token.col) == (line, column):
            return Place.at(written, token.start)
    return None


def _without_end(written: str) -> str:
    """The statement without the semicolon that ends it and what follows, so that it can stand inside another."""
    ends = (token.start for token in _tokens(written, _ENGINE) if token.token_type is _END)
    return written[: next(ends, len(written))]


def _second_statement(written: str, dialect: Dialect) -> Place | None:
    tokens = list(_tokens(written, dialect))
    for before, token in pairwise(tokens):
        if before.token_type is _END and token.token_type is not _END:
            return Place.at(written, token.start)
    return None
