"""Mart files against the schema and the house style, with sqlglot: what is wrong with each, before it ever runs."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from pipelines.checks.lint import lint_reads, lint_words
from pipelines.marts.files import Mart, mart_schema

#: What makes of exact amounts something that every engine types in its own way, unless it is cast.
_COMPUTED = (exp.AggFunc, exp.Add, exp.Sub, exp.Mul, exp.Div)


def lint_mart(mart: Mart) -> list[str]:
    """Gives what is wrong with a mart, one sentence each; empty when it is sound."""
    reads = {name: columns for name, columns in mart_schema().items() if name != mart.name}
    return [
        *_names(mart),
        *lint_select(mart.query),
        *_exact(mart),
        *lint_reads(mart.query, reads),
        *lint_words(mart.sql),
    ]


def lint_select(query: exp.Query) -> Iterator[str]:
    """Gives where the end of a query leaves open what it gives, or its groups what they are."""
    for select in ends(query):
        if select.is_star:
            yield "ends in select *: spell the columns out"
    for group in query.find_all(exp.Group):
        if group.args.get("all") or any(isinstance(one, exp.Literal) for one in group.expressions):
            yield "groups by position or by all: spell the columns out"
    if list(query.find_all(exp.Placeholder, exp.Parameter)):
        yield "takes no parameters"


def ends(query: exp.Query) -> Iterator[exp.Select]:
    """Gives the last SELECT, or every branch of a union."""
    if isinstance(query, exp.SetOperation):
        yield from ends(query.left)
        yield from ends(query.right)
    elif isinstance(query, exp.Select):
        yield query


def _names(mart: Mart) -> Iterator[str]:
    names = [column.name for column in mart.columns]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        yield f"gives {', '.join(twice)} twice"
    if unknown := [name for name in mart.key if name not in names]:
        yield f"has a key that it does not give: {', '.join(unknown)}"


def _exact(mart: Mart) -> Iterator[str]:
    """Money and percents that are computed are cast; nothing is ever a float."""
    for select in ends(mart.query):
        for projection in select.selects:
            name = projection.alias_or_name
            if name.endswith(("_yuan", "_pct")) and not _is_cast(projection.unalias()):
                yield f"{name} is computed: cast it to a decimal"
    if any(cast.to.is_type("float", "double") for cast in mart.query.find_all(exp.Cast)):
        yield "casts to a float"
    for column in mart.columns:
        if column.name.endswith("_yuan") and column.type not in {"DECIMAL(18,2)", "DECIMAL(18,2)[]"}:
            yield f"{column.name} is money and must be decimal(18,2)"


def _is_cast(value: exp.Expr) -> bool:
    """Whether a value is a cast, a choice between casts, or computes nothing."""
    if isinstance(value, exp.Cast) or not value.find(*_COMPUTED):
        return True
    if isinstance(value, exp.Case):
        whens = [when.args["true"] for when in value.args["ifs"]]
        return all(_is_cast(when) for when in [*whens, *filter(None, [value.args.get("default")])])
    return False
