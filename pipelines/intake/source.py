"""The raw text behind a fact, as long as it is still the one that was read."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from pipelines.reading.decoding import Decoded, decode
from pipelines.reading.text import SourceText


class SourceGoneError(Exception):
    """The raw document can not be shown: it is not there, or no longer the one that the warehouse was built from."""


def read_source(raw: Path, source_uri: str, digest: str) -> SourceText:
    """Gives the text of the document `source_uri` below `raw`, when its bytes still have the SHA-256 `digest`.

    Raises:
        SourceGoneError: the message says why, and what to do.
    """
    path = raw / source_uri
    if not path.resolve().is_relative_to(raw.resolve()):
        raise SourceGoneError(f"{source_uri} does not lie below {raw}.")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceGoneError(
            f"The raw document is not at {path} ({error.strerror}). Name its folder with --raw."
        ) from error
    decoded = decode(content)
    if sha256(content).hexdigest() != digest or not isinstance(decoded, Decoded):
        raise SourceGoneError(f"{path} has changed since the build: run `gongkai build` again to see its text.")
    return SourceText(decoded.text)
