"""Mart files: one mart a file, a header of comments that says what it is, then one plain SELECT.

The first line is `-- name 中文标题 | English title`; then `-- rows: 中文 | English` (the grain), `-- key: columns` that
tell the rows apart, `-- kind: view` or `table`, and `-- choice: text` where sources compete. A column that the mart
makes has a line `-- name type: 中文 | English`. A column without one is the column of that name in what the mart
reads, described there: in another mart first, else in a table. A text goes on in lines that begin with `--` and three
blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter

from sqlglot import exp

from pipelines.checks.files import read_scripts
from pipelines.checks.lint import one_query, read_names
from pipelines.warehouse.ddl import sql_type
from schemas.catalog import Table, all_tables

KINDS = ("view", "table")

_TITLE = re.compile(r"-- (?P<name>[a-z_]+) (?P<zh>[^|]+) \| (?P<en>.+)")
_FIELD = re.compile(r"-- (?P<name>rows|key|kind|choice): (?P<text>.+)")
_COLUMN = re.compile(r"-- (?P<name>[a-z0-9_]+) (?P<type>[a-z]+(?:\(\d+,\d+\))?(?:\[\])?): (?P<zh>[^|]+) \| (?P<en>.+)")
_MORE = re.compile(r"--   +(?P<text>\S.*)")


class MartFileError(Exception):
    """A mart file has no sound header or query; the message names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class MartColumn:
    """One column: its type in DuckDB's words, and both descriptions."""

    name: str
    type: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Mart:
    """One mart: its header, its query, what it reads, and its columns in order."""

    name: str
    zh: str
    en: str
    rows_zh: str
    rows_en: str
    key: tuple[str, ...]
    kind: str
    choice: str
    sql: str
    query: exp.Query
    reads: tuple[str, ...]
    columns: tuple[MartColumn, ...]


@dataclass(frozen=True, slots=True)
class _Header:
    zh: str
    en: str
    fields: dict[str, str]
    columns: dict[str, MartColumn]


@cache
def load_marts() -> tuple[Mart, ...]:
    """Gives every mart of `sql/marts`, each after the marts that it reads.

    Raises:
        MartFileError: a file has no sound header or query, or a column that nobody describes.
        CycleError: marts read each other in a circle.
    """
    scripts = {name.removesuffix(".sql"): text for name, text in read_scripts("marts")}
    queries = {name: parse_query(name, text) for name, text in scripts.items()}
    graph = {name: [read for read in read_names(query) if read in scripts] for name, query in queries.items()}
    known = {spec.name: _table_columns(spec) for spec in all_tables()}
    marts: dict[str, Mart] = {}
    for name in TopologicalSorter(graph).static_order():
        marts[name] = read_mart(name, scripts[name], queries[name], known)
        known[name] = marts[name].columns
    return tuple(marts.values())


def read_mart(name: str, text: str, query: exp.Query, known: Mapping[str, tuple[MartColumn, ...]]) -> Mart:
    """Gives the mart of one file; `known` has the columns of everything that it may read.

    Raises:
        MartFileError: the header is incomplete, or a column is described neither there nor in what the mart reads, or
            there without being given.
    """
    header = _read_header(name, text)
    described = _inherited(read_names(query), known) | header.columns
    if missing := [column for column in query.named_selects if column not in described]:
        raise MartFileError(f"{name}.sql does not describe {', '.join(missing)}")
    if idle := [column for column in header.columns if column not in query.named_selects]:
        raise MartFileError(f"{name}.sql describes {', '.join(idle)}, which it does not give")
    rows_zh, rows_en = _both(name, header.fields["rows"])
    return Mart(
        name=name,
        zh=header.zh,
        en=header.en,
        rows_zh=rows_zh,
        rows_en=rows_en,
        key=tuple(header.fields["key"].split(", ")),
        kind=header.fields["kind"],
        choice=header.fields.get("choice", ""),
        sql=text,
        query=query,
        reads=tuple(read_names(query)),
        columns=tuple(described[column] for column in query.named_selects),
    )


@cache
def mart_schema() -> dict[str, dict[str, str]]:
    """Gives the types of the columns of every table and mart, which is all that a mart or a question may read."""
    columns = {spec.name: _table_columns(spec) for spec in all_tables()}
    columns |= {mart.name: mart.columns for mart in load_marts()}
    return {name: {column.name: column.type for column in found} for name, found in columns.items()}


def parse_query(name: str, text: str) -> exp.Query:
    """Gives the one SELECT of a file.

    Raises:
        MartFileError: it is none.
    """
    query = one_query(text)
    if isinstance(query, str):
        raise MartFileError(f"{name}.sql {query}")
    return query


def _read_header(name: str, text: str) -> _Header:
    lines = list(_header_lines(text))
    title = _TITLE.fullmatch(lines[0]) if lines else None
    if title is None or title["name"] != name:
        raise MartFileError(f"{name}.sql must begin with `-- {name} 中文标题 | English title`")
    fields: dict[str, str] = {}
    columns: dict[str, MartColumn] = {}
    for line in lines[1:]:
        if field := _FIELD.fullmatch(line):
            fields[field["name"]] = field["text"].strip()
        elif column := _COLUMN.fullmatch(line):
            described = MartColumn(column["name"], column["type"].upper(), column["zh"].strip(), column["en"].strip())
            columns[column["name"]] = described
        else:
            raise MartFileError(f"{name}.sql: the header line `{line}` says nothing known")
    if missing := [field for field in ("rows", "key", "kind") if field not in fields]:
        raise MartFileError(f"{name}.sql has no header line {', '.join(missing)}")
    if fields["kind"] not in KINDS:
        raise MartFileError(f"{name}.sql is of kind {fields['kind']}, which is none of {', '.join(KINDS)}")
    return _Header(title["zh"].strip(), title["en"].strip(), fields, columns)


def _header_lines(text: str) -> Iterator[str]:
    """The lines of the header, each joined with the lines that it goes on in."""
    joined = ""
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        if more := _MORE.fullmatch(line):
            joined += " " + more["text"]
            continue
        if joined:
            yield joined
        joined = line
    if joined:
        yield joined


def _inherited(reads: Sequence[str], known: Mapping[str, tuple[MartColumn, ...]]) -> dict[str, MartColumn]:
    """Columns of what a mart reads, by name; a mart's word comes before a table's."""
    found: dict[str, MartColumn] = {}
    for name in sorted(reads, key=lambda read: (read.startswith("mart_"), read)):
        found |= {column.name: column for column in known.get(name, ())}
    return found


def _table_columns(spec: Table) -> tuple[MartColumn, ...]:
    return tuple(MartColumn(column.name, sql_type(column.dtype), column.zh, column.en) for column in spec.columns)


def _both(name: str, text: str) -> tuple[str, str]:
    zh, bar, en = text.partition(" | ")
    if not bar:
        raise MartFileError(f"{name}.sql: `{text}` must be Chinese, a bar, English")
    return zh, en
