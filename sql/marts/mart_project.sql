-- mart_project 项目支出 | Projects
-- rows: 每份文档、每个项目一行 | One row per document and project
-- key: document_key, project_key
-- kind: table
-- choice: 每份文档只取一种表作为项目清单，按 choices 的次序取第一种，使同一项目不因各表写法不同而重复；一个项目在表中有合计资金时不取分资金。没有表时取正文。
-- project_key bigint: 项目 | Project
-- project_code varchar: 项目编码，照原文 | Code as printed
-- project_name varchar: 项目名称 | Name of the project
-- budget_yuan decimal(18,2): 年初预算数（元） | Initial budget of the year in yuan
-- adjusted_yuan decimal(18,2): 全年预算数（元） | Adjusted budget of the year in yuan
-- final_yuan decimal(18,2): 执行数（元） | Executed amount in yuan
-- life_yuan decimal(18,2): 项目总预算，全周期（元） | Budget of the project's whole life in yuan
-- execution_rate_pct decimal(9,4): 预算执行率（%）：执行数除以全年预算数，无全年预算数时除以年初预算数 | Executed amount in percent of the adjusted budget, else of the initial budget
-- indicators integer: 绩效指标个数 | Performance indicators of the project
-- score decimal(20,4): 各指标得分之和；未打分时为空 | Scores of the indicators together; null where none is scored
-- full_score decimal(20,4): 打了分的指标的分值之和 | Full scores of the indicators that are scored, together
-- source_form varchar: 取自哪种表；statement 为正文 | Form that the project list is taken from; `statement` is the running text
-- source_line integer: 原文行号 | Line of the raw text
-- line_keys bigint[]: 所依据的预算行 | Money cells that the row stands on
-- statement_keys bigint[]: 所依据的陈述 | Claims that the row stands on
-- is_in_doubt boolean: 是否有错误或警告涉及 | Whether an error or a warning is about it
-- indicator_fact_keys bigint[]: 项目的绩效指标行 | Indicator rows of the project
with
documents as (select * from mart_document),
doubts as (select * from mart_doubt),
lines as (select * from fact_budget_line where side = 'expenditure' and project_key <> 0),
statements as (select * from fact_statement where topic = 'project' and project_key <> 0),
indicators as (select * from fact_indicator where project_key <> 0 and horizon = 'annual'),
projects as (select * from dim_project),
forms as (select * from dim_form),
funds as (select * from dim_fund),
years as (select * from dim_year),

-- the form that is a document's list of projects: the first that it prints
choices(rank, form) as (
    values
    (1, 'project_expenditure'),
    (2, 'project_self_evaluation'),
    (3, 'project_performance'),
    (4, 'department_performance')
),

items(item, role, item_rank) as (
    values ('project', 'year', 1), ('annual_total', 'year', 2), ('project_total', 'life', 1)
),

widths(fund, fund_rank) as (values ('all', 1), ('fiscal_appropriation', 2), ('general', 3)),

cells as (
    select
        lines.document_key,
        lines.project_key,
        choices.rank,
        choices.form,
        case when items.role = 'life' then 'life' else lines.stage end as role,
        lines.amount_yuan,
        lines.line_key,
        cast(null as bigint) as statement_key,
        lines.source_line,
        lines.source_start,
        10 * items.item_rank + widths.fund_rank as preference
    from lines
    join documents on documents.document_key = lines.document_key
    join years
        on years.year_key = lines.year_key
        and years.fiscal_year = documents.fiscal_year
    join forms on forms.form_key = lines.form_key
    join funds on funds.fund_key = lines.fund_key
    join choices on choices.form = forms.code
    join items on items.item = lines.item
    join widths on widths.fund = funds.code
    union all
    select
        statements.document_key,
        statements.project_key,
        9 as rank,
        'statement' as form,
        statements.stage as role,
        statements.amount_yuan,
        cast(null as bigint) as line_key,
        statements.statement_key,
        statements.source_line,
        statements.source_start,
        1 as preference
    from statements
    join documents
        on documents.document_key = statements.document_key
        and documents.fiscal_year = statements.statement_year
    where statements.amount_yuan is not null and statements.stage is not null
),

ranked as (
    select
        cells.*,
        min(rank) over (partition by document_key) as first_rank,
        row_number() over (
            partition by document_key, form, project_key, role order by preference, source_start
        ) as copy
    from cells
),

listed as (
    select
        ranked.document_key,
        ranked.project_key,
        min(ranked.form) as source_form,
        min(ranked.source_line) as source_line,
        max(ranked.amount_yuan) filter (where ranked.role = 'budget') as budget_yuan,
        max(ranked.amount_yuan) filter (where ranked.role = 'adjusted_budget') as adjusted_yuan,
        max(ranked.amount_yuan) filter (where ranked.role = 'final') as final_yuan,
        max(ranked.amount_yuan) filter (where ranked.role = 'life') as life_yuan,
        coalesce(list(ranked.line_key order by ranked.source_start) filter (where ranked.line_key is not null), []) as line_keys,
        coalesce(list(ranked.statement_key) filter (where ranked.statement_key is not null), []) as statement_keys,
        coalesce(flatten(list(doubts.finding_keys) filter (where doubts.finding_keys is not null)), []) as finding_keys
    from ranked
    left join doubts on doubts.fact_key = coalesce(ranked.line_key, ranked.statement_key)
    where ranked.copy = 1 and ranked.rank = ranked.first_rank
    group by ranked.document_key, ranked.project_key
),

scored as (
    select
        document_key,
        project_key,
        cast(count(*) as integer) as indicators,
        sum(score) as score,
        sum(full_score) filter (where score is not null) as full_score,
        list(indicator_fact_key order by source_line, indicator_fact_key) as indicator_fact_keys
    from indicators
    group by document_key, project_key
)

select
    documents.document_key,
    documents.department_key,
    documents.department_name,
    documents.region_key,
    documents.region_name,
    documents.place,
    documents.admin_level,
    documents.document_kind,
    documents.fiscal_year,
    documents.scope,
    listed.project_key,
    projects.code as project_code,
    projects.name as project_name,
    listed.budget_yuan,
    listed.adjusted_yuan,
    listed.final_yuan,
    listed.life_yuan,
    cast(
        100 * listed.final_yuan / nullif(coalesce(listed.adjusted_yuan, listed.budget_yuan), 0) as decimal(9, 4)
    ) as execution_rate_pct,
    coalesce(scored.indicators, 0) as indicators,
    cast(scored.score as decimal(20, 4)) as score,
    cast(scored.full_score as decimal(20, 4)) as full_score,
    listed.source_form,
    listed.source_line,
    listed.line_keys,
    listed.statement_keys,
    coalesce(scored.indicator_fact_keys, []) as indicator_fact_keys,
    list_sort(list_distinct(listed.finding_keys)) as finding_keys,
    array_length(listed.finding_keys) > 0 as is_in_doubt
from listed
join documents on documents.document_key = listed.document_key
join projects on projects.project_key = listed.project_key
left join scored
    on scored.document_key = listed.document_key
    and scored.project_key = listed.project_key
