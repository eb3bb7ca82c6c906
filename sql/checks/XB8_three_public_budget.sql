-- XB8 “三公”经费不小于基本支出表的相应经济科目（预算） | Budget: the three public expenses are at least their economic items
-- severity: error
-- tolerance: T2
-- applies: 公务接待费 ≥ 30217，公务用车运行维护费 ≥ 30231，因公出国（境）费 ≥ 30212，公务用车购置 ≥ 31013（基本支出表该科目的合计）
-- not_applicable: 不是预算，或“三公”经费表与基本支出表没有共同的项目
-- insufficient: 两表中有一个数字归列不能确定，或同一表式的几张表数字不同时，不比较
-- formula: 三公项目 ≥ 经济科目 − (u / 2 + u′ / 2)；三公还包括项目支出中的部分，因此可以大于
-- example: 公务接待费 2.20 万元，30217 公务接待费 2.30 万元：部分大于整体
-- guard: 只在三公该项印出时比较；大于不是问题；三公只统计一般公共预算而基本支出表也是一般公共预算时才比较
-- source: 《政府收支分类科目》：30212、30217、30231、31013 与“三公”经费各项口径一致
-- grain: one row per item of the three public expenses that both tables print
with
items as (
    select 'reception' as item, '30217' as code
    union all select 'vehicle_operation', '30231'
    union all select 'overseas_travel', '30212'
    union all select 'vehicle_purchase', '31013'
),

figures as (
    select * from figure where document_kind = 'budget' and stage = 'budget' and is_own_year and is_printed
),

-- the item in the table of basic expenditure: its total, or its only column
economic as (
    select
        figures.*,
        row_number() over (
            partition by figures.document_key, figures.code
            order by case figures.nature when 'basic' then 1 when 'total' then 2 else 3 end, figures.amount_yuan desc, figures.fact_key
        ) as rank
    from figures
    where figures.form = 'general_basic_expenditure' and figures.fund = 'general'
),

compared as (
    select
        second.document_key,
        second.item as subject,
        second.form_name || '“' || second.row_name || '”' as place,
        first.form_name || '“' || first.row_name || '”' as other_place,
        coalesce(second.amount_yuan, 0) as actual,
        coalesce(first.amount_yuan, 0) as expected,
        rounding_envelope(first.display_unit + second.display_unit) as tolerance,
        case when second.is_printed then [second.source_line] end as actual_lines,
        case when first.is_printed then [first.source_line] end as printed_lines,
        [first.source_line, second.source_line] as source_lines,
        [first.fact_key, second.fact_key] as facts,
        first.is_comparable and second.is_comparable as is_comparable
    from items
    join figures as second on second.item = items.item and second.form = 'three_public'
    join economic as first
        on first.document_key = second.document_key
        and first.code = items.code
        and first.rank = 1
    where second.fund in ('general', 'fiscal_appropriation', 'all')
)

select
    document_key,
    subject,
    case when not is_comparable then 'insufficient_data' when actual >= expected then 'pass' end as outcome,
    case when not is_comparable then place || '或与其比较的数字归列不能确定' end as reason,
    cast(null as varchar) as severity,
    slip(expected, actual, tolerance) as diagnosis,
    cast(expected as decimal(20, 4)) as expected,
    cast(actual as decimal(20, 4)) as actual,
    tolerance,
    'yuan' as unit,
    cast(null as varchar) as expected_text,
    cast(null as varchar) as actual_text,
    less_message(
        place, actual, actual_lines, other_place, expected, printed_lines
    ) as message,
    lines_of(list_concat(source_lines, actual_lines)) as source_lines,
    facts
from compared
