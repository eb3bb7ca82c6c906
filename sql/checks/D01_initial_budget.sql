-- D01 决算所称年初预算等于当年预算 | Final account: the initial budget it names is the budget of that year
-- severity: warning
-- tolerance: T2
-- applies: 决算报表“年初预算数”栏及正文“年初预算为…万元”的收入、支出、功能科目、“三公”各项 = 同一部门、同一范围、同一年度预算公开的同一数字
-- not_applicable: 不是决算，或没有同一部门同一年度的预算公开，或决算没有写年初预算
-- insufficient: 两份文件中有一个数字归列不能确定时，不比较
-- formula: |决算所称年初预算 − 预算数| ≤ u / 2 + u′ / 2；正文没有说明资金口径时，等于任一口径的预算数即为一致
-- example: 决算正文“2010350 事业运行年初预算为 123.43 万元”，当年部门预算公开为 132.43 万元
-- guard: 只比较现行版本、同一部门同一范围（部门汇总与单位分开）；绩效表和项目表的预算数不比较；人员、公用经费口径不一，不比较；地区或名称不明的部门不比较
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）；财决公开表“年初预算数”栏
-- grain: one row per figure or claim of an initial budget that the budget of the year gives as well
with
documents as (select * from disclosure),

pairs as (
    select final.document_key, final.fiscal_year, budget.document_key as other_key
    from documents as final
    join documents as budget
        on budget.department_key = final.department_key
        and budget.scope = final.scope
        and budget.fiscal_year = final.fiscal_year
    where final.document_kind = 'final_account' and budget.document_kind = 'budget'
),

figures as (
    select *
    from figure
    where stage = 'budget'
        and is_own_year
        and is_printed
        and form not in ('department_performance', 'project_performance', 'project_self_evaluation', 'project_expenditure', 'procurement', 'service_purchase', 'asset_allocation', 'transfer_payment', 'medium_term_plan', 'debt_expenditure')
),

claims as (
    select *
    from claim
    where stage = 'budget'
        and is_own_year
        and amount_yuan is not null
        and unit is null
        and topic in (
            'revenue_total', 'expenditure_total', 'fiscal_appropriation_revenue', 'fiscal_appropriation_expenditure',
            'general_revenue', 'general_expenditure', 'government_fund_revenue', 'government_fund_expenditure',
            'state_capital_revenue', 'state_capital_expenditure', 'functional', 'three_public_total', 'overseas_travel',
            'official_vehicle', 'vehicle_purchase', 'vehicle_operation', 'reception'
        )
),

budget_figures as (select * from topic_figure where stage = 'budget'),

printed as (
    select
        pairs.document_key,
        concat_ws('/', own.form, own.side, own.item, own.code, own.nature, own.fund) as subject,
        own.form_name || '“' || own.row_name || '”' || own.stage_name as place,
        pairs.fiscal_year || '年预算的' || other.form_name || '“' || other.row_name || '”' as other_place,
        own.amount_yuan as actual,
        other.amount_yuan as expected,
        rounding_envelope(own.display_unit + other.display_unit) as tolerance,
        own.is_comparable and other.is_comparable as is_comparable,
        own.source_line,
        other.source_line as other_line,
        own.fact_key,
        other.fact_key as other_fact
    from pairs
    join figures as own on own.document_key = pairs.document_key
    join figures as other
        on other.document_key = pairs.other_key
        and other.form = own.form
        and other.side = own.side
        and other.item = own.item
        and other.code = own.code
        and other.nature = own.nature
        and other.fund = own.fund
),

-- the nearest of the figures that a claim may mean
said as (
    select
        pairs.document_key,
        cast(claims.statement_key as varchar) as subject,
        '正文' || claims.topic_name || '年初预算' as place,
        pairs.fiscal_year || '年预算的' || other.place as other_place,
        claims.amount_yuan as actual,
        other.amount_yuan as expected,
        rounding_envelope(claims.display_unit + other.display_unit) as tolerance,
        bool_and(other.is_comparable) over (partition by claims.statement_key) as is_comparable,
        claims.source_line,
        other.source_line as other_line,
        claims.statement_key as fact_key,
        other.fact_key as other_fact
    from pairs
    join claims on claims.document_key = pairs.document_key
    join budget_figures as other
        on other.document_key = pairs.other_key
        and other.topic = claims.topic
        and other.code = coalesce(claims.functional_code, '')
    qualify row_number() over (
        partition by claims.statement_key
        order by abs(claims.amount_yuan - other.amount_yuan), other.source_line, other.fact_key
    ) = 1
),

compared as (
    select * from printed
    union all
    select * from said
)

select
    document_key,
    subject,
    case when not is_comparable and actual <> expected then 'insufficient_data' end as outcome,
    case when not is_comparable and actual <> expected then unsure_text(place) end as reason,
    slip(expected, actual, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    differ_message(place, actual, [source_line], other_place, expected, [other_line]) as message,
    [source_line] as source_lines,
    [fact_key, other_fact] as facts
from compared
