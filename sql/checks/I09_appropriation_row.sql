-- I09 财政拨款支出行内合计等于三本预算之和 | A row of the appropriation summary equals its three budgets
-- severity: error
-- tolerance: T1
-- applies: 财政拨款收支总表支出一侧，逐行比较：合计 = 一般公共预算 + 政府性基金预算 + 国有资本经营预算
-- not_applicable: 文中没有按三本预算分栏的财政拨款收支总表
-- insufficient: 归列不能确定、表内有未归位的数字、或同一行列有两个数字时，不比较
-- formula: |合计 − Σ三本预算| ≤ (印出个数 + 1) × u / 2；空白格按 0 计
-- example: “201 一般公共服务支出”合计 732.86 万元，一般公共预算 723.86 万元：相差 9.00 万元
-- guard: 行内三栏一个也没有印出的、支出一侧另有上年结转栏的不比较
-- source: 财政部《地方预决算公开操作规程》（财预〔2016〕143号）附表：财政拨款收支总表
-- grain: one row per table and row of the expenditure side that prints a part
with
cells as (select * from grid_cell where form = 'fiscal_appropriation_summary' and side = 'expenditure' and nature = 'total'),

parts as (
    select
        document_key,
        table_number,
        row_id,
        stage,
        fiscal_year,
        sum(coalesce(amount_yuan, 0)) as amount_yuan,
        sum(display_unit) as display_units,
        count(amount_yuan) as printed,
        list(amount_yuan) filter (where amount_yuan is not null) as amounts,
        list(source_line) as source_lines,
        list(source_line) filter (where is_printed) as printed_lines,
        list(fact_key) as facts,
        bool_and(is_comparable) as is_comparable
    from cells
    where fund in ('general', 'government_fund', 'state_capital')
    group by document_key, table_number, row_id, stage, fiscal_year
),

-- a column of what was carried in stands beside the three budgets
carried as (select distinct document_key, table_number from cells where (item = 'carry_in' or fund = 'carryover') and is_printed),

compared as (
    select
        total.document_key,
        concat_ws('/', cast(total.table_number as varchar), cast(total.row_id as varchar), cast(total.column_id as varchar)) as subject,
        total.form_name || '“' || total.row_name || '”合计' as place,
        '三本预算之和' as other_place,
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
        and parts.stage = total.stage
        and parts.fiscal_year = total.fiscal_year
    left join carried
        on carried.document_key = total.document_key
        and carried.table_number = total.table_number
    where total.fund = 'fiscal_appropriation' and total.is_printed and parts.printed > 0 and carried.document_key is null
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
