-- XF3 决算总表各功能类与支出决算表一致 | Final account: classes of the summary equal those of the expenditure table
-- severity: error
-- tolerance: T2
-- applies: 逐个功能类：收支总表的支出 = 支出总表（支出决算表）该类合计
-- not_applicable: 不是决算，或两表没有共同的功能类
-- insufficient: 两表中有一个数字归列不能确定，或同一表式的几张表数字不同时，不比较
-- formula: |甲 − 乙| ≤ u / 2 + u′ / 2，换算为同一单位
-- example: 收支总表“208 社会保障和就业支出”81.56 万元，支出总表 81.55 万元：相差在两个数的舍入之内
-- guard: 两表都列出该类才比较；两表都没有印数的不比较
-- source: 财政部《地方预决算公开操作规程》（财预〔2016〕143号）附表
-- grain: one row per class that both tables list
with
figures as (select * from figure),

first_figures as (
    select *
    from figures
    where form = 'revenue_expenditure_summary' and side = 'expenditure' and item = 'code' and fund = 'all' and nature = 'total'
        and length(code) = 3
),

second_figures as (
    select *
    from figures
    where form = 'expenditure_detail' and item = 'code' and fund = 'all' and nature = 'total' and length(code) = 3
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
