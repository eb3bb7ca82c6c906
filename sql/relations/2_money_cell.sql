-- money_cell: one row per money cell of a checked document, with words for its keys, its table, row and column.
-- A table is a run of cells of one form in reading order. `row_id` and `column_id` tell rows and columns of a table
-- apart: a row is its code, not the name, which a column of another year may call otherwise; a fund is what a row is in
-- the revenue half of a summary and where a row is a source, else what a column is. Where the columns are the items of
-- 三公, each of their totals begins a row, numbered by `unit_row`: 合计, then one a unit; it is 1 everywhere else.
-- `repeats` > 1 says that another cell of the table has the same row and column, so that neither can be told
-- from the other. `display_unit` is yuan of one last printed digit, with the precision of the whole table where idle
-- zeros are not printed. `is_sure` is false where the column is a guess; `is_complete` is false where numbers of
-- the printed table found no place. `is_cross` is true where the row is a functional code and the column an
-- economic class: a part of the row's amount, not another of it.
create or replace temporary table money_cell as
with
documents as (select * from checked_document),
lines as (
    select lines.*
    from fact_budget_line as lines
    join documents on documents.document_key = lines.document_key
),
tables_seen as (select document_key, source_line, last_line from fact_table_seen),
forms as (select * from dim_form),
funds as (select * from dim_fund),
years as (select * from dim_year),
functional as (select * from dim_functional_code),
economic as (select * from dim_economic_code),
projects as (select * from dim_project),
items as (select * from vocabulary_term where vocabulary = 'item'),
natures as (select * from vocabulary_term where vocabulary = 'nature'),
stages as (select * from vocabulary_term where vocabulary = 'stage'),

-- few columns at a time: what is numbered and counted is joined to the rest, which is wide
starts as (
    select
        lines.line_key,
        lines.document_key,
        lines.item,
        lines.stage,
        lines.nature,
        lines.year_key,
        lines.fund_key,
        lines.source_start,
        lines.form_key is distinct from lag(lines.form_key) over (
            partition by lines.document_key order by lines.source_start
        ) as is_first
    from lines
),

places as (
    select
        starts.*,
        cast(
            count(*) filter (where is_first)
                over (partition by document_key order by source_start rows unbounded preceding)
            as integer
        ) as table_number
    from starts
),

three_public_tables as (
    select distinct document_key, table_number from places where item = 'three_public_total'
),

unit_rows as (
    select
        places.line_key,
        greatest(1, count(*) filter (where places.item = 'three_public_total') over (
            partition by
                places.document_key, places.table_number, places.stage, places.year_key, places.nature, places.fund_key
            order by places.source_start rows unbounded preceding
        )) as unit_row
    from places
    join three_public_tables as tables
        on tables.document_key = places.document_key
        and tables.table_number = places.table_number
),

named as (
    select
        lines.line_key,
        lines.document_key,
        places.table_number,
        coalesce(unit_rows.unit_row, 1) as unit_row,
        forms.code as form,
        forms.name as form_name,
        lines.side,
        lines.item,
        lines.nature,
        lines.stage,
        years.fiscal_year,
        funds.code as fund,
        lines.functional_key,
        lines.economic_key,
        lines.project_key,
        case when lines.functional_key <> 0 then functional.code end as functional_code,
        case when lines.economic_key <> 0 then economic.code end as economic_code,
        case when lines.project_key <> 0 then projects.name end as project_name,
        case
            when lines.functional_key <> 0 then functional.code || functional.name
            when lines.economic_key <> 0 then economic.code || economic.name
            when lines.item = 'fund' then funds.name
            when lines.project_key <> 0 then projects.name
            else items.name
        end as row_name,
        case
            when lines.nature <> 'total' then natures.name
            when funds.code <> 'all' and lines.item <> 'fund' then funds.name
            else '合计'
        end as column_name,
        stages.name as stage_name,
        lines.amount_yuan,
        lines.printed,
        printed_scale(lines.amount_yuan, lines.printed) as scale,
        printed_decimals(lines.printed) as decimals,
        lines.source_line,
        lines.source_start,
        lines.placement,
        lines.item = 'fund'
            or (lines.side = 'revenue' and forms.code in ('revenue_expenditure_summary', 'fiscal_appropriation_summary'))
            as is_fund_of_row
    from lines
    join places on places.line_key = lines.line_key
    left join unit_rows on unit_rows.line_key = lines.line_key
    join forms on forms.form_key = lines.form_key
    join funds on funds.fund_key = lines.fund_key
    join years on years.year_key = lines.year_key
    join functional on functional.functional_key = lines.functional_key
    join economic on economic.economic_key = lines.economic_key
    join projects on projects.project_key = lines.project_key
    join items on items.code = lines.item
    join natures on natures.code = lines.nature
    join stages on stages.code = lines.stage
),

numbered as (
    select
        named.*,
        hash(
            side,
            item,
            functional_code,
            economic_code,
            project_key,
            case when is_fund_of_row then fund end,
            unit_row
        ) as row_id,
        hash(side, stage, fiscal_year, nature, case when not is_fund_of_row then fund end) as column_id
    from named
),

unplaced as (select document_key, source_line from token where outcome = 'unplaced'),

placed as (
    select document_key, table_number, min(source_line) as first_line, max(source_line) as last_line
    from numbered
    group by document_key, table_number
),

-- from the first line of the printed table to the last: what is above or below all placed cells is missing as well
spans as (
    select
        placed.document_key,
        placed.table_number,
        least(placed.first_line, min(seen.source_line)) as first_line,
        greatest(placed.last_line, max(seen.last_line)) as last_line
    from placed
    left join tables_seen as seen
        on seen.document_key = placed.document_key
        and placed.first_line between seen.source_line and seen.last_line
    group by placed.document_key, placed.table_number, placed.first_line, placed.last_line
),

gaps as (
    select spans.document_key, spans.table_number, count(*) as gaps
    from spans
    join unplaced
        on unplaced.document_key = spans.document_key
        and unplaced.source_line between spans.first_line and spans.last_line
    group by spans.document_key, spans.table_number
),

-- the finest precision that at least two cells of the table print: one odd cell says nothing of the others
precision as (
    select
        document_key,
        table_number,
        mode(scale order by scale) as scale,
        coalesce(list_sort(list(decimals) filter (where scale is not null), 'desc')[2], 0) as decimals
    from numbered
    group by document_key, table_number
),

cells as (
    select document_key, table_number, row_id, column_id, count(*) as repeats
    from numbered
    group by document_key, table_number, row_id, column_id
)

select
    numbered.line_key,
    numbered.document_key,
    numbered.table_number,
    numbered.form,
    numbered.form_name,
    numbered.side,
    numbered.item,
    numbered.nature,
    numbered.stage,
    numbered.fiscal_year,
    numbered.fund,
    numbered.functional_key,
    numbered.economic_key,
    numbered.project_key,
    numbered.functional_code,
    numbered.economic_code,
    numbered.project_name,
    coalesce(numbered.functional_code, numbered.economic_code) as code,
    numbered.item = 'code' and numbered.functional_code is not null and numbered.economic_code is not null as is_cross,
    numbered.row_name,
    numbered.column_name,
    numbered.stage_name,
    numbered.unit_row,
    numbered.row_id,
    numbered.column_id,
    numbered.is_fund_of_row,
    numbered.amount_yuan,
    numbered.printed,
    display_unit(
        coalesce(numbered.scale, precision.scale, 10000), greatest(numbered.decimals, precision.decimals)
    ) as display_unit,
    numbered.source_line,
    numbered.source_start,
    numbered.placement <> 'ambiguous' as is_sure,
    coalesce(gaps.gaps, 0) = 0 as is_complete,
    cells.repeats
from numbered
join cells
    on cells.document_key = numbered.document_key
    and cells.table_number = numbered.table_number
    and cells.row_id = numbered.row_id
    and cells.column_id = numbered.column_id
join precision
    on precision.document_key = numbered.document_key
    and precision.table_number = numbered.table_number
left join gaps
    on gaps.document_key = numbered.document_key
    and gaps.table_number = numbered.table_number
