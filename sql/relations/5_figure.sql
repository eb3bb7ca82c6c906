-- figure: one row per figure that a form of a document gives: for one row (code or total), nature, stage, year and fund.
-- Where the form is printed in several tables (one a unit), their figures are one only when they agree; else
-- `is_comparable` is false. A row that is there without a number in the column is a figure without amount.
-- `is_own_year` says that the figure is of the document's own fiscal year.
create or replace temporary table figure as
with
documents as (select * from checked_document),

cells as (
    select
        *,
        hash(form, side, item, code, nature, stage, fiscal_year, fund) as figure_id
    from grid_cell
    where item not in ('project', 'project_total', 'unit', 'purchase', 'unit_price') and unit_row = 1
),

-- few: a form prints a figure once
repeated as (
    select document_key, figure_id
    from cells
    group by document_key, figure_id
    having count(*) > 1
),

together as (
    select
        cells.document_key,
        cells.form,
        arg_min(cells.form_name, (cells.source_line, cells.fact_key)) as form_name,
        cells.side,
        cells.item,
        cells.code,
        arg_min(cells.row_name, (cells.source_line, cells.fact_key)) as row_name,
        cells.nature,
        arg_min(cells.column_name, (cells.source_line, cells.fact_key)) as column_name,
        cells.stage,
        arg_min(cells.stage_name, (cells.source_line, cells.fact_key)) as stage_name,
        cells.fiscal_year,
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
    semi join repeated
        on repeated.document_key = cells.document_key
        and repeated.figure_id = cells.figure_id
    group by
        cells.document_key, cells.form, cells.side, cells.item, cells.code, cells.nature, cells.stage, cells.fiscal_year,
        cells.fund
),

every as (
    select
        document_key, form, form_name, side, item, code, row_name, nature, column_name, stage, stage_name, fiscal_year,
        fund, amount_yuan, is_printed, display_unit, source_line, fact_key, is_comparable
    from cells
    anti join repeated
        on repeated.document_key = cells.document_key
        and repeated.figure_id = cells.figure_id
    union all
    select * from together
)

select
    every.document_key,
    documents.document_kind,
    every.form,
    every.form_name,
    every.side,
    every.item,
    coalesce(every.code, '') as code,
    every.row_name,
    every.nature,
    every.column_name,
    every.stage,
    every.stage_name,
    every.fiscal_year,
    every.fiscal_year = documents.fiscal_year as is_own_year,
    every.fund,
    every.amount_yuan,
    every.is_printed,
    every.display_unit,
    every.source_line,
    every.fact_key,
    every.is_comparable
from every
join documents on documents.document_key = every.document_key
