"""Rule files against the schema and the house style, with sqlglot: what is wrong with each, before it ever runs.

A rule is one SELECT without parameters; it reads only tables and relations that exist and columns that they have, and
its last SELECT names columns of the contract, each once and in their order, none of the required ones left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import duckdb
import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.qualify import qualify

from pipelines.checks.files import read_scripts
from pipelines.checks.rules import REQUIRED_COLUMNS, RESULT_COLUMNS, Rule
from pipelines.checks.run import prepare_across, prepare_relations, prepare_slices

#: Aggregates whose value depends on the order in which the engine meets the rows.
_ANY_ROW = re.compile(r"\b(?:any_value|first|last|mode)\((?![^()]* order by )")
#: Columns by table, for sqlglot.
Schema = Mapping[str, Mapping[str, str]]


def read_schema(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Gives every table and relation that rules may read, with the types of its columns.

    The database needs the tables of the warehouse; they may be empty.

    Raises:
        duckdb.Error: a relation does not fit the tables.
    """
    prepare_slices(connection)
    prepare_relations(connection, 0)
    prepare_across(connection)
    rows = connection.execute(
        "select table_name, column_name, data_type from information_schema.columns "
        "order by table_name, ordinal_position"
    ).fetchall()
    schema: dict[str, dict[str, str]] = {}
    for table, column, dtype in rows:
        schema.setdefault(table, {})[column] = dtype
    return schema


def lint_rule(rule: Rule, schema: Schema) -> list[str]:
    """Gives what is wrong with a rule, one sentence each; empty when it is sound."""
    if rule.problem:
        return [rule.problem]
    query = one_query(rule.sql)
    if isinstance(query, str):
        return [query]
    return [*_shape(query), *_slice(query, rule), *lint_reads(query, schema), *lint_words(rule.sql)]


def one_query(sql: str) -> exp.Query | str:
    """Gives the one SELECT that a file must be, or what is wrong with it."""
    try:
        statements = sqlglot.parse(sql, read="duckdb")
    except SqlglotError as error:
        return f"does not parse: {error}"
    query = statements[0] if len(statements) == 1 else None
    return query if isinstance(query, exp.Query) else "must be one SELECT"


def read_names(query: exp.Query) -> list[str]:
    """Gives the tables that a query reads, by name, without those that it defines itself."""
    named = {cte.alias for cte in query.find_all(exp.CTE)}
    return sorted({table.name for table in query.find_all(exp.Table) if table.name} - named)


def lint_reads(query: exp.Query, schema: Schema) -> Iterator[str]:
    """Gives what a query reads and is not there: tables, and columns of them."""
    unknown = [name for name in read_names(query) if name not in schema]
    for name in unknown:
        yield f"reads {name}, which does not exist"
    if not unknown:
        try:
            qualify(query.copy(), schema={**schema}, dialect="duckdb", validate_qualify_columns=True)
        except SqlglotError as error:
            yield f"does not fit the schema: {error}"


def lint_words(sql: str) -> Iterator[str]:
    """Gives where a file leaves the house style: keywords in lower case, no tabs, no value that depends on an order."""
    for number, line in enumerate(sql.splitlines(), start=1):
        code = line.split("--")[0]
        if any(word in code.split() for word in ("SELECT", "FROM", "WHERE", "JOIN", "GROUP", "CASE", "UNION")):
            yield f"line {number}: keywords are written in lower case"
        if found := _ANY_ROW.search(code):
            yield f"line {number}: {found[0]} gives the value of some row: say of which (min, arg_min, order by)"
        if "\t" in line:
            yield f"line {number}: indented with a tab"


def _shape(query: exp.Query) -> Iterator[str]:
    """The last SELECT: the columns of the contract, spelled out."""
    names = query.named_selects
    if missing := REQUIRED_COLUMNS.difference(names):
        yield f"must end in the columns {', '.join(sorted(missing))} too"
    if names != [name for name in RESULT_COLUMNS if name in names]:
        yield f"must end in columns out of {', '.join(RESULT_COLUMNS)}, each once and in this order"
    if not {"expected", "actual"}.issubset(names) and "outcome" not in names:
        yield "gives neither an outcome nor both figures, so nothing would ever be compared"
    if list(query.find_all(exp.Placeholder, exp.Parameter)):
        yield "takes no parameters"


def _slice(query: exp.Query, rule: Rule) -> Iterator[str]:
    """No facts past the slice of documents that is being checked; measures of all documents for rules across alone."""
    measures = _relations("across")
    for name in read_names(query):
        if name.startswith(("fact_", "cell_")):
            yield f"reads {name}: a rule reads the relations of sql/relations, which hold the checked documents only"
        if name in measures and not rule.is_across:
            yield f"reads {name}, which holds all documents: say so in a line `-- across:`"
        if name in _relations("relations") and rule.is_across:
            yield f"reads {name}, which holds one slice: a rule across departments reads sql/across"


def _relations(folder: str) -> set[str]:
    """The names of the relations of a folder: its files without number and ending."""
    return {name.partition("_")[2].removesuffix(".sql") for name, _ in read_scripts(folder)}
