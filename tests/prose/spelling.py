"""Claims as short lines, as `cases.toml` writes them."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import Literal

from pipelines.forms.extraction import Context
from pipelines.model import Statement
from pipelines.prose import extract_statements
from pipelines.reading.lines import read_rows
from pipelines.reading.text import SourceText


def read(
    text: str,
    kind: Literal["budget", "final_account"],
    year: int,
    projects: Sequence[str] = (),
    printed: AbstractSet[str] = frozenset(),
) -> list[Statement]:
    source = SourceText(text)
    return extract_statements(source, read_rows(source), set(), Context(kind, year), projects, printed)


def spell(claim: Statement) -> str:
    code = claim.functional or claim.economic
    project = f"/{claim.project.name}" if claim.project else ""
    parts = [f"{claim.topic}{':' if code else ''}{code}{project}", claim.stage or "-", str(claim.statement_year)]
    figures = {
        "A": claim.amount_yuan, "Q": claim.quantity, "d": claim.change_yuan, "dQ": claim.change_quantity,
        "d%": claim.change_pct, "C%": claim.completion_pct, "S%": claim.share_pct,
    }  # fmt: skip
    parts += [f"{name}={plain(value)}" for name, value in figures.items() if value is not None]
    words = {"u": claim.unit, "b": claim.base, "of": claim.share_of}
    return " ".join([*parts, *(f"{name}={value}" for name, value in words.items() if value)])


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
