-- mart_amount 可比金额 | Comparable amounts
-- rows: 每份文档、每个预算阶段、每个对象一行：主要数字、功能科目、经济科目 | One row per document, stage and subject: a headline figure, a functional or an economic code
-- key: document_key, stage, subject, fund, code
-- kind: view
-- choice: 把 mart_figure、mart_function_spending、mart_economic_spending 合为一列，供逐年、预算与决算、各地比较。
-- subject varchar: 对象：measure 主要数字，functional 功能科目，economic 经济科目 | Headline figure, functional code or economic code
-- fund varchar: 资金代码；主要数字为空文 | Code of the fund; an empty text for a headline figure
-- code varchar: 主要数字的代码，或科目编码 | Code of the measure, or functional or economic code
-- name varchar: 名称 | Name
-- level varchar: 层级：measure，class 类，group 款，item 项 | Level: measure, class, group, item
-- is_leaf boolean: 是否没有列出下级：同一文档、对象、资金内相加不重复 | Whether nothing below it is listed: such rows add up within one document, subject and fund
-- is_widest_fund boolean: 是否没有更宽口径的资金也列此文档 | Whether no other fund of the document holds this one too
-- whole_yuan decimal(18,2): 所占整体的金额（元）：本年支出、同口径支出、基本支出 | The whole that it is a share of, in yuan
with
figures as (select * from mart_figure),
functions as (select * from mart_function_spending),
economics as (select * from mart_economic_spending where classification = 'departmental'),

-- read once more and not from `figures`: what is read twice the engine keeps, all rows of it, whatever is asked for
totals as (select document_key, stage, amount_yuan from mart_figure where measure = 'expenditure_total')

select
    figures.document_key,
    figures.department_key,
    figures.department_name,
    figures.region_key,
    figures.region_name,
    figures.place,
    figures.admin_level,
    figures.document_kind,
    figures.fiscal_year,
    figures.scope,
    figures.head_count,
    figures.head_count_basis,
    figures.stage,
    'measure' as subject,
    '' as fund,
    figures.measure as code,
    figures.measure_name as name,
    'measure' as level,
    true as is_leaf,
    true as is_widest_fund,
    figures.amount_yuan,
    totals.amount_yuan as whole_yuan,
    figures.line_keys,
    figures.statement_keys,
    figures.finding_keys
from figures
left join totals
    on totals.document_key = figures.document_key
    and totals.stage = figures.stage
union all
select
    document_key,
    department_key,
    department_name,
    region_key,
    region_name,
    place,
    admin_level,
    document_kind,
    fiscal_year,
    scope,
    head_count,
    head_count_basis,
    stage,
    'functional' as subject,
    fund,
    code,
    name,
    level,
    is_leaf,
    is_widest_fund,
    amount_yuan,
    total_yuan as whole_yuan,
    line_keys,
    statement_keys,
    finding_keys
from functions
union all
select
    document_key,
    department_key,
    department_name,
    region_key,
    region_name,
    place,
    admin_level,
    document_kind,
    fiscal_year,
    scope,
    head_count,
    head_count_basis,
    stage,
    'economic' as subject,
    fund,
    code,
    name,
    level,
    is_leaf,
    true as is_widest_fund,
    amount_yuan,
    total_yuan as whole_yuan,
    line_keys,
    statement_keys,
    finding_keys
from economics
