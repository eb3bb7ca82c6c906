"""Lists: one page a mart, declared in `lists.toml`; filters, order, pages and download are the same for all."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipelines.dashboard.address import PAGE_ROWS, Address
from pipelines.marts.files import load_marts

#: A download is cut here: who wants more takes `gongkai export`.
MOST_ROWS = 100_000

_QUERY = """
select *, count(*) over () as found
from {mart}
where ($q = '' or contains(department_name, $q) or contains(place, $q){names})
    and ($year = 0 or fiscal_year = $year)
    and ($kind = '' or document_kind = $kind)
    and ($document = 0 or document_key = $document)
order by {order}, {key}
limit $limit offset $offset
"""


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: the mart that it shows, its order, and its columns, each with how it is printed."""

    name: str
    mart: str
    order: str
    columns: tuple[tuple[str, str], ...]

    def query(self, address: Address, *, everything: bool = False) -> tuple[str, dict[str, object]]:
        """Gives the query for the rows that an address asks for, one page of them or everything, and its values."""
        words = [name for name, kind in self.columns if name.endswith("name") and kind != "document"]
        sql = _QUERY.format(
            mart=self.mart,
            order=self.order,
            names="".join(f" or contains({name}, $q)" for name in words),
            key=", ".join(_keys()[self.mart]),
        )
        return sql, filters(address, everything=everything) | {"document": address.number("document")}


@cache
def listings() -> dict[str, Listing]:
    """Gives every list by its name."""
    text = files("pipelines.dashboard").joinpath("lists.toml").read_text(encoding="utf-8")
    return {
        name: Listing(name, entry["mart"], entry["order"], tuple((column, kind) for column, kind in entry["columns"]))
        for name, entry in tomllib.loads(text).items()
    }


@cache
def _keys() -> dict[str, tuple[str, ...]]:
    return {mart.name: mart.key for mart in load_marts()}


def filters(address: Address, *, everything: bool = False) -> dict[str, object]:
    """Gives the filters and the page that every list knows, as parameters of its query."""
    return {
        "q": address.text("q"),
        "year": address.number("year"),
        "kind": address.choice("kind", ("", "budget", "final_account")),
        "limit": MOST_ROWS if everything else PAGE_ROWS,
        "offset": 0 if everything else address.offset,
    }
