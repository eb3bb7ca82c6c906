-- XF8 支出决算表不小于一般公共预算支出决算表 | Final account: expenditure is at least general expenditure, per code
-- severity: warning
-- tolerance: T2
-- applies: 决算：合计、基本、项目三栏，合计行及每个科目：支出决算表 ≥ 一般公共预算财政拨款支出决算表
-- not_applicable: 不是决算，或文中没有同时印出两表
-- insufficient: 两表中有一个数字归列不能确定，或同一表式的几张表数字不同时，不比较
-- formula: 支出决算表 ≥ 一般公共预算支出决算表 − (u / 2 + u′ / 2)
-- example: “2010350 事业运行”支出决算 100.00 万元，其中一般公共预算 101.00 万元：部分大于整体
-- guard: 两表都印出该数才比较
-- source: 《部门决算报表》财决04表、财决07表
-- grain: one row per total or code, and column, that both tables print
with
figures as (select * from figure),

first_figures as (
    select *
    from figures
    where form = 'general_expenditure' and fund = 'general' and item in ('total', 'code') and nature in ('total', 'basic', 'project') and is_printed
),

second_figures as (
    select *
    from figures
    where form = 'expenditure_detail' and fund = 'all' and item in ('total', 'code') and nature in ('total', 'basic', 'project') and is_printed
),

compared as (
    select
        second.document_key,
        concat_ws('/', second.code, second.nature, second.stage) as subject,
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
        and second.item = first.item
        and second.code = first.code
        and second.nature = first.nature
        and second.stage = first.stage
    where first.document_kind = 'final_account' and first.is_own_year and second.is_own_year
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
