-- mart_procurement 政府采购 | Government procurement
-- rows: 每份文档、每个预算阶段、每个采购类别一行 | One row per document, stage and category
-- key: document_key, stage, category
-- kind: table
-- category varchar: 采购类别：total 合计，goods 货物，works 工程，services 服务，sme 面向中小企业，micro 面向小微企业 | Total, goods, works, services, reserved for small and medium, for micro enterprises
-- category_name varchar: 采购类别名称 | Name of the category
-- is_part boolean: 是否按货物、工程、服务划分的组成部分：只有这些行可以相加 | Whether it is one of goods, works and services, the only rows that add up to the total
-- total_yuan decimal(18,2): 政府采购合计（元） | Procurement in yuan, all categories
-- share_pct decimal(9,4): 占政府采购合计（%） | Share of all procurement in percent
-- share_of_expenditure_pct decimal(9,4): 占本年支出合计（%） | Share of the expenditure of the year in percent
with
figures as (select * from mart_figure),

categories(measure, category, category_name, is_part) as (
    values
    ('procurement_total', 'total', '政府采购合计', false),
    ('procurement_goods', 'goods', '货物', true),
    ('procurement_works', 'works', '工程', true),
    ('procurement_services', 'services', '服务', true),
    ('procurement_sme', 'sme', '面向中小企业', false),
    ('procurement_micro', 'micro', '面向小微企业', false)
),

wholes as (
    select
        document_key,
        stage,
        max(amount_yuan) filter (where measure = 'procurement_total') as total_yuan,
        max(amount_yuan) filter (where measure = 'expenditure_total') as expenditure_yuan
    from figures
    where measure in ('procurement_total', 'expenditure_total')
    group by document_key, stage
)

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
    figures.stage,
    categories.category,
    categories.category_name,
    categories.is_part,
    figures.amount_yuan,
    wholes.total_yuan,
    cast(100 * figures.amount_yuan / nullif(wholes.total_yuan, 0) as decimal(9, 4)) as share_pct,
    cast(100 * figures.amount_yuan / nullif(wholes.expenditure_yuan, 0) as decimal(9, 4)) as share_of_expenditure_pct,
    figures.source_form,
    figures.source_line,
    figures.line_keys,
    figures.statement_keys,
    figures.other_yuan,
    figures.finding_keys,
    figures.is_in_doubt
from figures
join categories on categories.measure = figures.measure
left join wholes
    on wholes.document_key = figures.document_key
    and wholes.stage = figures.stage
