-- figure: one row per figure that a form of a document gives: for one row (code or total), nature, stage, year and fund.
-- Where the form is printed in several tables (one a unit), their figures are one only when they agree; else
-- `is_comparable` is false. A row that is there without a number in the column is a figure without amount.
-- `is_own_year` says that the figure is of the document's own fiscal year.
create or replace temporary table figure as
with
cells as (
    select *
    from grid_cell
    where item not in ('project', 'project_total', 'unit', 'purchase', 'unit_price') and unit_row = 1
),
documents as (select * from checked_document)

select
    cells.document_key,
    any_value(documents.document_kind) as document_kind,
    cells.form,
    any_value(cells.form_name) as form_name,
    cells.side,
    cells.item,
    coalesce(cells.code, '') as code,
    any_value(cells.row_name) as row_name,
    cells.nature,
    any_value(cells.column_name) as column_name,
    cells.stage,
    any_value(cells.stage_name) as stage_name,
    cells.fiscal_year,
    cells.fiscal_year = any_value(documents.fiscal_year) as is_own_year,
    cells.fund,
    max(cells.amount_yuan) as amount_yuan,
    bool_or(cells.is_printed) as is_printed,
    max(cells.display_unit) as display_unit,
    coalesce(min(cells.source_line) filter (where cells.is_printed), min(cells.source_line)) as source_line,
    coalesce(
        arg_min(cells.fact_key, cells.source_line) filter (where cells.is_printed),
        arg_min(cells.fact_key, cells.source_line)
    ) as fact_key,
    bool_and(cells.is_comparable) and count(distinct cells.amount_yuan) <= 1 as is_comparable
from cells
join documents on documents.document_key = cells.document_key
group by
    cells.document_key, cells.form, cells.side, cells.item, coalesce(cells.code, ''), cells.nature, cells.stage,
    cells.fiscal_year, cells.fund
