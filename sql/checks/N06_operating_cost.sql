-- N06 机关运行经费不大于公用经费 | Operating cost is at most public funds
-- severity: warning
-- tolerance: T2
-- applies: 正文机关运行经费 ≤ 一般公共预算基本支出的公用经费合计（本年度、同一阶段）
-- not_applicable: 正文没有机关运行经费金额，或文中没有公用经费合计
-- insufficient: 公用经费合计归列不能确定时，不比较
-- formula: 机关运行经费 ≤ 公用经费 + (u / 2 + u′ / 2)
-- example: 机关运行经费 40.12 万元，公用经费 102.48 万元：有事业单位的部门可以小于
-- guard: 小于不是问题（事业单位的公用经费不计入机关运行经费）；公用经费有几个口径时取最大者
-- source: 财政部关于机关运行经费的口径：行政单位和参照公务员法管理的事业单位使用一般公共预算安排的基本支出中的日常公用经费
-- grain: one row per claim of operating cost
with
claims as (select * from claim where is_own_year and topic = 'operating_cost' and amount_yuan is not null and unit is null),

figures as (select * from topic_figure where topic = 'public_funds'),

candidates as (
    select
        claims.document_key,
        claims.statement_key,
        claims.amount_yuan,
        claims.source_line as claim_line,
        figures.amount_yuan as figure,
        figures.place,
        figures.source_line as figure_line,
        figures.fact_key,
        figures.is_comparable,
        rounding_envelope(claims.display_unit + figures.display_unit) as tolerance,
        row_number() over (partition by claims.statement_key order by figures.amount_yuan desc, figures.source_line, figures.fact_key) as rank
    from claims
    join figures
        on figures.document_key = claims.document_key
        and figures.stage = claims.stage
),

compared as (
    select
        *,
        cast(statement_key as varchar) as subject,
        figure as actual,
        amount_yuan as expected,
        [claim_line, figure_line] as source_lines,
        [statement_key, fact_key] as facts
    from candidates
    where rank = 1
)

select
    document_key,
    subject,
    case when not is_comparable then 'insufficient_data' when actual >= expected then 'pass' end as outcome,
    case when not is_comparable then place || '归列不能确定' end as reason,
    slip(expected, actual, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
        less_message(place, actual, [figure_line], '正文机关运行经费', expected, [claim_line]) as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
