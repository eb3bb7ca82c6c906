-- mart_region_comparison 各地比较 | Comparison of places
-- rows: 每份文档、每个预算阶段、每个对象一行，附同类中的位次 | One row per document, stage and subject, with its rank among its peers
-- key: document_key, stage, subject, fund, code
-- kind: view
-- choice: 同类指财政年度、预算阶段、公开范围、行政层级、对象和编码都相同的文档；汇总与本级不互为同类。每份文档只列最宽口径的资金。
-- per_head_yuan decimal(18,2): 人均金额（元）；人数不详时为空，见 head_count_basis | Amount per head in yuan; null without a head count, see head_count_basis
-- share_pct decimal(18,4): 占整体（%）：主要数字占本年支出，功能科目占同口径支出，经济科目占基本支出 | Share of the whole in percent
-- peers bigint: 同类文档数，含本文档 | Documents of the same kind, this one among them
-- amount_rank bigint: 金额在同类中从高到低的位次 | Rank of the amount among its peers, highest first
-- per_head_rank bigint: 人均金额在同类中从高到低的位次；人数不详时为空 | Rank of the amount per head, highest first; null without a head count
-- share_rank bigint: 占比在同类中从高到低的位次 | Rank of the share, highest first
-- peer_median_yuan decimal(18,2): 同类金额的中位数（元） | Median of the amounts of the peers in yuan
-- peer_median_per_head_yuan decimal(18,2): 同类人均金额的中位数（元） | Median of the amounts per head of the peers in yuan
-- is_in_doubt boolean: 是否有错误或警告涉及 | Whether an error or a warning is about it
with
amounts as (select * from mart_amount where is_widest_fund),

measured as (
    select
        amounts.*,
        cast(amount_yuan / nullif(head_count, 0) as decimal(18, 2)) as per_head_yuan,
        cast(100 * amount_yuan / nullif(whole_yuan, 0) as decimal(18, 4)) as share_pct
    from amounts
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
    head_count,
    head_count_basis,
    stage,
    subject,
    fund,
    code,
    name,
    level,
    is_leaf,
    amount_yuan,
    per_head_yuan,
    share_pct,
    count(*) over peer as peers,
    rank() over (
        partition by fiscal_year, stage, scope, admin_level, subject, code order by amount_yuan desc
    ) as amount_rank,
    case
        when per_head_yuan is not null
            then rank() over (
                partition by fiscal_year, stage, scope, admin_level, subject, code order by per_head_yuan desc nulls last
            )
    end as per_head_rank,
    case
        when share_pct is not null
            then rank() over (
                partition by fiscal_year, stage, scope, admin_level, subject, code order by share_pct desc nulls last
            )
    end as share_rank,
    cast(median(amount_yuan) over peer as decimal(18, 2)) as peer_median_yuan,
    cast(median(per_head_yuan) over peer as decimal(18, 2)) as peer_median_per_head_yuan,
    line_keys,
    statement_keys,
    finding_keys,
    array_length(finding_keys) > 0 as is_in_doubt
from measured
window peer as (partition by fiscal_year, stage, scope, admin_level, subject, code)
