"""What is different between two versions of the warehouse, or between two documents of one: documents and facts.

Documents are the same when their bytes are. One that went and one that came for the same department, scope, year and
kind are one document replaced. Facts of a document that stayed or was replaced are compared by their place: form, row,
column, and which of several equals it is. What came and what went is a fact that has no counterpart there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from pipelines.warehouse.ddl import text_literal
from pipelines.warehouse.reader import NoWarehouseError
from pipelines.warehouse.versions import versions_folder
from schemas.columns import NOT_APPLICABLE

_BATCH = 10_000

_TABLES = """
create temp table document (
    side varchar, document_key bigint, source_uri varchar, department_key bigint, department varchar,
    fiscal_year integer, document_kind varchar, scope varchar
);
create temp table fact (
    side varchar, document_key bigint, kind varchar, form varchar, "row" varchar, "column" varchar, occurrence bigint,
    value varchar, amount_yuan decimal(18, 2), fact_key bigint, source_line integer
)
"""

_DOCUMENTS = """
insert into temp.document
select
    $side, document.document_key, document.source_uri, document.department_key, department.name, document.fiscal_year,
    document.document_kind, document.scope
from dim_document as document
join dim_department as department on department.department_key = document.department_key
where document.document_key <> 0 and coalesce(document.document_key = $document_key, true)
"""

_LINES = """
insert into temp.fact
with
lines as (
    select
        line.document_key,
        form.name as form,
        case
            when line.functional_key <> 0 then functional.code || ' ' || functional.name
            when line.economic_key <> 0 then economic.code || ' ' || economic.name
            when line.project_key <> 0 then project.name || ' (' || line.item || ')'
            else line.item
        end as "row",
        concat_ws(' ', line.side, fund.name, line.nature, line.stage, year.fiscal_year) as "column",
        line.amount_yuan,
        line.line_key,
        line.source_start,
        line.source_line
    from fact_budget_line as line
    join dim_form as form on form.form_key = line.form_key
    join dim_functional_code as functional on functional.functional_key = line.functional_key
    join dim_economic_code as economic on economic.economic_key = line.economic_key
    join dim_project as project on project.project_key = line.project_key
    join dim_fund as fund on fund.fund_key = line.fund_key
    join dim_year as year on year.year_key = line.year_key
    where coalesce(line.document_key = $document_key, true)
)
select
    $side, document_key, 'budget_line', form, "row", "column",
    row_number() over (partition by document_key, form, "row", "column" order by source_start),
    cast(amount_yuan as varchar), amount_yuan, line_key, source_line
from lines
"""

_STATEMENTS = """
insert into temp.fact
with
statements as (
    select
        statement.document_key,
        concat_ws(
            ' ', statement.topic, nullif(functional.code, $none), nullif(economic.code, $none),
            nullif(project.name, $none)
        ) as "row",
        concat_ws(' ', statement.stage, statement.statement_year, statement.base) as "column",
        concat_ws(
            '; ',
            statement.amount_yuan || ' yuan',
            statement.quantity || coalesce(' ' || statement.unit, ''),
            'change ' || statement.change_yuan,
            'change ' || statement.change_quantity,
            'change ' || statement.change_pct || ' %',
            'completion ' || statement.completion_pct || ' %',
            'share ' || statement.share_pct || ' %'
        ) as value,
        statement.amount_yuan,
        statement.statement_key,
        statement.source_start,
        statement.source_line
    from fact_statement as statement
    join dim_functional_code as functional on functional.functional_key = statement.functional_key
    join dim_economic_code as economic on economic.economic_key = statement.economic_key
    join dim_project as project on project.project_key = statement.project_key
    where coalesce(statement.document_key = $document_key, true)
)
select
    $side, document_key, 'statement', '', "row", "column",
    row_number() over (partition by document_key, "row", "column" order by source_start),
    value, amount_yuan, statement_key, source_line
from statements
"""

_INDICATORS = """
insert into temp.fact
with
indicators as (
    select
        fact.document_key,
        form.name as form,
        concat_ws(' ', nullif(project.name, $none), indicator.level1, indicator.level2, indicator.name) as "row",
        fact.horizon as "column",
        concat_ws('; ', fact.target_text, 'actual ' || fact.actual_text, 'score ' || fact.score) as value,
        fact.indicator_fact_key,
        fact.source_line
    from fact_indicator as fact
    join dim_form as form on form.form_key = fact.form_key
    join dim_project as project on project.project_key = fact.project_key
    join dim_indicator as indicator on indicator.indicator_key = fact.indicator_key
    where coalesce(fact.document_key = $document_key, true)
)
select
    $side, document_key, 'indicator', form, "row", "column",
    row_number() over (partition by document_key, form, "row", "column" order by source_line, indicator_fact_key),
    value, null, indicator_fact_key, source_line
from indicators
"""

_PAIRS = """
create temp table pair as
with
old as (select * from document where side = 'old'),
new as (select * from document where side = 'new'),

went as (
    select
        *,
        row_number() over (
            partition by department_key, scope, fiscal_year, document_kind order by source_uri, document_key
        ) as copy
    from old
    where document_key not in (select document_key from new)
),

came as (
    select
        *,
        row_number() over (
            partition by department_key, scope, fiscal_year, document_kind order by source_uri, document_key
        ) as copy
    from new
    where document_key not in (select document_key from old)
)

select old.document_key as old_key, new.document_key as new_key, 'kept' as change
from old
join new on new.document_key = old.document_key
union all
select
    went.document_key,
    came.document_key,
    case when came.document_key is null then 'went' when went.document_key is null then 'came' else 'replaced' end
from went
full join came
    on $is_one_document
    or came.department_key = went.department_key and came.scope = went.scope
    and came.fiscal_year = went.fiscal_year and came.document_kind = went.document_kind and came.copy = went.copy
"""

_DIFFERENCES = """
create temp table difference as
with
compared as (select * from pair where change in ('kept', 'replaced')),

old as (
    select compared.old_key, compared.new_key, fact.*
    from fact
    join compared on compared.old_key = fact.document_key
    where fact.side = 'old'
),

new as (
    select compared.old_key, compared.new_key, fact.*
    from fact
    join compared on compared.new_key = fact.document_key
    where fact.side = 'new'
),

facts as (
    select
        coalesce(new.new_key, old.new_key) as new_document_key,
        coalesce(new.kind, old.kind) as kind,
        case when old.fact_key is null then 'came' when new.fact_key is null then 'went' else 'changed' end as change,
        coalesce(new.form, old.form) as form,
        coalesce(new."row", old."row") as "row",
        coalesce(new."column", old."column") as "column",
        old.value as old,
        new.value as new,
        new.amount_yuan - old.amount_yuan as difference_yuan,
        old.source_line as old_line,
        new.source_line as new_line,
        old.fact_key as old_key,
        new.fact_key as new_key
    from old
    full join new
        on new.old_key = old.old_key and new.new_key = old.new_key and new.kind = old.kind and new.form = old.form
        and new."row" = old."row" and new."column" = old."column" and new.occurrence = old.occurrence
    where old.fact_key is null or new.fact_key is null or new.value <> old.value
),

documents as (
    select coalesce(new_key, old_key) as shown_key, case when new_key is null then 'old' else 'new' end as side, pair.*
    from pair
    where change <> 'kept'
)

select
    'document' as kind,
    documents.change,
    shown.department,
    shown.fiscal_year,
    shown.document_kind,
    shown.scope,
    cast(null as varchar) as form,
    cast(null as varchar) as "row",
    cast(null as varchar) as "column",
    old.source_uri as old,
    new.source_uri as new,
    cast(null as decimal(18, 2)) as difference_yuan,
    cast(null as integer) as old_line,
    cast(null as integer) as new_line,
    documents.old_key,
    documents.new_key
from documents
join document as shown on shown.document_key = documents.shown_key and shown.side = documents.side
left join document as old on old.document_key = documents.old_key and old.side = 'old'
left join document as new on new.document_key = documents.new_key and new.side = 'new'
union all
select
    facts.kind, facts.change, shown.department, shown.fiscal_year, shown.document_kind, shown.scope, facts.form,
    facts."row", facts."column", facts.old, facts.new, facts.difference_yuan, facts.old_line, facts.new_line,
    facts.old_key, facts.new_key
from facts
join document as shown on shown.document_key = facts.new_document_key and shown.side = 'new'
"""

#: Documents first, then facts by document and line.
_ORDERED = """
select *
from difference
order by
    kind <> 'document', department, fiscal_year, document_kind, scope,
    case kind when 'budget_line' then 0 when 'statement' then 1 else 2 end, coalesce(new_line, old_line), form, "row",
    "column", old_key, new_key
"""

_SUMMARY = """
select kind, change, count(*) as count from difference group by kind, change
union all
select 'document', 'kept', count(*) from pair where change = 'kept'
"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is different between two versions."""

    _connection: duckdb.DuckDBPyConnection

    def summary(self) -> dict[tuple[str, str], int]:
        """Gives how many documents and facts came, went, changed, were replaced or kept, by kind and change."""
        rows = self._connection.execute(_SUMMARY).fetchall()
        return {(kind, change): count for kind, change, count in rows}

    def differences(self, columns: Sequence[str] = ("*",), limit: int = 2**62) -> pa.RecordBatchReader:
        """Gives one row a difference, documents first, then facts by document and line; close it when it is read."""
        return self._connection.sql(_ORDERED).limit(limit).select(*columns).to_arrow_reader(_BATCH)


class NoVersionError(Exception):
    """No version of the warehouse, or no document, has this name."""


def find_version(warehouse: Path, name: str) -> Path:
    """Gives the file of a version: a path, or a name in the folder of versions, or the beginning of its content.

    Raises:
        NoVersionError: there is none, or several.
    """
    path = Path(name)
    if path.is_file():
        return path.resolve()
    folder = versions_folder(warehouse)
    versions = sorted(folder.glob(f"{warehouse.stem}-*.duckdb"))
    found = [
        version
        for version in versions
        if name in (version.name, version.stem) or version.stem.removeprefix(f"{warehouse.stem}-").startswith(name)
    ]
    if len(found) == 1:
        return found[0].resolve()
    known = ", ".join(version.stem for version in versions) or "-"
    raise NoVersionError(
        f"没有（或不止一个）名为 {name} 的版本。现有版本：{known}。\n"
        f"No version, or more than one, is named {name}. Versions in {folder}: {known}."
    )


@contextmanager
def compared_versions(old: Path, new: Path) -> Iterator[Comparison]:
    """Gives the differences between two version files; they are read while it is open.

    Raises:
        NoWarehouseError: one of them can not be read as a warehouse of this program.
    """
    with duckdb.connect() as connection:
        connection.execute(_TABLES)
        _attach(connection, "old", old)
        _read(connection, "old", "old", None)
        if new != old:  # one file can not be attached twice
            _attach(connection, "new", new)
        _read(connection, "new", "old" if new == old else "new", None)
        _compare(connection, is_one_document=False)
        yield Comparison(connection)


@contextmanager
def compared_documents(warehouse: Path, old: int, new: int) -> Iterator[Comparison]:
    """Gives the same for two documents of one version, by their keys, as two versions of one document.

    Raises:
        NoWarehouseError: the version can not be read as a warehouse of this program.
    """
    with duckdb.connect() as connection:
        connection.execute(_TABLES)
        _attach(connection, "old", warehouse.resolve())
        _read(connection, "old", "old", old)
        _read(connection, "new", "old", new)
        _compare(connection, is_one_document=True)
        yield Comparison(connection)


def _attach(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    try:
        connection.execute(f"attach {text_literal(str(path))} as {name} (read_only)")
    except duckdb.Error as error:
        raise NoWarehouseError(f"{path} can not be read as a warehouse: {error}") from error


def _read(connection: duckdb.DuckDBPyConnection, side: str, database: str, document_key: int | None) -> None:
    connection.execute(f"use {database}")
    parameters = {"side": side, "document_key": document_key}
    try:
        connection.execute(_DOCUMENTS, parameters)
        connection.execute(_LINES, parameters)
        connection.execute(_STATEMENTS, parameters | {"none": NOT_APPLICABLE})
        connection.execute(_INDICATORS, parameters | {"none": NOT_APPLICABLE})
    except duckdb.Error as error:
        raise NoWarehouseError(f"The version {side} is not of this program: {error}. Build it again.") from error


def _compare(connection: duckdb.DuckDBPyConnection, *, is_one_document: bool) -> None:
    connection.execute("use memory")
    connection.execute(_PAIRS, {"is_one_document": is_one_document})
    connection.execute(_DIFFERENCES)
