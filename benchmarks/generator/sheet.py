"""A table as it will be printed, and what each of its cells means: text and truth side by side.

A cell is a text, `""` for a blank cell, or `None` for a cell merged into a neighbour, which no layout prints. The truth
is not kept a second time: it follows from the row's subject, the column's meaning and the printed number itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from benchmarks.generator.ledger import Target
from benchmarks.generator.money import read_amount

Cell = str | None
#: Words that stand in a money cell without being money.
NOT_MONEY = frozenset({"", "—", "-", "无"})


class Meaning(NamedTuple):
    """What a money column says; an empty `item` leaves the item to the row. `years_back` is 1 for last year's."""

    side: str
    fund: str
    nature: str = "total"
    item: str = ""
    stage: str = ""
    economic: str = ""
    years_back: int = 0


class Subject(NamedTuple):
    """What a row is about; fund, nature, side and stage are set where the row, not the column, decides them."""

    item: str
    functional: str = ""
    economic: str = ""
    project: str = ""
    fund: str = ""
    nature: str = ""
    side: str = ""
    stage: str = ""


@dataclass(slots=True)
class Row:
    """One printed row. `subjects` has one entry per block of columns (left and right side of a form)."""

    cells: list[Cell]
    subjects: tuple[Subject | None, ...] = ()


@dataclass(frozen=True, slots=True)
class TruthLine:
    """One money cell as the contract's `fact_budget_line` should hold it."""

    form: str
    side: str
    item: str
    nature: str
    stage: str
    fund: str
    fiscal_year: int
    amount_yuan: Decimal
    printed: str
    functional: str
    economic: str
    project: str
    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class TruthIndicator:
    """One performance indicator as the contract's `fact_indicator` should hold it."""

    form: str
    project: str
    target: Target
    target_text: str
    actual_text: str
    score: str
    table: int
    row: int


@dataclass(slots=True)
class Table:
    """One table with everything that stands around it.

    `declared_header` is the header before its merged cells were dropped (`<`, `^`): a layout with positions needs it.
    `number` (附表4-1), `title`, `left` (编制单位：…) and `unit_line` stand above; `notes` below. `columns[i]` is the
    meaning of column i, or None where it holds text; `blocks[i]` tells which subject of the row it belongs to.
    `marks` gives single cells of ruled forms their meaning; `indicators` are (row, project, target, actual, score).
    """

    form: str
    title: str
    unit: str
    width: int
    stage: str
    year: int
    number: str = ""
    left: str = ""
    unit_line: str = ""
    header: list[list[Cell]] = field(default_factory=list)
    declared_header: tuple[tuple[str, ...], ...] = ()
    rows: list[Row] = field(default_factory=list)
    columns: tuple[Meaning | None, ...] = ()
    blocks: tuple[int, ...] = ()
    notes: list[str] = field(default_factory=list)
    empty_note: bool = False
    marks: dict[tuple[int, int], tuple[Meaning, Subject, str]] = field(default_factory=dict)
    indicators: list[tuple[int, str, Target, str, str]] = field(default_factory=list)
    page_rows: int = 0
    repeat_header: bool = False

    def lines(self, index: int) -> Iterator[TruthLine]:
        """Gives the truth of every printed money cell; `index` is the table's place in the document."""
        money = [(place, meaning, self.blocks[place]) for place, meaning in enumerate(self.columns) if meaning]
        for number, row in enumerate(self.rows):
            if not row.subjects:
                continue
            for place, meaning, block in money:
                printed = row.cells[place]
                subject = row.subjects[block]
                if printed and subject and printed not in NOT_MONEY:
                    yield self._line(meaning, subject, printed, self.unit, (index, number, place))
        for (number, place), (meaning, subject, unit) in self.marks.items():
            printed = self.rows[number].cells[place]
            if printed and printed not in NOT_MONEY:
                yield self._line(meaning, subject, printed, unit, (index, number, place))

    def _line(
        self, meaning: Meaning, subject: Subject, printed: str, unit: str, where: tuple[int, int, int]
    ) -> TruthLine:
        return TruthLine(
            form=self.form,
            side=subject.side or meaning.side,
            item=meaning.item or subject.item,
            nature=subject.nature or meaning.nature,
            stage=subject.stage or meaning.stage or self.stage,
            fund=subject.fund or meaning.fund,
            fiscal_year=self.year - meaning.years_back,
            amount_yuan=read_amount(printed, unit),
            printed=printed,
            functional=subject.functional,
            economic=meaning.economic or subject.economic,
            project=subject.project,
            table=where[0],
            row=where[1],
            column=where[2],
        )
