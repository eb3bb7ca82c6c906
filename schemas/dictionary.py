"""The data dictionary: every table and column in both languages, as Markdown, from the models alone.

``python -m schemas.dictionary FILE`` writes it anew (``make docs``); a test fails when the committed one differs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from schemas.catalog import Column, Table, all_tables
from schemas.vocabulary import terms, vocabularies

_HEAD = """\
# Data dictionary 数据字典

Written from the table models in `schemas/` by `make docs`: change a model, not this file.

Money is in yuan (元) in every table. Every dimension holds the member `(不适用)`, not applicable, under key 0, so no
key of a fact is null. A key is the first 63 bits of a SHA-256 over the natural key and never changes.
"""


def dictionary() -> str:
    """Gives the whole dictionary as Markdown, ending in a line feed."""
    lines = [_HEAD, *_contents(), *(line for spec in all_tables() for line in _table(spec)), *_vocabularies()]
    return "\n".join(lines).rstrip("\n") + "\n"


def _contents() -> Iterator[str]:
    yield "| table | 中文 | rows |"
    yield "|---|---|---|"
    for spec in all_tables():
        yield f"| [`{spec.name}`](#{spec.name}) | {_cell(spec.zh)} | {_cell(spec.en)} |"
    yield ""


def _table(spec: Table) -> Iterator[str]:
    yield f"## {spec.name}"
    yield ""
    yield f"{spec.zh}。"
    yield ""
    yield f"{spec.en} Natural key: {spec.natural_key}."
    yield ""
    yield "| column | type | null | 中文 | meaning |"
    yield "|---|---|---|---|---|"
    for column in spec.columns:
        null = "yes" if column.nullable else ""
        yield f"| `{column.name}` | {_type(column)} | {null} | {_cell(column.zh)} | {_cell(column.en)}{_link(column)} |"
    yield ""


def _type(column: Column) -> str:
    """The type as a person reads it; the exact DuckDB type is in the database itself."""
    names = {
        "Int64": "integer (64 bit)",
        "Int32": "integer",
        "String": "text",
        "Boolean": "true or false",
        "Date": "date",
        "List(Int32)": "list of integers",
    }
    text = str(column.dtype)
    return names.get(text, text.lower())


def _link(column: Column) -> str:
    if column.references:
        return f" → [`{column.references}`](#{column.references})"
    return f" → [{column.vocabulary}](#vocabulary-{column.vocabulary})" if column.vocabulary else ""


def _vocabularies() -> Iterator[str]:
    yield "## Vocabularies 词表"
    yield ""
    for name in vocabularies():
        yield f"### Vocabulary {name}"
        yield ""
        yield "| code | 中文 | meaning |"
        yield "|---|---|---|"
        for term in terms(name):
            yield f"| `{term.code}` | {_cell(term.name_zh)} | {_cell(term.name_en)} |"
        yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(dictionary(), encoding="utf-8")
