"""Results as a Markdown file of one section a benchmark; sections that were not measured anew stay as they are."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
from dataclasses import dataclass, field
from pathlib import Path

_HEAD = """# Benchmarks

Written by `make benchmark` (`python -m benchmarks`): a section a benchmark, each with its date and machine; only the
sections that were measured are rewritten. Absolute times depend on the machine and on who else uses it: read the
ratios, which come from one run each.
"""
_SECTION = re.compile(r"^## ", re.MULTILINE)


@dataclass(slots=True)
class Table:
    """One benchmark's result."""

    title: str
    text: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, *cells: str) -> None:
        """Adds a row."""
        self.rows.append(cells)

    def markdown(self, where: str) -> str:
        """The section, without the mark of its heading.

        >>> print(Table("Title", "What it says.", ("name", "ms"), [("parse", "5")]).markdown("2026-01-01"))
        Title
        <BLANKLINE>
        What it says.
        <BLANKLINE>
        | name | ms |
        |---|---:|
        | parse | 5 |
        <BLANKLINE>
        2026-01-01
        <BLANKLINE>
        """
        rule = ["---", *["---:"] * (len(self.columns) - 1)]
        rows = [f"| {' | '.join(row)} |" for row in (self.columns, *self.rows)]
        table = "\n".join([rows[0], f"|{'|'.join(rule)}|", *rows[1:]])
        return f"{self.title}\n\n{self.text}\n\n{table}\n\n{where}\n"


def machine() -> str:
    """Date, processors and Python."""
    cores = f"{os.cpu_count()} cores ({_processor()})"
    return f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, {cores}, Python {platform.python_version()}."


def load() -> str:
    """What else the machine had to do in the last minute: it slows the clock, and hardly the processor.

    >>> load().startswith("Load of the machine: ")
    True
    """
    return f"Load of the machine: {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores."


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.+)", info.read_text(encoding="utf-8")) if info.exists() else None
    return found[1].strip() if found else platform.machine()


def write_sections(path: Path, tables: list[Table]) -> None:
    """Puts each table in the place of the section of its title, or behind the others."""
    old = _SECTION.split(path.read_text(encoding="utf-8")) if path.exists() else [_HEAD]
    sections = {section.partition("\n")[0]: section.rstrip("\n") + "\n" for section in old[1:]}
    for table in tables:
        sections[table.title] = table.markdown(machine())
    text = "\n## ".join([old[0].rstrip("\n") + "\n", *sections.values()])
    path.write_text(text, encoding="utf-8")
