"""What the documentation prints is what the program says: queries, `gongkai explain`, the worked example, links.

When a change of the program or of the data changes the answers, look at them, then write them anew with
``.venv/bin/python tests/test_readme.py``.
"""

from __future__ import annotations

import re
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import sqlglot
from sqlglot.expressions import Select
from typer.testing import CliRunner

from pipelines import parse
from pipelines.checks.rules import REQUIRED_COLUMNS, RESULT_COLUMNS, parse_rule
from pipelines.cli import app
from pipelines.defs.run import run_build
from pipelines.intake.progress import Progress
from pipelines.warehouse.reader import open_published
from pipelines.warehouse.workspace import Workspace
from schemas.catalog import tables

ROOT = Path(__file__).parent.parent
RAW = ROOT / "data" / "raw"
READMES = ("README.md", "README.zh.md")
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "schemas").rglob("*.md")]
)
QUESTION = re.compile(r"(?P<sql>```sql\n(?P<query>.*?)\n```)\n\n```text\n(?P<answer>.*?)\n```", re.DOTALL)
EXPLAIN = re.compile(r"```console\n\$ \.venv/bin/gongkai explain (?P<key>\d+)\n(?P<answer>.*?)\n```", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")
EXAMPLE = re.compile(r"```text\n(?P<text>桐梓县文化馆2024年单位预算公开\n.*?)```", re.DOTALL)


def build(folder: Path) -> Path:
    """The warehouse of the shipped disclosures."""
    run_build(Workspace(RAW, folder / "gongkai.duckdb", 1), Progress())
    return folder / "gongkai.duckdb"


def ask(warehouse: Path, query: str) -> str:
    """The answer as the README's own command prints it."""
    return bare(CliRunner().invoke(app, ["query", query, "--warehouse", str(warehouse)]).stdout)


def explain(warehouse: Path, key: str) -> str:
    arguments = ["explain", key, "--warehouse", str(warehouse), "--raw", str(RAW)]
    return bare(CliRunner().invoke(app, arguments, env={"COLUMNS": "100"}).output)


def bare(text: str) -> str:
    """Without the blanks at the ends of lines, which no editor keeps, and without empty lines around it."""
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def rewritten(text: str, warehouse: Path) -> str:
    """A README with all answers written anew."""
    text = QUESTION.sub(lambda m: f"{m['sql']}\n\n```text\n{ask(warehouse, m['query'])}\n```", text)
    return EXPLAIN.sub(
        lambda m: f"```console\n$ .venv/bin/gongkai explain {m['key']}\n{explain(warehouse, m['key'])}\n```", text
    )


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("readme"))


@pytest.fixture(scope="module")
def connection(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_published(warehouse) as opened:
        yield opened


@pytest.mark.slow
@pytest.mark.parametrize("name", READMES)
def test_every_question_has_its_real_answer(name: str, warehouse: Path) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    found = list(QUESTION.finditer(text))
    assert len(found) == 3
    assert text.count("```sql") == 3, "a query without its answer"
    for question in found:
        assert ask(warehouse, question["query"]) == question["answer"], "see the head of this test"


@pytest.mark.slow
@pytest.mark.parametrize("name", READMES)
def test_a_number_is_explained_as_printed(name: str, warehouse: Path) -> None:
    found = EXPLAIN.search((ROOT / name).read_text(encoding="utf-8"))
    assert found is not None
    assert explain(warehouse, found["key"]) == found["answer"], "see the head of this test"


@pytest.mark.slow
@pytest.mark.parametrize("name", READMES)
def test_the_number_of_printed_cells_is_right(name: str, connection: duckdb.DuckDBPyConnection) -> None:
    count = connection.execute("select count(*) from fact_budget_line where placement = 'printed'").fetchall()[0][0]
    assert f"{count:,}" in (ROOT / name).read_text(encoding="utf-8")


def test_both_readmes_ask_the_same() -> None:
    first, second = ([m["query"] for m in QUESTION.finditer((ROOT / name).read_text("utf-8"))] for name in READMES)
    assert first == second


@pytest.mark.parametrize("name", READMES)
def test_every_fact_table_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    missing = [spec.name for spec in tables() if not spec.is_dimension and f"`{spec.name}`" not in text]
    assert missing == [], "give it a row, and look whether the limits are still true"


@pytest.mark.parametrize("name", READMES)
def test_every_make_target_exists(name: str) -> None:
    targets = set(re.findall(r"\bmake ([a-z]+)\b", (ROOT / name).read_text(encoding="utf-8")))
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"warehouse", "test"} <= targets & known
    assert targets <= known | {"and"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_somewhere(name: str) -> None:
    path = ROOT / name
    targets = LINK.findall(path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_the_worked_example_of_unrecognised_tables_is_true() -> None:
    document = (ROOT / "docs" / "unrecognised-tables.md").read_text(encoding="utf-8")
    example = EXAMPLE.search(document)
    assert example is not None
    parsed = parse(example["text"].encode())
    unplaced = [entry for entry in parsed.ledger if entry.outcome == "unplaced"]
    assert [table.title for table in parsed.unrecognised] == ["2024年专项经费安排表"]
    assert (len(parsed.ledger), len(parsed.lines), len(unplaced)) == (36, 17, 11)
    for printed in ("专项经费安排表", "历年净结余", "《部门收入总表》数字不在任何栏目下"):
        assert printed in document
        assert any(printed in re.sub(r"2024年", "", entry.reason) for entry in unplaced)


def test_the_recipes_are_sound() -> None:
    recipes = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rule = re.search(r"```sql\n(-- (P\d+) .*?)\n```", recipes, re.DOTALL)
    assert rule is not None
    assert parse_rule(f"{rule[2]}_example", rule[1]).severity == "warning"
    query = sqlglot.parse_one(rule[1], dialect="duckdb", into=Select)
    assert REQUIRED_COLUMNS <= {column.alias_or_name for column in query.selects} <= set(RESULT_COLUMNS)
    form = re.search(r"```toml\n(.*?)\n *```", recipes, re.DOTALL)
    assert form is not None
    assert tomllib.loads(form[1])["title"] == [{"all": ["培训计划"], "none": ["绩效"]}]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        published = build(Path(folder))
        for readme in READMES:
            path = ROOT / readme
            path.write_text(rewritten(path.read_text(encoding="utf-8"), published), encoding="utf-8")
