"""What is measured: the disclosures of `data/raw`, generated ones in every layout, and any folder that is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.generator import LAYOUTS, generate, render

RAW = Path(__file__).parent.parent / "data" / "raw"
Corpus = list[bytes]


def read_corpora(folders: Sequence[Path], documents: int) -> Iterator[tuple[str, Corpus]]:
    """Gives each corpus with its name: `data/raw`, `documents` generated ones a layout, the folders.

    A folder whose files are named `document.layout.txt` gives a corpus a layout.
    """
    yield "data/raw", [path.read_bytes() for path in sorted(RAW.glob("*.txt"))]
    for layout in LAYOUTS if documents else ():
        yield f"generated, {layout}", [make_document(seed, layout) for seed in range(documents)]
    for folder in folders:
        parts: defaultdict[str, Corpus] = defaultdict(list)
        for path in sorted(folder.glob("*.txt")):
            parts[path.suffixes[0] if len(path.suffixes) > 1 else ""].append(path.read_bytes())
        for suffix, corpus in parts.items():
            yield f"{folder.name}{suffix.replace('.', ', ')}", corpus


def make_document(seed: int, layout: str) -> bytes:
    """Gives a generated disclosure."""
    return render(generate(seed), layout).encode()


def make_long_document(layout: str, size: int) -> bytes:
    """Gives generated disclosures one behind the other, of about so many bytes: as one document, since one file."""
    parts: list[bytes] = []
    length = seed = 0
    while length < size:
        parts.append(make_document(seed, layout))
        length += len(parts[-1])
        seed += 1
    return b"\n".join(parts)[:size].decode("utf-8", "ignore").encode()
