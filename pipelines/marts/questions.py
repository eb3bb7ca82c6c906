"""Question files: a question in Chinese and English, how to read its answer, then one SELECT over marts and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import duckdb

from pipelines.checks.files import read_scripts
from pipelines.marts.files import MartFileError

_QUESTION = re.compile(r"-- (?P<zh>[^|]+) \| (?P<en>.+)\n-- reading: (?P<reading_zh>[^|]+) \| (?P<reading_en>.+)\n")


@dataclass(frozen=True, slots=True)
class Question:
    """One question: both wordings, how to read the answer, and its query. `sql` is the whole file."""

    name: str
    zh: str
    en: str
    reading_zh: str
    reading_en: str
    sql: str

    @property
    def query(self) -> str:
        """The SELECT without the header."""
        return "\n".join(line for line in self.sql.splitlines() if not line.startswith("--"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gives: names of columns, and rows."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def load_questions() -> tuple[Question, ...]:
    """Gives every question of `sql/questions`, by file name.

    Raises:
        MartFileError: a file has no sound header.
    """
    return tuple(read_question(name.removesuffix(".sql"), text) for name, text in read_scripts("questions"))


def read_question(name: str, text: str) -> Question:
    """Gives the question of one file.

    Raises:
        MartFileError: the header is incomplete.
    """
    found = _QUESTION.match(text)
    if found is None:
        raise MartFileError(f"{name}.sql must begin with `-- 问题 | question` and `-- reading: 读法 | how to read it`")
    return Question(name, found["zh"], found["en"], found["reading_zh"], found["reading_en"], text)


def ask(connection: duckdb.DuckDBPyConnection, question: Question) -> Answer:
    """Gives the answer of an open warehouse.

    Raises:
        duckdb.Error: the warehouse lacks a mart.
    """
    cursor = connection.execute(question.query)
    return Answer(tuple(column[0] for column in cursor.description or ()), cursor.fetchall())
