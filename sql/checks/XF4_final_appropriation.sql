-- XF4 收入决算表的财政拨款收入与财政拨款决算总表一致 | Final account: appropriation in the revenue table equals the appropriation summary
-- severity: error
-- tolerance: T2
-- applies: 决算：收入决算表合计行的财政拨款收入 = 财政拨款收入支出决算总表的本年收入合计
-- not_applicable: 不是决算，或文中没有同时印出两个数
-- insufficient: 两表中有一个数字归列不能确定，或同一表式的几张表数字不同时，不比较
-- formula: |甲 − 乙| ≤ u / 2 + u′ / 2，换算为同一单位
-- example: 财政拨款收入 3367.59 万元，财政拨款总表本年收入合计 3367.59 万元
-- guard: 只比较合计
-- source: 《部门决算报表》财决03表、财决01-1表
-- grain: one row per document and stage
with
figures as (select * from figure),

first_figures as (
    select *
    from figures
    where form = 'revenue_detail' and side = 'revenue' and fund = 'fiscal_appropriation' and item = 'total' and is_printed
),

second_figures as (
    select *
    from figures
    where form = 'fiscal_appropriation_summary' and side = 'revenue' and fund = 'fiscal_appropriation' and item = 'current_year_total' and is_printed
),

compared as (
    select
        second.document_key,
        second.stage as subject,
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
    where first.document_kind = 'final_account' and first.is_own_year and second.is_own_year
)

select
    document_key,
    subject,
    case when not is_comparable then 'insufficient_data' end as outcome,
    case when not is_comparable then unsure_text(place) end as reason,
    slip(expected, actual, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    differ_message(place, actual, actual_lines, other_place, expected, printed_lines) as message,
    lines_of(list_concat(source_lines, actual_lines)) as source_lines,
    facts
from compared
