"""What one glued form gives, noted piece by piece: money lines and claims with their exact places."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.forms.extraction import UNITS, Context, Extraction
from pipelines.forms.glued.cutting import Piece
from pipelines.forms.glued.regions import Region
from pipelines.forms.glued.run import Run
from pipelines.model import BudgetLine, Claim, Placement, Project
from pipelines.reading.numerals import TOKEN

DIGITS = re.compile(r"[\d.,%-]+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column and a row say of an amount, in the contract's words."""

    side: str
    item: str
    fund: str = "all"
    nature: str = "project"
    fiscal_year: int | None = None
    economic: str = ""
    economic_name: str = ""


@dataclass(slots=True)
class Sheet:
    """A form under reading: what is known of it so far, and what was found."""

    region: Region
    context: Context
    found: Extraction = field(default_factory=Extraction)
    project: Project | None = None
    annual_budget: Decimal | None = None
    _outside: frozenset[Decimal] | None = None

    @property
    def run(self) -> Run:
        """The form's run."""
        return self.region.run

    def numbers_outside(self) -> frozenset[Decimal]:
        """All numbers that the document prints outside this form."""
        if self._outside is None:
            first, last = self.run.span(0, len(self.run.text))
            tokens = TOKEN.finditer(self.run.source.folded)
            outside = [match[0] for match in tokens if match.end() <= first or match.start() >= last]
            self._outside = frozenset(Decimal(text.replace(",", "")) for text in outside)
        return self._outside

    def add_amount(
        self,
        piece: Piece,
        meaning: Meaning,
        placement: Placement,
        why: str = "",
        unit: str = "",
        project: Project | None = None,
    ) -> None:
        """Notes one money cell; `piece` is placed in the form's run. Without a unit an amount says nothing."""
        unit = unit or self.region.unit
        if unit not in UNITS:
            self.leave(piece.start, piece.end, "未写明金额单位")
            return
        start, end = self.run.span(piece.start, piece.end)
        self.found.lines.append(
            BudgetLine(
                form=self.region.form,
                side=meaning.side,
                item=meaning.item,
                nature=meaning.nature,
                stage=self.context.stage,
                fund=meaning.fund,
                fiscal_year=meaning.fiscal_year or self.context.fiscal_year,
                amount_yuan=piece.value * UNITS[unit],
                printed=self.run.source.raw[start:end],
                source_line=self.run.line(piece.start),
                source_start=start,
                source_end=end,
                placement=placement,
                economic=meaning.economic,
                economic_name=meaning.economic_name,
                project=project or self.project,
                why=why if placement != "printed" else "",
            )
        )

    def attribute(self, start: int, end: int, reason: str) -> None:
        """Claims every numeric token of a piece as kept elsewhere."""
        for first, last in self.run.tokens(start, end):
            self.found.claims.append(Claim(first, last, "attribute", reason))

    def label(self, start: int, end: int, reason: str) -> None:
        """Claims every numeric token of a piece as a label."""
        for first, last in self.run.tokens(start, end):
            self.found.claims.append(Claim(first, last, "label", reason))

    def leave(self, start: int, end: int, reason: str) -> None:
        """Leaves every numeric token of a piece unplaced, with the form's title and why."""
        for first, last in self.run.tokens(start, end):
            self.found.claims.append(Claim(first, last, "unplaced", f"{self.region.title}：{reason}"))


def moved(piece: Piece, by: int) -> Piece:
    """The same number at its place in a longer run."""
    return Piece(piece.start + by, piece.end + by, piece.value)


def walls_within(run: Run, start: int, end: int) -> list[int]:
    """The walls of a piece of a run, counted from its start."""
    return [at - start for at in range(start + 1, end) if at in run.walls]


def without_ordinal(run: Run, start: int, end: int) -> int:
    """Where digits end when an ordinal is glued behind them: it begins a list of the next cell, so it is 1.

    >>> from pipelines.reading.lines import read_rows
    >>> from pipelines.reading.text import SourceText
    >>> from pipelines.forms.glued.run import make_run
    >>> source = SourceText("其他支出169.731、3名工作人员")
    >>> without_ordinal(make_run(source, read_rows(source)), 4, 11)
    10
    """
    listed = end < len(run.text) and run.text[end] == "、" and end - start > 1
    return end - 1 if listed and run.text[end - 1] == "1" and end not in run.walls else end
