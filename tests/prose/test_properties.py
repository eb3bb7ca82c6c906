"""Whatever the text: no exception, the same claims again, and every token a number of the text, once."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.model import Statement
from pipelines.prose.lexicon import Lexicon
from tests.prose.spelling import read, spell
from tests.prose.test_cases import CASES

PIECES = st.sampled_from([
    "2023年度", "一般公共预算财政拨款支出", "“三公”经费", "公务接待费", "行政运行(项)", "其中:", "主要原因是",
    "比上年", "较年初预算数", "增加", "减少", "占本年支出合计的", "完成年初预算的", "持平", "12.50万元",
    "3,456.78 万元", "0元", "8.5%", "3辆", "(", ")", "（类）", "。", "，", "；", "、", "\n", "1.", "一、", "截至", "12",
    "第3部分", "《", "》", "——", "项目绩效自评综述:", "政府采购", "为", "|", "\t", " ", "\u3000",
])  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200))


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_the_same_way_twice_and_every_token_is_a_number_of_it(text: str) -> None:
    claims = read(text, "final_account", 2023, ["公务接待费项目"])
    assert claims == read(text, "final_account", 2023, ["公务接待费项目"])
    spans = [span for claim in claims for span in claim.tokens]
    assert len(spans) == len(set(spans))
    for claim in claims:
        assert 0 <= claim.source_start < claim.source_end <= len(text)
        assert claim.source_line == text.count("\n", 0, claim.source_start) + 1
        assert squeezed(claim.text) == squeezed(text[claim.source_start : claim.source_end])
        assert has_figure(claim)
        for start, end in claim.tokens:
            assert claim.source_start <= start < end <= claim.source_end
            assert text[start].isdigit()


def squeezed(text: str) -> str:
    return "".join(text.split())


def has_figure(claim: Statement) -> bool:
    figures = (claim.amount_yuan, claim.quantity, claim.change_yuan, claim.change_quantity, claim.change_pct)
    return any(figure is not None for figure in (*figures, claim.completion_pct, claim.share_pct))


def wrapped(text: str, width: int) -> list[str]:
    """Lines of about one width; a page breaks no number."""
    lines = []
    while len(text) > width:
        at = width
        while at > 1 and text[at - 1 : at + 1].isascii() and not text[at - 1 : at + 1].isspace():
            at -= 1
        lines.append(text[:at])
        text = text[at:]
    return [*lines, text]


@pytest.mark.parametrize("width", [24, 31, 38])
def test_lines_that_the_page_broke_say_the_same(width: int) -> None:
    paragraphs = [case["text"] for case in CASES if case["where"] in ("四川", "湖南") and len(case["text"]) > 3 * width]
    assert paragraphs
    for text in paragraphs:
        whole = [spell(claim) for claim in read(text, "final_account", 2022)]
        broken = "\n".join(wrapped(text, width))
        assert [spell(claim) for claim in read(broken, "final_account", 2022)] == whole


@pytest.mark.parametrize(
    "piece",
    [
        "公务接待费3.30万元,",
        "比上年增加",
        "(公务用车3辆",
        "其中:",
        "一般公共服务支出(类)",
        "1 ",
        "占",
        "主要原因是",
        "《",
        "预算执行率",
    ],
)
def test_time_is_linear_in_the_text(piece: str) -> None:
    def seconds(times: int) -> float:
        best = 9.0
        for _ in range(3):
            begin = time.process_time()
            read(piece * times, "final_account", 2023)
            best = min(best, time.process_time() - begin)
        return best

    short, long = seconds(500), seconds(4000)
    assert long < 30 * short + 0.1


def test_a_lexicon_finds_what_a_search_finds() -> None:
    words = ["公务用车", "公务用车购置费", "用车", "车辆"]
    text = "公务用车购置费、公务用车、用车和车辆"
    found = Lexicon({"all": {word: word for word in words}, "none": {"会议": ""}}).find(text)
    hits = [(hit.start, text[hit.start : hit.end]) for hit in found["all"]]
    assert hits == [(0, "公务用车购置费"), (8, "公务用车"), (13, "用车"), (16, "车辆")]
    assert "none" not in found
