-- mart_year_on_year 比上年增减 | Change on the year before
-- rows: 每份文档、每个对象一行：主要数字、功能科目、经济科目 | One row per document and subject: a headline figure, a functional or an economic code
-- key: document_key, subject, fund, code
-- kind: table
-- choice: 上年数先取同一部门、同一范围、同一类公开的上年文档；没有时由本年正文“比上年增减”推算（derived）。推算出负数的，正文自相矛盾，不取。只列文档自身的阶段，只列有上年数的对象。
-- previous_yuan decimal(18,2): 上年数（元） | Amount of the year before in yuan
-- previous_source varchar: 上年数出处：document 上年文档，derived 由本年正文增减额推算 | From the previous year's document, or derived from the change that this year's text claims
-- previous_document_key bigint: 上年文档；推算时为空 | Document of the year before; null when derived
-- change_yuan decimal(18,2): 增减额（元） | Change in yuan
-- change_pct decimal(18,4): 增减幅度（%），按两年金额计算 | Change in percent, computed from both amounts
-- claimed_change_yuan decimal(18,2): 正文所称增减额（元） | Change that the text claims, in yuan
-- claimed_change_pct decimal(20,4): 正文所称增减幅度（%） | Change that the text claims, in percent
-- claim_gap_yuan decimal(18,2): 正文所称增减额与两年文档之差的差额（元）；推算时为空 | Claimed change less the change between both documents, in yuan; null when derived
-- statement_keys bigint[]: 所依据的陈述 | Claims that the row stands on
-- finding_keys bigint[]: 涉及本行的错误和警告 | Errors and warnings that the row's facts take part in
-- is_in_doubt boolean: 是否有错误或警告涉及 | Whether an error or a warning is about it
with
amounts as (
    select *
    from mart_amount
    where stage = case when document_kind = 'budget' then 'budget' else 'final' end
),
doubts as (select * from mart_doubt),
statements as (select * from fact_statement where base = 'previous_year' and stage is not null),
functional as (select * from dim_functional_code),
economic as (select * from dim_economic_code),

-- what the text says of the change: the first claim of each subject
claims as (
    select
        statements.document_key,
        statements.stage,
        case
            when statements.topic in ('functional', 'economic') then statements.topic
            else 'measure'
        end as subject,
        case
            when statements.topic = 'functional' then functional.code
            when statements.topic = 'economic' then economic.code
            else statements.topic
        end as code,
        arg_min(statements.change_yuan, statements.source_start) filter (
            where statements.change_yuan is not null
        ) as change_yuan,
        arg_min(statements.change_pct, statements.source_start) filter (
            where statements.change_pct is not null
        ) as change_pct,
        list(statements.statement_key order by statements.source_start) as statement_keys,
        coalesce(flatten(list(doubts.finding_keys) filter (where doubts.finding_keys is not null)), []) as finding_keys
    from statements
    join functional on functional.functional_key = statements.functional_key
    join economic on economic.economic_key = statements.economic_key
    left join doubts on doubts.fact_key = statements.statement_key
    where statements.unit is null
    group by
        statements.document_key, statements.stage,
        case when statements.topic in ('functional', 'economic') then statements.topic else 'measure' end,
        case
            when statements.topic = 'functional' then functional.code
            when statements.topic = 'economic' then economic.code
            else statements.topic
        end
),

joined as (
    select
        amounts.*,
        previous.amount_yuan as printed_previous_yuan,
        previous.document_key as previous_document_key,
        claims.change_yuan as claimed_change_yuan,
        claims.change_pct as claimed_change_pct,
        list_concat(amounts.line_keys, coalesce(previous.line_keys, [])) as all_line_keys,
        list_concat(
            list_concat(amounts.statement_keys, coalesce(previous.statement_keys, [])), coalesce(claims.statement_keys, [])
        ) as all_statement_keys,
        list_concat(
            list_concat(amounts.finding_keys, coalesce(previous.finding_keys, [])), coalesce(claims.finding_keys, [])
        ) as all_finding_keys
    from amounts
    left join amounts as previous
        on previous.department_key = amounts.department_key
        and previous.scope = amounts.scope
        and previous.document_kind = amounts.document_kind
        and previous.fiscal_year = amounts.fiscal_year - 1
        and previous.subject = amounts.subject
        and previous.fund = amounts.fund
        and previous.code = amounts.code
    left join claims
        on claims.document_key = amounts.document_key
        and claims.stage = amounts.stage
        and claims.subject = amounts.subject
        and claims.code = amounts.code
        and (amounts.is_widest_fund or amounts.subject = 'measure')
),

compared as (
    select
        joined.*,
        case
            when printed_previous_yuan is not null then printed_previous_yuan
            when claimed_change_yuan <= amount_yuan then amount_yuan - claimed_change_yuan
        end as previous_yuan
    from joined
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
    stage,
    subject,
    fund,
    code,
    name,
    level,
    is_leaf,
    is_widest_fund,
    amount_yuan,
    cast(previous_yuan as decimal(18, 2)) as previous_yuan,
    case when printed_previous_yuan is not null then 'document' else 'derived' end as previous_source,
    previous_document_key,
    cast(amount_yuan - previous_yuan as decimal(18, 2)) as change_yuan,
    cast(100 * (amount_yuan - previous_yuan) / nullif(previous_yuan, 0) as decimal(18, 4)) as change_pct,
    claimed_change_yuan,
    claimed_change_pct,
    cast(claimed_change_yuan - (amount_yuan - printed_previous_yuan) as decimal(18, 2)) as claim_gap_yuan,
    all_line_keys as line_keys,
    list_distinct(all_statement_keys) as statement_keys,
    list_sort(list_distinct(all_finding_keys)) as finding_keys,
    array_length(all_finding_keys) > 0 as is_in_doubt
from compared
where previous_yuan is not null
