-- I12 行内基本支出等于人员经费与公用经费之和 | A row's basic expenditure equals personnel and public funds
-- severity: error
-- tolerance: T1
-- applies: 分人员经费、公用经费列示的表，逐行比较：基本支出（合计）= 人员经费 + 公用经费
-- not_applicable: 文中没有分列人员经费和公用经费并印出合计的表
-- insufficient: 归列不能确定、表内有未归位的数字、或同一行列有两个数字时，不比较
-- formula: |合计 − (人员经费 + 公用经费)| ≤ 3 × u / 2；空白格按 0 计，但两栏至少印出一栏
-- example: “30201 办公费”合计 3.00 万元，人员经费 0.00，公用经费 1.80：相差 1.20 万元
-- guard: 表内同时有三栏才比较；行内两部分都没有印出的、另有按经济分类列示的栏的（对个人和家庭的补助）不比较
-- source: 财政部《地方预决算公开操作规程》（财预〔2016〕143号）附表：一般公共预算基本支出表分人员经费、公用经费
-- grain: one row per table and row that prints basic expenditure and a part of it
with
cells as (select * from grid_cell where side = 'expenditure'),

-- 对个人和家庭的补助 in a column of its own beside the two parts
crossed as (select distinct document_key, table_number from money_cell where is_cross and nature = 'basic'),

splits as (
    select document_key, table_number, fund, stage, fiscal_year
    from cells
    where nature in ('basic', 'basic_personnel', 'basic_public') and is_printed
    group by document_key, table_number, fund, stage, fiscal_year
    having count(distinct nature) = 3
),

parts as (
    select
        cells.document_key,
        cells.table_number,
        cells.row_id,
        cells.fund,
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
    join splits
        on splits.document_key = cells.document_key
        and splits.table_number = cells.table_number
        and splits.fund = cells.fund
        and splits.stage = cells.stage
        and splits.fiscal_year = cells.fiscal_year
    where cells.nature in ('basic_personnel', 'basic_public')
    group by cells.document_key, cells.table_number, cells.row_id, cells.fund, cells.stage, cells.fiscal_year
),

compared as (
    select
        total.document_key,
        concat_ws('/', cast(total.table_number as varchar), cast(total.row_id as varchar), cast(total.column_id as varchar)) as subject,
        total.form_name || '“' || total.row_name || '”基本支出' as place,
        '人员经费与公用经费之和' as other_place,
        coalesce(total.amount_yuan, 0) as actual,
        parts.amount_yuan as expected,
        rounding_envelope(parts.display_units + total.display_unit) as tolerance,
        parts.amounts,
        [total.source_line] as actual_lines,
        parts.printed_lines,
        parts.source_lines,
        list_append(parts.facts, total.fact_key) as facts,
        total.is_comparable and parts.is_comparable as is_comparable
    from cells as total
    join parts
        on parts.document_key = total.document_key
        and parts.table_number = total.table_number
        and parts.row_id = total.row_id
        and parts.fund = total.fund
        and parts.stage = total.stage
        and parts.fiscal_year = total.fiscal_year
    left join crossed
        on crossed.document_key = total.document_key
        and crossed.table_number = total.table_number
    where total.nature = 'basic' and total.is_printed and parts.printed > 0 and crossed.document_key is null
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
