-- XF5 财政拨款决算总表的一般公共预算支出与其支出决算表一致 | Final account: general expenditure of the appropriation summary equals its table, total and classes
-- severity: error
-- tolerance: T2
-- applies: 决算：财政拨款收入支出决算总表的一般公共预算支出 = 一般公共预算财政拨款支出决算表，合计及各功能类
-- not_applicable: 不是决算，或财政拨款总表没有一般公共预算栏，或没有一般公共预算支出决算表
-- insufficient: 两表中有一个数字归列不能确定，或同一表式的几张表数字不同时，不比较
-- formula: |甲 − 乙| ≤ u / 2 + u′ / 2，换算为同一单位
-- example: “201 一般公共服务支出”两表均为 3234.62 万元
-- guard: 两表都列出该类才比较
-- source: 《部门决算报表》财决01-1表、财决07表
-- grain: one row per total and class that both tables list
with
figures as (select * from figure),

first_figures as (
    select *
    from figures
    where form = 'fiscal_appropriation_summary' and side = 'expenditure' and fund = 'general' and nature = 'total'
        and (item = 'current_year_total' or (item = 'code' and length(code) = 3))
),

second_figures as (
    select *
    from figures
    where form = 'general_expenditure' and fund = 'general' and nature = 'total'
        and (item = 'total' or (item = 'code' and length(code) = 3))
),

compared as (
    select
        second.document_key,
        second.code || '/' || second.stage as subject,
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
        and second.code = first.code
        and second.stage = first.stage
    where first.document_kind = 'final_account' and first.is_own_year and second.is_own_year and (first.is_printed or second.is_printed)
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
