-- A03 增长率等于增减额除以上年（或年初预算）数 | A growth rate equals the change divided by the base
-- severity: error
-- tolerance: T3
-- applies: 正文“比上年（年初预算）增加 c 万元，增长 x%”：x = c ÷ (a − c)；没有写增减额而同一行文字写了上年数 p 的：x = (a − p) ÷ p
-- not_applicable: 正文没有同时写明金额、增减额（或上年数）和增减百分比
-- insufficient: 基数小于一个末位时，不比较
-- formula: 比值区间：每个印出的数 x 代表 [x − u/2, x + u/2]，区间再放宽百分数末位的一半；再差一个末位为舍入；基数的半宽为本年数与增减额之和
-- example: 收入 338.52 万元、增加 44.12 万元，应增长 14.99%，文中写 13.03%（误以本年数为基数）
-- guard: 基数为零由 A04 检查；由元计算后再取整的百分比落在区间内即为一致；同一行文字里同一事项有几个上年数时，与任一相符即为一致
-- source: 算术
-- grain: one row per growth rate with its base
with
claims as (
    select *
    from claim
    where is_own_year and change_pct is not null and whole_yuan is not null and base is not null
),

-- the base is what the change leaves of the amount, or the other year's amount or the budget in the same line
bases as (
    select
        statement_key,
        change_yuan as change,
        change_unit,
        whole_yuan - change_yuan as base_amount,
        whole_unit + change_unit as base_unit,
        source_line as base_line,
        statement_key as fact_key
    from claims
    where change_yuan is not null
    union all
    select
        claims.statement_key,
        claims.whole_yuan - earlier.amount_yuan,
        claims.whole_unit + earlier.display_unit,
        earlier.amount_yuan,
        earlier.display_unit,
        earlier.source_line,
        earlier.statement_key
    from claims
    join claim as earlier
        on earlier.document_key = claims.document_key
        and earlier.source_line between claims.source_line - 3 and claims.source_line
        and earlier.source_start < claims.source_start
        and earlier.topic = claims.topic
        and coalesce(earlier.functional_code, earlier.economic_code, '')
            = coalesce(claims.functional_code, claims.economic_code, '')
        and earlier.project_key = claims.project_key
        and case claims.base
            when 'previous_year' then earlier.statement_year = claims.fiscal_year - 1
            else earlier.source_line = claims.source_line
                and earlier.statement_year = claims.statement_year
                and earlier.stage = case claims.base when 'initial_budget' then 'budget' else 'adjusted_budget' end
        end
    where claims.change_yuan is null and earlier.amount_yuan is not null and earlier.unit is null
    qualify row_number() over (partition by claims.statement_key order by earlier.source_start desc) = 1
),

ratios as (
    select
        claims.document_key,
        claims.statement_key,
        claims.topic_name,
        claims.whole_yuan as amount_yuan,
        claims.source_line as claim_line,
        claims.change_pct as actual,
        claims.pct_unit as unit_of_percent,
        bases.change,
        bases.change_unit,
        bases.base_amount,
        bases.base_line,
        bases.fact_key,
        100.0 * bases.change / bases.base_amount as expected,
        percent_low(bases.change, bases.change_unit, bases.base_amount, bases.base_unit) as low,
        percent_high(bases.change, bases.change_unit, bases.base_amount, bases.base_unit) as high,
        percent_low(bases.change, bases.change_unit, claims.whole_yuan, claims.whole_unit) as wrong_low,
        percent_high(bases.change, bases.change_unit, claims.whole_yuan, claims.whole_unit) as wrong_high,
        row_number() over (
            partition by claims.statement_key
            order by abs(claims.change_pct - 100.0 * bases.change / bases.base_amount), bases.fact_key
        ) as rank
    from claims
    join bases on bases.statement_key = claims.statement_key
    where bases.base_amount > 0
),

compared as (
    select
        *,
        cast(statement_key as varchar) as subject,
        (high - low) / 2 + unit_of_percent / 2 as tolerance,
        percent_outcome(actual, unit_of_percent, wrong_low, wrong_high) = 'pass' as is_wrong_base,
        [claim_line, base_line] as source_lines,
        list_distinct([statement_key, fact_key]) as facts
    from ratios
    where rank = 1
)

select
    document_key,
    subject,
    percent_outcome(actual, unit_of_percent, low, high) as outcome,
    case when low is null then '基数小于一个末位，增减率不能计算' end as reason,
    case when percent_outcome(actual, unit_of_percent, low, high) = 'rounding' then 'truncated_percent' when is_wrong_base then 'wrong_denominator' when abs(expected) = abs(actual) then 'sign_error' end as diagnosis,
    expected,
    actual,
    tolerance,
    'percent' as unit,
        '正文' || topic_name || money_text(amount_yuan) || '、增减' || money_text(change) || lines_text([claim_line])
    || '，增减率应为' || number_text(round(expected, 2)) || '%（基数' || money_text(base_amount) || '），文中写'
    || number_text(actual) || '%' || case when is_wrong_base then '，误以本年数为基数' else '' end || '。' as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
