-- D03 预算所称上年预算等于上年预算公开 | Budget: the previous year's budget it names is that year's budget
-- severity: warning
-- tolerance: T2
-- applies: 预算报表“上年预算数”栏、正文“上年预算…万元”，以及“比上年预算增减…万元”推出的上年数 = 同一部门、同一范围上一年度预算公开的同一数字
-- not_applicable: 不是预算，或没有同一部门上一年度的预算公开，或预算没有写上年预算
-- insufficient: 两份文件中有一个数字归列不能确定时，不比较
-- formula: |所称上年预算 − 上年预算数| ≤ u / 2 + u′ / 2；推出的上年数 = 本年数 − 增减额，再加增减额的 u / 2；等于任一口径的数字即为一致
-- example: “2022年年初预算数 732.86 万元”，2022 年部门预算公开为 723.86 万元
-- guard: 只比较现行版本、同一部门同一范围；与执行数、决算数、调整预算数的比较不在内；由增减额推出的只作提示（机构划转、口径调整时上年数会重算）；推出负数的不比较；近两年收支金额等绩效表数字不比较
-- source: 《地方预决算公开操作规程》（财预〔2016〕143号）：与上年预算比较增减变化
-- grain: one row per figure or claim of the previous year's budget that the budget of that year gives as well
with
documents as (select * from disclosure),

pairs as (
    select later.document_key, earlier.document_key as other_key, earlier.fiscal_year
    from documents as later
    join documents as earlier
        on earlier.department_key = later.department_key
        and earlier.scope = later.scope
        and earlier.fiscal_year = later.fiscal_year - 1
    where later.document_kind = 'budget' and earlier.document_kind = 'budget'
),

figures as (
    select *
    from figure
    where stage = 'budget'
        and is_printed
        and form not in ('department_performance', 'project_performance', 'project_self_evaluation', 'project_expenditure', 'procurement', 'service_purchase', 'asset_allocation', 'transfer_payment', 'medium_term_plan', 'debt_expenditure')
),

budget_figures as (select * from topic_figure where stage = 'budget'),

claims as (
    select *
    from claim
    where stage = 'budget'
        and amount_yuan is not null
        and unit is null
        and not regexp_matches(text, '执行|决算|调整|完成')
        and topic in (
            'revenue_total', 'expenditure_total', 'fiscal_appropriation_revenue', 'fiscal_appropriation_expenditure',
            'general_revenue', 'general_expenditure', 'government_fund_revenue', 'government_fund_expenditure',
            'state_capital_revenue', 'state_capital_expenditure', 'functional', 'three_public_total', 'overseas_travel',
            'official_vehicle', 'vehicle_purchase', 'vehicle_operation', 'reception'
        )
),

printed as (
    select
        pairs.document_key,
        concat_ws('/', own.form, own.side, own.item, own.code, own.nature, own.fund) as subject,
        cast(null as varchar) as severity,
        own.form_name || '“' || own.row_name || '”上年预算' as place,
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
    join figures as own
        on own.document_key = pairs.document_key
        and own.fiscal_year = pairs.fiscal_year
    join figures as other
        on other.document_key = pairs.other_key
        and other.is_own_year
        and other.form = own.form
        and other.side = own.side
        and other.item = own.item
        and other.code = own.code
        and other.nature = own.nature
        and other.fund = own.fund
),

-- the previous year's budget as a claim states it, or as its change implies it
previous as (
    select
        pairs.document_key,
        pairs.other_key,
        pairs.fiscal_year,
        claims.statement_key,
        claims.topic,
        claims.topic_name,
        claims.functional_code,
        claims.source_line,
        not claims.is_own_year as is_stated,
        case when claims.is_own_year then claims.amount_yuan - claims.change_yuan else claims.amount_yuan end as amount_yuan,
        claims.display_unit + case when claims.is_own_year then claims.change_unit else 0 end as display_unit
    from pairs
    join claims on claims.document_key = pairs.document_key
    where claims.statement_year = pairs.fiscal_year
        or (
            claims.is_own_year
            and claims.base = 'previous_year'
            and claims.change_yuan is not null
            and regexp_matches(claims.text, '[比较与].{0,16}预算')
            and claims.amount_yuan >= claims.change_yuan
        )
),

-- the nearest of the figures that a claim may mean
said as (
    select
        previous.document_key,
        cast(previous.statement_key as varchar) as subject,
        case when not previous.is_stated then 'info' end as severity,
        '正文' || previous.topic_name || case when previous.is_stated then '上年预算' else '由增减额推出的上年预算' end as place,
        previous.fiscal_year || '年预算的' || other.place as other_place,
        previous.amount_yuan as actual,
        other.amount_yuan as expected,
        rounding_envelope(previous.display_unit + other.display_unit) as tolerance,
        bool_and(other.is_comparable) over (partition by previous.statement_key) as is_comparable,
        previous.source_line,
        other.source_line as other_line,
        previous.statement_key as fact_key,
        other.fact_key as other_fact
    from previous
    join budget_figures as other
        on other.document_key = previous.other_key
        and other.topic = previous.topic
        and other.code = coalesce(previous.functional_code, '')
    qualify row_number() over (
        partition by previous.statement_key
        order by abs(previous.amount_yuan - other.amount_yuan), other.source_line, other.fact_key
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
    severity,
    slip(expected, actual, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    differ_message(place, actual, [source_line], other_place, expected, [other_line]) as message,
    [source_line] as source_lines,
    [fact_key, other_fact] as facts
from compared
