"""What each page of the dashboard takes over many documents: asked for the first time, and again."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

from starlette.testclient import TestClient

from benchmarks.corpora import RAW
from benchmarks.report import Table, load
from pipelines.dashboard.application import application
from pipelines.dashboard.lists import listings
from pipelines.warehouse.reader import open_published

_AGAIN = 5


def measure_pages(warehouse: Path, documents: int) -> Table:
    """Gives the time of every page; the warehouse must not be open elsewhere in this process with other settings."""
    text = (
        f"Each page of the dashboard over {documents:,} documents, from the request to the last byte: seconds on the "
        f"clock the first time, then the best of {_AGAIN} and the processor seconds of that one, all threads together. "
        f"{load()}"
    )
    table = Table("Pages", text, ("page", "KB", "first s", "again s", "processor s"))
    table.add("the server, from the command to its first page", "", f"{_start(warehouse):.2f}", "", "")
    addresses = list(_addresses(warehouse))
    with TestClient(application(warehouse, RAW)) as client:
        for name, address in addresses:
            times = [_timed(client, address) for _ in range(1 + _AGAIN)]
            best = min(times[1:])
            table.add(name, f"{best[2] / 1000:,.0f}", *(f"{one:.2f}" for one in (times[0][0], best[0], best[1])))
    return table


def _start(warehouse: Path) -> float:
    """Seconds on the clock from `gongkai dashboard` to the first page that it serves."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    gongkai = Path(sys.executable).with_name("gongkai")
    started = time.perf_counter()
    command = [gongkai, "dashboard", "--warehouse", warehouse, "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:  # noqa: S603 - our own command
        while server.poll() is None:
            try:
                urlopen(f"http://127.0.0.1:{port}/").close()
                break
            except URLError:
                time.sleep(0.02)
        taken = time.perf_counter() - started
        server.terminate()
    return taken


def _timed(client: TestClient, address: str) -> tuple[float, float, int]:
    """Seconds on the clock, of the processor, and bytes."""
    clock, processor = time.perf_counter(), time.process_time()
    answer = client.get(address)
    taken = time.perf_counter() - clock, time.process_time() - processor, len(answer.content)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} is answered with {answer.status_code}")
    return taken


def _addresses(warehouse: Path) -> Iterator[tuple[str, str]]:
    """Every page by what it shows, with filters as readers set them."""
    with open_published(warehouse) as connection:

        def ask(sql: str) -> list[Any]:
            return [key for (key,) in connection.execute(sql).fetchall()]

        documents = ask("select document_key from mart_document order by document_key limit 2")
        provinces = ask("select region_key from dim_region where level = 'province' order by code limit 2")
        country = ask("select region_key from dim_region where level = 'country'")
        (lines,) = ask("select line_keys from mart_function_spending where len(line_keys) > 2 limit 1")
        indicator = ask("select indicator_fact_key from fact_indicator limit 1")
        claim = ask("select statement_key from fact_statement limit 1")

    def to(path: str, **asked: object) -> str:
        return f"{path}?{urlencode(asked, doseq=True)}"

    yield "/", "/"
    yield "/ of a province", to("/", region=provinces[0])
    yield "/ with words", to("/", q="政务", year=2023)
    yield "/compare, nothing chosen", "/compare"
    for subject, level in (("functional", "item"), ("economic", "class"), ("measure", "any"), ("three_public", "any")):
        yield f"/compare, two documents, {subject}", to("/compare", d=documents, by=subject, level=level)
    yield "/compare, two provinces", to("/compare", r=provinces, year=2023, kind="budget")
    yield (
        "/compare, per head, the country",
        to("/compare", r=country, year=2023, kind="budget", by="measure", unit="per_head"),
    )
    for name in listings():
        yield f"/{name}", f"/{name}"
        yield f"/{name} with words", to(f"/{name}", q="大足", year=2023)
    yield "/quality, page 1000", to("/quality", page=1000)
    yield "/findings", "/findings"
    yield "/findings with words", to("/findings", q="大足", severity="error")
    yield "/findings of one rule", to("/findings", q="I01")
    yield "/search", to("/search", q="政务")
    yield "/search for a code", to("/search", q="2010306")
    yield "/code", to("/code", code="2010306")
    yield "/code with words", to("/code", code="301", by="economic", q="重庆")
    yield "/document", to("/document", key=documents[0])
    yield "/projects of a document", to("/projects", document=documents[0])
    yield f"/facts of {len(lines)} cells", to("/facts", key=lines)
    yield "/facts of an indicator", to("/facts", key=indicator)
    yield "/facts of a claim", to("/facts", key=claim)
    yield "/projects, 100,000 rows as CSV", to("/projects", format="csv")
    yield "/compare as CSV", to("/compare", d=documents, format="csv")
