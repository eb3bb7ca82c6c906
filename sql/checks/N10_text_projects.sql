-- N10 正文的项目预算数、执行数与项目表一致 | A project's budget and spending in the text equal its form
-- severity: error
-- tolerance: T2
-- applies: 正文中某项目的全年预算数、年初预算数、执行数 = 该项目自评表、绩效目标表或项目支出表同一阶段的数字；年中追加的项目，自评表年初预算数应为 0
-- not_applicable: 正文没有说明项目的预算数或执行数，或文中没有该项目的表
-- insufficient: 项目表数字归列不能确定时，不比较
-- formula: |文字 − 表格| ≤ u / 2 + u′ / 2；数字的末位单位由文字中该数字的写法决定（2.4 万元为 0.1 万元）
-- example: 自评综述“项目全年预算数为 80 万元”，自评表全年预算数 73.9 万元
-- guard: 只比较说明为预算、执行或支付的金额，不比较测算明细、单价和数量；同一项目、同一阶段、本年度；等于项目任一表的数字即为一致
-- source: 《项目支出绩效评价管理办法》（财预〔2020〕10号）
-- grain: one row per amount claimed of a project that a form of the document gives
with
claims as (
    select *
    from claim
    where is_own_year
        and project_key <> 0
        and amount_yuan is not null
        and quantity is null
        and unit is null
        and stage is not null
        and (
            (stage in ('budget', 'adjusted_budget') and contains(text, '预算'))
            or (stage = 'final' and (contains(text, '执行数') or contains(text, '支付')))
        )
),

cells as (
    select *
    from money_cell
    where project_key <> 0 and fund = 'all' and nature = 'project' and item in ('project', 'annual_total')
),

budgets as (
    select
        claims.document_key,
        claims.statement_key,
        claims.topic_name,
        claims.amount_yuan as actual,
        claims.source_line as claim_line,
        cells.amount_yuan as expected,
        cells.form_name || cells.stage_name as place,
        cells.source_line as figure_line,
        cells.line_key,
        cells.is_sure,
        rounding_envelope(claims.display_unit + cells.display_unit) as tolerance,
        cast(null as varchar) as severity,
        row_number() over (
            partition by claims.statement_key order by abs(claims.amount_yuan - cells.amount_yuan), cells.source_line, cells.line_key
        ) as rank
    from claims
    join cells
        on cells.document_key = claims.document_key
        and cells.project_key = claims.project_key
        and cells.stage = claims.stage
        and cells.fiscal_year = claims.fiscal_year
),

-- money that was added in the course of the year was not in the initial budget
added as (
    select
        claim.document_key,
        claim.statement_key,
        claim.topic_name,
        cells.amount_yuan as actual,
        cells.source_line as claim_line,
        cast(0 as decimal(18, 2)) as expected,
        '正文所称年中追加、年初没有安排的预算' as place,
        claim.source_line as figure_line,
        cells.line_key,
        cells.is_sure,
        rounding_envelope(cells.display_unit) as tolerance,
        'warning' as severity,
        row_number() over (partition by claim.statement_key order by cells.source_line, cells.line_key) as rank
    from claim
    join cells
        on cells.document_key = claim.document_key
        and cells.project_key = claim.project_key
        and cells.fiscal_year = claim.fiscal_year
    where claim.is_own_year
        and claim.project_key <> 0
        and contains(claim.text, '追加')
        and cells.stage = 'budget'
        and cells.amount_yuan = claim.amount_yuan
),

compared as (
    select
        *,
        cast(statement_key as varchar) as subject,
        '正文' || topic_name as what,
        [claim_line, figure_line] as source_lines,
        [statement_key, line_key] as facts
    from budgets
    where rank = 1
    union all
    select
        *,
        cast(statement_key as varchar) || '/added' as subject,
        topic_name || '年初预算数' as what,
        [claim_line, figure_line] as source_lines,
        [statement_key, line_key] as facts
    from added
    where rank = 1
)

select
    document_key,
    subject,
    case when not is_sure and actual <> expected then 'insufficient_data' end as outcome,
    case when not is_sure and actual <> expected then place || '归列不能确定' end as reason,
    severity,
    slip(expected, actual, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    differ_message(what, actual, [claim_line], place, expected, [figure_line]) as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
