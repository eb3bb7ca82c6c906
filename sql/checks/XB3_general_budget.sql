-- XB3 财政拨款收支总表的一般公共预算支出与一般公共预算支出表合计一致（预算） | Budget: general expenditure of the appropriation summary equals its table
-- severity: error
-- tolerance: T2
-- applies: 预算：财政拨款收支总表支出一侧的一般公共预算数 = 一般公共预算支出表合计
-- not_applicable: 不是预算，或财政拨款收支总表没有一般公共预算栏，或没有一般公共预算支出表合计
-- insufficient: 两表中有一个数字归列不能确定，或同一表式的几张表数字不同时，不比较
-- formula: |甲 − 乙| ≤ u / 2 + u′ / 2，换算为同一单位
-- example: 财政拨款收支总表一般公共预算支出 967.73 万元，一般公共预算支出表合计 967.73 万元
-- guard: 财政拨款收支总表有本年合计和总计时，等于其中之一即为一致
-- source: 财政部《地方预决算公开操作规程》（财预〔2016〕143号）附表
-- grain: one row per total of the table of general expenditure
with
figures as (select * from figure),

first_figures as (
    select *
    from figures
    where form = 'fiscal_appropriation_summary' and side = 'expenditure' and fund = 'general' and is_printed and nature = 'total'
        and item in ('current_year_total', 'grand_total', 'total')
),

second_figures as (
    select *
    from figures
    where form = 'general_expenditure' and item = 'total' and fund = 'general' and nature = 'total' and is_printed
),

candidates as (
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
        first.is_comparable and second.is_comparable as is_comparable,
        row_number() over (
            partition by second.document_key, second.fact_key
            order by abs(coalesce(second.amount_yuan, 0) - coalesce(first.amount_yuan, 0)), first.source_line, first.fact_key
        ) as rank
    from first_figures as first
    join second_figures as second
        on second.document_key = first.document_key
        and second.stage = first.stage
    where first.document_kind = 'budget' and first.is_own_year and second.is_own_year
),

compared as (select * from candidates where rank = 1)

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
