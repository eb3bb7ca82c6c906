"""The five disclosures of ``data/raw``, found by their bytes: the facts that the warehouse promises for them."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from pipelines.identity import recognise_document
from pipelines.model import DocumentFacts, Region
from pipelines.reading.decoding import Decoded, decode
from pipelines.reading.text import SourceText

RAW = Path(__file__).parents[2] / "data" / "raw"
SUIZHOU = Region("421300", "随州市", "zone", "随州高新技术产业开发区")
EXPECTED = {
    "e308fe2fafa15612": DocumentFacts(
        "重庆市大足区政务服务管理办公室2023年部门预算情况说明", "budget", 2023, "department",
        "重庆市大足区政务服务管理办公室", "172", Region("500111", "大足区", "county"), "county",
        dt.date(2023, 3, 7), "pipes",
    ),
    "0667a11f04e14ed5": DocumentFacts(
        "高新区政务服务中心2023年部门预算公开", "budget", 2023, "department", "随州高新技术产业开发区政务服务中心",
        "113001", SUIZHOU, "zone", dt.date(2023, 2, 2), "pipes",
    ),
    "ef74e7bd75f60642": DocumentFacts(
        "", "final_account", 2023, "unit", "荆门市行政审批局(本级)",
        "", Region("420800", "荆门市", "prefecture"), "prefecture", None, "pipes",
    ),
    "7ddae1f939f0b061": DocumentFacts(
        "重庆市南岸区政务服务管理办公室2024年部门预算情况说明", "budget", 2024, "department",
        "重庆市南岸区政务服务管理办公室", "236", Region("500108", "南岸区", "county"), "county", None, "pipes",
    ),
    "0ab40e7fd3628b27": DocumentFacts(
        "", "final_account", 2023, "department", "北京市通州区政务服务管理局",
        "", Region("110112", "通州区", "county"), "county", None, "pipes",
    ),
}  # fmt: skip


def _text(prefix: str) -> str:
    for path in sorted(RAW.glob("*.txt")):
        raw = path.read_bytes()
        if hashlib.sha256(raw).hexdigest().startswith(prefix):
            decoded = decode(raw)
            assert isinstance(decoded, Decoded)
            return decoded.text
    pytest.skip(f"no document {prefix} in data/raw")


@pytest.mark.parametrize("prefix", EXPECTED)
def test_seed(prefix: str) -> None:
    assert recognise_document(SourceText(_text(prefix)), "pipes") == EXPECTED[prefix]


@pytest.mark.parametrize("prefix", EXPECTED)
@pytest.mark.parametrize("share", [0.3, 0.5, 0.8])
def test_a_seed_that_breaks_off_keeps_its_publisher(prefix: str, share: float) -> None:
    text = _text(prefix)
    facts = recognise_document(SourceText(text[: int(len(text) * share)]), "pipes")
    whole = EXPECTED[prefix]
    assert isinstance(facts, DocumentFacts)
    assert (facts.department, facts.document_kind, facts.scope, facts.region) == (
        whole.department, whole.document_kind, whole.scope, whole.region,
    )  # fmt: skip
    assert facts.fiscal_year in (whole.fiscal_year, 0)
