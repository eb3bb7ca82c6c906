"""The tree of regions: province, prefecture, county, each with how many documents lie in it and below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.dashboard.store import Row, Store

#: Places that one page shows: with more below a place only those right below it, by a word only the first.
MOST_PLACES = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A region, its documents with those of all regions below it, and these regions."""

    row: Row
    documents: int
    below: tuple[Place, ...]

    @property
    def whole(self) -> Iterator[Place]:
        """The place itself and every place below it."""
        yield self
        for place in self.below:
            yield from place.whole


class Places:
    """Every region that holds a document, with those above it; a region that a row names as its parent has a row."""

    def __init__(self, rows: list[Row]) -> None:
        self._top = _tree(rows)
        self._known = {place.row["region_key"]: place for top in self._top for place in top.whole}

    @classmethod
    def of(cls, store: Store) -> Places:
        """Gives the regions of a version."""
        return store.once("places", lambda: cls(store.read("regions")))

    def at(self, key: int) -> Place | None:
        """Gives the place of a key, None when there is none."""
        return self._known.get(key)

    def path(self, key: int) -> tuple[Place, ...]:
        """Gives a place behind those above it; for a key that is unknown the country, or whatever holds all others."""
        place = self._known.get(key) or (self._top[0] if len(self._top) == 1 else None)
        if place is None:
            return ()
        above = place.row["parent_key"]
        return (*(self.path(above) if above in self._known else ()), place)

    def below(self, key: int) -> tuple[Place, ...]:
        """Gives the places below one, all of them where a page has room, else those right below it."""
        path = self.path(key)
        places = path[-1].below if path else self._top
        if sum(1 for place in places for _ in place.whole) <= MOST_PLACES:
            return places
        return tuple(Place(place.row, place.documents, ()) for place in places)

    def named(self, word: str) -> tuple[Place, ...]:
        """Gives the first places with a word in their name, without those below them."""
        found = (place for place in self._known.values() if word in place.row["name"])
        return tuple(Place(place.row, place.documents, ()) for place, _ in zip(found, range(MOST_PLACES), strict=False))


def _tree(rows: list[Row]) -> tuple[Place, ...]:
    """The regions that none is above, by code."""
    children: dict[int, list[Row]] = {}
    for row in rows:
        children.setdefault(row["parent_key"], []).append(row)

    def grow(key: int) -> tuple[Place, ...]:
        places = []
        for row in children.get(key, []):
            below = grow(row["region_key"])
            places.append(Place(row, row["documents"] + sum(place.documents for place in below), below))
        return tuple(places)

    return grow(0)
