"""Prints how long the ledger of each disclosure takes: `python tests/ledger/time_ledger.py [FILE …]`.

Numbers in ruled lines are given as claims, as the forms would; the rest is judged by context.
"""

from __future__ import annotations

import sys
import timeit
from functools import partial
from pathlib import Path

from pipelines.ledger import build_ledger
from pipelines.model import Claim
from pipelines.reading.text import SourceText

_RAW = Path(__file__).parents[2] / "data" / "raw"


def main(paths: list[Path]) -> None:
    """One line a file: characters, tokens, tokens claimed, milliseconds (best of ten)."""
    for path in paths:
        source = SourceText(path.read_text(encoding="utf-8"))
        entries = build_ledger(source, (), (), ())
        claims = [
            Claim(entry.source_start, entry.source_end, "attribute", "表内")
            for entry in entries
            if is_cell(source.line(entry.source_line), entry.printed)
        ]
        best = min(timeit.repeat(partial(build_ledger, source, (), (), claims), number=1, repeat=10))
        sizes = f"{len(source.raw):7} {len(entries):6} {len(claims):6}"
        print(f"{path.stem[:40]:40} {sizes} {best * 1000:8.2f} ms")  # noqa: T201


def is_cell(line: str, printed: str) -> bool:
    """Whether a line is ruled, or holds nothing but the number."""
    return "|" in line or "\t" in line or line.strip() == printed


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(_RAW.glob("*.txt")))
