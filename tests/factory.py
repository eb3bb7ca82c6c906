"""Hand-made parsed documents, and a `parse` of a toy format, for tests of the rooms after parsing.

The toy format is one line: ``<department> <year> <number> <number> ...``; each number becomes a money cell with its
true offsets and a row of the ledger. Anything else is no disclosure.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import signal
import time
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipelines.frames.batch import batch_frames
from pipelines.frames.holdings import Holdings
from pipelines.frames.packs import write_pack
from pipelines.intake.documents import SourcedDocument
from pipelines.intake.raw_folder import RawFile
from pipelines.model import (
    BudgetLine,
    DocumentFacts,
    Indicator,
    LedgerEntry,
    ParsedDocument,
    Project,
    Quarantine,
    Region,
)
from pipelines.reading.decoding import Decoded, decode

REGION = Region("421300", "随州市", "prefecture")
ZONE = Region("421300", "随州市", "zone", zone="随州高新技术产业开发区")


def facts(**changes: Any) -> DocumentFacts:
    base = DocumentFacts(
        title="2023年部门预算",
        document_kind="budget",
        fiscal_year=2023,
        scope="department",
        department="随州市政务服务中心",
        unit_code="113001",
        region=REGION,
        admin_level="prefecture",
        published_on=dt.date(2023, 2, 1),
        layout="tabs",
    )
    return replace(base, **changes)


def line(start: int = 10, printed: str = "130.50", **changes: Any) -> BudgetLine:
    base = BudgetLine(
        form="general_expenditure",
        side="expenditure",
        item="code",
        nature="basic",
        stage="budget",
        fund="general",
        fiscal_year=2023,
        amount_yuan=Decimal(printed) * 10_000,
        printed=printed,
        source_line=1,
        source_start=start,
        source_end=start + len(printed),
        placement="printed",
        functional="2010302",
    )
    return base._replace(**changes)


def indicator(start: int = 100, **changes: Any) -> Indicator:
    base = Indicator(
        form="project_performance",
        horizon="annual",
        name="办件满意度",
        comparator=">=",
        source_line=5,
        source_start=start,
        source_end=start + 5,
        level1="满意度指标",
        level2="服务对象满意度指标",
        target_text="≥90%",
        target_value=Decimal(90),
        unit="%",
        weight=Decimal(10),
        project=Project("窗口运行"),
        tokens=((start + 8, start + 10),),
    )
    return base._replace(**changes)


def document(name: str = "a", **changes: Any) -> ParsedDocument:
    """A document with one money cell and one indicator, each with its token; `name` decides the hash."""
    money, goal = line(), indicator()
    base = ParsedDocument(
        sha256=sha256(name.encode()).hexdigest(),
        size_bytes=1_000,
        encoding="utf-8",
        text="正文",
        facts=facts(),
        lines=(money,),
        indicators=(goal,),
        ledger=(
            LedgerEntry(1, money.source_start, money.source_end, money.printed, "budget_line", "", 0),
            LedgerEntry(5, 108, 110, "90", "indicator", "目标值", 0),
        ),
    )
    return replace(base, **changes)


def hold(store: Path, *documents: ParsedDocument) -> Holdings:
    """Parsed documents in one pack of a store, each from a file that is named after the beginning of its hash."""
    sourced = [SourcedDocument(f"{item.sha256[:4]}.txt", item) for item in documents]
    files = tuple(
        RawFile(item.source_uri, Path(item.source_uri), item.document.size_bytes, item.document.sha256)
        for item in sourced
    )
    return Holdings((write_pack(store, batch_frames(sourced), [file.sha256 for file in files]),), files, ())


def toy_parse(raw: bytes) -> ParsedDocument:
    digest = sha256(raw).hexdigest()
    decoded = decode(raw)
    if not isinstance(decoded, Decoded):
        return ParsedDocument(digest, len(raw), "", "", quarantine=decoded)
    found = re.match(r"(\S{2,40}局) (\d{4})((?: \d+\.\d\d)+)\n", decoded.text[:10_000])
    if found is None:
        quarantine = Quarantine("not_a_disclosure", "不是预决算公开文本。请确认文件内容。")
        return ParsedDocument(digest, len(raw), decoded.encoding, "", quarantine=quarantine)
    numbers = list(re.finditer(r"\d+\.\d\d", found.group(0)))
    year = int(found.group(2))
    lines = tuple(line(number.start(), number.group(), fiscal_year=year) for number in numbers)
    ledger = tuple(
        LedgerEntry(1, row.source_start, row.source_end, row.printed, "budget_line", "", at)
        for at, row in enumerate(lines)
    )
    known = facts(department=found.group(1), fiscal_year=year)
    base = ParsedDocument(digest, len(raw), decoded.encoding, decoded.text, facts=known)
    return replace(base, lines=lines, ledger=ledger)


def failing_parse(raw: bytes) -> ParsedDocument:
    """`parse` with defects: each must cost its own document only."""
    if b"boom" in raw:
        raise ValueError("boom")
    if b"deep" in raw:
        raise RecursionError
    if b"killed" in raw:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"stuck" in raw:
        time.sleep(600)
    if b"hungry" in raw:
        _ = bytearray(2**40)
    return toy_parse(raw)
