-- I07 总计等于本年收支加结转结余 | The grand total is the current year plus what is carried
-- severity: error
-- tolerance: T1
-- applies: 收支总表中有总计行和本年合计行的：收入总计 = 本年收入 + 使用非财政拨款结余 + 上年结转；支出总计 = 本年支出 + 结余分配 + 结转下年
-- not_applicable: 收支总表没有同时印出总计和本年合计
-- insufficient: 归列不能确定、表内有未归位的数字、或同一行列有两个数字时，不比较
-- formula: |总计 − Σ构成| ≤ (构成个数 + 1) × u / 2；空白格按 0 计
-- example: 支出总计 4020.06 万元，本年支出合计 4020.06 万元，年末结转和结余 10.00 万元：4020.06 ≠ 4030.06
-- guard: 只比较同一张表同一边、全部资金
-- source: 《部门决算报表》收入支出决算总表（财决01表）：总计 = 本年合计 + 结转结余各项
-- grain: one row per table and side with a grand total and a total of the current year
with
cells as (select * from grid_cell where form = 'revenue_expenditure_summary' and fund = 'all' and nature = 'total'),

parts as (
    select
        document_key,
        table_number,
        side,
        stage,
        fiscal_year,
        sum(coalesce(amount_yuan, 0)) as amount_yuan,
        sum(display_unit) as display_units,
        count(amount_yuan) as printed,
        list(amount_yuan) filter (where amount_yuan is not null) as amounts,
        list(source_line) as source_lines,
        list(source_line) filter (where is_printed) as printed_lines,
        list(fact_key) as facts,
        bool_and(is_comparable) as is_comparable,
        bool_or(item = 'current_year_total' and is_printed) as has_current_year
    from cells
    where item in ('current_year_total', 'carry_in', 'carry_out', 'use_of_surplus', 'surplus_distribution')
    group by document_key, table_number, side, stage, fiscal_year
),

compared as (
    select
        total.document_key,
        concat_ws('/', cast(total.table_number as varchar), total.side, total.stage, cast(total.fiscal_year as varchar)) as subject,
        total.form_name || total.row_name as place,
        case total.side when 'revenue' then '本年收入与上年结转等之和' else '本年支出与结转下年等之和' end as other_place,
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
        and parts.side = total.side
        and parts.stage = total.stage
        and parts.fiscal_year = total.fiscal_year
    where total.item = 'grand_total' and total.is_printed and parts.has_current_year
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
