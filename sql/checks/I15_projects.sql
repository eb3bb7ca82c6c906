-- I15 项目支出表合计等于各项目之和，项目等于其资金来源之和 | The project table's total equals its projects, a project its sources
-- severity: error
-- tolerance: T1
-- applies: 项目支出表：合计（或单位行）= Σ项目，逐栏；每个项目的合计 = Σ资金来源栏
-- not_applicable: 文中没有印出合计或分资金来源的项目支出表
-- insufficient: 归列不能确定、表内有未归位的数字、或同一行列有两个数字时，不比较
-- formula: |合计 − Σ各项| ≤ (个数 + 1) × u / 2；空白格按 0 计
-- example: 合计 264.98 万元 = 169.73 + 70.00 + 25.25 万元
-- guard: 没有合计行时，只有一个单位行才与项目比较；财政拨款与其三项构成同列时只计其一；一个来源也没有印出的项目不比较；几个项目中有一个等于合计的，是单位或科目行，不比较
-- source: 财政部《地方预决算公开操作规程》（财预〔2016〕143号）附表：项目支出表
-- grain: one row per table and column with a total, and one per project with columns of sources
with
cells as (select * from grid_cell where form = 'project_expenditure' and side = 'expenditure'),

projects as (
    select
        document_key,
        table_number,
        column_id,
        sum(coalesce(amount_yuan, 0)) as amount_yuan,
        sum(display_unit) as display_units,
        count(amount_yuan) as printed,
        list(amount_yuan) filter (where amount_yuan is not null) as amounts,
        list(source_line) as source_lines,
        list(source_line) filter (where is_printed) as printed_lines,
        list(fact_key) as facts,
        bool_and(is_comparable) as is_comparable
    from cells
    where item = 'project'
    group by document_key, table_number, column_id
),

totals as (
    select
        cells.*,
        row_number() over (
            partition by document_key, table_number, column_id
            order by case item when 'total' then 1 else 2 end, source_line, fact_key
        ) as rank,
        count(*) filter (where item = 'unit') over (partition by document_key, table_number, column_id) as units
    from cells
    where item in ('total', 'unit') and is_printed
),

headings as (
    select document_key, table_number, bool_or(fund = 'fiscal_appropriation') as has_appropriation
    from cells
    where is_printed
    group by document_key, table_number
),

sources as (
    select
        cells.document_key,
        cells.table_number,
        cells.row_id,
        cells.stage,
        cells.fiscal_year,
        sum(coalesce(cells.amount_yuan, 0)) as amount_yuan,
        sum(cells.display_unit) as display_units,
        count(cells.amount_yuan) as printed,
        list(cells.amount_yuan) filter (where cells.amount_yuan is not null) as amounts,
        list(cells.source_line) as source_lines,
        list(cells.source_line) filter (where cells.is_printed) as printed_lines,
        list(cells.fact_key) as facts,
        bool_and(cells.is_comparable) as is_comparable
    from cells
    join headings
        on headings.document_key = cells.document_key
        and headings.table_number = cells.table_number
    where cells.fund <> 'all'
        and not (headings.has_appropriation and cells.fund in ('general', 'government_fund', 'state_capital'))
    group by cells.document_key, cells.table_number, cells.row_id, cells.stage, cells.fiscal_year
),

compared as (
    select
        total.document_key,
        concat_ws('/', cast(total.table_number as varchar), 'total', cast(total.column_id as varchar)) as subject,
        total.form_name || total.row_name || total.column_name as place,
        '各项目之和' as other_place,
        coalesce(total.amount_yuan, 0) as actual,
        projects.amount_yuan as expected,
        rounding_envelope(projects.display_units + total.display_unit) as tolerance,
        projects.amounts,
        [total.source_line] as actual_lines,
        projects.printed_lines,
        projects.source_lines,
        list_append(projects.facts, total.fact_key) as facts,
        total.is_comparable and projects.is_comparable as is_comparable
    from totals as total
    join projects
        on projects.document_key = total.document_key
        and projects.table_number = total.table_number
        and projects.column_id = total.column_id
    where total.rank = 1 and (total.item = 'total' or total.units = 1) and projects.printed > 0
        and not (projects.printed > 1 and list_contains(projects.amounts, total.amount_yuan))
    union all
    select
        total.document_key,
        concat_ws('/', cast(total.table_number as varchar), cast(total.row_id as varchar), total.stage, cast(total.fiscal_year as varchar)) as subject,
        total.form_name || '“' || total.row_name || '”合计' as place,
        '各资金来源之和' as other_place,
        coalesce(total.amount_yuan, 0) as actual,
        sources.amount_yuan as expected,
        rounding_envelope(sources.display_units + total.display_unit) as tolerance,
        sources.amounts,
        [total.source_line] as actual_lines,
        sources.printed_lines,
        sources.source_lines,
        list_append(sources.facts, total.fact_key) as facts,
        total.is_comparable and sources.is_comparable as is_comparable
    from cells as total
    join sources
        on sources.document_key = total.document_key
        and sources.table_number = total.table_number
        and sources.row_id = total.row_id
        and sources.stage = total.stage
        and sources.fiscal_year = total.fiscal_year
    where total.fund = 'all' and total.item = 'project' and total.is_printed and sources.printed > 0
)

select
    document_key,
    subject,
    case when not is_comparable then 'insufficient_data' end as outcome,
    case when not is_comparable then unsure_text(place) end as reason,
    sum_slip(expected, actual, amounts, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    differ_message(place, actual, actual_lines, other_place, expected, printed_lines) as message,
    lines_of(list_concat(source_lines, actual_lines)) as source_lines,
    facts
from compared
