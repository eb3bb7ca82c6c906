"""Whether the engine's own reading of a statement names and calls only what is listed.

The engine parses the text and gives its tree as JSON (`json_serialize_sql`), so what is judged here is what would be
run, not what another parser takes it for. Everything is refused that is not listed: kinds of nodes, tables, functions.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import duckdb

from pipelines.query.problem import RefusedError
from pipelines.query.statement import Statement, too_deep
from schemas.query import listed_functions

#: Nodes of queries and of what stands in their FROM.
_QUERIES = {"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"}
_SOURCES = {"BASE_TABLE", "TABLE_FUNCTION", "SHOW_REF", "SUBQUERY", "JOIN", "EXPRESSION_LIST", "EMPTY", "PIVOT"}
_CLAUSES = {"ORDER_MODIFIER", "LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER", "DISTINCT_MODIFIER"}
_ORDERS = {"ORDER_DEFAULT", "ASCENDING", "DESCENDING"}
_NODES = _QUERIES | _SOURCES | _CLAUSES | _ORDERS
#: Classes of expressions; a parameter, a default and a reference to bound columns are none of them.
_EXPRESSIONS = {
    *("BETWEEN", "CASE", "CAST", "COLLATE", "COLUMN_REF", "COMPARISON", "CONJUNCTION", "CONSTANT", "FUNCTION"),
    *("LAMBDA", "LAMBDA_REF", "OPERATOR", "POSITIONAL_REFERENCE", "STAR", "SUBQUERY", "TYPE", "WINDOW"),
}
_SHOW_TABLES = '"tables"'
_DESCRIBING = {"DESCRIBE", "SUMMARY"}
_NO_PLACE = 2**64 - 1
#: What the engine calls its own schema; a name may be written with it.
_SCHEMA = "main"

_PARSE = "select json_serialize_sql($sql)"
_RELATIONS = """
select table_name as name from duckdb_tables() where not internal and schema_name = 'main'
union
select view_name as name from duckdb_views() where not internal and schema_name = 'main'
"""
_MACROS = "select distinct function_name, function_type = 'table_macro' from duckdb_functions() where not internal"

_Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a statement may name in a warehouse: its tables and views, and what it may call."""

    relations: frozenset[str]
    values: frozenset[str]
    tables: frozenset[str]


def read_catalogue(connection: duckdb.DuckDBPyConnection) -> Catalogue:
    """Gives the tables, views and macros of the warehouse, and the listed functions of the engine."""
    relations = frozenset(name for (name,) in connection.execute(_RELATIONS).fetchall())
    macros = connection.execute(_MACROS).fetchall()
    return Catalogue(
        relations,
        listed_functions("value") | {name for name, gives_rows in macros if not gives_rows},
        listed_functions("table") | {name for name, gives_rows in macros if gives_rows},
    )


def admit(connection: duckdb.DuckDBPyConnection, statement: Statement, catalogue: Catalogue) -> None:
    """Makes sure that a statement does nothing but read what is listed.

    Raises:
        RefusedError: it names or calls something else, or the engine takes it for no query.
        QueryProblem: its tree is too deep.
        duckdb.Error: the engine can not parse it.
    """
    parsed = duckdb.extract_statements(statement.engine_sql)
    if len(parsed) != 1 or parsed[0].type != duckdb.StatementType.SELECT:
        raise RefusedError(
            "这个语句不是单个的查询。PIVOT 请写明 IN (…) 的取值。",
            "This is not one query. A PIVOT must name its values by IN (…).",
        )
    ((text,),) = connection.execute(_PARSE, {"sql": statement.engine_sql}).fetchall()
    try:
        tree = json.loads(text)
        if tree["error"]:
            raise RefusedError(
                f"数据库不能把它当作查询：{tree['error_message']}",
                f"The engine can not take it as a query: {tree['error_message']}",
            )
        _Reader(statement, catalogue).read(tree["statements"], frozenset())
    except RecursionError:
        raise too_deep() from None


@dataclass(frozen=True, slots=True)
class _Reader:
    """Walks the tree; `known` are the names that WITH has given so far, in lower case."""

    statement: Statement
    catalogue: Catalogue

    def read(self, node: object, known: frozenset[str]) -> None:
        """Judges a node and all below it."""
        if isinstance(node, list):
            for each in node:
                self.read(each, known)
        elif isinstance(node, dict):
            inside = self._read_with(node, known)
            for value in self._judged(node, inside):
                self.read(value, inside)

    def _read_with(self, node: _Node, known: frozenset[str]) -> frozenset[str]:
        """Reads the WITH of a node, each part knowing those before it, a recursive one itself; gives all names."""
        for part in (node.get("cte_map") or {}).get("map", ()):
            name, value = part["key"].casefold(), part["value"]
            recursive = value["query_node"]["type"] == "RECURSIVE_CTE_NODE"
            self.read(value, known | {name} if recursive else known)
            known |= {name}
        return known

    def _judged(self, node: _Node, known: frozenset[str]) -> list[object]:
        """Judges one node and gives what is left to judge below it."""
        expression, kind = node.get("class"), node.get("type")
        if expression is not None:
            if expression not in _EXPRESSIONS:
                raise self._refused(node, f"不允许这种表达式（{expression}）。", f"{expression} is not allowed.")
            if expression == "CONSTANT":
                return []
            if "function_name" in node:
                self._judge_call(node, self.catalogue.values)
        elif isinstance(kind, str):
            if kind not in _NODES:
                raise self._refused(node, f"查询里不允许 {kind}。", f"{kind} is not allowed in a query.")
            if kind == "TABLE_FUNCTION":
                self._judge_call(node["function"], self.catalogue.tables)
                return [node["function"]["arguments"]]
            if kind == "BASE_TABLE":
                self._judge_table(node, known)
            if kind == "SHOW_REF":
                self._judge_show(node)
        return [value for name, value in node.items() if name != "cte_map"]

    def _judge_call(self, node: _Node, allowed: Collection[str]) -> None:
        name = node["function_name"].casefold()
        if name not in allowed:
            near = _near(name, allowed)
            raise self._refused(
                node,
                f"不允许函数 {name}。" + (f"相近的函数：{near}。" if near else "可用的函数见 docs/security.md。"),
                f"The function {name} is not allowed. "
                + (f"Nearest: {near}." if near else "docs/security.md lists those that are."),
                name,
            )

    def _judge_table(self, node: _Node, known: frozenset[str]) -> None:
        *schema, name = (part.casefold() for part in node["qualified_name"]["path"])
        if not schema and name in known:
            return
        if schema not in ([], [_SCHEMA]) or name not in self.catalogue.relations:
            near = _near(name, self.catalogue.relations)
            written = ".".join(node["qualified_name"]["path"])
            raise self._refused(
                node,
                f"仓库里没有“{written}”这张表。" + (f"相近的表：{near}。" if near else "用 show tables 查看全部表。"),
                f'The warehouse has no table "{written}". '
                + (f"Nearest: {near}." if near else "`show tables` lists them."),
                name,
            )

    def _judge_show(self, node: _Node) -> None:
        if node["show_type"] not in _DESCRIBING and node["table_name"] != _SHOW_TABLES:
            raise self._refused(
                node,
                "这里只能 SHOW TABLES、DESCRIBE 表名或 SUMMARIZE 表名。",
                "Only SHOW TABLES, DESCRIBE TABLE and SUMMARIZE TABLE are allowed.",
            )

    def _refused(self, node: _Node, zh: str, en: str, name: str | None = None) -> RefusedError:
        offset = node.get("query_location", _NO_PLACE)
        return RefusedError(zh, en, self.statement.place(None if offset == _NO_PLACE else offset, name))


def _near(name: str, allowed: Collection[str]) -> str:
    return "、".join(get_close_matches(name, sorted(allowed), n=3, cutoff=0.75))
