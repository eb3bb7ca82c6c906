-- grid_cell: one row per row and column of a table, printed or blank, so that a rule can ask for a cell that is not
-- there. A blank has no amount; it stands as many lines below the row's first cell as its column does in most rows of
-- the table, and `fact_key` is then a negative stand-in that is the same for every rule. `is_comparable` is false where
-- the cell's column is a guess (then no blank of its row is sure either), the table has unplaced numbers, or two cells
-- claim the same row and column.
-- `parent_code` is the nearest code above the row's own in the same table.
create or replace temporary table grid_cell as
with
cells as (select * from money_cell where not is_cross),
code_rows as (select * from code_row),

table_rows as (
    select
        cells.document_key,
        cells.table_number,
        cells.side,
        cells.row_id,
        min(cells.form) as form,
        min(cells.form_name) as form_name,
        min(cells.item) as item,
        min(cells.unit_row) as unit_row,
        min(cells.functional_code) as functional_code,
        min(cells.economic_code) as economic_code,
        min(cells.code) as code,
        min(code_rows.parent_code) as parent_code,
        min(cells.project_key) as project_key,
        min(cells.fund) filter (where cells.is_fund_of_row) as row_fund,
        arg_min(cells.row_name, cells.source_start) as row_name,
        min(cells.source_line) as row_line,
        bool_and(cells.is_complete) as is_complete,
        bool_and(cells.is_sure) as is_sure
    from cells
    left join code_rows
        on code_rows.document_key = cells.document_key
        and code_rows.table_number = cells.table_number
        and code_rows.side = cells.side
        and code_rows.code = cells.code
        and cells.item = 'code'
    group by cells.document_key, cells.table_number, cells.side, cells.row_id
),

table_columns as (
    select
        cells.document_key,
        cells.table_number,
        cells.side,
        cells.column_id,
        arg_min(cells.column_name, cells.source_start) as column_name,
        min(cells.nature) as nature,
        min(cells.stage) as stage,
        min(cells.stage_name) as stage_name,
        min(cells.fiscal_year) as fiscal_year,
        min(cells.fund) filter (where not cells.is_fund_of_row) as column_fund,
        mode(cells.source_line - table_rows.row_line order by cells.source_line - table_rows.row_line) as lines_below
    from cells
    join table_rows
        on table_rows.document_key = cells.document_key
        and table_rows.table_number = cells.table_number
        and table_rows.side = cells.side
        and table_rows.row_id = cells.row_id
    group by cells.document_key, cells.table_number, cells.side, cells.column_id
),

printed as (
    select
        document_key,
        table_number,
        row_id,
        column_id,
        count(*) as cells,
        min(line_key) as line_key,
        min(amount_yuan) as amount_yuan,
        min(display_unit) as display_unit,
        min(source_line) as source_line,
        bool_and(is_sure) as is_sure
    from cells
    group by document_key, table_number, row_id, column_id
)

select
    table_rows.document_key,
    table_rows.table_number,
    table_rows.form,
    table_rows.form_name,
    table_rows.side,
    table_rows.item,
    table_rows.unit_row,
    table_rows.row_id,
    table_rows.row_name,
    table_rows.row_line,
    table_rows.functional_code,
    table_rows.economic_code,
    table_rows.code,
    table_rows.parent_code,
    table_rows.project_key,
    table_columns.column_id,
    table_columns.column_name,
    table_columns.nature,
    table_columns.stage,
    table_columns.stage_name,
    table_columns.fiscal_year,
    coalesce(table_rows.row_fund, table_columns.column_fund) as fund,
    case when printed.cells = 1 then printed.amount_yuan end as amount_yuan,
    printed.cells is not null as is_printed,
    coalesce(printed.display_unit, 0) as display_unit,
    coalesce(printed.source_line, cast(table_rows.row_line + table_columns.lines_below as integer)) as source_line,
    coalesce(
        case when printed.cells = 1 then printed.line_key end,
        blank_key(table_rows.document_key, table_rows.table_number, table_rows.row_id, table_columns.column_id)
    ) as fact_key,
    coalesce(printed.is_sure and printed.cells = 1, table_rows.is_sure) and table_rows.is_complete as is_comparable
from table_rows
join table_columns
    on table_columns.document_key = table_rows.document_key
    and table_columns.table_number = table_rows.table_number
    and table_columns.side = table_rows.side
    and (table_columns.column_fund is null) = (table_rows.row_fund is not null)
left join printed
    on printed.document_key = table_rows.document_key
    and printed.table_number = table_rows.table_number
    and printed.row_id = table_rows.row_id
    and printed.column_id = table_columns.column_id
