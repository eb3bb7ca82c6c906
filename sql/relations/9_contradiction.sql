-- contradiction: one row per table of money of a checked document whose sums hold in no way of placing its numbers: the
-- blanks of its rows are not printed, and whichever columns the numbers stand in, the table does not add up.
-- `source_lines` are the lines of its numbers, `facts` their keys, `written` the numbers as printed. Not where the reader
-- had to tell cells apart by the look of a page: what does not add up may then be misread.
create or replace temporary table contradiction as
with
cells as (select * from money_cell where not is_sure),

refuted as (
    select token.target_key as line_key
    from token
    join checked_document as documents on documents.document_key = token.document_key
    where token.outcome = 'budget_line'
        and documents.layout not in ('text:spaced', 'text:plain')
)

select
    cells.document_key,
    cells.table_number,
    min(cells.form) as form,
    min(cells.form_name) as form_name,
    list(cells.source_line order by cells.source_start) as source_lines,
    list(cells.line_key order by cells.source_start) as facts,
    array_to_string(list(cells.printed order by cells.source_start), '、') as written
from cells
join refuted on refuted.line_key = cells.line_key
group by cells.document_key, cells.table_number
