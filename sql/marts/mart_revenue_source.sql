-- mart_revenue_source 按来源的收入 | Revenue by source
-- rows: 每份文档、每个预算阶段、每种收入来源一行 | One row per document, stage and source of revenue
-- key: document_key, stage, source
-- kind: table
-- choice: 每份文档、每个阶段只取一处，按 choices 的次序：收支总表，收入总表，财政拨款收支总表，正文。
-- source varchar: 收入来源：资金代码，或 carry_in 上年结转、use_of_surplus 使用结余 | Source: code of the fund, or carry_in, use_of_surplus
-- source_name varchar: 收入来源名称 | Name of the source
-- stage varchar: 预算阶段：budget 年初预算，final 决算 | Initial budget or final account
-- is_part boolean: 是否为同表已列“财政拨款”的其中项：相加时不取这些行 | Whether it is part of the fiscal appropriation that the same form lists: leave such rows out of sums
-- is_current_year boolean: 是否本年收入（否：结转、结余） | Whether it is revenue of the year, not money of earlier years
-- amount_yuan decimal(18,2): 收入（元） | Revenue in yuan
-- total_yuan decimal(18,2): 本年收入合计（元），取自 mart_figure | Revenue of the year in yuan, from mart_figure
-- share_pct decimal(9,4): 占本年收入合计（%）；结转结余为空 | Share of the revenue of the year in percent; null for money of earlier years
with
documents as (select * from mart_document),
doubts as (select * from mart_doubt),
figures as (select * from mart_figure where measure = 'revenue_total'),
lines as (select * from fact_budget_line where side = 'revenue'),
statements as (select * from fact_statement),
forms as (select * from dim_form),
funds as (select * from dim_fund),
years as (select * from dim_year),

-- where a document's revenue is read from: the first place that it prints
choices(rank, form, item) as (
    values
    (1, 'revenue_expenditure_summary', 'fund'),
    (1, 'revenue_expenditure_summary', 'carry_in'),
    (1, 'revenue_expenditure_summary', 'use_of_surplus'),
    (2, 'revenue_detail', 'total'),
    (3, 'fiscal_appropriation_summary', 'fund'),
    (3, 'fiscal_appropriation_summary', 'carry_in')
),

-- claims of running text by topic, or by the source's own name
text_sources(topic, name, source) as (
    values
    ('general_revenue', '', 'general'),
    ('government_fund_revenue', '', 'government_fund'),
    ('state_capital_revenue', '', 'state_capital'),
    ('revenue_source', '上级补助收入', 'superior_subsidy'),
    ('revenue_source', '事业收入', 'business'),
    ('revenue_source', '经营收入', 'operating'),
    ('revenue_source', '事业单位经营收入', 'operating'),
    ('revenue_source', '附属单位上缴收入', 'subsidiary_remittance'),
    ('revenue_source', '其他收入', 'other')
),

carried(source, source_name) as (
    values ('carry_in', '上年结转'), ('use_of_surplus', '使用非财政拨款结余')
),

cells as (
    select
        lines.document_key,
        lines.stage,
        choices.rank,
        choices.form,
        case when lines.item in ('fund', 'total') then funds.code else lines.item end as source,
        lines.amount_yuan,
        lines.line_key,
        cast(null as bigint) as statement_key,
        lines.source_line,
        lines.source_start
    from lines
    join documents on documents.document_key = lines.document_key
    join years
        on years.year_key = lines.year_key
        and years.fiscal_year = documents.fiscal_year
    join forms on forms.form_key = lines.form_key
    join funds on funds.fund_key = lines.fund_key
    join choices
        on choices.form = forms.code
        and choices.item = lines.item
    where lines.item in ('carry_in', 'use_of_surplus') or funds.code <> 'all'
    union all
    select
        statements.document_key,
        statements.stage,
        9 as rank,
        'statement' as form,
        text_sources.source,
        statements.amount_yuan,
        cast(null as bigint) as line_key,
        statements.statement_key,
        statements.source_line,
        statements.source_start
    from statements
    join documents
        on documents.document_key = statements.document_key
        and documents.fiscal_year = statements.statement_year
    join text_sources
        on text_sources.topic = statements.topic
        and text_sources.name = coalesce(statements.unit, '')
    where statements.amount_yuan is not null and statements.stage is not null
),

-- a carry-over is printed by fund as well as whole: the first of a form is the whole
ranked as (
    select
        cells.*,
        min(rank) over (partition by document_key, stage) as first_rank,
        row_number() over (partition by document_key, stage, form, source order by source_start) as copy
    from cells
),

listed as (
    select
        ranked.*,
        coalesce(doubts.finding_keys, []) as finding_keys,
        ranked.source in ('general', 'government_fund', 'state_capital')
            and bool_or(ranked.source = 'fiscal_appropriation') over (partition by ranked.document_key, ranked.stage)
            as is_part
    from ranked
    left join doubts on doubts.fact_key = coalesce(ranked.line_key, ranked.statement_key)
    where ranked.copy = 1 and ranked.rank = ranked.first_rank
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
    listed.stage,
    listed.source,
    coalesce(carried.source_name, funds.name) as source_name,
    listed.is_part,
    carried.source is null as is_current_year,
    listed.amount_yuan,
    figures.amount_yuan as total_yuan,
    case
        when carried.source is null
            then cast(100 * listed.amount_yuan / nullif(figures.amount_yuan, 0) as decimal(9, 4))
    end as share_pct,
    listed.form as source_form,
    listed.source_line,
    case when listed.line_key is null then [] else [listed.line_key] end as line_keys,
    case when listed.statement_key is null then [] else [listed.statement_key] end as statement_keys,
    listed.finding_keys,
    array_length(listed.finding_keys) > 0 as is_in_doubt
from listed
join documents on documents.document_key = listed.document_key
left join carried on carried.source = listed.source
left join funds on funds.code = listed.source
left join figures
    on figures.document_key = listed.document_key
    and figures.stage = listed.stage
