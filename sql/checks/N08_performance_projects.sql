-- N08 绩效管理项目资金等于项目支出 | Money under performance management equals project expenditure
-- severity: info
-- tolerance: T2
-- applies: 预算正文“实行绩效目标管理的项目资金”与项目支出合计
-- not_applicable: 不是预算，或正文没有实行绩效管理的项目资金，或文中没有项目支出合计
-- insufficient: 项目支出合计归列不能确定时，不比较
-- formula: |文字 − 项目支出| ≤ u / 2 + u′ / 2；等于任一口径的项目支出即为一致
-- example: 实行绩效目标管理的项目资金 327.50 万元，项目支出 327.50 万元
-- guard: 绩效管理可以只覆盖部分项目，因此只提示；只比较预算
-- source: 中发〔2018〕34号：部门和单位预算项目全面设置绩效目标
-- grain: one row per claim of money under performance management
with
claims as (
    select *
    from claim
    where is_own_year and topic = 'performance_projects' and amount_yuan is not null and unit is null
        and document_kind = 'budget'
),

figures as (select * from topic_figure where topic = 'project_expenditure'),

candidates as (
    select
        claims.document_key,
        claims.statement_key,
        claims.amount_yuan as actual,
        claims.source_line as claim_line,
        figures.amount_yuan as expected,
        figures.place,
        figures.source_line as figure_line,
        figures.fact_key,
        figures.is_comparable,
        rounding_envelope(claims.display_unit + figures.display_unit) as tolerance,
        row_number() over (
            partition by claims.statement_key order by abs(claims.amount_yuan - figures.amount_yuan), figures.source_line, figures.fact_key
        ) as rank
    from claims
    join figures
        on figures.document_key = claims.document_key
        and figures.stage = claims.stage
),

compared as (
    select
        *,
        cast(statement_key as varchar) as subject,
        [claim_line, figure_line] as source_lines,
        [statement_key, fact_key] as facts
    from candidates
    where rank = 1
)

select
    document_key,
    subject,
    case when not is_comparable then 'insufficient_data' end as outcome,
    case when not is_comparable then place || '归列不能确定' end as reason,
    slip(expected, actual, tolerance) as diagnosis,
    expected,
    actual,
    tolerance,
    differ_message('正文实行绩效管理的项目资金', actual, [claim_line], place, expected, [figure_line]) as message,
    lines_of(source_lines) as source_lines,
    facts
from compared
