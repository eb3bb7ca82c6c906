-- A04 基数为零时没有增长率 | There is no growth rate on a base of zero
-- severity: warning
-- tolerance: T0
-- applies: 正文写了增长百分比，而基数（本年数 − 增减额，或文中写明的上年数）为零
-- not_applicable: 正文没有基数可知的增长百分比
-- insufficient: 无
-- formula: 基数 = 0 时不得写增长率
-- example: 资产总额 36.91 万元，较上年增加 100%，而上年资产总额为 0
-- guard: 百分比为 0 的不算；上年数要在同一文件中明写为 0，或由金额减增减额恰为 0 得出
-- source: 算术
-- grain: one row per growth rate whose base is known
with
claims as (
    select *
    from claim
    where change_pct is not null and change_pct <> 0 and base is not null
),

bases as (
    select statement_key, whole_yuan - change_yuan as base_amount, source_line as base_line, statement_key as fact_key
    from claims
    where change_yuan is not null and whole_yuan is not null
    union all
    select claims.statement_key, earlier.amount_yuan, earlier.source_line, earlier.statement_key
    from claims
    join claim as earlier
        on earlier.document_key = claims.document_key
        and earlier.source_line between claims.source_line - 3 and claims.source_line
        and earlier.topic = claims.topic
        and coalesce(earlier.functional_code, earlier.economic_code, '')
            = coalesce(claims.functional_code, claims.economic_code, '')
        and earlier.project_key = claims.project_key
        and earlier.statement_year = claims.statement_year - 1
    where claims.change_yuan is null and claims.base = 'previous_year' and earlier.amount_yuan is not null
),

compared as (
    select
        claims.document_key,
        cast(claims.statement_key as varchar) as subject,
        min(abs(bases.base_amount)) = 0 as is_zero,
        min(claims.topic_name) as topic_name,
        min(claims.source_line) as claim_line,
        min(claims.change_pct) as actual,
        list_append(list(bases.base_line), min(claims.source_line)) as source_lines,
        list_distinct(list_append(list(bases.fact_key), claims.statement_key)) as facts
    from claims
    join bases on bases.statement_key = claims.statement_key
    group by claims.document_key, claims.statement_key
)

select
    document_key,
    subject,
    case when is_zero then 'fail' else 'pass' end as outcome,
    'wrong_denominator' as diagnosis,
    actual,
    0 as tolerance,
    'percent' as unit,
        '正文' || topic_name || '增减的基数为0.00万元' || lines_text(source_lines) || '，增减率不可计算，文中写'
    || number_text(actual) || '%。' as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
