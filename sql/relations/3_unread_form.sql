-- unread_form: one row per form of which a checked document prints a table with numbers that found no place: what the
-- table says is then not known, and no other table can stand for it.
create or replace temporary table unread_form as
with
tables as (select * from fact_table_seen where form_key <> 0),
forms as (select * from dim_form),
unplaced as (select document_key, source_line from token where outcome = 'unplaced')

select distinct tables.document_key, forms.code as form
from tables
join forms on forms.form_key = tables.form_key
join unplaced
    on unplaced.document_key = tables.document_key
    and unplaced.source_line between tables.source_line and tables.last_line
