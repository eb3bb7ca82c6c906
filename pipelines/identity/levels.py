"""Where a publisher sits: its region, down to the county or a zone, and its level of government."""

from __future__ import annotations

from collections import Counter

from pipelines.identity.labels import Labelled
from pipelines.identity.names import take_apart
from pipelines.identity.publishers import Publisher
from pipelines.identity.regions import (
    CENTRAL,
    UNKNOWN,
    Place,
    ancestors,
    branch_codes,
    find_places,
    level_of,
    load_gazetteer,
    read_place,
    read_short_county,
    region_of,
    resolve,
)
from pipelines.identity.titles import Title
from pipelines.identity.wordings import load_wordings
from pipelines.model import Region

_HEAD = 6_000


def recognise_region(
    publisher: Publisher | None, titles: list[Title], page: list[Labelled], text: str
) -> tuple[Region, str]:
    """The region and the level of the publisher (central, province, prefecture, county, township, zone).

    The name decides; a name without a place takes the one that title, cover or text name most. Of several places with
    one name (普陀区 of 上海 and of 舟山) the one whose province and prefecture the text mentions. Nothing named
    anywhere: an empty region, and the level only where the name tells it (县教育局), never a guess.
    """
    if publisher and _is_central(publisher, text):
        return CENTRAL, "central"
    place, letter = (publisher.parts.place, publisher.parts.letter) if publisher else (None, "")
    zone = place.zone if place else ""
    codes = place.codes if place else ()
    if not codes or place is None or (place.bare and not zone):
        codes = _around(publisher, titles, page, text, letter) or codes
        if place is None and not letter:
            codes = _of_short_name(publisher, codes, text) or codes
    if zone and not codes:
        known = next((name for name in load_gazetteer().zones if name.endswith(zone) and name in text[:_HEAD]), "")
        codes = (load_gazetteer().zones[known],) if known else ()
    code = resolve(branch_codes(publisher.name, codes) or codes if publisher else codes, text[:_HEAD])
    if zone:
        return region_of(code, zone), "zone"
    if not code:
        levels = load_wordings().letter_levels.get(letter, ())
        return UNKNOWN, "township" if _is_township(publisher) else levels[0] if len(levels) == 1 else ""
    township = _is_township(publisher) and level_of(code) != "province"
    return region_of(code), "township" if township else level_of(code)


def _is_central(publisher: Publisher, text: str) -> bool:
    words = load_wordings()
    parts = publisher.parts
    if parts.place and not words.party.match(publisher.name):
        return parts.place.bare and any(sign in text for sign in words.central_signs)
    if parts.place is None and not parts.letter and words.central.match(publisher.name):
        return True
    return parts.place is None and not parts.letter and any(sign in text for sign in words.central_signs)


def _is_township(publisher: Publisher | None) -> bool:
    if publisher is None:
        return False
    name, place = publisher.name, publisher.parts.place
    own = load_wordings().own_level.search(name)
    base = name[: own.start()] if own else name
    party = load_wordings().party.match(base)
    at = party.end() if party else 0
    start = place.end if place and read_place(base, at) else at
    return bool(load_wordings().township.match(base[start:]))


def _around(
    publisher: Publisher | None, titles: list[Title], page: list[Labelled], text: str, letter: str
) -> tuple[str, ...]:
    """The places that the document names around a publisher whose own name has none in full."""
    levels = load_wordings().letter_levels.get(letter, ())
    bare = publisher.parts.place if publisher else None
    for title in titles:
        place = read_place(title.place) if title.place else None
        if place and _fits(place, bare, ()):
            return place.codes
    spellings = [take_apart(name) for name in publisher.spellings] if publisher else []
    for parts in spellings + [take_apart(label.name) for label in page]:
        if parts.place and not parts.place.bare and parts.place.codes and _fits(parts.place, bare, levels):
            return parts.place.codes
    seen: Counter[tuple[str, ...]] = Counter()
    for _, place in find_places("".join(text[:_HEAD].split())):
        if _fits(place, bare, levels):
            seen[place.codes] += 1
    if not seen:
        return ()
    most = max(seen, key=lambda codes: (seen[codes], {"county": 2, "prefecture": 1}.get(level_of(codes[0]), 0), codes))
    return most if seen[most] > 1 or all(codes == most or set(codes) & set(_above(most)) for codes in seen) else ()


def _of_short_name(publisher: Publisher | None, codes: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The county whose short name begins the publisher's (奉新中医院), where the text names what lies above it."""
    county = read_short_county(publisher.name, 0) if publisher else None
    if county is None:
        return ()
    above = ancestors(county.codes[0])
    fits = region_of(above[-1]).name in text[:_HEAD] and set(codes) <= {*above}
    return county.codes if fits else ()


def _above(codes: tuple[str, ...]) -> list[str]:
    """The provinces and prefectures above any of some codes."""
    return [up for code in codes for up in ancestors(code)]


def _fits(place: Place, bare: Place | None, levels: tuple[str, ...]) -> bool:
    if not place.codes:
        return False
    if bare is not None and not set(place.codes) & set(bare.codes):
        return False
    return not levels or any(level_of(code) in levels for code in place.codes)
