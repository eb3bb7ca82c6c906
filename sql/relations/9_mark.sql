-- mark: one row per place in the text of a checked document that a rule asks about and that claims no quantity.
create or replace temporary table mark as
with
documents as (select * from checked_document),
marks as (select * from fact_mark)

select
    marks.mark_key,
    marks.document_key,
    documents.document_kind,
    documents.fiscal_year,
    documents.scope,
    documents.department_name,
    marks.kind,
    marks.text,
    marks.source_line,
    marks.source_start,
    marks.source_end
from marks
join documents on documents.document_key = marks.document_key
