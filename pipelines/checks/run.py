"""Rules over a loaded warehouse: slice by slice, rule by rule, each one query over all documents of the slice.

Rules across departments come last, once over all documents: they read a small table of measures (`sql/across`).
A rule whose query fails costs itself only: every document then has a row in `fact_check` that says so.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import duckdb
import polars as pl

from pipelines.checks.files import read_scripts
from pipelines.checks.reference import reference_codes
from pipelines.checks.rules import Rule, load_rules
from schemas.vocabulary import terms, vocabularies

#: Documents a slice: what rules read of them fits in memory many times over.
SLICE_DOCUMENTS = 2000
#: A slice that holds every document.
_ALL = 2**31 - 1
#: The relations that hold documents alone.
_DOCUMENTS = ("1_checked_document.sql", "1_disclosure.sql")


@dataclass(frozen=True, slots=True)
class RuleFailure:
    """A rule that could not be run, and what DuckDB says of it."""

    code: str
    message: str


def apply_rules(
    connection: duckdb.DuckDBPyConnection,
    rules: Sequence[Rule] | None = None,
    departments: Collection[int] | None = None,
) -> tuple[RuleFailure, ...]:
    """Fills the tables of findings of a loaded warehouse and makes its views; gives the rules that failed.

    What rules find of a document depends on the documents of its department and on no others. `departments` are the
    keys of the departments whose documents came, changed or went: all documents of theirs are checked anew, and what
    the tables hold of other documents that are still there stays as it is. None checks every document. Rules across
    departments check every document in either case.

    Raises:
        RuleFileError: the name of a rule file does not begin with a code.
        duckdb.Error: the warehouse can not be written, or lacks a table.
    """
    failures = run_rules(connection, load_rules() if rules is None else rules, departments)
    for _, script in read_scripts("views"):
        connection.execute(script)
    connection.execute("checkpoint")
    return failures


def run_rules(
    connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule], departments: Collection[int] | None = None
) -> tuple[RuleFailure, ...]:
    """Runs rules in an open database, as `apply_rules` does; gives the rules that failed.

    Raises:
        duckdb.Error: a table that rules read or fill is missing.
    """
    scripts = dict(read_scripts("engine"))
    slices = prepare_slices(connection, departments)
    connection.execute(scripts["2_forget.sql"])
    failures = {rule.code: rule.problem for rule in rules if rule.problem}
    for number in range(slices):
        prepare_relations(connection, number)
        _run_all(connection, [rule for rule in rules if not rule.is_across], failures, scripts)
    if across := [rule for rule in rules if rule.is_across]:
        for statement in duckdb.extract_statements(scripts["6_forget_rules.sql"]):
            connection.execute(statement, {"rules": [rule.code for rule in across]})
        prepare_across(connection)
        _run_all(connection, across, failures, scripts)
    return tuple(RuleFailure(code, message) for code, message in failures.items())


def _run_all(
    connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule], failures: dict[str, str], scripts: Mapping[str, str]
) -> None:
    """Runs rules over the documents that the relations hold and adds what they found to the warehouse's tables."""
    connection.execute(scripts["3_open.sql"])
    for rule in rules:
        if rule.code not in failures and (message := _run(connection, rule, scripts)):
            failures[rule.code] = message
    _register_rules(connection, rules, failures)
    connection.execute(scripts["5_close.sql"])


def prepare_slices(connection: duckdb.DuckDBPyConnection, departments: Collection[int] | None = None) -> int:
    """Makes the macros of rules and cuts the documents of some departments, or all, into slices; gives their number."""
    _open(connection)
    _cut(connection, departments, SLICE_DOCUMENTS)
    return connection.execute("select coalesce(max(slice) + 1, 0) from document_slice").fetchall()[0][0]


def prepare_across(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the relations that rules across departments read: documents and measures of all of them."""
    _cut(connection, None, _ALL)
    scripts = dict(read_scripts("relations"))
    for name in _DOCUMENTS:
        connection.execute(scripts[name], {"slice": 0} if "$slice" in scripts[name] else None)
    for _, script in read_scripts("across"):
        connection.execute(script)


def _cut(connection: duckdb.DuckDBPyConnection, departments: Collection[int] | None, size: int) -> None:
    script = dict(read_scripts("engine"))["1_slices.sql"]
    given = {"everything": departments is None, "departments": list(departments or ()), "size": size}
    connection.execute(script, given)


def prepare_relations(connection: duckdb.DuckDBPyConnection, number: int) -> None:
    """Makes the relations that rules read, for the documents of one slice."""
    for _, script in read_scripts("relations"):
        # a relation over a table that an older warehouse lacks costs the rules that read it, and only them
        with suppress(duckdb.CatalogException):
            connection.execute(script, {"slice": number} if "$slice" in script else None)


def _open(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the macros, and the vocabularies and code lists as tables, once a connection."""
    for _, script in read_scripts("macros"):
        connection.execute(script)
    words = [(name, term.code, term.name_zh) for name in vocabularies() for term in terms(name)]
    frame = pl.DataFrame(words, schema=["vocabulary", "code", "name"], orient="row")
    _keep(connection, "vocabulary_term", frame)
    _keep(connection, "reference_code", reference_codes())


def _keep(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """Makes a frame a temporary table."""
    connection.register("incoming", frame)
    connection.execute(f"create or replace temporary table {name} as select * from incoming")
    connection.unregister("incoming")


def _run(connection: duckdb.DuckDBPyConnection, rule: Rule, scripts: Mapping[str, str]) -> str | None:
    """Runs one rule; gives what is wrong with it, or None."""
    statements = duckdb.extract_statements(scripts["4_rule.sql"])
    try:
        connection.execute(scripts["4_result.sql"])
        connection.execute("insert into rule_result by name\n" + rule.sql)
        for statement in statements:
            values = {"rule_code": rule.code, "severity": rule.severity}
            used = {name: value for name, value in values.items() if name in statement.named_parameters}
            connection.execute(statement, used or None)
    except duckdb.Error as error:
        for table in ("rule_count", "comparison"):
            connection.execute(f"delete from {table} where rule_code = $code", {"code": rule.code})
        return str(error).strip()
    return None


def _register_rules(connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule], failures: dict[str, str]) -> None:
    rows = [
        (rule.code, rule.not_applicable, f"规则未能运行：{failures[rule.code]}" if rule.code in failures else None)
        for rule in rules
    ]
    types = {"rule_code": pl.String, "not_applicable": pl.String, "failure": pl.String}
    _keep(connection, "rule_header", pl.DataFrame(rows, schema=types, orient="row"))
