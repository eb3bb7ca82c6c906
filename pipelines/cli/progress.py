"""The progress bar of a build, on standard error."""

from __future__ import annotations

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
