"""The data dictionary: every table, mart and column in both languages, as Markdown, and how they refer to each other.

Tables come from the models; marts are handed in by whoever reads their files. ``make docs`` writes it anew; a test
fails when the committed one differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.catalog import Column, Table, all_tables, log_table
from schemas.vocabulary import terms, vocabularies

_HEAD = """\
# Data dictionary 数据字典

Written by `make docs` from the table models in `schemas/` and the headers of `sql/marts`: change those, not this file.
Tables hold what was printed; marts are what to read first: [questions](questions.md) ask them, [lineage](lineage.md)
says which facts each of their columns is made of.

Money is in yuan (元) in every table. Every dimension holds the member `(不适用)`, not applicable, under key 0, so no
key of a fact is null. A key is the first 63 bits of a SHA-256 over the natural key and never changes.
"""


@dataclass(frozen=True, slots=True)
class Described:
    """A mart as the dictionary shows it: `columns` are name, type, Chinese, English."""

    name: str
    zh: str
    en: str
    choice: str
    key: str
    columns: tuple[tuple[str, str, str, str], ...]


def dictionary(marts: Sequence[Described] = ()) -> str:
    """Gives the whole dictionary as Markdown, ending in a line feed."""
    lines = [
        _HEAD,
        *_contents(marts),
        *entity_diagram(),
        *(line for spec in (*all_tables(), log_table()) for line in _table(spec)),
        *(line for mart in marts for line in _mart(mart)),
        *_vocabularies(),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def entity_diagram() -> Iterator[str]:
    """Gives the tables and what refers to what, as a Mermaid diagram.

    >>> "dim_region ||--o{ dim_department : region_key" in "\\n".join(entity_diagram())
    True
    """
    yield "## Entities 实体关系"
    yield ""
    yield "```mermaid"
    yield "erDiagram"
    for spec in all_tables():
        for column in spec.columns:
            if column.references:
                yield f"    {column.references} ||--o{{ {spec.name} : {column.name}"
    yield "    fact_finding ||--|{ bridge_finding_fact : finding_key"
    yield "```"
    yield ""


def _contents(marts: Sequence[Described]) -> Iterator[str]:
    yield "| table | 中文 | rows |"
    yield "|---|---|---|"
    for spec in (*all_tables(), log_table()):
        yield f"| [`{spec.name}`](#{spec.name}) | {_cell(spec.zh)} | {_cell(spec.en)} |"
    for mart in marts:
        yield f"| [`{mart.name}`](#{mart.name}) | {_cell(mart.zh)} | {_cell(mart.en)} |"
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


def _mart(mart: Described) -> Iterator[str]:
    yield f"## {mart.name}"
    yield ""
    yield f"{mart.zh}。{mart.choice}"
    yield ""
    yield f"{mart.en}. Key: {mart.key}."
    yield ""
    yield "| column | type | 中文 | meaning |"
    yield "|---|---|---|---|"
    for name, dtype, zh, en in mart.columns:
        yield f"| `{name}` | {dtype.lower()} | {_cell(zh)} | {_cell(en)} |"
    yield ""


def _type(column: Column) -> str:
    """The type as a person reads it; the exact DuckDB type is in the database itself."""
    names = {
        "Int64": "integer (64 bit)",
        "Int32": "integer",
        "String": "text",
        "Boolean": "true or false",
        "Date": "date",
        "Datetime(time_unit='us', time_zone=None)": "date and time",
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
