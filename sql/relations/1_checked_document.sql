-- checked_document: one row per document that this run of the rules is about.
-- A run takes the documents slice by slice, all documents of a department in one slice, so that memory stays bounded;
-- rules read this relation and the others of this folder, which hold the slice only.
create or replace temporary table checked_document as
with
documents as (select * from dim_document),
slices as (select * from document_slice),
departments as (select * from dim_department),
years as (select * from dim_year)
select
    documents.document_key,
    documents.department_key,
    coalesce(years.year_key, 0) as year_key,
    documents.document_kind,
    documents.fiscal_year,
    documents.scope,
    documents.published_on,
    documents.is_current,
    documents.title,
    documents.layout,
    departments.name as department_name,
    departments.region_key
from documents
join slices on slices.document_key = documents.document_key
join departments on departments.department_key = documents.department_key
left join years on years.fiscal_year = documents.fiscal_year
where slices.slice = $slice
