"""A whole disclosure: what stands in it, in order, and the truth about all of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.generator.codes import code_year
from benchmarks.generator.fault import Fault
from benchmarks.generator.narrative import Text
from benchmarks.generator.publishers import Publisher
from benchmarks.generator.sentences import Claim, Sentence
from benchmarks.generator.sheet import Table, TruthIndicator, TruthLine

Block = Text | Table


@dataclass(frozen=True, slots=True)
class TruthFacts:
    """Who published what for which year, as the contract's `dim_document` should hold it."""

    department: str
    region_code: str
    region_level: str
    scope: str
    document_kind: str
    fiscal_year: int
    published_on: dt.date | None


@dataclass(slots=True)
class Disclosure:
    """One generated document. `blocks` are its paragraphs and tables in order; `layout` how it will be printed.

    `inside` puts a table's title and unit into its grid, `halfwidth` prints commas and brackets in half width, `wrap`
    breaks running text after so many characters (0: never), `seed` also seeds what a renderer draws.
    """

    seed: int
    publisher: Publisher
    kind: str
    year: int
    family: str
    blocks: list[Block]
    layout: str
    inside: bool = False
    halfwidth: bool = False
    wrap: int = 0
    published_on: dt.date | None = None
    faults: list[Fault] = field(default_factory=list)

    @property
    def facts(self) -> TruthFacts:
        """The document's own facts."""
        publisher = self.publisher
        place = publisher.place
        return TruthFacts(
            publisher.name, place.code, place.level, publisher.scope, self.kind, self.year, self.published_on
        )

    def tables(self) -> Iterator[tuple[int, Table]]:
        """Gives the tables with their places among the blocks."""
        for index, block in enumerate(self.blocks):
            if isinstance(block, Table):
                yield index, block

    def sentences(self) -> Iterator[tuple[int, Sentence]]:
        """Gives the sentences with figures, with the places of their paragraphs."""
        for index, block in enumerate(self.blocks):
            if isinstance(block, Text):
                for part in block.parts:
                    if isinstance(part, Sentence):
                        yield index, part

    def lines(self) -> list[TruthLine]:
        """Gives the truth of every printed money cell."""
        return [line for index, table in self.tables() for line in table.lines(index)]

    def indicators(self) -> list[TruthIndicator]:
        """Gives the truth of every performance indicator."""
        return [
            TruthIndicator(table.form, project, target, wanted, actual, str(target.weight), index, row)
            for index, table in self.tables()
            for row, project, target, wanted, actual in table.indicators
        ]

    def claims(self) -> list[Claim]:
        """Gives what the running text claims."""
        return [claim for _, sentence in self.sentences() for claim in sentence.claims()]


def official_name(code: str, year: int) -> str:
    """Gives a code's name in a year, for readers of the truth."""
    return code_year(year).name(code)
