-- code_row: one row per code that a table lists, with the nearest code above it that the same table lists (null for a
-- code without one). A functional code of 7 digits stands below its 5 digits, or below its 3 where the table has no 5.
create or replace temporary table code_row as
with
cells as (select * from money_cell where item = 'code' and repeats = 1 and not is_cross),

listed as (
    select
        document_key, table_number, side, code,
        case when functional_code is not null then 'functional' else 'economic' end as kind
    from cells
    group by document_key, table_number, side, code, functional_code is not null
),

ancestors as (
    select child.document_key, child.table_number, child.side, child.kind, child.code, max(parent.code) as parent_code
    from listed as child
    join listed as parent
        on parent.document_key = child.document_key
        and parent.table_number = child.table_number
        and parent.side = child.side
        and parent.kind = child.kind
        and parent.code in (left(child.code, 3), left(child.code, 5))
        and parent.code <> child.code
    group by child.document_key, child.table_number, child.side, child.kind, child.code
)

select
    listed.document_key,
    listed.table_number,
    listed.side,
    listed.kind,
    listed.code,
    ancestors.parent_code
from listed
left join ancestors
    on ancestors.document_key = listed.document_key
    and ancestors.table_number = listed.table_number
    and ancestors.side = listed.side
    and ancestors.kind = listed.kind
    and ancestors.code = listed.code
