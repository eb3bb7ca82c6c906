"""Which rows a coded region has: the code of each, from names and from parts of codes that stand apart from them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipelines.forms.codes import Code, fold_name, join_code, names, parent_code
from pipelines.forms.plain.fragments import Fragment
from pipelines.forms.plain.words import Name
from pipelines.forms.wording import strip_ordinal
from pipelines.reading.rows import Cell


@dataclass(slots=True, eq=False)
class PlainRow:
    """One row of a coded table: its code, its name where one was found, and the printed parts of its code."""

    code: Code
    name: Name | None = None
    parts: list[Cell] = field(default_factory=list)


def code_kind(fragments: Sequence[Fragment]) -> str:
    """The list that a region's codes are from: `functional` or `economic`."""
    firsts = Counter(
        fragment.cell.key[0] for fragment in fragments if fragment.kind == "code" and len(fragment.cell.key) > 2
    )
    return "economic" if firsts["3"] > firsts["2"] else "functional"


def read_plain_rows(fragments: Sequence[Fragment], found: Sequence[Name], kind: str) -> list[PlainRow]:
    """The rows in the order of their codes; a name whose code cannot be told gives none."""
    codes = [fragment.cell for fragment in fragments if fragment.kind == "code"]
    whole = [cell for cell in codes if len(cell.key) > 3]
    if len(whole) * 2 > len(codes):
        rows = _rows_of_codes(codes, found, kind)
    else:
        rows = _rows_of_names(fragments, codes, found, kind)
    rows.sort(key=lambda row: row.code.digits)
    return rows


# --- whole codes: each is a row ---------------------------------------------------------------------------------------


def _rows_of_codes(codes: Sequence[Cell], found: Sequence[Name], kind: str) -> list[PlainRow]:
    rows: dict[str, PlainRow] = {}
    for cell in codes:
        code = join_code([cell.key])
        if code is not None and code.list == kind:
            rows.setdefault(code.digits, PlainRow(code)).parts.append(cell)
    official = names(kind)
    for name in found:
        for digits in official.get(_folded(name), ()):
            row = rows.get(digits)
            if row is not None and (row.name is None or (not _near(row.name, row) and _near(name, row))):
                row.name = name
                break
    return list(rows.values())


def _near(name: Name, row: PlainRow) -> bool:
    """Whether a name is the text right behind the row's code: offsets grow with the text."""
    return 0 <= name.cell.start - row.parts[0].end < 8


def _folded(name: Name) -> str:
    return fold_name(strip_ordinal(name.cell.key))


# --- codes over 类/款/项 columns: names tell the rows, the parts bear them out ----------------------------------------


def _rows_of_names(
    fragments: Sequence[Fragment], codes: Sequence[Cell], found: Sequence[Name], kind: str
) -> list[PlainRow]:
    classes = {cell.key for cell in codes if len(cell.key) == 3}
    parts = {cell.key.zfill(2) for cell in codes if len(cell.key) < 3}
    told = _resolve([(name, _options(name, kind, classes, parts)) for name in found])
    for name in found:
        if name not in told:
            attached = _attached(fragments, name, kind)
            if attached and attached not in told.values():
                told[name] = attached
    rows: dict[str, PlainRow] = {}
    for name, digits in told.items():
        code = join_code([digits])
        if code is not None:
            rows.setdefault(digits, PlainRow(code, name))
    _share_parts(codes, rows)
    return list(rows.values())


def _options(name: Name, kind: str, classes: set[str], parts: set[str]) -> tuple[str, ...]:
    """The codes of a name whose parts are all printed in the region."""
    return tuple(
        digits
        for digits in names(kind).get(_folded(name), ())
        if digits[:3] in classes and all(digits[at : at + 2] in parts for at in range(3, len(digits), 2))
    )


def _resolve(options: Sequence[tuple[Name, tuple[str, ...]]]) -> dict[Name, str]:
    """A code for each name: as many names as codes take them in order; else the open group of the text decides.

    A name that two groups share (行政运行) is the one under a group that is printed, and of several the one whose group
    was named last.
    """
    told: dict[Name, str] = {}
    alike: dict[tuple[str, ...], list[Name]] = defaultdict(list)
    for name, codes in options:
        if codes:
            alike[codes].append(name)
    _take_counted(alike.items(), told)
    rest = {name: codes for name, codes in options if codes and name not in told}
    groups = set(told.values()) | {code for codes in rest.values() for code in codes if len(code) <= 5}
    again: dict[tuple[str, ...], list[Name]] = defaultdict(list)
    for name, codes in rest.items():
        fitting = tuple(code for code in codes if len(code) <= 3 or parent_code(code) in groups)
        if fitting:
            again[fitting].append(name)
    _take_counted(again.items(), told)
    _take_open(options, told)
    return told


def _take_counted(alike: Iterable[tuple[tuple[str, ...], list[Name]]], told: dict[Name, str]) -> None:
    used = set(told.values())
    for codes, same in alike:
        free = [code for code in codes if code not in used]
        if len(free) == len(same):
            told.update(zip(same, sorted(free), strict=True))
            used.update(free)


def _take_open(options: Sequence[tuple[Name, tuple[str, ...]]], told: dict[Name, str]) -> None:
    used = set(told.values())
    group = ""
    for name, codes in options:
        if name in told:
            group = told[name]
            continue
        free = [code for code in codes if code not in used and group and code[: min(len(group), 5)] == group[:5]]
        if free:
            told[name] = free[0]
            used.add(free[0])
            group = free[0]


def _attached(fragments: Sequence[Fragment], name: Name, kind: str) -> str:
    """The code that the parts right before a name print together; empty when they make none."""
    run: list[str] = []
    at = name.first - 1
    while at >= 0 and fragments[at].kind == "code" and len(run) < 3:
        run.insert(0, fragments[at].cell.key)
        if len(run[0]) == 3:
            code = join_code(run)
            return code.digits if code is not None and code.list == kind else ""
        at -= 1
    return ""


def _share_parts(codes: Sequence[Cell], rows: dict[str, PlainRow]) -> None:
    """Gives each row the printed parts of its code, in the order of the rows."""
    pool: dict[str, list[Cell]] = defaultdict(list)
    for cell in reversed(codes):
        pool[cell.key if len(cell.key) == 3 else cell.key.zfill(2)].append(cell)
    for digits in sorted(rows):
        for part in (digits[:3], *(digits[at : at + 2] for at in range(3, len(digits), 2))):
            if pool[part]:
                rows[digits].parts.append(pool[part].pop())
