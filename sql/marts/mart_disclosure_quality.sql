-- mart_disclosure_quality 公开质量 | Quality of disclosures
-- rows: 每份现行公开文档一行 | One row per current disclosure
-- key: document_key
-- kind: table
-- choice: 完整性：必备表（规则 S01）已印出的比例。细化程度：四项的平均——支出列到项、基本支出列到款、“三公”三项俱全、项目支出列到项目的比例。一致性：比对中一致或仅有舍入差异的比例，与其他公开的比较（D04、D05）不算。
-- forms_required integer: 应公开的表数 | Tables that the rules of disclosure ask for
-- forms_printed integer: 已印出的应公开的表数，含空表 | Those of them that are printed, empty ones too
-- completeness_pct decimal(9,4): 完整性（%）；无从判断时为空 | Completeness in percent; null where nothing tells
-- function_item_pct decimal(9,4): 支出列到功能科目“项”的比例（%） | Share of expenditure that is listed down to functional items
-- economic_item_pct decimal(9,4): 基本支出列到经济科目“款”的比例（%） | Share of basic expenditure that is listed down to economic items
-- three_public_pct decimal(9,4): “三公”三项已列的比例（%） | Share of the three public expenses that are listed
-- project_pct decimal(9,4): 项目支出列到项目的比例（%）；没有项目支出时为 100 | Share of project expenditure that is listed by project; 100 without project expenditure
-- detail_pct decimal(9,4): 细化程度（%） | Detail in percent: the mean of the four
-- comparisons integer: 已作的比对数 | Comparisons that were made
-- comparisons_failed integer: 不一致的比对数 | Comparisons that failed
-- consistency_pct decimal(9,4): 一致性（%）；没有比对时为空 | Consistency in percent; null where nothing was compared
-- errors integer: 错误数（根源） | Errors that are roots
-- warnings integer: 警告数（根源） | Warnings that are roots
-- indicators integer: 绩效指标个数 | Performance indicators
-- amounts integer: 金额单元格个数 | Money cells
-- amounts_inferred integer: 其中列由推断而定的个数 | Money cells whose column was inferred or is ambiguous
-- finding_keys bigint[]: 作为根源的错误和警告 | Errors and warnings that are roots
with
documents as (select * from mart_document),
functions as (select * from mart_function_spending),
economics as (select * from mart_economic_spending where classification = 'departmental'),
figures as (select * from mart_figure),
projects as (select * from mart_project),
checks as (select * from fact_check),
findings as (select * from fact_finding where severity <> 'info' and root_key is null),
lines as (select * from fact_budget_line),
indicator_facts as (select * from fact_indicator),

-- what must be printed and is, as rule S01 counts it: the one place that says which forms are required
completeness as (
    select document_key, compared as forms_required, passed as forms_printed
    from checks
    where rule_code = 'S01'
),

own_stage(document_kind, stage) as (values ('budget', 'budget'), ('final_account', 'final')),

function_detail as (
    select
        functions.document_key,
        sum(functions.amount_yuan) filter (where functions.is_leaf and functions.level = 'item') as item_yuan,
        sum(functions.amount_yuan) filter (where functions.is_leaf) as leaf_yuan
    from functions
    join own_stage
        on own_stage.document_kind = functions.document_kind
        and own_stage.stage = functions.stage
    where functions.is_widest_fund
    group by functions.document_key
),

economic_detail as (
    select
        economics.document_key,
        sum(economics.amount_yuan) filter (where economics.is_leaf and economics.level = 'item') as item_yuan,
        sum(economics.amount_yuan) filter (where economics.is_leaf) as leaf_yuan
    from economics
    join own_stage
        on own_stage.document_kind = economics.document_kind
        and own_stage.stage = economics.stage
    group by economics.document_key
),

figure_detail as (
    select
        figures.document_key,
        count(*) filter (where figures.measure in ('overseas_travel', 'official_vehicle', 'reception')) as three_public,
        max(figures.amount_yuan) filter (where figures.measure = 'project_expenditure') as project_yuan
    from figures
    join own_stage
        on own_stage.document_kind = figures.document_kind
        and own_stage.stage = figures.stage
    group by figures.document_key
),

project_detail as (
    select
        document_key,
        sum(case when document_kind = 'budget' then budget_yuan else final_yuan end) as listed_yuan
    from projects
    group by document_key
),

details as (
    select
        documents.document_key,
        coalesce(100 * function_detail.item_yuan / nullif(function_detail.leaf_yuan, 0), 0) as function_item_pct,
        coalesce(100 * economic_detail.item_yuan / nullif(economic_detail.leaf_yuan, 0), 0) as economic_item_pct,
        coalesce(100 * figure_detail.three_public / 3, 0) as three_public_pct,
        case
            when figure_detail.project_yuan = 0 then 100
            else coalesce(least(100, 100 * project_detail.listed_yuan / figure_detail.project_yuan), 0)
        end as project_pct
    from documents
    left join function_detail on function_detail.document_key = documents.document_key
    left join economic_detail on economic_detail.document_key = documents.document_key
    left join figure_detail on figure_detail.document_key = documents.document_key
    left join project_detail on project_detail.document_key = documents.document_key
),

consistency as (
    select
        document_key,
        cast(sum(passed + rounding + failed) as integer) as comparisons,
        cast(sum(failed) as integer) as comparisons_failed
    from checks
    where rule_code not in ('D04', 'D05')
    group by document_key
),

slips as (
    select
        document_key,
        cast(count(*) filter (where severity = 'error') as integer) as errors,
        cast(count(*) filter (where severity = 'warning') as integer) as warnings,
        list(finding_key order by finding_key) as finding_keys
    from findings
    group by document_key
),

amounts as (
    select
        document_key,
        cast(count(*) as integer) as amounts,
        cast(count(*) filter (where placement <> 'printed') as integer) as amounts_inferred
    from lines
    group by document_key
),

indicators as (
    select document_key, cast(count(*) as integer) as indicators
    from indicator_facts
    group by document_key
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
    documents.published_on,
    completeness.forms_required,
    completeness.forms_printed,
    cast(100 * completeness.forms_printed / nullif(completeness.forms_required, 0) as decimal(9, 4)) as completeness_pct,
    cast(details.function_item_pct as decimal(9, 4)) as function_item_pct,
    cast(details.economic_item_pct as decimal(9, 4)) as economic_item_pct,
    cast(details.three_public_pct as decimal(9, 4)) as three_public_pct,
    cast(details.project_pct as decimal(9, 4)) as project_pct,
    cast(
        (details.function_item_pct + details.economic_item_pct + details.three_public_pct + details.project_pct) / 4
        as decimal(9, 4)
    ) as detail_pct,
    coalesce(consistency.comparisons, 0) as comparisons,
    coalesce(consistency.comparisons_failed, 0) as comparisons_failed,
    cast(
        100 * (consistency.comparisons - consistency.comparisons_failed) / nullif(consistency.comparisons, 0)
        as decimal(9, 4)
    ) as consistency_pct,
    coalesce(slips.errors, 0) as errors,
    coalesce(slips.warnings, 0) as warnings,
    coalesce(indicators.indicators, 0) as indicators,
    coalesce(amounts.amounts, 0) as amounts,
    coalesce(amounts.amounts_inferred, 0) as amounts_inferred,
    coalesce(slips.finding_keys, []) as finding_keys
from documents
join completeness on completeness.document_key = documents.document_key
join details on details.document_key = documents.document_key
left join consistency on consistency.document_key = documents.document_key
left join slips on slips.document_key = documents.document_key
left join amounts on amounts.document_key = documents.document_key
left join indicators on indicators.document_key = documents.document_key
