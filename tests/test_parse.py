"""`parse`: pure (same bytes, same facts, in any process) and total (no bytes make it raise, nothing is lost)."""

from __future__ import annotations

import gc
import hashlib
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipelines import ParsedDocument, parse
from pipelines.reading.decoding import decode

ROOT = Path(__file__).parents[1]
RAW = sorted((ROOT / "data" / "raw").glob("*.txt"))
DIGIT = re.compile(r"[0-9０-９]")
any_seed = pytest.mark.parametrize("path", RAW, ids=lambda path: path.stem)
total = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@cache
def whole(path: Path) -> ParsedDocument:
    return parse(path.read_bytes())


def assert_sound(found: ParsedDocument) -> None:
    """What holds for the parse of any bytes."""
    if found.quarantine is not None:
        assert found.quarantine.message
        assert (found.facts, found.lines, found.indicators, found.ledger) == (None, (), (), ())
        return
    assert found.facts is not None
    at = 0
    for entry in found.ledger:
        assert at <= entry.source_start < entry.source_end
        assert not DIGIT.search(found.text, at, entry.source_start)
        assert found.text[entry.source_start : entry.source_end] == entry.printed
        at = entry.source_end
    assert not DIGIT.search(found.text, at)
    for line in found.lines:
        assert "".join(found.text[line.source_start : line.source_end].split()) == "".join(line.printed.split())
        assert bool(line.why) == (line.placement != "printed")


# --- pure -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("collects", [True, False])
def test_the_collector_is_left_as_it_was(*, collects: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[bool] = []
    monkeypatch.setattr("pipelines.parsing.decode", lambda raw: kept.append(gc.isenabled()) or decode(raw))
    (gc.enable if collects else gc.disable)()
    try:
        parse(b"")
        assert (kept, gc.isenabled()) == ([False], collects)
    finally:
        gc.enable()


def test_reading_money_tables_leaves_no_circles() -> None:
    document = "某市某局2023年度部门决算\n表一 收入支出决算总表\n单位：万元\n"
    document += "收入 | | 支出 | |\n项目 | 决算数 | 项目 | 决算数 |\n一、财政拨款收入 | 5.00 | 一、教育支出 | 5.00 |\n"
    parse(document.encode())
    gc.collect()
    parse(document.encode())
    assert gc.collect() == 0


@any_seed
def test_the_same_bytes_give_the_same_facts(path: Path) -> None:
    assert parse(path.read_bytes()) == whole(path)
    assert whole(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert whole(path).size_bytes == path.stat().st_size


@pytest.mark.slow
def test_another_process_with_other_hashes_gives_the_same_facts() -> None:
    program = (
        "import hashlib, pathlib, sys\n"
        "from pipelines import parse\n"
        "print(*(hashlib.sha256(repr(parse(pathlib.Path(name).read_bytes())).encode()).hexdigest()"
        " for name in sys.argv[1:]))\n"
    )
    answers = [
        subprocess.run(
            [sys.executable, "-c", program, *map(str, RAW)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout.split()
        for seed in ("1", "2")
    ]
    here = [hashlib.sha256(repr(whole(path)).encode()).hexdigest() for path in RAW]
    assert answers == [here, here]


def test_documents_do_not_know_of_each_other() -> None:
    backwards = {path: parse(path.read_bytes()) for path in reversed(RAW)}
    assert all(backwards[path] == whole(path) for path in RAW)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encoding_changes_nothing_but_its_name(encoding: str) -> None:
    path = RAW[0]
    found = parse(whole(path).text.encode(encoding))
    assert (found.text, found.facts, found.lines, found.ledger) == (
        whole(path).text, whole(path).facts, whole(path).lines, whole(path).ledger,
    )  # fmt: skip


# --- total ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b"\0\0\0\0", "empty"),
        (b"%PDF-1.4 ...", "unsupported_format"),
        (b"PK\x03\x04...", "unsupported_format"),
        (b"\xff\xfe\x00\xd8\x00", "unreadable_encoding"),
        (random.Random(1).randbytes(3_000), "unreadable_encoding"),  # noqa: S311
        ("某市关于开展植树活动的通知\n各单位：\n".encode(), "not_a_disclosure"),
        ("字".encode() * 10_000, "not_a_disclosure"),
        (b"1234567890\n" * 1_000, "not_a_disclosure"),
    ],
)
def test_what_is_no_disclosure_has_a_reason(raw: bytes, reason: str) -> None:
    found = parse(raw)
    assert found.quarantine is not None
    assert found.quarantine.reason_code == reason
    assert_sound(found)


@total
@given(st.binary(max_size=600))
@example(b"\xef\xbb\xbf")
def test_any_bytes(raw: bytes) -> None:
    assert_sound(parse(raw))


WORDS = (
    "部门支出总表", "一般公共预算“三公”经费支出表", "部门收支总表", "项目支出绩效目标表", "项目支出绩效自评表",
    "表一", "附表4-1", "单位：万元", "金额(元)", "科目编码", "科目名称", "类", "款", "项", "合计", "小计", "基本支出",
    "项目支出", "人员经费", "收入", "支出", "项目", "预算数", "决算数", "行次", "栏次", "2010301", "201", "01",
    "行政运行", "一、本年收入", "产出指标", "数量指标", "指标值", "≥90%", "完成率", "①", "②", "1", "2", "3",
    "0.00", "-3.5", "1,234.50", "00%%00", "338.52100%294.40", "九" * 40, "9" * 40, "\t", " | ", "|", "||||\n", "\n",
    "\n\n", "    ", "。", "注：", "第二部分", "\0", "²", "½", "٣",
)  # fmt: skip


@total
@given(st.lists(st.sampled_from(WORDS), max_size=120).map("".join))
@example("部门支出总表\n单位：万元\n科目编码\t科目名称\t合计\n栏次\t①\t②\n")
@example("部门支出总表\n单位：万元\n科目编码\t科目名称\t合计\n合计\t\t" + "9" * 40)
@example("部门支出总表\n单位：万元\n科目编码 | 科目名称 | 合计 |\n² | ³ | ¹ |\n")
@example("部门支出总表\n科目编码    合计\n201    3.00\n   \n202    4.00\n")
@example("一、部门职责\n负责教育。\n")
def test_any_words_of_a_disclosure(text: str) -> None:
    found = parse(f"某市教育局2024年部门预算公开\n{text}".encode())
    assert found.quarantine is None
    assert_sound(found)


Damage = Callable[[list[str], random.Random], list[str]]
DAMAGES: dict[str, Damage] = {
    "lines lost": lambda lines, chance: [line for line in lines if chance.random() > 0.2],
    "lines doubled": lambda lines, chance: [line for line in lines for _ in range(1 + (chance.random() < 0.2))],
    "lines shuffled": lambda lines, chance: chance.sample(lines, len(lines)),
    "lines joined": lambda lines, chance: "".join(
        line + ("" if chance.random() < 0.3 else "\n") for line in lines
    ).split("\n"),
    "cells lost": lambda lines, chance: [
        line.replace("|", "", 1) if chance.random() < 0.5 else line.replace("\t", "", 1) for line in lines
    ],
    "characters lost": lambda lines, chance: ["".join(c for c in line if chance.random() > 0.05) for line in lines],
    "digits changed": lambda lines, chance: [
        re.sub(r"\d", lambda _: str(chance.randrange(10)), line) if chance.random() < 0.3 else line for line in lines
    ],
    "turned around": lambda lines, _: lines[:1] + lines[:0:-1],
}  # fmt: skip


@any_seed
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_disclosure(path: Path, damage: str) -> None:
    chance = random.Random(f"{path.stem} {damage}")  # noqa: S311
    for _ in range(2):
        lines = DAMAGES[damage](whole(path).text.split("\n"), chance)
        assert_sound(parse("\n".join(lines).encode()))


@any_seed
def test_a_disclosure_that_breaks_off_gives_what_is_there(path: Path) -> None:
    text, chance = whole(path).text, random.Random(path.stem)  # noqa: S311
    rows = {(line.source_start, line.printed) for line in whole(path).lines}
    for cut in sorted(chance.randrange(len(text) // 3, len(text)) for _ in range(6)):
        found = parse(text[:cut].encode())
        assert_sound(found)
        assert found.quarantine is None
        before = {(start, printed) for start, printed in rows if start + len(printed) < cut}
        complete = {row for row in before if row[0] < _last_table_begins(path, cut)}
        assert complete <= {(line.source_start, line.printed) for line in found.lines}


def _last_table_begins(path: Path, cut: int) -> int:
    """Where the form begins in which a document breaks off: the forms before it are whole."""
    lines = whole(path).lines
    cut_form = next((line.form for line in reversed(lines) if line.source_start < cut), "")
    return min((line.source_start for line in lines if line.form == cut_form), default=0)


@any_seed
def test_bytes_cut_anywhere(path: Path) -> None:
    raw, chance = path.read_bytes(), random.Random(path.stem)  # noqa: S311
    for _ in range(5):
        start, end = sorted(chance.sample(range(len(raw)), 2))
        assert_sound(parse(raw[start:end]))
        assert_sound(parse(raw[:end]))


def test_readings_behind_characters_are_no_part_of_a_mirrored_page() -> None:
    head = "昭平縣政務(wù)服務(wù)中心2023年部門預(yù)算公開\n一般公共預(yù)算財政撥款\n" * 5
    table = "部門支出總表\n單位：萬(wàn)元\n科目編碼\t科目名稱\t合計\n210\t衛(wèi)生健康支出\t3.00\n"
    prose = "2023年“三公”經(jīng)費預(yù)算12.50萬(wàn)元，公務(wù)接待費(fèi)2.50萬(wàn)元。\n"
    document = parse((head + table + prose).encode())
    assert document.facts is not None
    assert document.facts.department == "昭平县政务服务中心"
    assert [document.text[line.source_start : line.source_end] for line in document.lines] == ["3.00"]
    assert [str(line.amount_yuan) for line in document.lines] == ["30000.00"]
    assert [one.topic for one in document.statements] == ["three_public_total", "reception"]
