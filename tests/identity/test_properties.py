"""Laws of recognition: total, deterministic, linear, and right for every place and institution in every title."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.identity import recognise_document
from pipelines.identity.regions import ancestors, level_of, load_gazetteer
from pipelines.model import DocumentFacts, Quarantine
from pipelines.reading.text import SourceText

WORDS = (
    *(
        "部门预算",
        "单位决算",
        "2023年",
        "2022年度",
        "某县教育局",
        "上海市普陀区",
        "（本级）",
        "部门：",
        "|",
        "\n",
        "\t",
    ),
    *(
        " ",
        "收支总表",
        "公开",
        "第一部分",
        "概况",
        "发布日期：2023-02-30",
        "高新区",
        "中共",
        "委",
        "1.5",
        "預算",
        "決算",
    ),
    *("\0", "关于", "各位代表", "第一条", "编制单位:", "172-", "区", "\u3000", "\ud800"),
)
BODIES = (
    "教育局",
    "人民法院",
    "第一中学",
    "人民医院",
    "总工会",
    "残疾人联合会",
    "人民代表大会常务委员会",
    "政务服务中心",
    "委宣传部",
    "税务局",
    "看守所",
    "广播电视台",
)
TITLES = (
    ("{n}{y}年部门预算公开", "budget", "department"),
    ("{y}年度{n}部门决算", "final_account", "department"),
    ("{n}{y}年度单位决算公开", "final_account", "unit"),
    ("关于{n}{y}年部门预算的说明", "budget", "department"),
    ("{n}（本级）\n{y}年单位预算", "budget", "unit"),
    ("{y} 年度\n{n}\n部门决算", "final_account", "department"),
    ("附件：《{n}{y}年部门预算》", "budget", "department"),
)


@given(st.one_of(st.text(max_size=400), st.lists(st.sampled_from(WORDS), max_size=80).map("".join)))
def test_any_text_gives_facts_or_a_reason_and_always_the_same(text: str) -> None:
    first = recognise_document(SourceText(text), "plain")
    assert isinstance(first, (DocumentFacts, Quarantine))
    assert recognise_document(SourceText(text), "plain") == first
    if isinstance(first, Quarantine):
        assert first.reason_code == "not_a_disclosure"
        assert first.message.endswith("。")


@given(st.randoms(use_true_random=False))
def test_every_place_and_body_is_read_from_every_title(chance: random.Random) -> None:
    book = load_gazetteer()
    code = chance.choice(sorted(book.names))
    place = "".join(book.names[c] for c in (*ancestors(code), code) if c in book.names)
    body = chance.choice(BODIES)
    name = ("中共" if body.startswith("委") else "") + place + body
    pattern, kind, scope = chance.choice(TITLES)
    year = chance.randint(2015, 2030)
    text = pattern.format(n=name, y=year) + f"\n目录\n一、概况\n部门收支总表\n比{year - 1}年度增加"
    facts = recognise_document(SourceText(text), "plain")
    assert isinstance(facts, DocumentFacts)
    assert facts.department == name + ("(本级)" if "本级" in pattern else "")
    assert (facts.fiscal_year, facts.document_kind, facts.scope) == (year, kind, scope)
    assert (facts.region.code, facts.admin_level) == (code, level_of(code))


@pytest.mark.parametrize(
    "text",
    [
        "一" * 10_000_000,
        "部门:" * 3_000_000,
        "某局2023年部门预算公开\n" + "某局" * 4_000_000,
        "情况表" * 3_000_000,
        ":" * 10_000_000,
    ],
    ids=["one line", "labels", "a name all over", "words of a title", "colons"],
)
def test_ten_million_characters_take_no_time(text: str) -> None:
    source = SourceText(text)
    assert source.folded
    start = time.process_time()
    recognise_document(source, "plain")
    assert time.process_time() - start < 2
