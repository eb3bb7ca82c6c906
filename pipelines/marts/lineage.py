"""Which columns a column of a mart is made of: one step back to what the mart reads, or all the way to the facts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sqlglot import exp
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, traverse_scope

from pipelines.marts.files import Mart, load_marts, mart_schema

#: A column by the table or mart that it stands in.
Source = tuple[str, str]
#: What each column of a mart is made of.
Sources = dict[str, set[Source]]


def column_sources(mart: Mart) -> Sources:
    """Gives, for each column of a mart, the columns of what the mart reads that its value is made of.

    Columns that only choose rows (conditions, joins, windows) are not among them, but those in a CASE or a FILTER are.
    """
    query = qualify(mart.query.copy(), schema={**mart_schema()}, dialect="duckdb")
    known: dict[int, Sources] = {}
    sources: Sources = {}
    for scope in traverse_scope(query):
        sources = _of_scope(scope, known)
        known[id(scope)] = sources
    return sources


@cache
def fact_sources() -> dict[str, Sources]:
    """Gives, for each mart and column, the columns of tables that its value comes from, through other marts.

    >>> sorted(fact_sources()["mart_three_public"]["reception_yuan"])[0]
    ('fact_budget_line', 'amount_yuan')
    """
    found: dict[str, Sources] = {}
    for mart in load_marts():
        found[mart.name] = {
            column: {fact for table, name in sources for fact in found.get(table, {}).get(name, {(table, name)})}
            for column, sources in column_sources(mart).items()
        }
    return found


def _of_scope(scope: Scope, known: dict[int, Sources]) -> Sources:
    if scope.set_operation_scopes:
        left, right = (known[id(branch)] for branch in scope.set_operation_scopes)
        return {name: one | other for (name, one), other in zip(left.items(), right.values(), strict=True)}
    if not isinstance(scope.expression, exp.Query):
        return {}  # VALUES are made of nothing
    return {
        projection.alias_or_name: {
            source for column in _values(projection) for source in _of_column(column, scope, known)
        }
        for projection in scope.expression.selects
    }


def _values(projection: exp.Expr) -> Iterator[exp.Column]:
    """The columns of an expression, without those that only part or order a window."""
    for node in projection.walk(prune=lambda node: isinstance(node, exp.Window)):
        if isinstance(node, exp.Column):
            yield node
        elif isinstance(node, exp.Window):
            yield from _values(node.this)


def _of_column(column: exp.Column, scope: Scope, known: dict[int, Sources]) -> set[Source]:
    source = scope.sources.get(column.table)
    if isinstance(source, exp.Table):
        return {(source.name, column.name)}
    return known[id(source)].get(column.name, set()) if source else set()
