"""What is public is documented, and what is generated is up to date."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from pipelines.cli.reference import command_reference
from pipelines.marts.documentation import lineage_documentation, mart_dictionary
from pipelines.marts.files import load_marts
from schemas.catalog import tables
from schemas.vocabulary import codes, vocabularies

ROOT = Path(__file__).parent.parent


def test_the_data_dictionary_is_up_to_date() -> None:
    assert (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8") == mart_dictionary(), "run `make docs`"


def test_the_lineage_is_up_to_date() -> None:
    assert (ROOT / "docs" / "lineage.md").read_text(encoding="utf-8") == lineage_documentation(), "run `make docs`"


def test_the_command_reference_is_up_to_date() -> None:
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == command_reference(), "run `make docs`"


def test_every_table_column_and_code_is_in_the_dictionary() -> None:
    text = mart_dictionary()
    for spec in (*tables(), *load_marts()):
        section = text.split(f"\n## {spec.name}\n")[1].split("\n## ")[0]
        for column in spec.columns:
            assert f"| `{column.name}` |" in section, (spec.name, column.name)
    for name in vocabularies():
        section = text.split(f"\n### Vocabulary {name}\n")[1].split("\n### ")[0]
        assert re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE) == list(codes(name))


def test_no_environment_variable_is_read_in_secret() -> None:
    # the only one, DAGSTER_HOME, is Dagster's own and set by `make dev`
    for path in [*(ROOT / "pipelines").rglob("*.py"), *(ROOT / "schemas").rglob("*.py")]:
        names = {
            node.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute)
        }
        assert not names & {"environ", "getenv", "EnvVar"}, path


def test_every_make_target_says_what_it_does() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)[1].split())  # pyright: ignore[reportOptionalSubscript]
    assert targets == set(re.findall(r"^([a-z]+):.*## .+$", text, re.MULTILINE))


def test_the_lock_file_names_the_public_index_only() -> None:
    hosts = set(re.findall(r"(?:https?|file)://[^/\"]*", (ROOT / "uv.lock").read_text(encoding="utf-8")))
    assert hosts == {"https://pypi.org", "https://files.pythonhosted.org"}
