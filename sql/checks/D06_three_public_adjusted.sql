-- D06 “三公”决算不超过全年预算 | Final account: three public expenses stay within the full-year budget
-- severity: warning
-- tolerance: T2
-- applies: 决算“三公”各项：决算数 ≤ 全年预算数；全年预算比年初预算增加 30% 以上的提醒，减少 30% 以上的提示
-- not_applicable: 不是决算，或“三公”经费表没有印出全年预算数
-- insufficient: 数字归列不能确定时，不比较；年初预算为零时不计算调整幅度
-- formula: 决算数 ≤ 全年预算数 + (u / 2 + u′ / 2)；|全年预算 − 年初预算| ≤ 30% × 年初预算 + (u / 2 + u′ / 2)
-- example: 公务接待费全年预算 1.25 万元，决算 1.52 万元
-- guard: 同一资金、同一项目、两栏都印出才比较；年初预算取本表年初预算数栏，没有时取本文正文，再没有时取同一部门同一范围当年预算公开的“三公”经费表；压减不作提醒
-- source: 《党政机关厉行节约反对浪费条例》：“三公”经费预算总额控制，不得超预算支出
-- grain: one row per item with a full-year and a final figure, and one per item with an initial and a full-year budget
with
documents as (select * from disclosure),

figures as (
    select *
    from figure
    where form = 'three_public'
        and item in ('three_public_total', 'overseas_travel', 'official_vehicle', 'vehicle_purchase', 'vehicle_operation', 'reception')
        and nature = 'total'
        and is_own_year
        and is_printed
),

own as (select * from figures where document_kind = 'final_account'),

claims as (
    select *
    from claim
    where document_kind = 'final_account'
        and stage = 'budget'
        and is_own_year
        and amount_yuan is not null
        and unit is null
),

within as (
    select
        spent.document_key,
        spent.item || '/' || spent.fund as subject,
        case
            when not (spent.is_comparable and allowed.is_comparable) then 'insufficient_data'
            when spent.amount_yuan <= allowed.amount_yuan then 'pass'
        end as outcome,
        spent.form_name || '“' || spent.row_name || '”' as place,
        spent.amount_yuan as actual,
        allowed.amount_yuan as expected,
        rounding_envelope(spent.display_unit + allowed.display_unit) as tolerance,
        cast(null as varchar) as severity,
        spent.form_name || '“' || spent.row_name || '”决算数' || money_text(spent.amount_yuan) || lines_text([spent.source_line])
        || '超过全年预算数' || money_text(allowed.amount_yuan) || lines_text([allowed.source_line]) || '，超出'
        || money_text(spent.amount_yuan - allowed.amount_yuan) || '。' as message,
        [spent.source_line, allowed.source_line] as source_lines,
        [spent.fact_key, allowed.fact_key] as facts
    from own as spent
    join own as allowed
        on allowed.document_key = spent.document_key
        and allowed.item = spent.item
        and allowed.fund = spent.fund
        and allowed.stage = 'adjusted_budget'
    where spent.stage = 'final'
),

-- where the initial budget stands, the nearest place first
initials as (
    select
        document_key, item, 1 as distance, amount_yuan, display_unit, is_comparable, source_line, fact_key, '' as origin
    from own
    where stage = 'budget'
    union all
    select document_key, topic, 2, amount_yuan, display_unit, true, source_line, statement_key, '正文'
    from claims
    union all
    select
        final.document_key, budget_figures.item, 3, budget_figures.amount_yuan, budget_figures.display_unit,
        budget_figures.is_comparable, cast(null as integer), budget_figures.fact_key, '当年预算公开的'
    from documents as final
    join documents as budget
        on budget.department_key = final.department_key
        and budget.scope = final.scope
        and budget.fiscal_year = final.fiscal_year
        and budget.document_kind = 'budget'
    join figures as budget_figures
        on budget_figures.document_key = budget.document_key
        and budget_figures.stage = 'budget'
    where final.document_kind = 'final_account'
),

adjusted as (
    select
        own.document_key,
        own.item,
        own.fund,
        own.form_name,
        own.row_name,
        own.amount_yuan as actual,
        initials.amount_yuan as expected,
        rounding_envelope(own.display_unit + initials.display_unit) + 0.3 * initials.amount_yuan as tolerance,
        own.is_comparable and initials.is_comparable as is_comparable,
        own.source_line,
        initials.source_line as initial_line,
        initials.origin,
        [own.fact_key, initials.fact_key] as facts
    from own
    join initials
        on initials.document_key = own.document_key
        and initials.item = own.item
    where own.stage = 'adjusted_budget'
        and own.item in ('three_public_total', 'overseas_travel', 'official_vehicle', 'reception')
    qualify row_number() over (
        partition by own.document_key, own.item, own.fund
        order by initials.distance, abs(initials.amount_yuan - own.amount_yuan), initials.fact_key
    ) = 1
),

compared as (
    select * from within
    union all
    select
        document_key,
        item || '/' || fund || '/adjusted' as subject,
        case
            when not is_comparable then 'insufficient_data'
            when abs(actual - expected) <= tolerance then 'pass'
            when expected = 0 then 'insufficient_data'
            else 'fail'
        end as outcome,
        form_name || '“' || row_name || '”' as place,
        actual,
        expected,
        tolerance,
        case when actual < expected then 'info' end as severity,
        form_name || '“' || row_name || '”全年预算数' || money_text(actual) || lines_text([source_line]) || '比' || origin || '年初预算'
        || money_text(expected) || case when initial_line is not null then lines_text([initial_line]) else '' end
        || case when actual > expected then '增加' else '减少' end || '超过30%。' as message,
        [source_line, initial_line] as source_lines,
        facts
    from adjusted
)

select
    document_key,
    subject,
    outcome,
    case when outcome = 'insufficient_data' then place || '归列不能确定，或年初预算为零' end as reason,
    severity,
    slip(expected, actual, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    message,
    lines_of(source_lines) as source_lines,
    facts
from compared
