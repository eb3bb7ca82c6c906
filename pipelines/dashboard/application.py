"""The web application: addresses to pages, errors a reader can act on, downloads, headers that forbid scripts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pipelines.dashboard.address import Address
from pipelines.dashboard.download import csv_of
from pipelines.dashboard.pages import PAGES, NothingThereError, Page
from pipelines.dashboard.render import render
from pipelines.dashboard.store import Store
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
    published = Published(warehouse)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        published.close()

    routes = [Route(path, _endpoint(path, page, published, raw)) for path, page in PAGES.items()]
    static = Mount("/static", StaticFiles(packages=[("pipelines.dashboard", "static")]))
    return Starlette(
        routes=[*routes, static],
        middleware=[Middleware(GZipMiddleware)],
        exception_handlers={404: _not_found},
        lifespan=lifespan,
    )


def _endpoint(path: str, page: Page, published: Published, raw: Path) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        address = Address(path, tuple(request.query_params.multi_items()))
        try:
            with published.cursor() as cursor:
                store = Store(cursor)
                if address.text("format") == "csv" and (download := csv_of(path, address, store)):
                    return _csv(path, download)
                return _html(page.template, address, page.values(store, address, raw))
        except NothingThereError as error:
            return _html("error.html", address, {"message": str(error)}, status=404)
        except NoWarehouseError as error:
            return _html("error.html", address, {"message": f"尚无已发布的数据仓库。 {error}"}, status=503)

    return endpoint


def _html(template: str, address: Address, values: dict[str, Any], *, status: int = 200) -> Response:
    return HTMLResponse(render(template, address, values), status, headers=_HEADERS)


def _csv(path: str, download: bytes) -> Response:
    name = f'attachment; filename="gongkai{path.replace("/", "-")}.csv"'
    return Response(download, media_type="text/csv; charset=utf-8", headers={**_HEADERS, "Content-Disposition": name})


def _not_found(request: Request, _error: Exception) -> Response:
    message = f"没有页面 {request.url.path}。 There is no page {request.url.path}."
    address = Address("/", tuple(request.query_params.multi_items()))
    return _html("error.html", address, {"message": message}, status=404)
