"""What a build is doing, on standard error: a progress bar for a person, or one JSON object a line for a journal."""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
from types import TracebackType
from typing import Self

from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from pipelines.cli.options import messages
from pipelines.intake.progress import Progress


class TerminalProgress(Progress):
    """One line a step, with a bar while documents are parsed; steps alone where there is no terminal."""

    def __init__(self) -> None:
        self._bars = Bars(
            SpinnerColumn(),
            TextColumn("{task.description:<30}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=messages,
            disable=not messages.is_terminal,
        )
        self._task = self._bars.add_task("", total=None, visible=False)

    def __enter__(self) -> Self:
        """Starts drawing."""
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leaves the terminal as it was."""
        self._finish()
        self._bars.stop()

    def step(self, name: str) -> None:
        """Ends the step before and shows the new one."""
        self._finish()
        self._task = self._bars.add_task(name, total=None)
        if not messages.is_terminal:
            messages.print(f"{name} ...")

    def begin(self, files: int) -> None:
        """Shows a bar over the files to parse."""
        self.step(f"Parsing {files:,} documents")
        self._bars.update(self._task, total=files)

    def advance(self, files: int) -> None:
        """Moves the bar."""
        self._bars.advance(self._task, files)

    def _finish(self) -> None:
        task = self._bars.tasks[-1]
        self._bars.update(task.id, total=task.total or 1, completed=task.total or 1)


class JsonProgress(Progress):
    """A JSON object a line: what happened, when, and what belongs to it."""

    def __init__(self) -> None:
        self._files = self._done = self._told = 0
        self._handler = _JsonHandler(logging.WARNING)

    def __enter__(self) -> Self:
        """Takes what libraries log as well."""
        logging.getLogger().addHandler(self._handler)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leaves logging as it was."""
        logging.getLogger().removeHandler(self._handler)

    def step(self, name: str) -> None:
        """Tells the step."""
        log_event("step", step=name)

    def begin(self, files: int) -> None:
        """Tells how many files there are to parse."""
        self._files, self._done, self._told = files, 0, 0
        log_event("parsing", files=files)

    def advance(self, files: int) -> None:
        """Tells each tenth of the files."""
        self._done += files
        if self._done * 10 // self._files > self._told:
            self._told = self._done * 10 // self._files
            log_event("parsed", files=self._done, of=self._files)


class _JsonHandler(logging.Handler):
    """What a library logs as a line of the same log."""

    def emit(self, record: logging.LogRecord) -> None:
        log_event("log", record.levelname.lower(), logger=record.name, message=record.getMessage())


def log_event(event: str, level: str = "info", **details: object) -> None:
    """Writes a line of the log; a character that would break or colour a line is an escape in JSON."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    print(json.dumps({"time": now, "level": level, "event": event, **details}), file=sys.stderr, flush=True)  # noqa: T201
