"""Query: what an analyst's SQL may call, as data: `functions.toml`.

A function is listed when its answer follows from its arguments alone (or from today's date), and when a small value can
not make a huge one. What reads files, the network, the environment, settings, the catalogue or the session is not.
Does not belong here: how a statement is read and held to the list (pipelines/query).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def listed_functions(place: str) -> frozenset[str]:
    """Gives the names that may be called as a `value` (also as an aggregate or a window) or as a `table`.

    >>> "sum" in listed_functions("value"), "read_csv" in listed_functions("table")
    (True, False)
    """
    data = tomllib.loads((files("schemas") / "query" / "functions.toml").read_text(encoding="utf-8"))
    return frozenset(name for names in data[place].values() for name in names)
