"""Every rule over given rows: what passes, what is rounding, what fails, and what is none of its business."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.checks.rules import load_rules
from tests.checks.tiny import check, check_all

CASES: dict[str, list[dict[str, Any]]] = defaultdict(list)
for _path in sorted(Path(__file__).parent.glob("cases*.toml")):
    for _code, _cases in tomllib.loads(_path.read_text(encoding="utf-8")).items():
        CASES[_code] += _cases
NUMBERED = [(code, number) for code, cases in CASES.items() for number in range(len(cases))]


@pytest.fixture(scope="module")
def checked() -> Iterator[duckdb.DuckDBPyConnection]:
    """All cases side by side, a document each: a rule that mixes documents up shows here."""
    cases = [CASES[code][number] for code, number in NUMBERED]
    with check_all((case["given"], case.get("kind", "budget")) for case in cases) as connection:
        yield connection


@pytest.mark.parametrize(("code", "number"), NUMBERED, ids=[f"{code}-{number}" for code, number in NUMBERED])
def test_a_case(checked: duckdb.DuckDBPyConnection, code: str, number: int) -> None:
    case, document = CASES[code][number], NUMBERED.index((code, number)) + 1
    outcome = checked.execute(
        "select outcome from fact_check where document_key = ? and rule_code = ?", [document, code]
    ).fetchall()
    found = checked.execute(
        "select severity, diagnosis, source_lines, message from fact_finding where document_key = ? and rule_code = ? "
        "order by severity, source_lines",
        [document, code],
    ).fetchall()
    assert outcome == [(case["outcome"],)], found
    if case["outcome"] in {"fail", "rounding"}:
        severity, diagnosis, lines, message = found[0]
        assert severity == case.get("severity", severity)
        assert diagnosis == case.get("diagnosis", diagnosis)
        assert lines == case.get("lines", lines)
        assert message.endswith("。")
        assert "第" in message
    else:
        assert not found


def test_every_rule_has_a_case_that_passes_and_one_that_fails() -> None:
    for rule in load_rules():
        outcomes = {case["outcome"] for case in CASES.get(rule.code, [])}
        assert {"pass", "fail"} <= outcomes, rule.stem
        if rule.tolerance in {"T1", "T2"}:
            assert outcomes & {"rounding"} or rule.code == "XB7", rule.stem


def test_a_document_without_data_is_checked_by_no_rule_and_every_rule_says_why() -> None:
    with check([]) as connection:
        rows = connection.execute("select rule_code, outcome, reason from fact_check order by rule_code").fetchall()
    # a rule that nothing takes a document out of says 无: that everything is there that must be
    reasons = {rule.code: rule.not_applicable for rule in load_rules() if rule.not_applicable != "无"}
    expected = [(code, "not_applicable", reasons[code]) for code in sorted(reasons)]
    assert [row for row in rows if row[0] in reasons] == expected
