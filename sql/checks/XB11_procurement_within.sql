-- XB11 政府采购不大于支出合计 | Procurement is not more than total expenditure
-- severity: info
-- tolerance: T2
-- applies: 预算：支出合计 ≥ 政府采购预算合计
-- not_applicable: 文中没有印出政府采购预算合计和支出合计
-- insufficient: 两表中有一个数字归列不能确定，或同一表式的几张表数字不同时，不比较
-- formula: 支出合计 ≥ 采购合计 − (u / 2 + u′ / 2)
-- example: 支出合计 732.86 万元，政府采购 110.00 万元
-- guard: 采购可以跨年度，因此只提示
-- source: 《中华人民共和国政府采购法》第三十三条：采购预算列入部门预算
-- grain: one row per total of expenditure
with
figures as (select * from figure),

first_figures as (
    select *
    from figures
    where form = 'procurement' and item = 'total' and fund = 'all' and is_printed
),

second_figures as (
    select *
    from figures
    where form in ('expenditure_detail', 'revenue_expenditure_summary') and side = 'expenditure' and item in ('total', 'current_year_total') and fund = 'all' and nature = 'total' and is_printed
),

compared as (
    select
        second.document_key,
        second.form || '/' || second.item || '/' || second.stage as subject,
        second.form_name || '“' || second.row_name || '”' || second.column_name as place,
        first.form_name || '“' || first.row_name || '”' || first.column_name as other_place,
        coalesce(second.amount_yuan, 0) as actual,
        coalesce(first.amount_yuan, 0) as expected,
        rounding_envelope(first.display_unit + second.display_unit) as tolerance,
        case when second.is_printed then [second.source_line] end as actual_lines,
        case when first.is_printed then [first.source_line] end as printed_lines,
        [first.source_line, second.source_line] as source_lines,
        [first.fact_key, second.fact_key] as facts,
        first.is_comparable and second.is_comparable as is_comparable
    from first_figures as first
    join second_figures as second
        on second.document_key = first.document_key
        and second.stage = first.stage
    where first.document_kind = 'budget' and first.is_own_year and second.is_own_year
)

select
    document_key,
    subject,
    case when not is_comparable then 'insufficient_data' when actual >= expected then 'pass' end as outcome,
    case when not is_comparable then unsure_text(place) end as reason,
    slip(expected, actual, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    less_message(
        place, actual, actual_lines, other_place, expected, printed_lines
    ) as message,
    lines_of(list_concat(source_lines, actual_lines)) as source_lines,
    facts
from compared
