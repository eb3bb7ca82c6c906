"""Which rows a coded region has: the code of each, from names and from parts of codes that stand apart from them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, product
from math import comb, prod

from pipelines.forms.codes import Code, fold_name, join_code, names, parent_code
from pipelines.forms.plain.fragments import Fragment
from pipelines.forms.plain.words import Name
from pipelines.forms.wording import strip_ordinal
from pipelines.reading.rows import Cell

#: Ways to choose codes that are tried at most.
_MOST_WAYS = 500


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
    telling = _Telling(codes, found, kind)
    told = telling.tell()
    for name in found:
        if name not in told:
            attached = _attached(fragments, name, kind)
            if attached and attached not in telling.there:
                telling.take(name, attached)
    rows: dict[str, PlainRow] = {}
    for name, digits in told.items():
        code = join_code([digits])
        if code is not None:
            rows.setdefault(digits, PlainRow(code, name))
    _share_parts(codes, rows)
    return list(rows.values())


@lru_cache(maxsize=4096)
def _parts_of(digits: str) -> tuple[str, ...]:
    """The parts that a row prints of its code.

    >>> _parts_of("2080505")
    ('208', '05', '05')
    """
    return (digits[:3], *(digits[at : at + 2] for at in range(3, len(digits), 2)))


class _Telling:
    """A code for each name: the parts of codes printed in the region are the stock that all rows together use up."""

    def __init__(self, codes: Sequence[Cell], found: Sequence[Name], kind: str) -> None:
        self.stock = Counter(cell.key if len(cell.key) == 3 else cell.key.zfill(2) for cell in codes)
        self.told: dict[Name, str] = {}
        self.there: set[str] = set()
        self.options: dict[str, tuple[str, ...]] = {}
        self.alike: dict[str, list[Name]] = defaultdict(list)
        self.order = found
        official = names(kind)
        for name in found:
            key = _folded(name)
            self.alike[key].append(name)
            self.options[key] = tuple(code for code in official.get(key, ()) if self._in_stock([code]))

    def tell(self) -> dict[Name, str]:
        """Names that have one code first, then as many as their codes, then by the open group, then by the stock."""
        self._take_counted()
        self._take_open()
        self._take_counted()
        self._take_exact()
        return self.told

    def _in_stock(self, codes: Sequence[str]) -> bool:
        """Whether the parts of codes are left; a class need only be printed at all, since every row repeats it."""
        need: dict[str, int] = {}
        for code in codes:
            first, *rest = _parts_of(code)
            if first not in self.stock:
                return False
            for part in rest:
                need[part] = need.get(part, 0) + 1
                if need[part] > self.stock[part]:
                    return False
        return True

    def take(self, name: Name, code: str) -> None:
        """Gives a name its code and takes the parts from the stock."""
        self.told[name] = code
        self.there.add(code)
        self.stock.subtract(_parts_of(code))

    def _free(self, key: str) -> list[str]:
        """The codes a name may still have: unused, in stock, under a group that is there or that the name is too."""
        free = [code for code in self.options[key] if code not in self.there and self._in_stock([code])]
        return [c for c in free if len(c) <= 5 or parent_code(c) in self.there or parent_code(c) in free]

    def _open(self, key: str) -> list[Name]:
        return [name for name in self.alike[key] if name not in self.told]

    def _take_counted(self) -> None:
        """As many names as codes take them in the order of the text; classes before groups before items."""
        for _ in range(4):
            before = len(self.told)
            for key in self.options:
                free, same = self._free(key), self._open(key)
                if same and len(free) == len(same) and self._in_stock(free):
                    for name, code in zip(same, sorted(free), strict=True):
                        self.take(name, code)
            if len(self.told) == before:
                return

    def _take_open(self) -> None:
        """A name that several groups share (行政运行) is under the group that was named last."""
        last = ""
        for name in self.order:
            if name not in self.told and last:
                group = last[:5]
                free = [code for code in self._free(_folded(name)) if code.startswith(group)]
                if len(free) == 1:
                    self.take(name, free[0])
            last = self.told.get(name, last)

    def _take_exact(self) -> None:
        """Where more codes than names are left: those that use up the stock to the last part, if only one way does."""
        keys = [key for key in self.options if self._open(key) and self._free(key)]
        if not keys or prod(comb(len(self._free(key)), len(self._open(key))) for key in keys) > _MOST_WAYS:
            return
        ways = [list(combinations(sorted(self._free(key)), len(self._open(key)))) for key in keys]
        rest = {part: count for part, count in self.stock.items() if count and len(part) == 2}
        exact = [
            way
            for way in product(*ways)
            if Counter(p for codes in way for c in codes for p in _parts_of(c)[1:]) == rest
        ]
        if len(exact) == 1:
            for key, codes in zip(keys, exact[0], strict=True):
                for name, code in zip(self._open(key), codes, strict=True):
                    self.take(name, code)


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
        for part in _parts_of(digits):
            if pool[part]:
                rows[digits].parts.append(pool[part].pop())
