-- seen_table: one row per table that a checked document prints, empty and unrecognised ones too (then `form` is null).
-- `note` is the sentence at the table that says it is empty. `is_read` is false where a number in the lines of the table
-- found no place, or a zero was taken for no amount, so that a table without figures may not be empty.
create or replace temporary table seen_table as
with
documents as (select * from checked_document),
tables as (select * from fact_table_seen),
forms as (select * from dim_form),
notes as (select * from mark where kind = 'empty_note'),

unplaced as (select document_key, source_line from token where outcome in ('unplaced', 'label')),

noted as (
    select
        tables.table_seen_key,
        arg_min(notes.text, notes.source_start) as note,
        arg_min(notes.source_line, notes.source_start) as note_line
    from tables
    join notes
        on notes.document_key = tables.document_key
        and notes.source_line between tables.source_line and tables.last_line
    where contains(notes.text, '表') or starts_with(notes.text, '没有') or starts_with(notes.text, '无')
    group by tables.table_seen_key
),

unread as (
    select distinct tables.table_seen_key
    from tables
    join unplaced
        on unplaced.document_key = tables.document_key
        and unplaced.source_line between tables.source_line and tables.last_line
)

select
    tables.table_seen_key,
    tables.document_key,
    documents.document_kind,
    case when tables.form_key <> 0 then forms.code end as form,
    coalesce(tables.title, case when tables.form_key <> 0 then forms.name end, '无标题表') as name,
    tables.title,
    tables.header,
    tables.unit,
    tables.figures,
    tables.nonzero,
    tables.source_line,
    tables.last_line,
    noted.note,
    noted.note_line,
    unread.table_seen_key is null as is_read
from tables
join documents on documents.document_key = tables.document_key
left join forms on forms.form_key = tables.form_key
left join noted on noted.table_seen_key = tables.table_seen_key
left join unread on unread.table_seen_key = tables.table_seen_key
