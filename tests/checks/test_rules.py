"""Rule files: sound headers, SQL that fits the schema and the style, documentation that is up to date."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.checks import files
from pipelines.checks.documentation import rule_documentation
from pipelines.checks.lint import Schema, lint_rule, lint_words, read_schema
from pipelines.checks.rules import RuleFileError, load_rules, parse_rule, rules_digest
from pipelines.warehouse.ddl import ddl

ROOT = Path(__file__).parent.parent.parent
RULES = load_rules()
SOUND = (ROOT / "sql" / "checks" / "I01_hierarchy.sql").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def schema() -> Iterator[Schema]:
    with duckdb.connect() as connection:
        for statement in ddl():
            connection.execute(statement)
        yield read_schema(connection)


@pytest.mark.parametrize("rule", RULES, ids=[rule.stem for rule in RULES])
def test_a_rule_is_sound(rule, schema: Schema) -> None:
    assert lint_rule(rule, schema) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("select\n    document_key,\n    concat_ws", "select *, concat_ws", "must end in columns out of"),
        ("from explained", "from explained where document_key = $key", "takes no parameters"),
        ("from compared", "from somewhere", "does not exist"),
        ("sums.amount_yuan as expected", "sums.amount as expected", "does not fit the schema"),
        (" end as facts\nfrom", " end as things\nfrom", "must end in the columns facts too"),
        ("from grid_cell", "from fact_budget_line", "hold the checked documents only"),
        ("from grid_cell", "from peer_measure", "which holds all documents"),
        ("-- guard: ", "-- across: all\n-- guard: ", "which holds one slice"),
        ("with\ncells", "select 1;\nwith\ncells", "must be one SELECT"),
        ("group by document_key", "GROUP BY document_key", "lower case"),
        ("bool_and(is_comparable)", "any_value(is_comparable)", "some row"),
        ("sum(coalesce(amount_yuan, 0))", "sum(coalesce(amount_yuan, 0)", "does not parse"),
    ],
)
def test_what_is_wrong_is_said(schema: Schema, old: str, new: str, said: str) -> None:
    assert old in SOUND
    problems = lint_rule(parse_rule("I01_hierarchy", SOUND.replace(old, new, 1)), schema)
    assert any(said in problem for problem in problems), problems


def test_a_rule_that_compares_nothing_is_none(schema: Schema) -> None:
    header = "".join(line + "\n" for line in SOUND.splitlines() if line.startswith("--"))
    query = "select document_key, '' as subject, '' as message, [1] as source_lines, [1] as facts from checked_document"
    assert lint_rule(parse_rule("I01_hierarchy", header + query), schema) == [
        "gives neither an outcome nor both figures, so nothing would ever be compared"
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("-- I01 ", "-- one ", "must begin with"),
        ("-- severity: error", "-- severity: grave", "severity is 'grave'"),
        ("-- tolerance: T1", "-- tolerance: T9", "tolerance is 'T9'"),
        ("-- guard: ", "-- gard: ", "no header line guard"),
        ("-- I01 ", "-- I02 ", "its name must begin with I02_"),
    ],
)
def test_an_unsound_header_is_an_error(old: str, new: str, said: str) -> None:
    with pytest.raises(RuleFileError, match=said):
        parse_rule("I01_hierarchy", SOUND.replace(old, new, 1))


def test_an_unsound_file_among_sound_ones_is_a_rule_with_a_problem(tmp_path: Path) -> None:
    (tmp_path / "I01_hierarchy.sql").write_text(SOUND, encoding="utf-8")
    (tmp_path / "I99_other.sql").write_text("select 1", encoding="utf-8")
    first, second = load_rules(tmp_path)
    assert not first.problem
    assert second.code == "I99"
    assert "must begin with" in second.problem


def test_of_two_files_with_one_code_neither_is_run(tmp_path: Path) -> None:
    for stem in ("I01_a", "I01_b"):
        (tmp_path / f"{stem}.sql").write_text(SOUND, encoding="utf-8")
    (rule,) = load_rules(tmp_path)
    assert rule.problem == "I01_b.sql and I01_a.sql both have the code I01"


def test_a_file_without_a_code_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "notes.sql").write_text("select 1", encoding="utf-8")
    with pytest.raises(RuleFileError, match=r"notes\.sql is no name of a rule"):
        load_rules(tmp_path)


def test_a_header_line_goes_on_in_the_next() -> None:
    text = SOUND.replace("-- tolerance: T1", "-- tolerance: T1\n-- more: one\n--   two")
    assert parse_rule("I01_hierarchy", text).fields["more"] == "one two"


def test_a_changed_rule_changes_the_digest() -> None:
    changed = parse_rule("I01_hierarchy", SOUND + "\n")
    assert rules_digest((changed,)) != rules_digest(RULES) == rules_digest(load_rules())


def test_only_what_rules_run_with_changes_their_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rules_digest(RULES)
    copy = shutil.copytree(ROOT / "sql", tmp_path / "sql")
    monkeypatch.setattr(files, "sql_folder", lambda: copy)
    assert rules_digest(RULES) == before
    for folder in ("marts", "pages", "questions"):
        (copy / folder / "9_more.sql").write_text("select 1", encoding="utf-8")
    assert rules_digest(RULES) == before
    (copy / "relations" / "9_more.sql").write_text("select 1", encoding="utf-8")
    assert rules_digest(RULES) != before


def test_the_rule_documentation_is_up_to_date() -> None:
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rule_documentation(), "run `make docs`"


def test_every_rule_is_documented() -> None:
    text = rule_documentation()
    for rule in RULES:
        section = text.split(f"\n## {rule.code}\n")[1].split("\n## ")[0]
        assert all(field in section for field in (rule.title_zh, rule.fields["guard"], rule.fields["formula"]))


@pytest.mark.parametrize("path", sorted((ROOT / "sql").rglob("*.sql")), ids=lambda path: path.stem)
def test_no_query_depends_on_the_order_of_rows_or_leaves_the_style(path: Path) -> None:
    assert list(lint_words(path.read_text(encoding="utf-8"))) == []
