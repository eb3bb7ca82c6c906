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

_ROWS = "select * {wanted} order by {order}, {key} limit $limit offset $offset"
_FOUND = "select count(*) as found {wanted}"
_WANTED = """
from {mart}
where ($q = '' or contains(department_name, $q) or contains(place, $q){names})
    and ($year = 0 or fiscal_year = $year)
    and ($kind = '' or document_kind = $kind)
    and ($document = 0 or document_key = $document)
"""


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: the mart that it shows, its order, and its columns, each with how it is printed."""

    name: str
    mart: str
    order: str
    columns: tuple[tuple[str, str], ...]

    def rows(self, address: Address, *, everything: bool = False) -> tuple[str, dict[str, object]]:
        """Gives the query for the rows that an address asks for, one page of them or everything, and its values."""
        sql = _ROWS.format(wanted=self._wanted, order=self.order, key=", ".join(_keys()[self.mart]))
        return sql, _wanted(address) | limits(address, everything=everything)

    def found(self, address: Address) -> tuple[str, dict[str, object]]:
        """Gives the query that counts the rows that an address asks for, and its values.

        A count beside the rows would have the engine carry every column of every row to the end.
        """
        return _FOUND.format(wanted=self._wanted), _wanted(address)

    @property
    def _wanted(self) -> str:
        words = [name for name, kind in self.columns if name.endswith("name") and kind != "document"]
        return _WANTED.format(mart=self.mart, names="".join(f" or contains({name}, $q)" for name in words))


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
    return _words(address) | limits(address, everything=everything)


def limits(address: Address, *, everything: bool = False) -> dict[str, object]:
    """Gives the page that is asked for, or everything, as parameters of a query."""
    return {"limit": MOST_ROWS if everything else PAGE_ROWS, "offset": 0 if everything else address.offset}


def _words(address: Address) -> dict[str, object]:
    return {
        "q": address.text("q"),
        "year": address.number("year"),
        "kind": address.choice("kind", ("", "budget", "final_account")),
    }


def _wanted(address: Address) -> dict[str, object]:
    return _words(address) | {"document": address.number("document")}
