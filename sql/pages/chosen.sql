-- Some documents by their keys.
select
    document_key, department_key, region_key, department_name, region_name, place, fiscal_year, document_kind, scope,
    title, head_count, head_count_basis
from mart_document
where document_key in (select unnest($documents))
