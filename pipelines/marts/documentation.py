"""What is written about marts: the data dictionary, the lineage, the questions with their answers, a chart.

``python -m pipelines.marts.documentation FOLDER`` writes them all anew from the published warehouse (``make docs``);
a test fails when a committed one differs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb

from pipelines.marts.chart import Bar, stacked_bars
from pipelines.marts.files import Mart, load_marts
from pipelines.marts.lineage import fact_sources
from pipelines.marts.questions import Answer, Question, ask, load_questions
from pipelines.warehouse.reader import open_published
from pipelines.warehouse.workspace import DEFAULT_WAREHOUSE
from schemas.dictionary import Described, dictionary

_LINEAGE = """\
# Lineage 数据血缘

Written by `make docs` from the queries of `sql/marts`: which columns of the tables each column of a mart is made of,
read from the SQL itself and followed through other marts. Columns that only choose rows (conditions, joins, windows)
are not listed. Dagster shows the same, step by step, at each mart's asset.
"""
_QUESTIONS = """\
# Questions 问题

Written by `make docs`: each question of `sql/questions` with its answer on the five shipped disclosures. Tests hold
every answer against figures that were read in the sources by hand.

每个问题是 `sql/questions` 中的一个文件，答案取自随项目提供的五份公开文档。
用 DuckDB 打开 `data/warehouse/gongkai.duckdb` 即可照抄运行。
"""


def mart_dictionary() -> str:
    """Gives the data dictionary with the marts behind the tables."""
    return dictionary([_described(mart) for mart in load_marts()])


def lineage_documentation() -> str:
    """Gives the lineage of every column of every mart as Markdown, ending in a line feed."""
    lines = [_LINEAGE, *_diagram(), *(line for mart in load_marts() for line in _mart_lineage(mart))]
    return "\n".join(lines).rstrip("\n") + "\n"


def question_documentation(connection: duckdb.DuckDBPyConnection) -> str:
    """Gives every question with its query and its answer as Markdown, ending in a line feed.

    Raises:
        duckdb.Error: the warehouse lacks a mart.
    """
    questions = load_questions()
    lines = [_QUESTIONS, *(f"{number}. [{one.zh}](#{one.name})" for number, one in enumerate(questions, 1)), ""]
    for question in questions:
        lines += _question(question, ask(connection, question))
    return "\n".join(lines).rstrip("\n") + "\n"


def spending_chart(connection: duckdb.DuckDBPyConnection) -> str:
    """Gives the answer of the first question, running beside projects, as a chart.

    Raises:
        duckdb.Error: the warehouse lacks a mart.
    """
    answer = ask(connection, next(question for question in load_questions() if question.name == "q01_totals"))
    place, year, basic, project = map(answer.columns.index, ("地区", "年度", "基本支出", "项目支出"))
    bars = [
        Bar(f"{row[place]} {row[year]}", (("基本支出", row[basic]), ("项目支出", row[project]))) for row in answer.rows
    ]
    return stacked_bars("支出中基本支出与项目支出各占多少（格内为万元）", "万元", bars)


def markdown_value(value: object) -> str:
    """Gives a value as a cell of a Markdown table.

    >>> markdown_value(None), markdown_value([81, 85]), markdown_value("a|b")
    ('', '81、85', 'a\\\\|b')
    """
    if isinstance(value, list):
        return "、".join(map(str, value))
    return "" if value is None else str(value).replace("|", "\\|")


def _described(mart: Mart) -> Described:
    columns = tuple((column.name, column.type, column.zh, column.en) for column in mart.columns)
    return Described(
        mart.name, f"{mart.zh}：{mart.rows_zh}", f"{mart.en}: {mart.rows_en}", mart.choice, ", ".join(mart.key), columns
    )


def _diagram() -> Iterator[str]:
    yield "```mermaid"
    yield "graph LR"
    for mart in load_marts():
        for name in mart.reads:
            yield f"    {name} --> {mart.name}"
    yield "```"
    yield ""


def _mart_lineage(mart: Mart) -> Iterator[str]:
    yield f"## {mart.name}"
    yield ""
    yield f"{mart.zh}。Reads {', '.join(f'`{name}`' for name in mart.reads)}."
    yield ""
    yield "| column | made of |"
    yield "|---|---|"
    for column, sources in fact_sources()[mart.name].items():
        made_of = ", ".join(f"`{table}.{name}`" for table, name in sorted(sources))
        yield f"| `{column}` | {made_of or 'the query itself (a constant or a count of rows)'} |"
    yield ""


def _question(question: Question, answer: Answer) -> Iterator[str]:
    yield f'<a id="{question.name}"></a>'
    yield ""
    yield f"## {question.zh}"
    yield ""
    yield f"{question.en} [{question.name}.sql](../sql/questions/{question.name}.sql)"
    yield ""
    yield f"{question.reading_zh} {question.reading_en}"
    yield ""
    yield "```sql"
    yield question.query.strip()
    yield "```"
    yield ""
    yield f"| {' | '.join(answer.columns)} |"
    yield f"|{'---|' * len(answer.columns)}"
    for row in answer.rows:
        yield f"| {' | '.join(map(markdown_value, row))} |"
    yield ""


def _write(folder: Path) -> None:
    (folder / "data-dictionary.md").write_text(mart_dictionary(), encoding="utf-8")
    (folder / "lineage.md").write_text(lineage_documentation(), encoding="utf-8")
    with open_published(DEFAULT_WAREHOUSE) as connection:
        (folder / "questions.md").write_text(question_documentation(connection), encoding="utf-8")
        (folder / "images" / "basic-and-project.svg").write_text(spending_chart(connection), encoding="utf-8")


if __name__ == "__main__":
    _write(Path(sys.argv[1]))
