-- A06 增减方向与数字一致 | The direction of a change agrees with the figures
-- severity: error
-- tolerance: T0
-- applies: 正文写“增加／减少”，同一行文字写了同一事项的上年数：方向与（本年 − 上年）一致；增减额与增减百分比同向；增加额不大于本年数
-- not_applicable: 正文没有可以核对方向的增减
-- insufficient: 无
-- formula: sign(增减) = sign(本年 − 上年)；sign(增减额) = sign(增减率)；增加额 ≤ 本年数
-- example: 2025年执行数 43269.3 万元，2026年 3845.49 万元，写“增加 17.62%”
-- guard: 相差不超过两个末位的不比较；持平（0）不比较；同一行文字里同一事项有几个上年数的不比较
-- source: 算术
-- grain: one row per change that has a direction and figures to hold it against
with
claims as (
    select
        *,
        coalesce(functional_code, economic_code, '') as code,
        coalesce(change_yuan, change_pct) as change
    from claim
    where is_own_year and whole_yuan is not null and base = 'previous_year'
),

earlier as (
    select
        claims.statement_key,
        count(distinct other.amount_yuan) as amounts,
        max(other.amount_yuan) as amount_yuan,
        max(other.display_unit) as display_unit,
        min(other.statement_key) as fact_key
    from claims
    join claim as other
        on other.document_key = claims.document_key
        and other.source_line between claims.source_line - 3 and claims.source_line
        and other.source_start < claims.source_start
        and other.topic = claims.topic
        and coalesce(other.functional_code, other.economic_code, '') = claims.code
        and other.project_key = claims.project_key
        and other.statement_year = claims.fiscal_year - 1
    where other.amount_yuan is not null
    group by claims.statement_key
),

compared as (
    select
        claims.document_key,
        cast(claims.statement_key as varchar) as subject,
        claims.topic_name,
        claims.source_line as claim_line,
        claims.whole_yuan - earlier.amount_yuan as expected,
        coalesce(claims.change_yuan, abs(claims.whole_yuan - earlier.amount_yuan) * sign(claims.change_pct)) as actual,
        '由上年' || money_text(earlier.amount_yuan) || '变为' || money_text(claims.whole_yuan) || '，应为'
            || change_text(claims.whole_yuan - earlier.amount_yuan) || '，文中写成'
            || case
                when claims.change_yuan is not null then change_text(claims.change_yuan)
                else percent_change_text(claims.change_pct)
            end as said,
        sign(claims.change) = sign(claims.whole_yuan - earlier.amount_yuan) as agrees,
        0 as tolerance,
        [claims.source_line] as source_lines,
        [claims.statement_key, earlier.fact_key] as facts
    from claims
    join earlier on earlier.statement_key = claims.statement_key
    where earlier.amounts = 1
        and claims.change <> 0
        and abs(claims.whole_yuan - earlier.amount_yuan) > 2 * (claims.whole_unit + earlier.display_unit)
    union all
    select
        document_key,
        cast(statement_key as varchar) || '/percent',
        topic_name,
        source_line,
        abs(change_yuan) * sign(change_pct),
        change_yuan,
        '的增减额为' || change_text(change_yuan) || '，增减率为' || percent_change_text(change_pct) || '，方向相反',
        sign(change_yuan) = sign(change_pct),
        0,
        [source_line],
        [statement_key]
    from claims
    where change_yuan <> 0 and change_pct <> 0
    union all
    -- an amount can not have grown by more than itself
    select
        document_key,
        cast(statement_key as varchar) || '/base',
        topic_name,
        source_line,
        whole_yuan,
        change_yuan,
        '为' || money_text(whole_yuan) || '，不可能比上年' || change_text(change_yuan),
        change_yuan <= whole_yuan + whole_unit + change_unit,
        0,
        [source_line],
        [statement_key]
    from claims
    where change_yuan > 0 and whole_yuan >= 0 and topic not in ('assets', 'other')
)

select
    document_key,
    subject,
    case when agrees then 'pass' else 'fail' end as outcome,
    'sign_error' as diagnosis,
    expected,
    actual,
    tolerance,
    '正文' || topic_name || said || lines_text([claim_line]) || '。' as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
