-- mart_purchase 采购明细 | Purchases one by one
-- rows: 每份文档、每个预算阶段、采购表所列每项采购一行 | One row per document, stage and purchase that a procurement form lists
-- key: document_key, stage, project_key
-- kind: table
-- choice: 一项采购印有几类资金的，取最宽口径，没有合计的各类相加；同名采购印了几行的相加，单价只在印了一行时列出。只印类别合计的采购表没有明细，见 mart_procurement。
-- project_key bigint: 采购项目或品目，按名称 | The purchase by its name
-- purchase_name varchar: 采购项目或品目名称 | Name of the purchase
-- amount_yuan decimal(18,2): 采购金额（元） | Amount of the purchase in yuan
-- unit_price_yuan decimal(18,2): 单价（元） | Unit price in yuan
-- sme_yuan decimal(18,2): 其中面向中小企业（元） | Part reserved for small and medium enterprises, in yuan
-- micro_yuan decimal(18,2): 其中面向小微企业（元） | Part reserved for small and micro enterprises, in yuan
-- rows_printed integer: 原文行数 | Rows of the form
-- total_yuan decimal(18,2): 政府采购合计（元），取自 mart_figure | All procurement in yuan, from mart_figure
-- share_pct decimal(9,4): 占政府采购合计（%） | Share of all procurement in percent
with
documents as (select * from mart_document),
doubts as (select * from mart_doubt),
figures as (select * from mart_figure where measure = 'procurement_total'),
lines as (
    select * from fact_budget_line
    where item in ('purchase', 'purchase_sme', 'purchase_micro', 'unit_price') and project_key <> 0
),
projects as (select * from dim_project),
forms as (select * from dim_form where code = 'procurement'),
funds as (select * from dim_fund),
years as (select * from dim_year),

-- funds that hold others; those that stand beside each other are as wide
widths(fund, width) as (values ('all', 1), ('fiscal_appropriation', 2)),

cells as (
    select
        lines.document_key,
        lines.stage,
        lines.project_key,
        lines.item,
        lines.amount_yuan,
        lines.line_key,
        lines.source_line,
        lines.source_start,
        coalesce(widths.width, 3) as width,
        min(coalesce(widths.width, 3)) over (
            partition by lines.document_key, lines.stage, lines.project_key, lines.item
        ) as widest
    from lines
    join documents on documents.document_key = lines.document_key
    join years
        on years.year_key = lines.year_key
        and years.fiscal_year = documents.fiscal_year
    join forms on forms.form_key = lines.form_key
    join funds on funds.fund_key = lines.fund_key
    left join widths on widths.fund = funds.code
),

listed as (
    select
        cells.document_key,
        cells.stage,
        cells.project_key,
        sum(cells.amount_yuan) filter (where cells.item = 'purchase') as amount_yuan,
        case
            when count(*) filter (where cells.item = 'unit_price') = 1
                then max(cells.amount_yuan) filter (where cells.item = 'unit_price')
        end as unit_price_yuan,
        sum(cells.amount_yuan) filter (where cells.item = 'purchase_sme') as sme_yuan,
        sum(cells.amount_yuan) filter (where cells.item = 'purchase_micro') as micro_yuan,
        count(distinct cells.source_line) filter (where cells.item = 'purchase') as rows_printed,
        min(cells.source_line) as source_line,
        list(cells.line_key order by cells.source_start) as line_keys,
        coalesce(flatten(list(doubts.finding_keys) filter (where doubts.finding_keys is not null)), []) as finding_keys
    from cells
    left join doubts on doubts.fact_key = cells.line_key
    where cells.width = cells.widest
    group by cells.document_key, cells.stage, cells.project_key
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
    listed.project_key,
    projects.name as purchase_name,
    cast(listed.amount_yuan as decimal(18, 2)) as amount_yuan,
    cast(listed.unit_price_yuan as decimal(18, 2)) as unit_price_yuan,
    cast(listed.sme_yuan as decimal(18, 2)) as sme_yuan,
    cast(listed.micro_yuan as decimal(18, 2)) as micro_yuan,
    cast(listed.rows_printed as integer) as rows_printed,
    figures.amount_yuan as total_yuan,
    cast(100 * listed.amount_yuan / nullif(figures.amount_yuan, 0) as decimal(9, 4)) as share_pct,
    listed.source_line,
    listed.line_keys,
    cast([] as bigint[]) as statement_keys,
    list_sort(list_distinct(listed.finding_keys)) as finding_keys,
    array_length(listed.finding_keys) > 0 as is_in_doubt
from listed
join documents on documents.document_key = listed.document_key
join projects on projects.project_key = listed.project_key
left join figures
    on figures.document_key = listed.document_key
    and figures.stage = listed.stage
