"""Each head of `cases.toml` gives the facts that it states; texts that are no disclosure are refused with a reason."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipelines.identity import recognise_document
from pipelines.model import DocumentFacts, Quarantine
from pipelines.reading.text import SourceText

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))


def _facts(facts: DocumentFacts) -> dict[str, Any]:
    return {
        "department": facts.department,
        "year": facts.fiscal_year,
        "kind": facts.document_kind,
        "scope": facts.scope,
        "region": facts.region.code,
        "zone": facts.region.zone,
        "level": facts.admin_level,
        "published": facts.published_on,
        "code": facts.unit_code,
        "title": facts.title,
    }


@pytest.mark.parametrize("case", CASES["disclosure"], ids=lambda case: case["name"])
def test_disclosure(case: dict[str, Any]) -> None:
    facts = recognise_document(SourceText(case["text"]), "plain")
    assert isinstance(facts, DocumentFacts), facts
    said = _facts(facts)
    assert {key: said[key] for key in case["expect"]} == case["expect"]
    if case.get("undated"):
        assert facts.published_on is None


@pytest.mark.parametrize("case", CASES["other"], ids=lambda case: case["name"])
def test_no_disclosure(case: dict[str, Any]) -> None:
    refused = recognise_document(SourceText(case["text"]), "plain")
    assert isinstance(refused, Quarantine), refused
    assert refused.reason_code == "not_a_disclosure"
    assert case["says"] in refused.message
    assert "请" in refused.message
