"""The values that `parse` returns: what one disclosure says, before any table, key or database.

Belongs here: frozen value types shared by every room. Does not belong here: how a value was found
(reading, forms, identity), how it is keyed (frames) or stored (warehouse).

What a document has hundreds of is a tuple (a line, an indicator, a statement, an entry of the ledger): a frozen
dataclass takes four times as long to make.

Amounts are `Decimal` yuan. Offsets are character offsets into the decoded text, end exclusive; lines are 1-based and
split at ``\\n`` only.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

#: Raised whenever the same bytes may give other rows than before: parsed documents are kept by this version.
PARSER_VERSION = "1"

Placement = Literal["printed", "inferred", "ambiguous"]
Outcome = Literal["budget_line", "indicator", "statement", "attribute", "label", "unplaced"]


@dataclass(frozen=True, slots=True)
class Quarantine:
    """Why an input gives no facts: a code of the contract's list, and a Chinese sentence that says what to do."""

    reason_code: str
    message: str


@dataclass(frozen=True, slots=True)
class Region:
    """A place of GB/T 2260, or a development zone inside one (then `zone` is its name and `code` its parent's).

    `code` is the empty string for the central level.
    """

    code: str
    name: str
    level: str
    zone: str = ""


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """Who published what, for which year: taken from the text alone."""

    title: str
    document_kind: Literal["budget", "final_account"]
    fiscal_year: int
    scope: Literal["department", "unit"]
    department: str
    unit_code: str
    region: Region
    admin_level: str
    published_on: dt.date | None
    layout: str


@dataclass(frozen=True, slots=True)
class Project:
    """A budget project (预算项目) as printed: its name; code and category (项目类别) where the form has them."""

    name: str
    code: str = ""
    category: str = ""


class BudgetLine(NamedTuple):
    """One money cell of a recognised table. Vocabulary of every field: the warehouse contract (`fact_budget_line`).

    `functional` and `economic` are codes without dots; their `_name` is the printed name (empty when the row prints
    the code only). `why` says how the column was found when `placement` is not ``printed``.
    """

    form: str
    side: str
    item: str
    nature: str
    stage: str
    fund: str
    fiscal_year: int
    amount_yuan: Decimal
    printed: str
    source_line: int
    source_start: int
    source_end: int
    placement: Placement
    functional: str = ""
    functional_name: str = ""
    economic: str = ""
    economic_name: str = ""
    project: Project | None = None
    why: str = ""


class Indicator(NamedTuple):
    """One performance indicator (绩效指标). Vocabulary: the warehouse contract (`fact_indicator`).

    `level1` and `level2` are canonical names. `source_start`/`source_end` span the indicator's name. `tokens` are the
    spans of all numeric tokens that this row accounts for (target, actual, weight, scores, earlier years).
    """

    form: str
    horizon: Literal["annual", "long_term"]
    name: str
    comparator: str
    source_line: int
    source_start: int
    source_end: int
    level1: str = ""
    level2: str = ""
    target_text: str = ""
    target_value: Decimal | None = None
    actual_text: str = ""
    actual_value: Decimal | None = None
    unit: str = ""
    weight: Decimal | None = None
    score: Decimal | None = None
    full_score: Decimal | None = None
    is_core: bool | None = None
    previous_text: str = ""
    before_previous_text: str = ""
    project: Project | None = None
    tokens: tuple[tuple[int, int], ...] = ()


class Claim(NamedTuple):
    """A form's word on one numeric token that is no fact of its own: an attribute or a label, and the reason."""

    start: int
    end: int
    outcome: Literal["attribute", "label", "unplaced"]
    reason: str


class Statement(NamedTuple):
    """One claim of running text with one base of comparison. Vocabulary: the warehouse contract (`fact_statement`).

    Directions are signs: 减少 is negative, 持平 is a change of 0. `amount_yuan` of a second comparison of one amount is
    the amount again, when both stand in one sentence. `text` is the claim as printed, line breaks of a page removed;
    `source_start`/`source_end` span it. `tokens` are the spans of all numeric tokens that this row accounts for.
    """

    topic: str
    text: str
    source_line: int
    source_start: int
    source_end: int
    statement_year: int
    stage: str = ""
    amount_yuan: Decimal | None = None
    quantity: Decimal | None = None
    unit: str = ""
    base: str = ""
    change_yuan: Decimal | None = None
    change_quantity: Decimal | None = None
    change_pct: Decimal | None = None
    completion_pct: Decimal | None = None
    share_pct: Decimal | None = None
    share_of: str = ""
    functional: str = ""
    economic: str = ""
    project: Project | None = None
    tokens: tuple[tuple[int, int], ...] = ()


class LedgerEntry(NamedTuple):
    """What became of one numeric token.

    `target` indexes `ParsedDocument.lines`, `.indicators` or `.statements` by `outcome`.
    """

    source_line: int
    source_start: int
    source_end: int
    printed: str
    outcome: Outcome
    reason: str
    target: int | None = None


@dataclass(frozen=True, slots=True)
class UnrecognisedTable:
    """A table that no declared form explains: what was seen of it, so that a form can be declared for it."""

    title: str
    headers: tuple[str, ...]
    source_line: int


@dataclass(frozen=True, slots=True)
class TableSeen:
    """A table that the document prints, empty ones and unrecognised ones too: what an inspector asks of it.

    `form` is empty when no declared form explains it; `title` when it has none. `header` is its first words (of a
    performance form the project), `unit` the money unit as printed, empty when none is. `figures` counts the money
    cells and indicators found in it, `nonzero` those that are not zero. The lines reach to where its notes stand.
    """

    form: str
    title: str
    header: str
    unit: str
    figures: int
    nonzero: int
    source_line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the text that a rule asks about and that claims no quantity. Kinds: the vocabulary `mark`.

    `text` is what counts: the residue, the title, the name; `source_start`/`source_end` span where it stands.
    """

    kind: str
    text: str
    source_line: int
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """All that one input says. With `quarantine` set, everything but the hash, size and encoding is empty."""

    sha256: str
    size_bytes: int
    encoding: str
    text: str = field(repr=False)
    quarantine: Quarantine | None = None
    facts: DocumentFacts | None = None
    lines: tuple[BudgetLine, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    statements: tuple[Statement, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    unrecognised: tuple[UnrecognisedTable, ...] = ()
    tables: tuple[TableSeen, ...] = ()
    marks: tuple[Mark, ...] = ()
