"""What one document may take before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for a document, and megabytes for the process that parses it; more is refused as `parser_limit`.

    Parsing takes about 3 s and 80 MB for a MB of text, and the largest disclosure known has 1.4 MB.
    """

    seconds: int = 120
    megabytes: int = 2_048
