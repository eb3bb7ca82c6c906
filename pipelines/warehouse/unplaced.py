"""What is not understood yet, the commonest first: tables, words of their headers, labels of rows, other reasons.

Read from the reasons of `cell_ledger`, so that it covers all documents of the warehouse and needs no text. Years are
left out of titles, words and reasons: one wording of ten years is one entry.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

#: The reasons as the forms write them: 未识别的表《…》，表头：a｜b｜c and 《…》行名“…”不在词表中.
_TABLE = "^未识别的表《(.*?)》，表头：(.*)$"
_LABEL = "^《(.*)》行名“(.*)”不在词表中$"
_YEAR = r"(?:19|20)\d{2}(?:年度?)?"
#: A longer list of headers is cut in the reason, so that its last word may be half a word.
_LONGEST_HEADERS = 120

_TABLES = """
with unplaced as (
    select document_key, regexp_extract(reason, $table, ['title', 'headers'], 's') as seen
    from cell_ledger
    where outcome = 'unplaced' and regexp_matches(reason, $table, 's')
)
select
    regexp_replace(seen.title, $year, '', 'g') as title,
    mode(seen.headers order by seen.headers) as headers,
    count(*) as numbers,
    count(distinct document_key) as documents
from unplaced
group by regexp_replace(seen.title, $year, '', 'g')
order by documents desc, numbers desc, title
limit $limit
"""

_WORDS = r"""
with unplaced as (
    select distinct document_key, regexp_extract(reason, $table, ['title', 'headers'], 's') as seen
    from cell_ledger
    where outcome = 'unplaced' and regexp_matches(reason, $table, 's')
),
lists as (
    select document_key, seen.title as title, string_split(seen.headers, '｜') as words, length(seen.headers) as size
    from unplaced
),
words as (
    select
        document_key,
        title,
        unnest(case when size < $longest then words else words[:-2] end) as printed
    from lists
),
named as (
    select document_key, title, regexp_replace(printed, $noise, '', 'g') as word
    from words
)
select
    word,
    mode(title order by title) as title,
    count(distinct title || ':' || document_key::varchar) as tables,
    count(distinct document_key) as documents
from named
where regexp_matches(word, '\p{Han}') and not regexp_matches(word, '[:：。]') and length(word) <= 20
group by word
order by documents desc, tables desc, word
limit $limit
"""

_LABELS = """
with unplaced as (
    select document_key, regexp_extract(reason, $label, ['title', 'name'], 's') as seen
    from cell_ledger
    where outcome = 'unplaced' and regexp_matches(reason, $label, 's')
)
select
    seen.name as name,
    mode(regexp_replace(seen.title, $year, '', 'g') order by seen.title) as title,
    count(*) as numbers,
    count(distinct document_key) as documents
from unplaced
group by seen.name
order by documents desc, numbers desc, name
limit $limit
"""

_REASONS = """
select
    regexp_replace(coalesce(reason, ''), $year, '', 'g') as why,
    '' as seen,
    count(*) as numbers,
    count(distinct document_key) as documents
from cell_ledger
where outcome = 'unplaced'
    and not regexp_matches(coalesce(reason, ''), $table, 's')
    and not regexp_matches(coalesce(reason, ''), $label, 's')
group by regexp_replace(coalesce(reason, ''), $year, '', 'g')
order by numbers desc, why
limit $limit
"""


@dataclass(frozen=True, slots=True)
class Unknown:
    """One thing that is not understood: its text, where it was seen, how often, in how many documents."""

    text: str
    seen: str
    count: int
    documents: int


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Numbers without a place, by what would have to be declared for them.

    `tables` are the tables that no form explains (seen: their headers; count: numbers), `words` the words of their
    headers (seen: a title; count: tables), `labels` the row labels that no wording explains (seen: a title; count:
    numbers), `reasons` everything else (count: numbers).
    """

    tables: tuple[Unknown, ...]
    words: tuple[Unknown, ...]
    labels: tuple[Unknown, ...]
    reasons: tuple[Unknown, ...]


def read_unplaced(connection: duckdb.DuckDBPyConnection, limit: int = 20) -> Unplaced:
    """Gives the commonest causes for which numbers found no place, at most `limit` of a kind."""

    def ask(query: str, **patterns: str | int) -> tuple[Unknown, ...]:
        rows = connection.execute(query, {**patterns, "limit": limit}).fetchall()
        return tuple(Unknown(*row) for row in rows)

    return Unplaced(
        tables=ask(_TABLES, table=_TABLE, year=_YEAR),
        words=ask(_WORDS, table=_TABLE, noise=rf"\s|其中[:：]|{_YEAR}", longest=_LONGEST_HEADERS),
        labels=ask(_LABELS, label=_LABEL, year=_YEAR),
        reasons=ask(_REASONS, table=_TABLE, label=_LABEL, year=_YEAR),
    )
