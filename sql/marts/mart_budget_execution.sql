-- mart_budget_execution 预算与决算 | Budget against final account
-- rows: 每份决算公开、每个对象一行：主要数字或功能科目 | One row per final account and subject: a headline figure or a functional code
-- key: document_key, subject, fund, code
-- kind: table
-- choice: 年初预算依次取同年预算公开、决算公开自印的年初预算、由正文“比年初预算增减”推算（derived，推算出负数的不取）；全年预算取决算公开自印的数。
-- initial_yuan decimal(18,2): 年初预算（元） | Initial budget in yuan
-- initial_source varchar: 年初预算出处：budget_document 同年预算公开，same_document 本文档，derived 由增减额推算 | Where it is from: the budget disclosure of the year, this document, or derived from a claimed change
-- adjusted_yuan decimal(18,2): 全年预算（元） | Adjusted budget of the year in yuan
-- final_yuan decimal(18,2): 决算（元） | Final account in yuan
-- change_yuan decimal(18,2): 决算比年初预算增减（元） | Final account less initial budget, in yuan
-- initial_rate_pct decimal(18,4): 完成年初预算（%） | Final account in percent of the initial budget
-- adjusted_rate_pct decimal(18,4): 完成全年预算（%） | Final account in percent of the adjusted budget
-- claimed_rate_pct decimal(20,4): 正文所称完成率（%） | Rate that the text claims
-- claimed_base varchar: 正文所称完成率的基数：initial_budget 年初预算，full_year_budget 全年预算 | Budget that the claimed rate is about
-- line_keys bigint[]: 所依据的预算行 | Money cells that the row stands on
-- statement_keys bigint[]: 所依据的陈述 | Claims that the row stands on
-- finding_keys bigint[]: 涉及本行的错误和警告 | Errors and warnings that the row's facts take part in
-- is_in_doubt boolean: 是否有错误或警告涉及 | Whether an error or a warning is about it
with
amounts as (select * from mart_amount where subject in ('measure', 'functional')),
doubts as (select * from mart_doubt),
statements as (select * from fact_statement),
functional as (select * from dim_functional_code),

finals as (select * from amounts where document_kind = 'final_account' and stage = 'final'),
own_initial as (select * from amounts where document_kind = 'final_account' and stage = 'budget'),
own_adjusted as (select * from amounts where document_kind = 'final_account' and stage = 'adjusted_budget'),
budgets as (select * from amounts where document_kind = 'budget' and stage = 'budget'),

-- what the text says of a budget: one row per claim of a change or a rate
claims as (
    select
        statements.document_key,
        statements.statement_key,
        case when statements.topic = 'functional' then 'functional' else 'measure' end as subject,
        case when statements.topic = 'functional' then functional.code else statements.topic end as code,
        statements.base,
        statements.amount_yuan,
        statements.change_yuan,
        statements.completion_pct,
        statements.source_start,
        doubts.finding_keys
    from statements
    join functional on functional.functional_key = statements.functional_key
    left join doubts on doubts.fact_key = statements.statement_key
    where statements.base in ('initial_budget', 'full_year_budget') and statements.stage = 'final'
),

changes as (
    select
        document_key,
        subject,
        code,
        arg_min(change_yuan, source_start) as change_yuan,
        arg_min(statement_key, source_start) as statement_key
    from claims
    where base = 'initial_budget' and change_yuan is not null
    group by document_key, subject, code
),

rates as (
    select
        document_key,
        subject,
        code,
        arg_min(completion_pct, source_start) as completion_pct,
        arg_min(base, source_start) as base,
        arg_min(statement_key, source_start) as statement_key,
        arg_min(coalesce(finding_keys, []), source_start) as finding_keys
    from claims
    where completion_pct is not null
    group by document_key, subject, code
),

joined as (
    select
        finals.*,
        coalesce(
            budgets.amount_yuan,
            own_initial.amount_yuan,
            case when changes.change_yuan <= finals.amount_yuan then finals.amount_yuan - changes.change_yuan end
        ) as initial_yuan,
        case
            when budgets.amount_yuan is not null then 'budget_document'
            when own_initial.amount_yuan is not null then 'same_document'
            when changes.change_yuan <= finals.amount_yuan then 'derived'
        end as initial_source,
        own_adjusted.amount_yuan as adjusted_yuan,
        rates.completion_pct,
        rates.base,
        list_concat(
            list_concat(finals.line_keys, coalesce(budgets.line_keys, own_initial.line_keys, [])),
            coalesce(own_adjusted.line_keys, [])
        ) as all_line_keys,
        list_concat(
            list_concat(
                list_concat(
                    finals.statement_keys,
                    coalesce(
                        budgets.statement_keys,
                        own_initial.statement_keys,
                        case when changes.statement_key is not null then [changes.statement_key] end,
                        []
                    )
                ),
                coalesce(own_adjusted.statement_keys, [])
            ),
            case when rates.statement_key is not null then [rates.statement_key] else [] end
        ) as all_statement_keys,
        list_concat(
            list_concat(finals.finding_keys, coalesce(budgets.finding_keys, own_initial.finding_keys, [])),
            list_concat(coalesce(own_adjusted.finding_keys, []), coalesce(rates.finding_keys, []))
        ) as all_finding_keys
    from finals
    left join budgets
        on budgets.department_key = finals.department_key
        and budgets.scope = finals.scope
        and budgets.fiscal_year = finals.fiscal_year
        and budgets.subject = finals.subject
        and budgets.fund = finals.fund
        and budgets.code = finals.code
    left join own_initial
        on own_initial.document_key = finals.document_key
        and own_initial.subject = finals.subject
        and own_initial.fund = finals.fund
        and own_initial.code = finals.code
    left join own_adjusted
        on own_adjusted.document_key = finals.document_key
        and own_adjusted.subject = finals.subject
        and own_adjusted.fund = finals.fund
        and own_adjusted.code = finals.code
    left join changes
        on changes.document_key = finals.document_key
        and changes.subject = finals.subject
        and changes.code = finals.code
        and finals.fund in ('', 'general')
    left join rates
        on rates.document_key = finals.document_key
        and rates.subject = finals.subject
        and rates.code = finals.code
        and finals.fund in ('', 'general')
)

select
    document_key,
    department_key,
    department_name,
    region_key,
    region_name,
    place,
    admin_level,
    document_kind,
    fiscal_year,
    scope,
    subject,
    fund,
    code,
    name,
    level,
    is_leaf,
    is_widest_fund,
    cast(initial_yuan as decimal(18, 2)) as initial_yuan,
    initial_source,
    adjusted_yuan,
    amount_yuan as final_yuan,
    cast(amount_yuan - initial_yuan as decimal(18, 2)) as change_yuan,
    cast(100 * amount_yuan / nullif(initial_yuan, 0) as decimal(18, 4)) as initial_rate_pct,
    cast(100 * amount_yuan / nullif(adjusted_yuan, 0) as decimal(18, 4)) as adjusted_rate_pct,
    completion_pct as claimed_rate_pct,
    base as claimed_base,
    list_distinct(all_line_keys) as line_keys,
    list_distinct(all_statement_keys) as statement_keys,
    list_sort(list_distinct(all_finding_keys)) as finding_keys,
    array_length(all_finding_keys) > 0 as is_in_doubt
from joined
