-- I19 金额合法 | Amounts are plausible
-- severity: warning
-- tolerance: T0
-- applies: 报表金额：部门预决算的支出不为负；单个金额不大于 100 亿元
-- not_applicable: 文中没有报表金额
-- insufficient: 无
-- formula: 支出 ≥ 0；|金额| ≤ 100 亿元
-- example: 项目支出 −12.00 万元
-- guard: 结转结余、收入、上缴和调整栏可以为负；省级以上部门的金额可以大于 100 亿元，不比较
-- source: 《中华人民共和国预算法》
-- grain: one row per document
with
documents as (
    select checked_document.*, dim_department.admin_level
    from checked_document
    join dim_department on dim_department.department_key = checked_document.department_key
),

cells as (
    select
        money_cell.*,
        documents.admin_level,
        (money_cell.side = 'expenditure' and money_cell.amount_yuan < 0
            and money_cell.item in ('code', 'total', 'project', 'reception', 'overseas_travel', 'vehicle_operation', 'vehicle_purchase')
            and money_cell.stage <> 'adjusted_budget')
        or (abs(money_cell.amount_yuan) > 10000000000 and documents.admin_level not in ('central', 'province')) as is_odd
    from money_cell
    join documents on documents.document_key = money_cell.document_key
),

summary as (
    select document_key, bool_or(is_odd) as has_odd
    from cells
    group by document_key
),

compared as (
    select
        document_key,
        cast(line_key as varchar) as subject,
        false as is_fine,
        form_name || '“' || row_name || '”' || column_name as place,
        amount_yuan as actual,
        [source_line] as source_lines,
        [line_key] as facts
    from cells
    where is_odd
    union all
    select document_key, 'all', true, '', null, cast([] as integer[]), cast([] as bigint[])
    from summary
    where not has_odd
)

select
    document_key,
    subject,
    case when is_fine then 'pass' else 'fail' end as outcome,
    case when actual > 0 then 'unit_slip' when actual < 0 then 'sign_error' end as diagnosis,
    actual,
    0 as tolerance,
        place || money_text(actual) || lines_text(source_lines)
    || case when actual < 0 then '为负数。' else '大于100亿元，疑为单位错位。' end as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
