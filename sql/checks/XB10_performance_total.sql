-- XB10 整体绩效目标表的部门支出预算与支出合计一致 | The department's performance form states the same expenditure
-- severity: warning
-- tolerance: T2
-- applies: 整体绩效目标表的部门支出预算数（及其中基本支出、项目支出）= 支出总表合计行
-- not_applicable: 文中没有整体绩效目标表，或没有印出部门支出预算数
-- insufficient: 两表中有一个数字归列不能确定，或同一表式的几张表数字不同时，不比较
-- formula: |甲 − 乙| ≤ u / 2 + u′ / 2，换算为同一单位
-- example: 部门支出预算数 732.86 万元，支出总表合计 732.86 万元
-- guard: 只比较本年度、全部资金；整体绩效表数字归列不确定的不比较
-- source: 《中共中央 国务院关于全面实施预算绩效管理的意见》（中发〔2018〕34号）
-- grain: one row per nature that both forms total
with
figures as (select * from figure),

first_figures as (
    select *
    from figures
    where form = 'expenditure_detail' and fund = 'all' and item = 'total' and nature in ('total', 'basic', 'project') and is_printed
),

second_figures as (
    select *
    from figures
    where form = 'department_performance' and side = 'expenditure' and fund = 'all' and item = 'total' and nature in ('total', 'basic', 'project') and is_printed
),

compared as (
    select
        second.document_key,
        second.nature || '/' || second.stage as subject,
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
        and second.nature = first.nature
        and second.stage = first.stage
    where first.is_own_year and second.is_own_year
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
