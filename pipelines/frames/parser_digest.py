"""A hash of all that decides what a document's rows are, so that nobody has to remember to say that it changed.

Parsed documents are kept under it: a change of a module that understands documents, of a form, a wording, a code list
or a table model parses every document anew; a change of a rule, of loading or of the command line parses none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

import schemas

#: Rooms and modules of `pipelines` between the bytes of a document and its rows.
_ROOMS = ("model.py", "reading", "identity", "forms", "prose", "ledger", "parsing.py", "intake/documents.py", "frames")
_SUFFIXES = {".py", ".toml", ".csv"}
_DIGITS = 16


@cache
def parser_digest() -> str:
    """Gives the hash of this program's parser: the same on any machine with the same files."""
    whole = sha256()
    for root, path in _files():
        content = path.read_bytes()
        whole.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode() + content)
    return whole.hexdigest()[:_DIGITS]


def _files() -> Iterator[tuple[Path, Path]]:
    """Every file that counts, with the folder that its name is relative to."""
    pipelines, declared = Path(__file__).parents[1], Path(schemas.__file__).parent
    for root, folders in ((pipelines, [pipelines / room for room in _ROOMS]), (declared, [declared])):
        for folder in folders:
            for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
                if path.suffix in _SUFFIXES:
                    yield root, path
