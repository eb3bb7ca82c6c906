-- mart_function_spending 按功能科目的支出 | Spending by functional code
-- rows: 每份文档、每个预算阶段、每类资金、每个功能科目一行 | One row per document, stage, fund and functional code
-- key: document_key, stage, fund, code
-- kind: table
-- choice: 每份文档、每个阶段、每类资金只取一张表，按 choices 的次序取第一张；没有表时取正文（正文占支出总计的为全部资金，其余为一般公共预算）。
-- stage varchar: 预算阶段：budget 年初预算，final 决算 | Initial budget or final account
-- fund varchar: 资金代码 | Code of the fund
-- fund_name varchar: 资金名称 | Name of the fund
-- is_widest_fund boolean: 是否没有更宽口径的资金也列此文档：相加时只取这些行 | Whether no other fund of the document holds this one too; add such rows only
-- code varchar: 功能科目编码 | Functional code
-- name varchar: 功能科目名称 | Name of the functional code
-- level varchar: 科目层级：class 类，group 款，item 项 | Class, group or item
-- is_leaf boolean: 是否没有列出下级科目：相加不重复 | Whether no code below it is listed: such rows add up without repeats
-- is_top boolean: 是否没有列出上级科目：相加不重复 | Whether no code above it is listed: such rows add up without repeats
-- amount_yuan decimal(18,2): 支出合计（元）；未印合计时为各部分之和 | Whole expenditure in yuan; the sum of its parts where no total is printed
-- amount_is_derived boolean: 合计是否由各部分相加得出 | Whether the amount is the sum of its parts
-- basic_yuan decimal(18,2): 其中基本支出（元） | Basic expenditure in yuan
-- personnel_yuan decimal(18,2): 其中人员经费（元） | Personnel part of basic expenditure in yuan
-- public_yuan decimal(18,2): 其中公用经费（元） | Public-use part of basic expenditure in yuan
-- project_yuan decimal(18,2): 其中项目支出（元） | Project expenditure in yuan
-- other_nature_yuan decimal(18,2): 其中经营支出、上缴上级支出、对附属单位补助支出（元） | Operating expenditure, remittances and subsidies to units in yuan
-- total_yuan decimal(18,2): 同口径支出总数（元），取自 mart_figure | Whole expenditure of the same fund and stage in yuan, from mart_figure
-- share_pct decimal(9,4): 占同口径支出总数（%） | Share of the whole in percent
-- is_repeated boolean: 同一科目是否在表中印了几次（取第一次） | Whether the form prints the code several times; the first counts
with
documents as (select * from mart_document),
doubts as (select * from mart_doubt),
figures as (select * from mart_figure),
lines as (select * from fact_budget_line where side = 'expenditure' and item = 'code' and functional_key <> 0 and economic_key = 0),
statements as (select * from fact_statement where topic = 'functional'),
forms as (select * from dim_form),
funds as (select * from dim_fund),
years as (select * from dim_year),
codes as (select * from dim_functional_code),

-- the form that a fund's expenditure by function is read from: the first that the document prints
choices(fund, rank, form) as (
    values
    ('all', 1, 'expenditure_detail'),
    ('all', 2, 'revenue_expenditure_summary'),
    ('all', 9, 'statement'),
    ('fiscal_appropriation', 1, 'general_expenditure'),
    ('fiscal_appropriation', 2, 'fiscal_appropriation_summary'),
    ('general', 1, 'general_expenditure'),
    ('general', 2, 'fiscal_appropriation_summary'),
    ('general', 9, 'statement'),
    ('government_fund', 1, 'government_fund_expenditure'),
    ('government_fund', 2, 'fiscal_appropriation_summary'),
    ('state_capital', 1, 'state_capital_expenditure'),
    ('state_capital', 2, 'fiscal_appropriation_summary')
),

-- which funds hold which, and the figure that is the whole of each
wholes(fund, width, measure) as (
    values
    ('all', 1, 'expenditure_total'),
    ('fiscal_appropriation', 2, 'fiscal_appropriation_expenditure'),
    ('general', 3, 'general_expenditure'),
    ('government_fund', 3, 'government_fund_expenditure'),
    ('state_capital', 3, 'state_capital_expenditure')
),

cells as (
    select
        lines.document_key,
        lines.stage,
        funds.code as fund,
        forms.code as form,
        lines.functional_key,
        lines.nature,
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
    union all
    select
        statements.document_key,
        statements.stage,
        case when statements.share_of = 'expenditure_total' then 'all' else 'general' end as fund,
        'statement' as form,
        statements.functional_key,
        'total' as nature,
        statements.amount_yuan,
        cast(null as bigint) as line_key,
        statements.statement_key,
        statements.source_line,
        statements.source_start
    from statements
    join documents
        on documents.document_key = statements.document_key
        and documents.fiscal_year = statements.statement_year
    where statements.functional_key <> 0 and statements.amount_yuan is not null and statements.stage is not null
),

-- few columns: the form that each fund is read from, before anything is counted over its cells
firsts as (
    select cells.document_key, cells.stage, cells.fund, min(choices.rank) as rank
    from cells
    join choices
        on choices.fund = cells.fund
        and choices.form = cells.form
    group by cells.document_key, cells.stage, cells.fund
),

chosen as (
    select
        cells.*,
        row_number() over (
            partition by cells.document_key, cells.stage, cells.fund, cells.functional_key, cells.nature
            order by cells.source_start
        ) as copy,
        count(cells.line_key) over (
            partition by cells.document_key, cells.stage, cells.fund, cells.functional_key, cells.nature
        ) as copies
    from cells
    join choices
        on choices.fund = cells.fund
        and choices.form = cells.form
    join firsts
        on firsts.document_key = cells.document_key
        and firsts.stage = cells.stage
        and firsts.fund = cells.fund
        and firsts.rank = choices.rank
),

-- one row per code: its columns side by side; a code under two names is two rows of the form, which add up
listed as (
    select
        chosen.document_key,
        chosen.stage,
        chosen.fund,
        codes.code,
        arg_min(codes.functional_key, chosen.source_start) as functional_key,
        arg_min(codes.name, chosen.source_start) as name,
        min(codes.level) as level,
        min(chosen.form) as source_form,
        sum(chosen.amount_yuan) filter (where chosen.nature = 'total') as printed_yuan,
        sum(chosen.amount_yuan) filter (where chosen.nature = 'basic') as basic_yuan,
        sum(chosen.amount_yuan) filter (where chosen.nature = 'basic_personnel') as personnel_yuan,
        sum(chosen.amount_yuan) filter (where chosen.nature = 'basic_public') as public_yuan,
        sum(chosen.amount_yuan) filter (where chosen.nature = 'project') as project_yuan,
        sum(chosen.amount_yuan) filter (
            where chosen.nature in ('operating', 'remitted_up', 'subsidy_to_units')
        ) as other_nature_yuan,
        min(chosen.source_line) as source_line,
        coalesce(list(chosen.line_key order by chosen.source_start) filter (where chosen.line_key is not null), []) as line_keys,
        coalesce(list(chosen.statement_key) filter (where chosen.statement_key is not null), []) as statement_keys,
        coalesce(flatten(list(doubts.finding_keys) filter (where doubts.finding_keys is not null)), []) as finding_keys,
        max(chosen.copies) > 1 as is_repeated
    from chosen
    join codes on codes.functional_key = chosen.functional_key
    left join doubts on doubts.fact_key = coalesce(chosen.line_key, chosen.statement_key)
    where chosen.copy = 1
    group by chosen.document_key, chosen.stage, chosen.fund, codes.code
),

-- in the order of their codes a code stands right before those below it
ordered as (
    select
        listed.*,
        coalesce(lead(code) over listing, '') as next_code,
        coalesce(max(case when length(code) = 3 then code end) over listing, '') as last_class,
        coalesce(max(case when length(code) = 5 then code end) over listing, '') as last_group
    from listed
    window listing as (partition by document_key, stage, fund order by code)
),

placed as (
    select
        ordered.*,
        not starts_with(next_code, code) as is_leaf,
        length(code) = 3
            or (last_class <> left(code, 3) and (length(code) = 5 or last_group <> left(code, 5))) as is_top
    from ordered
),

widest as (
    select firsts.document_key, firsts.stage, min(wholes.width) as width
    from firsts
    join wholes on wholes.fund = firsts.fund
    group by firsts.document_key, firsts.stage
),

summed as (
    select
        placed.*,
        wholes.measure,
        wholes.width = widest.width as is_widest_fund,
        coalesce(
            placed.printed_yuan,
            coalesce(placed.basic_yuan, placed.personnel_yuan + placed.public_yuan, placed.personnel_yuan, placed.public_yuan, 0)
            + coalesce(placed.project_yuan, 0) + coalesce(placed.other_nature_yuan, 0)
        ) as amount_yuan
    from placed
    join wholes on wholes.fund = placed.fund
    join widest
        on widest.document_key = placed.document_key
        and widest.stage = placed.stage
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
    documents.head_count,
    documents.head_count_basis,
    summed.stage,
    summed.fund,
    funds.name as fund_name,
    summed.is_widest_fund,
    summed.functional_key,
    summed.code,
    summed.name,
    summed.level,
    summed.is_leaf,
    summed.is_top,
    cast(summed.amount_yuan as decimal(18, 2)) as amount_yuan,
    summed.printed_yuan is null as amount_is_derived,
    cast(summed.basic_yuan as decimal(18, 2)) as basic_yuan,
    cast(summed.personnel_yuan as decimal(18, 2)) as personnel_yuan,
    cast(summed.public_yuan as decimal(18, 2)) as public_yuan,
    cast(summed.project_yuan as decimal(18, 2)) as project_yuan,
    cast(summed.other_nature_yuan as decimal(18, 2)) as other_nature_yuan,
    figures.amount_yuan as total_yuan,
    cast(100 * summed.amount_yuan / nullif(figures.amount_yuan, 0) as decimal(9, 4)) as share_pct,
    summed.source_form,
    summed.source_line,
    summed.line_keys,
    summed.statement_keys,
    list_sort(list_distinct(summed.finding_keys)) as finding_keys,
    array_length(summed.finding_keys) > 0 as is_in_doubt,
    summed.is_repeated
from summed
join documents on documents.document_key = summed.document_key
join funds on funds.code = summed.fund
left join figures
    on figures.document_key = summed.document_key
    and figures.stage = summed.stage
    and figures.measure = summed.measure
