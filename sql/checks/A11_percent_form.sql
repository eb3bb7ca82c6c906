-- A11 百分数最多两位小数 | A percent has at most two decimals
-- severity: info
-- tolerance: T0
-- applies: 正文的增长率、占比、完成率最多两位小数
-- not_applicable: 正文没有百分数
-- insufficient: 无
-- formula: 小数位数 ≤ 2
-- example: 增长 14.9865%
-- guard: 只提示
-- source: 公开模板的通行写法
-- grain: one row per percent claimed
with
claims as (select *, coalesce(change_pct, share_pct, completion_pct) as percent from claim),

compared as (
    select
        document_key,
        cast(statement_key as varchar) as subject,
        topic_name,
        source_line,
        2 as expected,
        value_decimals(percent) as actual,
        percent,
        0 as tolerance,
        [source_line] as source_lines,
        [statement_key] as facts
    from claims
    where percent is not null
)

select
    document_key,
    subject,
    case when actual <= expected then 'pass' else 'fail' end as outcome,
    expected,
    actual,
    tolerance,
    'count' as unit,
        '正文' || topic_name || '的百分数' || number_text(percent) || '%' || lines_text([source_line]) || '有'
    || cast(actual as varchar) || '位小数，通常不超过' || cast(expected as varchar) || '位。' as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
