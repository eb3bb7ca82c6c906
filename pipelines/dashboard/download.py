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
    scripts = {"compare": asked_figures, "code": asked_code, "findings": asked_findings}
    if name not in scripts:
        return None
    return _csv(store, store.script(name), scripts[name](store, address, everything=True))


def _csv(store: Store, sql: str, values: dict[str, object]) -> bytes:
    out = io.BytesIO()
    with store.batches(sql, values) as reader:
        write_csv(reader.schema, reader, out, for_excel=True)
    return out.getvalue()
