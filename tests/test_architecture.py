"""Imports run one way: each room may know the rooms before it, never one after it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

#: Each room, and the rooms of `pipelines` that it may import.
MAY_KNOW = {
    "model": set(),
    "reading": {"model"},
    "identity": {"model", "reading"},
    "forms": {"model", "reading", "identity"},
    "prose": {"model", "reading", "identity", "forms"},
    "ledger": {"model", "reading", "identity", "forms", "prose"},
    "parsing": {"model", "reading", "identity", "forms", "prose", "ledger"},
    "intake": {"model", "reading", "parsing"},
    "frames": {"model", "reading", "intake"},
    "checks": set(),
    "warehouse": {"model", "frames", "intake", "checks"},
    "marts": {"checks", "warehouse"},
    "query": {"warehouse"},
    "export": {"warehouse"},
    "defs": {"intake", "frames", "checks", "warehouse", "marts", "export"},
    "definitions": {"defs"},
    "dashboard": {"reading", "intake", "checks", "warehouse", "marts", "export"},
    "cli": {"model", "reading", "intake", "frames", "warehouse", "query", "export", "defs", "dashboard"},
}
#: Libraries that only some rooms may import, directly.
ONLY_IN = {
    "dagster": {"defs", "definitions"},
    "duckdb": {"checks", "warehouse", "marts", "query", "export"},
    "sqlglot": {"checks", "marts", "query"},
    "pandera": {"frames"},
    "pebble": {"intake"},
    "polars": {"frames", "checks", "warehouse", "export", "defs"},
    "starlette": {"dashboard"},
    "jinja2": {"dashboard"},
    "typer": {"cli"},
    "rich": {"cli"},
}


def modules() -> list[Path]:
    return sorted((ROOT / "pipelines").rglob("*.py"))


def room(path: Path) -> str:
    first = path.relative_to(ROOT / "pipelines").parts[0]
    return first.removesuffix(".py")


def imports(path: Path, *, late: bool = True) -> set[str]:
    """Full names of what a module imports; without `late`, only at its top."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree) if late else tree.body:
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_knows_only_the_rooms_before_it(path: Path) -> None:
    here = room(path)
    if here == "__init__":
        assert imports(path, late=False) <= {"__future__", "pipelines.model"}
        return
    known = MAY_KNOW[here] | {here}
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "pipelines":
            assert len(parts) > 1, f"{path} imports the whole package"
            assert parts[1] in known, f"{here} must not know {name}"
        if parts[0] in ONLY_IN:
            assert here in ONLY_IN[parts[0]], f"{here} must not import {parts[0]}"


def test_every_room_is_on_the_map() -> None:
    assert {room(path) for path in modules()} <= {"__init__", *MAY_KNOW}


def test_schemas_know_nothing_of_pipelines() -> None:
    for path in (ROOT / "schemas").rglob("*.py"):
        assert not {name for name in imports(path) if name.split(".")[0] in {"pipelines", "duckdb", "dagster"}}, path


def test_dagster_modules_do_not_postpone_annotations() -> None:
    # Dagster reads them at run time and can not read text
    for path in modules():
        if "dagster" in imports(path):
            assert "__future__" not in imports(path), path


def test_the_command_line_imports_dagster_late() -> None:
    for path in (ROOT / "pipelines" / "cli").glob("*.py"):
        assert not {name for name in imports(path, late=False) if name.startswith("pipelines.defs")}, path


def test_every_room_says_its_rule() -> None:
    for path in (ROOT / "pipelines").rglob("__init__.py"):
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_the_root_of_dagster_holds_one_function_only() -> None:
    tree = ast.parse((ROOT / "pipelines" / "definitions.py").read_text(encoding="utf-8"))
    functions = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom | ast.Expr)]
    assert [type(node).__name__ for node in functions] == ["FunctionDef"]
