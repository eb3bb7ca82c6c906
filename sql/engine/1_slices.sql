-- document_slice: one row per document that is checked anew, with the number of its slice. All documents of a department
-- stand in one slice, since rules compare them with each other; documents whose department is unknown (key 0) are
-- compared with no other and stand alone. $size is how many documents a slice holds, up to the end of a department.
create or replace temporary table document_slice as
with
due as (
    select document_key, department_key
    from dim_document
    where document_key <> 0
        and ($everything or list_contains($departments, department_key))
),

departments as (
    select department_key, case when department_key = 0 then document_key end as lone_key, count(*) as documents
    from due
    group by all
),

packed as (
    select
        department_key,
        lone_key,
        cast((sum(documents) over (order by department_key, lone_key rows unbounded preceding) - 1) // $size as integer)
            as slice
    from departments
)

select due.document_key, packed.slice
from due
join packed
    on packed.department_key = due.department_key
    and coalesce(packed.lone_key, due.document_key) = due.document_key;
