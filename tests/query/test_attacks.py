"""Every attack that docs/security.md lists is stopped by the layer that it names: the document is the test's data."""

from __future__ import annotations

import re
import resource
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.query.limits import Limits
from pipelines.query.problem import LimitError, QueryProblem, RefusedError
from pipelines.query.run import open_query
from pipelines.query.statement import read_statement
from pipelines.warehouse.reader import open_published

DOCUMENT = Path(__file__).parents[2] / "docs" / "security.md"
ATTACK = re.compile(r"^- (?P<what>.+?): (?P<quote>`+)(?P<sql>.+?)(?P=quote) → (?P<layer>\w+)$", re.MULTILINE)
HEADING = re.compile(r"^#### (.+)$", re.MULTILINE)
#: Enough for any honest query of these tests, and soon reached by the others.
LIMITS = Limits(seconds=2, megabytes=200, threads=2, rows=10)


def attacks() -> Iterator[tuple[str, str, str, str]]:
    """Group, what it tries, statement, layer."""
    text = DOCUMENT.read_text(encoding="utf-8")
    _, *sections = HEADING.split(text.split("### Attacks")[1].split("### Limits")[0])
    for group, section in zip(sections[::2], sections[1::2], strict=True):
        found = list(ATTACK.finditer(section))
        assert len(found) == section.count("\n- "), f"a line under {group} is no attack"
        for match in found:
            sql = match["sql"].replace("⏎", "\n").replace("\\0", "\0")
            yield group, match["what"], sql, match["layer"]


ATTACKS = list(attacks())


def rows(warehouse: Path, sql: str, limits: Limits = LIMITS) -> int:
    with open_query(warehouse, sql, limits=limits) as answer:
        return sum(batch.num_rows for batch in answer.batches)


def test_there_are_attacks_of_every_kind() -> None:
    assert len(ATTACKS) > 140
    assert len({sql for _, _, sql, _ in ATTACKS}) == len(ATTACKS)
    assert {layer for *_, layer in ATTACKS} == {"statement", "admission", "time", "memory", "harmless"}


@pytest.mark.parametrize(("sql", "layer"), [(sql, layer) for *_, sql, layer in ATTACKS], ids=[a[1] for a in ATTACKS])
def test_an_attack_is_stopped_where_the_documentation_says(warehouse: Path, sql: str, layer: str) -> None:
    if layer == "statement":
        with pytest.raises(QueryProblem):
            read_statement(sql)
        return
    read_statement(sql)
    if layer == "harmless":
        assert rows(warehouse, sql) == 1
    elif layer == "admission":
        with pytest.raises(RefusedError):
            rows(warehouse, sql)
    elif layer == "time":
        with pytest.raises(LimitError, match="--timeout"):
            rows(warehouse, sql, Limits(seconds=0.5, megabytes=500, threads=2))
    else:
        with pytest.raises(LimitError, match="--memory"):
            rows(warehouse, sql, Limits(seconds=60, megabytes=100, threads=2))


@pytest.mark.parametrize("sql", [sql for group, _, sql, _ in ATTACKS if group.startswith("Files")])
def test_the_engine_alone_reaches_nothing_outside(warehouse: Path, sql: str, tmp_path: Path) -> None:
    with open_published(warehouse) as published, pytest.raises(duckdb.Error):
        published.execute(sql.replace("/tmp/", f"{tmp_path}/")).fetchall()  # noqa: S108 - as the attack is written
    assert list(tmp_path.iterdir()) == []


def test_the_bound_on_memory_is_lifted_again(warehouse: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_DATA)
    assert rows(warehouse, "select 1") == 1
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
