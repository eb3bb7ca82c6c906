"""Every question on the shipped disclosures: the answer as read in the sources, its amounts among the labels."""

from __future__ import annotations

import csv
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

import duckdb
import pytest

from pipelines.marts.documentation import question_documentation
from pipelines.marts.files import MartFileError, mart_schema, parse_query
from pipelines.marts.lint import lint_select
from pipelines.marts.questions import Question, ask, load_questions, read_question
from tests.golden.labels import FOLDER, rows

ANSWERS = tomllib.loads((Path(__file__).parent / "answers.toml").read_text(encoding="utf-8"))
QUESTIONS = load_questions()
SEEDS = {"大足区": "000", "随州高新技术产业开发区": "001", "荆门市": "002", "南岸区": "003", "通州区": "004"}


@cache
def labelled(region: str) -> set[Decimal]:
    """Every amount, in yuan, that the labels of a document have: cells of tables and claims of the text."""
    seed = SEEDS[region]
    with (FOLDER / "statements.csv").open(encoding="utf-8") as file:
        claims = [row["amount_yuan"] for row in csv.DictReader(file) if row["seed"] == seed and row["amount_yuan"]]
    return {Decimal(amount) for amount in [*(row["amount_yuan"] for row in rows(seed, "lines")), *claims]}


@pytest.mark.slow
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_the_answer_is_the_one_read_in_the_sources(seeds: duckdb.DuckDBPyConnection, question: Question) -> None:
    answer, expected = ask(seeds, question), ANSWERS[question.name]
    assert list(answer.columns) == expected["columns"]
    assert [[shown(value) for value in row] for row in answer.rows] == expected["rows"]


def shown(value: object) -> str:
    if value is None:
        return "-"
    return str([str(one) for one in value]) if isinstance(value, list) else str(value)


@pytest.mark.slow
def test_the_written_answers_are_up_to_date(seeds: duckdb.DuckDBPyConnection) -> None:
    written = (Path(__file__).parents[2] / "docs" / "questions.md").read_text(encoding="utf-8")
    assert written == question_documentation(seeds), "run `make docs`"


@pytest.mark.parametrize("name", [name for name, answer in ANSWERS.items() if "labelled" in answer])
def test_every_amount_of_an_answer_is_labelled(name: str) -> None:
    answer = ANSWERS[name]
    for row in answer["rows"]:
        for column, value in zip(answer["columns"], row, strict=True):
            if column in answer["labelled"] and value != "-":
                region = column if column in SEEDS else row[answer["columns"].index("地区")]
                assert {Decimal(value), Decimal(value) * 10_000} & labelled(region), (region, column, value)


def test_every_question_has_its_answer_and_is_one_of_many() -> None:
    assert {question.name for question in QUESTIONS} == set(ANSWERS)
    assert len(QUESTIONS) >= 20


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_is_sound(question: Question) -> None:
    query = parse_query(question.name, question.sql)
    assert list(lint_select(query)) == []
    assert question.zh.endswith("？")
    assert question.en.endswith("?")
    assert all("一" <= column[0] <= "鿿" for column in query.named_selects)


def test_questions_ask_the_marts() -> None:
    names = {name for question in QUESTIONS for name in mart_schema() if name in question.sql}
    asked = {name for name in names if name.startswith("mart_")}
    assert len(asked) >= 10


def test_a_question_without_its_header_is_refused() -> None:
    with pytest.raises(MartFileError, match="must begin with"):
        read_question("q00_nothing", "select 1 as 一\n")
