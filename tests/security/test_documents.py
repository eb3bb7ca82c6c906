"""Hostile documents: each is read or refused as said, in time that grows with its length, and nothing is lost."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from pipelines import parse
from pipelines.frames.acceptance import accept
from pipelines.frames.batch import batch_frames
from pipelines.intake.documents import SourcedDocument
from pipelines.model import ParsedDocument, Quarantine
from tests.security.documents import GOOD, HEAD, READ, documents

DOCUMENTS = documents()
#: Processor time for a MB, several times what an ordinary document takes; the slowest of these takes a third of it.
SECONDS = 2
SECONDS_A_MB = 15


def read(name: str) -> ParsedDocument:
    return parse(DOCUMENTS[name][0])


def names_of(document: ParsedDocument) -> set[str]:
    return {line.project.name for line in document.lines if line.project is not None}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_hostile_document_is_read_or_refused_and_loses_no_number(name: str) -> None:
    raw, outcome = DOCUMENTS[name]
    started = time.process_time()
    document = parse(raw)
    taken = time.process_time() - started
    assert taken < SECONDS + SECONDS_A_MB * len(raw) / 1e6
    assert (document.quarantine.reason_code if document.quarantine else READ) == outcome
    if outcome != READ:
        return
    assert not isinstance(accept(document), Quarantine)
    assert document.facts is not None
    assert (document.facts.department, document.facts.fiscal_year) == ("随州市教育局", 2023)
    if raw.startswith(GOOD.encode()):
        assert [line.amount_yuan for line in document.lines[:6]] == [1_300_000, 1_000_000, 300_000] * 2
    targets = {(entry.outcome, entry.target) for entry in document.ledger}
    assert {("budget_line", at) for at in range(len(document.lines))} <= targets
    assert batch_frames([SourcedDocument("a", document)])["dim_document"].height == 1


def test_what_is_not_a_number_to_store_is_no_fact() -> None:
    assert len(read("an exponent").lines) == 6
    assert len(read("no number and no end").lines) == 6
    assert {line.printed for line in read("a number of 400 digits").lines} == {"130.00", "100.00", "30.00", "1.00"}


def test_digits_of_other_scripts_are_worth_what_they_say() -> None:
    document = read("digits of every script")
    assert [(line.printed, line.amount_yuan) for line in document.lines[6:]] == [
        ("123", 1_230_000),
        ("123", 1_230_000),
        ("123.00", 1_230_000),
    ]


@pytest.mark.parametrize("name", ["statements of SQL", "names that are markup of the terminal", "templates"])
def test_names_are_kept_as_printed(name: str) -> None:
    text = DOCUMENTS[name][0].decode().removeprefix(GOOD)
    printed = set(re.findall(r"^(.+)\t\d\.50$", text, re.MULTILINE))
    assert len(printed) > 2
    assert {"".join(one.split()) for one in printed} <= {"".join(one.split()) for one in names_of(read(name))}


def test_the_same_text_in_utf_32_gives_the_same_facts() -> None:
    wide, plain = read("UTF-32"), parse(GOOD.encode())
    assert (wide.lines, wide.ledger) == (plain.lines, plain.ledger)
    assert wide.encoding == "utf-32-le"


def test_a_mark_alone_is_an_empty_file() -> None:
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0"):
        quarantine = parse(mark).quarantine
        assert quarantine is not None
        assert quarantine.reason_code == "empty"


def test_every_hostile_document_opens_as_a_disclosure_does_or_is_refused() -> None:
    # else the gate would refuse it, and nothing behind the gate would be tried
    assert sum(outcome == READ for _, outcome in DOCUMENTS.values()) > 50
    assert parse(HEAD.encode()).quarantine is None


def test_every_attack_is_documented() -> None:
    text = (Path(__file__).parent.parent.parent / "docs" / "security.md").read_text(encoding="utf-8")
    assert not [name for name in DOCUMENTS if name not in text]
