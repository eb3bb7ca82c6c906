"""The tree of regions: province, prefecture, county, each with how many documents lie in it and below."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.dashboard.store import Row


@dataclass(frozen=True, slots=True)
class Place:
    """A region, its documents with those of all regions below it, and these regions."""

    row: Row
    documents: int
    below: tuple[Place, ...]


def tree(rows: list[Row], above: int = 0) -> tuple[Place, ...]:
    """Gives the regions right below one, by code; every region that a row names as its parent must have a row."""
    children: dict[int, list[Row]] = {}
    for row in rows:
        children.setdefault(row["parent_key"], []).append(row)

    def grow(key: int) -> tuple[Place, ...]:
        places = []
        for row in children.get(key, []):
            below = grow(row["region_key"])
            places.append(Place(row, row["documents"] + sum(place.documents for place in below), below))
        return tuple(places)

    return grow(above)
