"""Mart files: what a header says, in which order marts are made, what lint finds, which facts a column comes from."""

from __future__ import annotations

import pytest
from sqlglot import exp
from sqlglot.lineage import lineage
from sqlglot.optimizer.qualify import qualify

from pipelines.marts.files import Mart, MartColumn, MartFileError, load_marts, mart_schema, parse_query, read_mart
from pipelines.marts.lineage import column_sources, fact_sources
from pipelines.marts.lint import lint_mart

KNOWN = {"dim_year": (MartColumn("fiscal_year", "INTEGER", "财政年度", "Fiscal year"),)}
SOUND = """\
-- mart_years 年度 | Years
-- rows: 每年一行 | One row a year
-- key: fiscal_year
-- kind: view
-- choice: 没有选择，
--   没有依据。
-- one_yuan decimal(18,2): 一元 | One yuan
with
years as (select * from dim_year)

select
    fiscal_year,
    cast(sum(fiscal_year) as decimal(18, 2)) as one_yuan
from years
group by fiscal_year
"""


def read(text: str) -> Mart:
    return read_mart("mart_years", text, parse_query("mart_years", text), KNOWN)


def test_a_header_describes_what_the_mart_makes_and_the_rest_is_inherited() -> None:
    mart = read(SOUND)
    assert (mart.zh, mart.rows_en, mart.key, mart.kind) == ("年度", "One row a year", ("fiscal_year",), "view")
    assert mart.choice == "没有选择， 没有依据。"
    assert mart.columns == (*KNOWN["dim_year"], MartColumn("one_yuan", "DECIMAL(18,2)", "一元", "One yuan"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("-- mart_years 年度 | Years", "-- mart_other 年度 | Years", "must begin with"),
        ("-- key: fiscal_year\n", "", "no header line key"),
        ("-- kind: view", "-- kind: cube", "of kind cube"),
        ("-- rows: 每年一行 | One row a year", "-- rows: 每年一行", "Chinese, a bar, English"),
        ("-- one_yuan decimal(18,2): 一元 | One yuan\n", "", "does not describe one_yuan"),
        ("-- kind: view", "-- kind: view\n-- two_yuan decimal(18,2): 二元 | Two yuan", "which it does not give"),
        ("-- kind: view", "-- kind: view\n-- 说明", "says nothing known"),
        ("select\n    fiscal_year", "selekt\n    fiscal_year", "does not parse"),
    ],
)
def test_a_header_that_is_not_sound_is_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(MartFileError, match=message):
        read(SOUND.replace(old, new, 1))


def test_a_mart_is_made_after_what_it_reads() -> None:
    made: set[str] = set()
    for mart in load_marts():
        assert {name for name in mart.reads if name.startswith("mart_")} <= made, mart.name
        made.add(mart.name)


@pytest.mark.parametrize("mart", load_marts(), ids=lambda mart: mart.name)
def test_every_mart_is_sound(mart: Mart) -> None:
    assert lint_mart(mart) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("cast(sum(fiscal_year) as decimal(18, 2))", "sum(fiscal_year)", "one_yuan is computed"),
        ("cast(sum(fiscal_year) as decimal(18, 2))", "cast(sum(fiscal_year) as double)", "casts to a float"),
        ("group by fiscal_year", "group by 1", "groups by position"),
        ("group by fiscal_year", "group by all", "groups by position or by all"),
        ("from years\n", "from yeers\n", "reads yeers, which does not exist"),
        ("sum(fiscal_year)", "sum(fiscal_week)", "does not fit the schema"),
        ("from years", "FROM years", "lower case"),
        ("-- key: fiscal_year", "-- key: fiscal_week", "a key that it does not give"),
        ("-- one_yuan decimal(18,2)", "-- one_yuan decimal(20,4)", "must be decimal"),
    ],
)
def test_lint_finds_what_is_wrong(old: str, new: str, problem: str) -> None:
    assert problem in "; ".join(lint_mart(read(SOUND.replace(old, new, 1))))


def test_a_star_at_the_end_is_found() -> None:
    text = SOUND[: SOUND.index("-- one_yuan")] + "select * from dim_year\n"
    query = parse_query("mart_years", text)
    assert query.named_selects == ["*"]
    with pytest.raises(MartFileError, match="does not describe"):
        read_mart("mart_years", text, query, KNOWN)


@pytest.mark.parametrize("name", ["mart_doubt", "mart_amount", "mart_procurement"])
def test_lineage_is_that_of_sqlglot(name: str) -> None:
    # where no window is in play: sqlglot counts what parts and orders one, and takes seconds for all marts
    mart = next(mart for mart in load_marts() if mart.name == name)
    query = qualify(mart.query.copy(), schema={**mart_schema()}, dialect="duckdb")
    for column, sources in column_sources(mart).items():
        nodes = list(lineage(column, query.copy(), {**mart_schema()}, dialect="duckdb").walk())
        assert sources == {
            (node.source.name, node.name.split(".")[-1].strip('"'))
            for node in nodes
            if isinstance(node.expression, exp.Table)
        }, column


def test_money_of_every_mart_comes_from_the_facts() -> None:
    for mart, columns in fact_sources().items():
        for column, sources in columns.items():
            if column.endswith("_yuan"):
                assert (
                    sources & {("fact_budget_line", "amount_yuan"), ("fact_statement", "amount_yuan")}
                    or (
                        "fact_statement",
                        "change_yuan",
                    )
                    in sources
                ), (mart, column)
