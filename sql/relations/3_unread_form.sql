-- unread_form: one row per form of which a checked document prints a table with numbers that found no place: what the
-- table says is then not known, and no other table can stand for it.
create or replace temporary table unread_form as
with
documents as (select * from checked_document),
tables as (select * from fact_table_seen where form_key <> 0),
forms as (select * from dim_form),

unplaced as (
    select ledger.document_key, ledger.source_line
    from cell_ledger as ledger
    join documents on documents.document_key = ledger.document_key
    where ledger.outcome = 'unplaced'
)

select distinct tables.document_key, forms.code as form
from tables
join forms on forms.form_key = tables.form_key
join unplaced
    on unplaced.document_key = tables.document_key
    and unplaced.source_line between tables.source_line and tables.last_line
