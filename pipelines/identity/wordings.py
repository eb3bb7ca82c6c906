"""The words of ``schemas/identity/wordings.toml``, compiled once into patterns that take linear time."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from re import Pattern

YEAR = r"(?:20[0-4]\d|二[〇○零0][〇○零0一二三四五六七八九]{2})"


@dataclass(frozen=True, slots=True)
class Other:
    """One kind of text that is no disclosure: its signs and what the user is told."""

    kind: str
    message: str
    title: tuple[str, ...]
    body: tuple[str, ...]
    least: int
    tables: int


@dataclass(frozen=True, slots=True)
class Wordings:
    """Everything the room looks for. Tuples keep the order of the file; patterns are built from them."""

    qualifier: Pattern[str]
    own_level: Pattern[str]
    tail: Pattern[str]
    lead: Pattern[str]
    about: Pattern[str]
    part: Pattern[str]
    part_lead: Pattern[str]
    part_tail: Pattern[str]
    not_title: tuple[str, ...]
    table: Pattern[str]
    department: frozenset[str]
    unit: frozenset[str]
    strong_labels: frozenset[str]
    table_labels: frozenset[str]
    page_labels: Pattern[str]
    date_labels: tuple[str, ...]
    dates: Pattern[str]
    suffix: tuple[str, ...]
    generic: frozenset[str]
    never: tuple[str, ...]
    headline: tuple[str, ...]
    exempt: tuple[str, ...]
    letter_levels: dict[str, tuple[str, ...]]
    party: Pattern[str]
    brief: tuple[tuple[str, str], ...]
    joins: Pattern[str]
    said_about: Pattern[str]
    predicates: Pattern[str]
    openers: Pattern[str]
    headings: Pattern[str]
    unit_institutions: tuple[str, ...]
    unit_words: tuple[str, ...]
    department_words: tuple[str, ...]
    final_words: tuple[str, ...]
    budget_words: tuple[str, ...]
    other_year: tuple[str, ...]
    own_year: Pattern[str]
    compared: Pattern[str]
    zone: Pattern[str]
    township: Pattern[str]
    branch: Pattern[str]
    central: Pattern[str]
    central_signs: tuple[str, ...]
    peoples: Pattern[str]
    forms: tuple[str, ...]
    shared_forms: tuple[str, ...]
    signs: tuple[str, ...]
    others: tuple[Other, ...]


def either(words: list[str]) -> str:
    r"""A pattern for any of the words, the longest first.

    >>> either(["部门", "部门(单位)"])
    '部门\\(单位\\)|部门'
    """
    return "|".join(re.escape(word) for word in sorted(words, key=_longest_first))


def _longest_first(word: str) -> tuple[int, str]:
    return -len(word), word


def _standing_alone(words: list[str]) -> str:
    """The same where no ideograph stands before, which is asked behind the character that the engine looks for."""
    return "|".join(
        rf"{re.escape(word[0])}(?<![\u4e00-\u9fff].){re.escape(word[1:])}" for word in sorted(words, key=_longest_first)
    )


def _tail(words: list[str]) -> str:
    """A pattern for what may follow up to the end of a title."""
    # possessive: overlapping words must not make a long line of them cost more than one pass
    return rf"(?:{either(words)}|{YEAR}|[\-_:,、.()\"《》\d\[\]]|(?:pdf|docx?|xlsx?|html?))*+$"


@cache
def load_wordings() -> Wordings:
    """The compiled words; read from the package once per process.

    Raises:
        KeyError: the file lacks a list that the room needs.
    """
    book = tomllib.loads(files("schemas").joinpath("identity", "wordings.toml").read_text(encoding="utf-8"))
    title, labels, names, body, level, gate = (book[k] for k in ("title", "labels", "names", "body", "level", "gate"))
    before = title["department"] + title["unit"] + title["either"] + title["filler"] + title["level"]
    organs = either(level["township_organs"])
    part = title["part"]
    return Wordings(
        qualifier=re.compile(f"(?:{either(before)})$"),
        own_level=re.compile(f"(?:{either(title['own_level'])})$"),
        tail=re.compile(_tail(title["tail"])),
        lead=re.compile(rf"(?:附件|附)(?:[一二三四五六七八九十\d]*[:.、])?|(?:{either(title['lead'])})[:.、]?"),
        about=re.compile(f"(?:{either(title['about'])})$"),
        part=re.compile(f"(?:{either(part['any'])})"),
        part_lead=re.compile(f"(?:{either(part['lead'])})+$"),
        part_tail=re.compile(_tail(title["tail"] + part["any"] + part["tail"])),
        not_title=tuple(title["not_title"]),
        table=re.compile(f"(?:{either(title['table'])})"),
        department=frozenset(title["department"]),
        unit=frozenset(title["unit"]),
        strong_labels=frozenset(labels["strong"]),
        table_labels=frozenset(labels["table"]),
        page_labels=re.compile(
            rf"(?:{_standing_alone(labels['page'])})[ \]】]*[:|]*[ |]*\n? *([\u4e00-\u9fff()]{{3,40}})"
        ),
        date_labels=tuple(labels["date"]),
        dates=re.compile(
            rf"({_standing_alone(labels['date'])})[ \]】]*[:|]*[ |]*\n? *"
            r"(20\d\d)(?:[-/.年] ?(\d{1,2})[-/.月] ?(\d{1,2})|年?(\d{3,4})(?![\d.,年月/-]))"
        ),
        suffix=tuple(names["suffix"]),
        generic=frozenset(names["generic"]),
        never=tuple(names["never"]),
        headline=tuple(names["headline"]),
        exempt=tuple(names["exempt"]),
        letter_levels={letter: tuple(levels) for letter, levels in names["letter_levels"].items()},
        party=re.compile(f"(?:{either(names['party'])})"),
        brief=tuple(sorted(names["brief"].items(), key=lambda item: (-len(item[0]), item[0]))),
        joins=re.compile(
            rf"(?:{YEAR}年度?)?(?:{either(body['joins'])}|(?P<figure>{either(body['figures'])}))"
            rf"|(?P<copula>{either(body['copulas'])})"
        ),
        said_about=re.compile(f".*(?:{either(body['about'])})"),
        predicates=re.compile(f"(?:{either(body['predicates'])})"),
        openers=re.compile(f"(?:{either(body['openers'])})"),
        headings=re.compile(f"(?:{either(body['headings'])})$"),
        unit_institutions=tuple(book["scope"]["unit_institutions"]),
        unit_words=tuple(book["scope"]["unit_words"]),
        department_words=tuple(book["scope"]["department_words"]),
        final_words=tuple(book["kind"]["final_account"]),
        budget_words=tuple(book["kind"]["budget"]),
        other_year=tuple(book["year"]["other_before"]),
        own_year=re.compile(
            rf" ?(?:年度?|会计年度)? ?[\u4e00-\u9fff\"()]{{0,24}}?(?:{either(book['year']['own_after'])})"
        ),
        compared=re.compile(rf"[^,。;\n]{{0,24}}(?:{either(book['year']['compared_after'])})"),
        zone=re.compile(rf"([\u4e00-\u9fff]{{0,10}}?)(?:{either(level['zone'])})"),
        township=re.compile(
            rf"(?:人民政府)?[\u4e00-\u9fff]{{1,8}}?(?:{either(level['township'])})(?:{organs}){{0,2}}$"
        ),
        branch=re.compile(rf"[\u4e00-\u9fff]{{2,10}}(?:{either(level['branch'])})$"),
        central=re.compile(f"(?:{either(level['central'])})"),
        central_signs=tuple(level["central_signs"]),
        peoples=re.compile(f"(?:{either(level['peoples'])})+(?=自治)"),
        forms=tuple(gate["forms"]),
        shared_forms=tuple(gate["shared_forms"]),
        signs=tuple(gate["signs"]),
        others=tuple(
            Other(o["kind"], o["message"], tuple(o["title"]), tuple(o["body"]), o["least"], o["tables"])
            for o in gate["others"]
        ),
    )
