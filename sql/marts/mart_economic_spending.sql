-- mart_economic_spending 按经济科目的基本支出 | Basic expenditure by economic code
-- rows: 每份文档、每个预算阶段、每类资金、每个经济科目一行 | One row per document, stage, fund and economic code
-- key: document_key, stage, fund, code
-- kind: table
-- choice: 取一般公共预算基本支出表；没有此表时取正文中占基本支出或一般公共预算支出的部分。正文所列机关运行经费、公用经费的明细只是其中一部分，不取。
-- classification varchar: 科目体系：departmental 部门预算经济分类（3 字头），governmental 政府预算经济分类（5 字头）；两套同列同一笔钱，不可相加 | Departmental (3..) or governmental (5..) classification; both show the same money and never add up
-- stage varchar: 预算阶段：budget 年初预算，final 决算 | Initial budget or final account
-- fund varchar: 资金代码 | Code of the fund
-- fund_name varchar: 资金名称 | Name of the fund
-- code varchar: 经济科目编码 | Economic code
-- name varchar: 经济科目名称 | Name of the economic code
-- level varchar: 科目层级：class 类，item 款 | Class or item
-- is_leaf boolean: 是否没有列出下级科目：同一科目体系内相加不重复 | Whether no code below it is listed: within one classification such rows add up without repeats
-- is_top boolean: 是否没有列出上级科目：同一科目体系内相加不重复 | Whether no code above it is listed: within one classification such rows add up without repeats
-- amount_yuan decimal(18,2): 基本支出（元）；未印合计时为人员经费与公用经费之和 | Basic expenditure in yuan; personnel and public-use parts together where no total is printed
-- amount_is_derived boolean: 合计是否由各部分相加得出 | Whether the amount is the sum of its parts
-- personnel_yuan decimal(18,2): 其中人员经费（元） | Personnel part in yuan
-- public_yuan decimal(18,2): 其中公用经费（元） | Public-use part in yuan
-- total_yuan decimal(18,2): 一般公共预算基本支出总数（元），取自 mart_figure | Basic expenditure of the general public budget in yuan, from mart_figure
-- share_pct decimal(9,4): 占一般公共预算基本支出（%） | Share of the whole in percent
-- is_repeated boolean: 同一科目是否在表中印了几次（取第一次） | Whether the form prints the code several times; the first counts
with
documents as (select * from mart_document),
doubts as (select * from mart_doubt),
figures as (select * from mart_figure where measure = 'general_basic_expenditure'),
lines as (select * from fact_budget_line where side = 'expenditure' and item = 'code' and economic_key <> 0),
statements as (select * from fact_statement where topic = 'economic'),
forms as (select * from dim_form),
funds as (select * from dim_fund),
years as (select * from dim_year),
codes as (select * from dim_economic_code),

-- wholes that a claim of an economic code may be a share of; no other claim is about all basic expenditure
text_wholes(share_of) as (
    values ('general_basic_expenditure'), ('basic_expenditure'), ('general_expenditure')
),

cells as (
    select
        lines.document_key,
        lines.stage,
        funds.code as fund,
        1 as rank,
        forms.code as form,
        lines.economic_key,
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
    where forms.code = 'general_basic_expenditure'
    union all
    select
        statements.document_key,
        statements.stage,
        'general' as fund,
        9 as rank,
        'statement' as form,
        statements.economic_key,
        'basic' as nature,
        statements.amount_yuan,
        cast(null as bigint) as line_key,
        statements.statement_key,
        statements.source_line,
        statements.source_start
    from statements
    join documents
        on documents.document_key = statements.document_key
        and documents.fiscal_year = statements.statement_year
    join text_wholes on text_wholes.share_of = statements.share_of
    where statements.economic_key <> 0 and statements.amount_yuan is not null and statements.stage is not null
),

ranked as (
    select
        cells.*,
        min(rank) over (partition by document_key, stage, fund) as first_rank,
        row_number() over (
            partition by document_key, stage, fund, form, economic_key, nature order by source_start
        ) as copy,
        count(line_key) over (partition by document_key, stage, fund, form, economic_key, nature) as copies
    from cells
),

-- one row per code: its columns side by side; a code under two names is two rows of the form, which add up
listed as (
    select
        ranked.document_key,
        ranked.stage,
        ranked.fund,
        codes.code,
        arg_min(codes.economic_key, ranked.source_start) as economic_key,
        arg_min(codes.name, ranked.source_start) as name,
        min(codes.level) as level,
        min(ranked.form) as source_form,
        sum(ranked.amount_yuan) filter (where ranked.nature in ('basic', 'total')) as printed_yuan,
        sum(ranked.amount_yuan) filter (where ranked.nature = 'basic_personnel') as personnel_yuan,
        sum(ranked.amount_yuan) filter (where ranked.nature = 'basic_public') as public_yuan,
        min(ranked.source_line) as source_line,
        coalesce(list(ranked.line_key order by ranked.source_start) filter (where ranked.line_key is not null), []) as line_keys,
        coalesce(list(ranked.statement_key) filter (where ranked.statement_key is not null), []) as statement_keys,
        coalesce(flatten(list(doubts.finding_keys) filter (where doubts.finding_keys is not null)), []) as finding_keys,
        max(ranked.copies) > 1 as is_repeated
    from ranked
    join codes on codes.economic_key = ranked.economic_key
    left join doubts on doubts.fact_key = coalesce(ranked.line_key, ranked.statement_key)
    where ranked.copy = 1 and ranked.rank = ranked.first_rank
    group by ranked.document_key, ranked.stage, ranked.fund, codes.code
),

-- in the order of their codes a class stands right before its items
ordered as (
    select
        listed.*,
        coalesce(lead(code) over listing, '') as next_code,
        coalesce(max(case when length(code) = 3 then code end) over listing, '') as last_class
    from listed
    window listing as (partition by document_key, stage, fund order by code)
),

placed as (
    select
        ordered.*,
        not starts_with(next_code, code) as is_leaf,
        length(code) = 3 or last_class <> left(code, 3) as is_top,
        coalesce(printed_yuan, coalesce(personnel_yuan, 0) + coalesce(public_yuan, 0)) as amount_yuan
    from ordered
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
    placed.stage,
    placed.fund,
    funds.name as fund_name,
    case when starts_with(placed.code, '5') then 'governmental' else 'departmental' end as classification,
    placed.economic_key,
    placed.code,
    placed.name,
    placed.level,
    placed.is_leaf,
    placed.is_top,
    cast(placed.amount_yuan as decimal(18, 2)) as amount_yuan,
    placed.printed_yuan is null as amount_is_derived,
    cast(placed.personnel_yuan as decimal(18, 2)) as personnel_yuan,
    cast(placed.public_yuan as decimal(18, 2)) as public_yuan,
    figures.amount_yuan as total_yuan,
    cast(100 * placed.amount_yuan / nullif(figures.amount_yuan, 0) as decimal(9, 4)) as share_pct,
    placed.source_form,
    placed.source_line,
    placed.line_keys,
    placed.statement_keys,
    list_sort(list_distinct(placed.finding_keys)) as finding_keys,
    array_length(placed.finding_keys) > 0 as is_in_doubt,
    placed.is_repeated
from placed
join documents on documents.document_key = placed.document_key
join funds on funds.code = placed.fund
left join figures
    on figures.document_key = placed.document_key
    and figures.stage = placed.stage
