"""Families of disclosures: the wordings of one province's forms and sentences, read from `wordings/*.toml`.

See `wordings/README.md` for what may stand in such a file.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from benchmarks.generator.publishers import WORDINGS
from benchmarks.generator.sheet import Cell, Meaning

#: Column words that hold text, not money.
TEXT_COLUMNS = frozenset(
    {"code", "class", "group", "item", "name", "label", "ordinal", "blank", "unit_code", "unit_name",
     "project_code", "project_name", "change", "rate"}
)  # fmt: skip
#: Marks of header cells merged into the one on their left, or above.
MERGED = ("<", "^")


@dataclass(frozen=True, slots=True)
class Form:
    """One declared form; field names as in wordings/README.md."""

    form: str
    kind: str
    titles: tuple[str, ...]
    header: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    meanings: tuple[Meaning | None, ...] = ()
    blocks: tuple[int, ...] = ()
    side: str = "expenditure"
    scope: str = "general"
    total: str = "first"
    total_word: str = "合计"
    unit: str = ""
    zero: str | None = None
    first: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    lists: tuple[tuple[str, ...], ...] = ()
    classes: str = "used"
    ordinals: str = ""
    padding: int = 0
    empty_rows: int = 0
    note: tuple[str, ...] = ()
    empty_note: tuple[str, ...] = ()
    layout: str = ""
    number_each: bool = True
    unit_row: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One declared paragraph of running text; field names as in wordings/README.md."""

    text: str = ""
    section: str = ""
    topic: str = ""
    each: str = ""
    join: str = "\n"
    end: str = ""
    none: str = ""
    glue: bool = False
    fund: str = ""
    tables: bool = False


@dataclass(frozen=True, slots=True)
class Family:
    """All wordings of one family."""

    name: str
    kind: str
    provinces: tuple[str, ...]
    unit: tuple[str, ...]
    decimals: tuple[int, ...]
    comma: tuple[bool, ...]
    trim: tuple[bool, ...]
    zero: tuple[str, ...]
    titles: tuple[str, ...]
    left: tuple[str, ...]
    table_titles: tuple[str, ...]
    numbers: tuple[str, ...]
    words: dict[str, tuple[str, ...]]
    forms: tuple[Form, ...]
    paragraphs: tuple[Paragraph, ...]
    subtitles: tuple[str, ...] = ()
    unit_subtitles: tuple[str, ...] = ()
    unit_word: tuple[str, ...] = ("单位",)
    carry: bool = False
    contents: bool = False
    repeat_header: bool = False
    ordinal_rows: bool = False


OWN_FUNDS = ("business", "fiscal_account", "operating", "other")


def own_funds(family: Family) -> tuple[str, ...]:
    """Gives the kinds of own income that the family's forms have a row for; others would find no place in them.

    >>> own_funds(families("final_account")[0])
    ('business', 'operating', 'other')
    """
    summary = next(form for form in family.forms if form.form == "revenue_expenditure_summary")
    listed = {entry.partition("=")[2] for entry in summary.left}
    return tuple(fund for fund in OWN_FUNDS if fund in listed)


def read_meaning(token: str, side: str) -> Meaning | None:
    """Gives what a declared column holds; None for text.

    >>> read_meaning("general/basic", "expenditure").nature, read_meaning("all@carry_in", "revenue").item
    ('basic', 'carry_in')
    >>> read_meaning("general@30215~1", "expenditure")[3:]
    ('code', '', '30215', 1)
    """
    if token in TEXT_COLUMNS:
        return None
    rest, _, back = token.partition("~")
    rest, _, stage = rest.partition("#")
    rest, _, item = rest.partition("@")
    fund, _, nature = rest.partition("/")
    if item == "revenue":
        item, side = "current_year_total", "revenue"
    elif item == "carry_in":
        side = "revenue"
    economic = item if item.isdigit() else ""
    return Meaning(side, fund, nature or "total", "code" if economic else item, stage, economic, int(back or 0))


@cache
def read_header_row(row: str) -> tuple[str, ...]:
    """Gives the cells of one declared header row.

    >>> read_header_row("收入 | < |  | 支出")
    ('收入', '<', '', '支出')
    """
    return tuple(cell.strip() for cell in row.split("|"))


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(entry) for entry in value)
    return value


def _read_form(entry: dict[str, Any]) -> Form:
    entry = {key: _frozen(value) for key, value in entry.items()}
    columns = tuple(word.strip() for word in entry.pop("columns", "").split("|")) if "columns" in entry else ()
    side = entry.get("side", "expenditure")
    starts = [place for place, word in enumerate(columns) if word == "label"] or [0]
    if entry["kind"] == "blocks":
        starts = [place for place, word in enumerate(columns) if word == "code"]
    blocks = tuple(max(sum(start <= place for start in starts) - 1, 0) for place in range(len(columns)))
    sides = ["revenue" if entry["kind"] == "sides" and block == 0 else side for block in blocks]
    meanings = tuple(read_meaning(word, sides[place]) for place, word in enumerate(columns))
    return Form(**{**entry, "columns": columns, "meanings": meanings, "blocks": blocks})


@cache
def families(kind: str) -> tuple[Family, ...]:
    """Gives the declared families of a document kind, by file name."""
    result = []
    for path in sorted(WORDINGS.glob("*.toml")):
        with path.open("rb") as file:
            content = tomllib.load(file)
        if content.get("kind") != kind:
            continue
        forms = tuple(_read_form(entry) for entry in content.pop("form"))
        paragraphs = tuple(Paragraph(**entry) for entry in content.pop("paragraph"))
        words = {key: tuple(value) for key, value in content.pop("words").items()}
        rest = {key: _frozen(value) for key, value in content.items()}
        result.append(Family(name=path.stem, forms=forms, paragraphs=paragraphs, words=words, **rest))
    return tuple(result)


def draw_family(rng: random.Random, kind: str, province: str) -> Family:
    """Gives the province's own family, if there is one, in two of three documents; else any of the kind."""
    all_of_kind = families(kind)
    own = [family for family in all_of_kind if province in family.provinces]
    return rng.choice(own) if own and rng.random() < 0.67 else rng.choice(all_of_kind)


def header_rows(form: Form, words: dict[str, str], year: int) -> tuple[tuple[str, ...], ...]:
    """Gives the header of a form with the document's words, merged cells still marked `<` and `^`."""
    rows = []
    for declared in form.header:
        cells = [words[cell[1:]] if cell[:1] == "@" else cell for cell in read_header_row(declared)]
        rows.append(tuple([_with_year(cell, year) if "{" in cell else cell for cell in cells]))
    return tuple(rows)


def _with_year(cell: str, year: int) -> str:
    return cell.replace("{year}", str(year)).replace("{prior}", str(year - 1))


def header_cells(rows: tuple[tuple[str, ...], ...]) -> list[list[Cell]]:
    """Gives the header as it is printed: merged cells are None."""
    return [[None if cell in MERGED else cell for cell in row] for row in rows]
