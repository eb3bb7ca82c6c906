"""What a page shows, as CSV that Excel opens: every row of a list, every figure of a comparison."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.dashboard.address import Address
from pipelines.dashboard.comparison import asked_figures
from pipelines.dashboard.lists import listings
from pipelines.dashboard.pages import asked_code, asked_findings
from pipelines.dashboard.store import Store
from pipelines.export.text import csv_parts


def csv_of(path: str, address: Address, store: Store) -> Iterator[bytes]:
    """Gives the download of a page piece by piece, nothing for a page without one."""
    name = path.removeprefix("/")
    if name in listings():
        yield from _csv(store, *listings()[name].rows(address, everything=True))
    elif name == "compare":
        yield from _csv(store, store.script(name), asked_figures(store, address))
    elif name == "code":
        yield from _csv(store, store.script(name), asked_code(store, address, everything=True))
    elif name == "findings":
        yield from _csv(store, store.script(name), asked_findings(address, everything=True))


def _csv(store: Store, sql: str, values: dict[str, object]) -> Iterator[bytes]:
    with store.batches(sql, values) as reader:
        yield from csv_parts(reader.schema, reader, for_excel=True)
