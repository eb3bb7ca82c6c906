from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.frames.acceptance import accept
from pipelines.model import LedgerEntry, ParsedDocument, Quarantine
from tests.factory import document, facts, indicator, line


def test_a_sound_document_gives_its_facts() -> None:
    assert accept(document()) == facts()


def test_a_quarantined_document_keeps_its_reason() -> None:
    reason = Quarantine("empty", "文件为空")
    assert accept(ParsedDocument("0" * 64, 0, "", "", quarantine=reason)) is reason


def test_a_document_whose_level_nothing_tells_is_kept() -> None:
    unknown = facts(admin_level="")
    assert accept(document(facts=unknown)) == unknown


def test_a_disclosure_that_names_nobody_is_refused_with_what_to_do() -> None:
    reason = accept(document(facts=facts(department=" ")))
    assert isinstance(reason, Quarantine)
    assert reason.reason_code == "no_publisher"
    assert "请在文首补上" in reason.message


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (document(facts=None), "没有文档信息"),
        (document(facts=facts(admin_level="village")), "'village' 不在词表 admin_level"),
        (document(facts=facts(scope="office")), "'office' 不在词表 scope"),
        (document(lines=(line(form="nonsense"),)), "'nonsense' 不在词表 form"),
        (document(lines=(line(amount_yuan=Decimal("1E+16")),)), "超出可存范围"),
        (document(lines=(line(amount_yuan=Decimal("NaN")),)), "超出可存范围"),
        (document(lines=(line(), line())), "金额单元格重复"),
        (document(indicators=(indicator(), indicator())), "绩效指标重复"),
        (document(indicators=(indicator(target_value=Decimal("1E+20")),)), "超出可存范围"),
        (document(ledger=(LedgerEntry(1, 1, 2, "1", "budget_line", "", 5),)), "指向不存在的"),
        (document(ledger=(LedgerEntry(1, 1, 2, "1", "budget_line", ""),)), "指向不存在的"),
        (document(ledger=(LedgerEntry(1, 1, 2, "1", "label", "序号"),) * 2), "数字台账重复"),
    ],
)
def test_a_document_that_breaks_a_promise_is_refused(broken: ParsedDocument, said: str) -> None:
    reason = accept(broken)
    assert isinstance(reason, Quarantine)
    assert reason.reason_code == "parser_error"
    assert said in reason.message
