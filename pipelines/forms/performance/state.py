"""A performance form while it is read row by row: title, unit, header, levels and projects so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.forms.performance.blocks import Block
from pipelines.forms.performance.headers import Header
from pipelines.forms.performance.indicators import Horizon
from pipelines.forms.performance.labels import Entry
from pipelines.forms.performance.levels import Levels
from pipelines.forms.performance.records import Record
from pipelines.forms.performance.texts import claim_all
from pipelines.forms.performance.vocabulary import default_money_unit, horizon_of
from pipelines.model import Claim, Project
from pipelines.reading.text import SourceText

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")


@dataclass(slots=True)
class State:
    """What the rows read so far say about the rows to come, and what was found in them.

    `sides` are positions from which on the money of a row is another amount's part (预算数 at the left, 执行数 at the
    right). `in_sources` says that the rows are sources of one project's money. `waiting` are rows that are the table's
    only if it goes on below them.
    """

    source: SourceText
    blocks: list[Block] = field(default_factory=lambda: [Block()])
    taken: set[int] = field(default_factory=set)
    claims: list[Claim] = field(default_factory=list)
    header: Header | None = None
    levels: list[Levels] = field(default_factory=lambda: [Levels()])
    horizon: Horizon = "annual"
    section: str = ""  # the horizon that the row above names: the indicators' if their header follows, else a text's
    printed_unit: str = ""
    title: str = ""
    titled: bool = False
    has_data: bool = False
    below_header: bool = False
    texts_below: bool = False  # the last row was labels only: their texts follow in a row of their own
    labels_above: list[Entry] = field(default_factory=list)  # the last row was these: their figures may stand below
    other_title: bool = False  # another table's title was seen and not yet refuted
    subtitles: int = 0
    sides: list[tuple[int, str, str]] = field(default_factory=list)  # position, item, stage
    in_sources: bool = False
    waiting: list[Record] = field(default_factory=list)

    @property
    def block(self) -> Block:
        """The project that is being read."""
        return self.blocks[-1]

    @property
    def unit(self) -> str:
        """The unit of money in force."""
        return self.printed_unit or default_money_unit()

    def take(self, record: Record) -> None:
        """Makes a row the table's, and the rows that waited for it."""
        for waited in self.waiting:
            self.taken.update(waited.rows)
            self.claim_labels(waited, "编制单位、单位代码、年份、页码或表号")
        self.waiting.clear()
        self.taken.update(record.rows)

    def claim_labels(self, record: Record, reason: str) -> None:
        """Calls every number of a row a label."""
        for cell in record.filled:
            self.claims += claim_all(self.source, cell, "label", reason)

    def start_block(self) -> None:
        """Opens the next project's block; an empty one is given up for it."""
        if self.block.is_empty:
            self.blocks.pop()
        self.blocks.append(Block())

    def set_project(self, project: Project | None) -> None:
        """Takes the project that a row names; another one than before opens its own block."""
        if project is None:
            return
        block = self.block
        if block.project is not None and not block.inherited and block.project != project:
            self.start_block()
            self.block.form, self.block.year = block.form, block.year
            self.block.evaluates = block.evaluates
            self.levels = [Levels() for _ in self.levels]
        self.block.project, self.block.inherited = project, False

    def enter_section(self, key: str) -> bool:
        """Takes the horizon that a section's name prints (长期绩效指标); False when it names none."""
        horizon = horizon_of(key)
        if horizon:
            self.horizon = "long_term" if horizon == "long_term" else "annual"
        return horizon != ""

    def note_year(self, record: Record) -> None:
        """Takes the year that a title or a line below it prints."""
        found = _YEAR.search(record.key[:100])
        if found:
            self.block.year = int(found[0])
