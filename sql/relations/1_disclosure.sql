-- disclosure: one row per checked document that stands for its disclosure, so that others may be compared with it: the
-- current version, of a department that is known by name and region, and of a year.
create or replace temporary table disclosure as
select document_key, department_key, document_kind, fiscal_year, scope
from checked_document
where is_current
    and department_key <> 0
    and region_key <> 0
    and department_name <> ''
    and fiscal_year is not null
qualify count(*) over (partition by department_key, scope, fiscal_year, document_kind) = 1
