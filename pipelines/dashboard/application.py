"""The web application: addresses to pages, errors a reader can act on, downloads, headers that forbid scripts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pipelines.dashboard.address import Address
from pipelines.dashboard.download import csv_of
from pipelines.dashboard.pages import PAGES, NothingThereError, Page
from pipelines.dashboard.render import render
from pipelines.dashboard.store import Known, Store
from pipelines.warehouse.reader import NoWarehouseError, Published

#: Nothing but this site's own style sheet and forms; texts of documents could never run as a script.
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


def application(warehouse: Path, raw: Path) -> Starlette:
    """Gives the application over what is published at `warehouse`; `raw` is where the texts beside figures are read."""
    published, known = Published(warehouse), Known()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        published.close()

    routes = [Route(path, _endpoint(path, page, published, known, raw)) for path, page in PAGES.items()]
    static = Mount("/static", StaticFiles(packages=[("pipelines.dashboard", "static")]))
    return Starlette(
        routes=[*routes, static],
        middleware=[Middleware(GZipMiddleware)],
        exception_handlers={404: _not_found},
        lifespan=lifespan,
    )


def _endpoint(path: str, page: Page, published: Published, known: Known, raw: Path) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        address = Address(path, tuple(request.query_params.multi_items()))
        try:
            if address.text("format") == "csv" and (download := _download(published, known, path, address)):
                return download
            with published.cursor() as cursor:
                return _html(page.template, address, page.values(Store(cursor, known), address, raw))
        except NothingThereError as error:
            return _html("error.html", address, {"message": str(error)}, status=404)
        except NoWarehouseError as error:
            return _html("error.html", address, {"message": f"尚无已发布的数据仓库。 {error}"}, status=503)

    return endpoint


def _html(template: str, address: Address, values: dict[str, Any], *, status: int = 200) -> Response:
    return HTMLResponse(render(template, address, values), status, headers=_HEADERS)


def _download(published: Published, known: Known, path: str, address: Address) -> Response | None:
    """The download of a page, sent while it is read; None for a page without one."""

    def parts() -> Iterator[bytes]:
        with published.cursor() as cursor:
            yield from csv_of(path, address, Store(cursor, known))

    sent = parts()
    first = next(sent, None)
    if first is None:
        return None
    name = f'attachment; filename="gongkai{path.replace("/", "-")}.csv"'
    headers = {**_HEADERS, "Content-Disposition": name}
    return StreamingResponse(chain([first], sent), media_type="text/csv; charset=utf-8", headers=headers)


def _not_found(request: Request, _error: Exception) -> Response:
    message = f"没有页面 {request.url.path}。 There is no page {request.url.path}."
    address = Address("/", tuple(request.query_params.multi_items()))
    return _html("error.html", address, {"message": message}, status=404)
