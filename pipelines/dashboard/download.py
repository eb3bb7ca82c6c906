"""What a page shows, as CSV that Excel opens: every row of a list, every figure of a comparison."""

from __future__ import annotations

import io

from pipelines.dashboard.address import Address
from pipelines.dashboard.comparison import asked_figures
from pipelines.dashboard.lists import listings
from pipelines.dashboard.pages import asked_code, asked_findings
from pipelines.dashboard.store import Store
from pipelines.export.text import write_csv


def csv_of(path: str, address: Address, store: Store) -> bytes | None:
    """Gives the download of a page, or None for a page without one."""
    name = path.removeprefix("/")
    if name in listings():
        return _csv(store, *listings()[name].query(address, everything=True))
    if name == "compare":
        return _csv(store, store.script(name), asked_figures(store, address))
    if name == "code":
        return _csv(store, store.script(name), asked_code(address, everything=True))
    if name == "findings":
        return _csv(store, store.script(name), asked_findings(address, everything=True))
    return None


def _csv(store: Store, sql: str, values: dict[str, object]) -> bytes:
    out = io.BytesIO()
    with store.batches(sql, values) as reader:
        write_csv(reader.schema, reader, out, for_excel=True)
    return out.getvalue()
