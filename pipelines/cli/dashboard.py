"""`gongkai dashboard` and `gongkai report`: the warehouse in a browser, and as one page to send around."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.options import RawOption, WarehouseOption, fail, messages, output
from pipelines.warehouse.reader import NoWarehouseError, open_published
from pipelines.warehouse.workspace import DEFAULT_RAW, DEFAULT_WAREHOUSE


class Language(StrEnum):
    """Languages of the pages."""

    ZH = "zh"
    EN = "en"


def dashboard(
    raw: RawOption = DEFAULT_RAW,
    warehouse: WarehouseOption = DEFAULT_WAREHOUSE,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on. Default: this machine only.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")] = 8080,
) -> None:
    """Serve pages that compare departments and regions, in Chinese and English.

    Every page reads the version that is published when it is asked for: a build needs no restart. There are no
    accounts: listen beyond this machine only behind a server that has them.
    """
    try:
        with open_published(warehouse):
            pass
    except NoWarehouseError as error:
        fail(str(error))
    import uvicorn

    from pipelines.dashboard.application import application

    messages.print(f"http://{host}:{port}/  (Ctrl+C ends it)", highlight=False)
    uvicorn.run(application(warehouse, raw), host=host, port=port, log_level="warning", server_header=False)


def report(
    file: Annotated[Path, typer.Argument(metavar="FILE.html", help="File to write.", show_default=False)],
    department: Annotated[
        list[str] | None,
        typer.Option("--department", metavar="WORD", help="Part of a department's or place's name; may be repeated."),
    ] = None,
    language: Annotated[
        Language, typer.Option("--language", help="Language of the words around the figures.")
    ] = Language.ZH,
    raw: RawOption = DEFAULT_RAW,
    warehouse: WarehouseOption = DEFAULT_WAREHOUSE,
) -> None:
    """Write the comparison of some departments as one HTML file that needs no other and no network.

    Every figure in it leads to the line of the source that prints it. Without --department all current documents are
    compared, when they are few enough to stand side by side.
    """
    from pipelines.dashboard.report import ReportError, make_report

    try:
        page = make_report(warehouse, raw, department or [], language)
        file.write_text(page, encoding="utf-8")
    except (NoWarehouseError, ReportError) as error:
        fail(str(error))
    except OSError as error:
        fail(f"{file} can not be written: {error.strerror}.")
    output.print(f"Wrote {file}, {len(page.encode()) / 1_000_000:.1f} MB", highlight=False)
