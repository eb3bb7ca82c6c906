"""Surrogate keys: the same natural key gives the same BIGINT on any machine, in any order.

A key is the first 63 bits of the SHA-256 of the table's name and the parts of the natural key, each written as
``<length>:<text>`` so that no two natural keys are written alike (``("ab", "c")`` and ``("a", "bc")`` differ).
0 is never given: it is the member "not applicable".
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

#: Documents are dealt into so many buckets: with half a million of them, some thousand in each.
BUCKETS = 64


def surrogate_key(table: str, *parts: str | int) -> int:
    """Gives the key of one row of `table` from its natural key: 1 to 2**63 - 1.

    >>> surrogate_key("dim_year", 2023)
    6445272757870144189
    >>> surrogate_key("dim_year", 2023) == surrogate_key("dim_year", "2023")
    True
    """
    return _hashed(_written(table, *parts))


#: `surrogate_key` for keys that every document asks for again and again: forms, funds, years.
known_key = lru_cache(maxsize=4096)(surrogate_key)


def document_key(sha256_hex: str) -> int:
    """Gives the key of a document from the hash of its raw bytes."""
    return surrogate_key("dim_document", sha256_hex)


def document_bucket(sha256_hex: str) -> int:
    """Gives which of the `BUCKETS` a document belongs to: the first six bits of its key, so evenly and for good.

    >>> document_bucket("00" * 32)
    9
    """
    return document_key(sha256_hex) * BUCKETS >> 63


def line_key(sha256_hex: str, start: int, end: int) -> int:
    """Gives the key of a money cell from its document and its span in the raw text."""
    return _hashed(_begun("fact_budget_line", sha256_hex, "budget_line") + _written(start, end))


def indicator_fact_key(sha256_hex: str, start: int, horizon: str) -> int:
    """Gives the key of an indicator row from its document, the offset of its name and its horizon."""
    return _hashed(_begun("fact_indicator", sha256_hex, "indicator") + _written(start, horizon))


def statement_key(sha256_hex: str, start: int, end: int, topic: str, base: str, ordinal: int) -> int:
    """Gives the key of a claim from its document, span, topic and base, and its number among claims equal in these."""
    return _hashed(_begun("fact_statement", sha256_hex, "statement") + _written(start, end, topic, base, ordinal))


def table_seen_key(sha256_hex: str, number: int) -> int:
    """Gives the key of a table from its document and its number among the document's tables."""
    return surrogate_key("fact_table_seen", sha256_hex, "table", number)


def mark_key(sha256_hex: str, kind: str, start: int, end: int) -> int:
    """Gives the key of a mark from its document, kind and span in the raw text."""
    return _hashed(_begun("fact_mark", sha256_hex, "mark") + _written(kind, start, end))


def department_key(region: int, name: str) -> int:
    """Gives the key of a department from the key of its region and its canonical name."""
    return surrogate_key("dim_department", region, name)


def project_key(department: int, code: str, name: str) -> int:
    """Gives the key of a project from its department and its code, or its name when no code is printed."""
    return surrogate_key("dim_project", department, *(("code", code) if code else ("name", name)))


def _written(*parts: str | int) -> str:
    return "".join([f"{len(text)}:{text}" for text in map(str, parts)])


#: What the keys of a document's hundreds of facts begin with is written once.
_begun = lru_cache(maxsize=64)(_written)


def _hashed(written: str) -> int:
    return int.from_bytes(sha256(written.encode()).digest()[:8], "big") >> 1 or 1
