"""What a reader of forms gets and gives: the context of a document, and the facts found in its rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from pipelines.model import BudgetLine, Claim, Indicator

#: Yuan per printed unit (金额单位).
UNITS: dict[str, Decimal] = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(10**8)}


@dataclass(frozen=True, slots=True)
class Context:
    """What the whole document says and a form's cells leave out: its kind and fiscal year."""

    document_kind: Literal["budget", "final_account"]
    fiscal_year: int

    @property
    def stage(self) -> str:
        """The stage of an amount whose column names none."""
        return "budget" if self.document_kind == "budget" else "final"


@dataclass(slots=True)
class Extraction:
    """Facts and claims from some rows of a document; `taken` are the indexes of the rows they explain."""

    lines: list[BudgetLine] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    def add(self, other: Extraction) -> None:
        """Joins another extraction of the same document to this one."""
        self.lines += other.lines
        self.indicators += other.indicators
        self.claims += other.claims
        self.taken |= other.taken
