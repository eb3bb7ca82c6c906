"""Places of the mainland: names in text to codes of GB/T 2260, and development zones inside them.

Source: ``schemas/reference/divisions.csv`` and ``division_aliases.csv`` (GB/T 2260《中华人民共和国行政区划代码》,
state of mid-2023; see the README there).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipelines.identity.wordings import load_wordings
from pipelines.model import Region

CENTRAL = Region(code="", name="中央", level="central")
UNKNOWN = Region(code="", name="", level="")
_AREA_SUFFIX = re.compile(r"[省市区县州盟旗]")
#: Shorter names of places (县 of 重庆, a lone 市) are words of every sentence.
_SHORTEST = 2
#: Characters of the short name of a county, and what such a county is called in full.
_SHORT_COUNTY = (4, 3, 2)
_COUNTIES = ("县", "旗", "市")
_ZONE_END = re.compile(r"[区园城会]")
#: What follows the proper name of a place; stripped to get the short form (重庆市 → 重庆).
_SUFFIX = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|林区|特区|矿区|省|市|区|县|盟|旗)$")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names of places. Each maps to every code that bears it, in ascending order."""

    names: dict[str, str]
    named: dict[str, tuple[str, ...]]
    short: dict[str, tuple[str, ...]]
    short_county: dict[str, tuple[str, ...]]
    zones: dict[str, str]
    heads: frozenset[str]
    longest: int


@dataclass(frozen=True, slots=True)
class Place:
    """A chain of places at the head of a name (重庆市 + 大足区): where it ends, which codes it can mean, its zone.

    `bare` is true when the chain rests on short forms only (重庆, 荆门), which are weaker evidence.
    """

    end: int
    codes: tuple[str, ...]
    zone: str = ""
    bare: bool = False


def ancestors(code: str) -> tuple[str, ...]:
    """The codes of the province and the prefecture above a code; empty for a province.

    >>> ancestors("500111"), ancestors("420800")
    (('500000', '500100'), ('420000',))
    """
    if code.endswith("0000"):
        return ()
    return (code[:2] + "0000",) if code.endswith("00") else (code[:2] + "0000", code[:4] + "00")


def level_of(code: str) -> str:
    """The level of a code of GB/T 2260: province, prefecture or county.

    >>> level_of("420800")
    'prefecture'
    """
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


@cache
def load_gazetteer() -> Gazetteer:
    """The names of places, read once. Placeholders of the code list (市辖区, 省直辖县级行政区划) are no places."""
    names: dict[str, str] = {}
    named: dict[str, set[str]] = {}
    short: dict[str, set[str]] = {}
    short_county: dict[str, set[str]] = {}
    zones: dict[str, str] = {}
    for code, name, level, parent, kind in _rows("divisions.csv"):
        if kind == "statistical_zone":
            zones[name] = parent
            continue
        if kind != "official":
            continue
        names[code] = name
        for form in _forms(name):
            named.setdefault(form, set()).add(code)
        stem = _stem(name)
        if len(stem) >= _SHORTEST:
            (short_county if level == "county" else short).setdefault(stem, set()).add(code)
    for alias, code, kind, _note in _rows("division_aliases.csv"):
        if kind == "functional_zone" and load_wordings().zone.fullmatch(alias):
            zones[alias] = code
        elif kind in ("former_name", "official"):
            named.setdefault(alias, set()).add(code)
        elif kind == "short":
            short.setdefault(alias, set()).add(code)
    # most positions of a text begin no place: the first two characters say so
    heads = frozenset(name[:2] for name in [*named, *short])
    longest = max(map(len, [*named, *zones]))
    return Gazetteer(names, _freeze(named), _freeze(short), _freeze(short_county), zones, heads, longest)


def read_place(text: str, start: int = 0) -> Place | None:
    """The longest chain of places that begins at `start`, each inside the one before; None when there is none.

    >>> read_place("上海市普陀区司法局")
    Place(end=6, codes=('310107',), zone='', bare=False)
    >>> read_place("普陀区司法局").codes
    ('310107', '330903')
    >>> read_place("随州高新技术产业开发区政务服务中心")
    Place(end=11, codes=('421300',), zone='随州高新技术产业开发区', bare=False)
    """
    book = load_gazetteer()
    at, codes, bare, last = start, (), False, start
    while True:
        step = _next(book, text, at, codes)
        if step is None:
            break
        last, at, codes, weak = at, *step
        bare = weak if last == start else bare and weak
    if bare and (county := read_short_county(text, at, codes)):  # 云南金平分水岭自然保护区管护局
        last, at, codes = at, county.end, county.codes
    if not _ZONE_END.search(text, start + 2, start + book.longest):
        return Place(at, codes, bare=bare) if codes else None
    for length in range(min(book.longest, len(text) - start), 3, -1):
        parent = book.zones.get(text[start : start + length])
        if parent and start + length > at:
            return Place(start + length, (parent,), text[start : start + length], bare=False)
    found = load_wordings().zone.match(text, at)
    if found and found.end() - start > _SHORTEST:
        codes = _short_county(book, text, found.start(), codes) or codes
        return Place(found.end(), codes, text[last : found.end()], bare)
    return Place(at, codes, bare=bare) if codes else None


def read_short_county(text: str, start: int, within: tuple[str, ...] = ()) -> Place | None:
    """The one county inside `within` whose short name begins at `start`; districts are named in full.

    >>> read_short_county("金平分水岭自然保护区", 0, ("530000",)).codes
    ('532530',)
    >>> read_short_county("鼓楼医院", 0, ("320100",)) is None
    True
    """
    book = load_gazetteer()
    for length in _SHORT_COUNTY:
        codes = [
            code
            for code in book.short_county.get(text[start : start + length], ())
            if book.names[code].endswith(_COUNTIES) and (not within or any(up in within for up in ancestors(code)))
        ]
        if len(codes) == 1:
            return Place(start + length, (codes[0],), bare=True)
    return None


def begins_place(text: str, at: int) -> bool:
    """Whether a place may begin at `at`: a cheap look at two characters before `read_place`.

    >>> begins_place("上海市", 0), begins_place("局长", 0)
    (True, False)
    """
    return text[at : at + 2] in load_gazetteer().heads


def find_places(text: str) -> Iterator[tuple[int, Place]]:
    """Every chain of full names in `text` with its offset, left to right, without overlaps.

    >>> [(at, place.codes) for at, place in find_places("主办：湖北省荆门市人民政府")]
    [(3, ('420800',))]
    """
    book = load_gazetteer()
    done = 0
    for hit in _AREA_SUFFIX.finditer(text):
        end = hit.end()
        if end <= done:
            continue
        for start in range(max(done, end - book.longest), end - _SHORTEST):
            if text[start:end] in book.named:  # 西区 and 城区 alone are words of every sentence
                place = read_place(text, start)
                if place:
                    done = place.end
                    yield start, place
                break


def branch_codes(name: str, within: tuple[str, ...]) -> tuple[str, ...]:
    """The counties inside `within` that a branch is named after; empty for what is no branch.

    >>> branch_codes("随州市公安局曾都区分局", ("421300",)), branch_codes("上海市公安局普陀分局", ("310000",))
    (('421303',), ('310107',))
    """
    book = load_gazetteer()
    if not load_wordings().branch.search(name):
        return ()
    for start in range(_SHORTEST, len(name)):
        step = _next(book, name, start, within)
        codes = step[1] if step is not None and not step[2] else _short_county(book, name, start, within)
        if within and codes and load_wordings().branch.fullmatch(name, start):
            return codes
    return ()


def resolve(codes: tuple[str, ...], context: str) -> str:
    """The one code of several that `context` speaks for: whose province and prefecture it mentions most.

    A tie goes to the highest level, then to the lowest code, so that the answer is always the same.

    >>> resolve(("310107", "330903"), "浙江省舟山市普陀区沈家门街道")
    '330903'
    """
    if not codes[1:]:
        return codes[0] if codes else ""
    book = load_gazetteer()

    def support(code: str) -> int:
        above = [book.names[c] for c in ancestors(code) if c in book.names]
        return sum(2 * context.count(name) + context.count(_stem(name)) for name in above)

    return max(codes, key=lambda code: (support(code), -len(ancestors(code)), -int(code)))


def region_of(code: str, zone: str = "") -> Region:
    """The region of a code; with `zone`, the zone inside it (name and code stay those of the place around it).

    >>> region_of("500111")
    Region(code='500111', name='大足区', level='county', zone='')
    """
    if not code:
        return Region("", "", "zone", zone) if zone else UNKNOWN
    return Region(code, load_gazetteer().names.get(code, ""), "zone" if zone else level_of(code), zone)


def _next(book: Gazetteer, text: str, at: int, within: tuple[str, ...]) -> tuple[int, tuple[str, ...], bool] | None:
    if text[at : at + 2] not in book.heads:
        return None
    for table, weak in ((book.named, False), (book.short, True)):
        for length in range(min(book.longest, len(text) - at), 1, -1):
            codes = table.get(text[at : at + length])
            if codes and within:
                codes = tuple(c for c in codes if any(up in within for up in ancestors(c)))
            if codes:
                return at + length, codes, weak
    return None


def _short_county(book: Gazetteer, text: str, start: int, within: tuple[str, ...]) -> tuple[str, ...]:
    """The counties that a zone is named after (荣昌高新技术产业开发区), inside the places before it."""
    for length in _SHORT_COUNTY:
        codes = book.short_county.get(text[start : start + length], ())
        inside = tuple(c for c in codes if not within or any(up in within for up in ancestors(c)))
        if inside:
            return inside
    return ()


def _forms(name: str) -> Iterator[str]:
    yield name
    peoples = load_wordings().peoples.search(name)
    if peoples and peoples.start() > 0:
        head = name[: peoples.start()]
        for full, brief in (("自治县", "县"), ("自治州", "州"), ("自治旗", "旗"), ("自治区", "")):
            if name.endswith(full) and len(head + brief) >= _SHORTEST:
                yield head + brief


def _stem(name: str) -> str:
    peoples = load_wordings().peoples.search(name)
    return name[: peoples.start()] if peoples and peoples.start() > 1 else _SUFFIX.sub("", name)


def _freeze(table: dict[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(sorted(codes)) for name, codes in table.items()}


def _rows(name: str) -> list[list[str]]:
    with files("schemas").joinpath("reference", name).open(encoding="utf-8") as lines:
        return list(csv.reader(lines))[1:]
