-- mart_figure 主要数字 | Headline figures
-- rows: 每份文档、每个指标、每个预算阶段一行 | One row per document, measure and stage
-- key: document_key, measure, stage
-- kind: table
-- choice: 同一指标印在几处时，按 choices 的次序取第一处：先表后文，先总表后分表，先专表后他表；同一处印几次的取第一次。其余各处不同的金额列在 other_yuan；相差不到半个 0.01 万元的是舍入，不列；正文已有一处相同的，正文中其他金额视为其中一部分，也不列。
-- measure varchar: 指标代码 | Code of the measure
-- measure_name varchar: 指标名称 | Name of the measure
-- stage varchar: 预算阶段：budget 年初预算，adjusted_budget 全年预算，final 决算 | Initial budget, adjusted budget or final account
-- amount_yuan decimal(18,2): 金额（元） | Amount in yuan
-- source_form varchar: 取自哪张表；statement 为正文 | Form that the amount is taken from; `statement` is the running text
-- source_line integer: 原文行号 | Line of the raw text
-- line_keys bigint[]: 所依据的预算行 | Money cells that the row stands on
-- statement_keys bigint[]: 所依据的陈述 | Claims that the row stands on
-- other_yuan decimal(18,2)[]: 本文档他处所印的不同金额 | Different amounts that the document prints for it elsewhere
-- finding_keys bigint[]: 涉及本行的错误和警告 | Errors and warnings that the row's facts take part in
-- is_in_doubt boolean: 是否有错误或警告涉及 | Whether an error or a warning is about it
with
documents as (select * from mart_document),
doubts as (select * from mart_doubt),
lines as (select * from fact_budget_line),
statements as (select * from fact_statement),
forms as (select * from dim_form),
funds as (select * from dim_fund),
years as (select * from dim_year),

measures(measure, measure_name) as (
    values
    ('revenue_total', '本年收入合计'),
    ('revenue_grand_total', '收入总计'),
    ('expenditure_total', '本年支出合计'),
    ('expenditure_grand_total', '支出总计'),
    ('basic_expenditure', '基本支出'),
    ('project_expenditure', '项目支出'),
    ('operating_expenditure', '经营支出'),
    ('remitted_up', '上缴上级支出'),
    ('subsidy_to_units', '对附属单位补助支出'),
    ('fiscal_appropriation_revenue', '财政拨款收入'),
    ('fiscal_appropriation_expenditure', '财政拨款支出'),
    ('general_revenue', '一般公共预算收入'),
    ('general_expenditure', '一般公共预算支出'),
    ('general_basic_expenditure', '一般公共预算基本支出'),
    ('personnel', '人员经费'),
    ('public_funds', '公用经费'),
    ('government_fund_revenue', '政府性基金预算收入'),
    ('government_fund_expenditure', '政府性基金预算支出'),
    ('state_capital_revenue', '国有资本经营预算收入'),
    ('state_capital_expenditure', '国有资本经营预算支出'),
    ('three_public_total', '“三公”经费'),
    ('overseas_travel', '因公出国（境）费'),
    ('official_vehicle', '公务用车购置及运行费'),
    ('vehicle_purchase', '公务用车购置费'),
    ('vehicle_operation', '公务用车运行费'),
    ('reception', '公务接待费'),
    ('operating_cost', '机关运行经费'),
    ('procurement_total', '政府采购'),
    ('procurement_goods', '政府采购货物'),
    ('procurement_works', '政府采购工程'),
    ('procurement_services', '政府采购服务'),
    ('procurement_sme', '面向中小企业采购'),
    ('procurement_micro', '面向小微企业采购'),
    ('service_purchase', '政府购买服务'),
    ('training', '培训费'),
    ('meeting', '会议费')
),

-- the first place that a document prints counts; 1 is the first
choices(measure, rank, form, side, item, nature, fund) as (
    values
    ('revenue_total', 1, 'revenue_expenditure_summary', 'revenue', 'current_year_total', 'total', 'all'),
    ('revenue_total', 2, 'revenue_expenditure_summary', 'revenue', 'total', 'total', 'all'),
    ('revenue_total', 3, 'revenue_detail', 'revenue', 'current_year_total', 'total', 'all'),
    ('revenue_total', 4, 'revenue_detail', 'revenue', 'total', 'total', 'all'),
    ('revenue_grand_total', 1, 'revenue_expenditure_summary', 'revenue', 'grand_total', 'total', 'all'),
    ('revenue_grand_total', 2, 'revenue_expenditure_summary', 'revenue', 'total', 'total', 'all'),
    ('expenditure_total', 1, 'revenue_expenditure_summary', 'expenditure', 'current_year_total', 'total', 'all'),
    ('expenditure_total', 2, 'revenue_expenditure_summary', 'expenditure', 'total', 'total', 'all'),
    ('expenditure_total', 3, 'expenditure_detail', 'expenditure', 'total', 'total', 'all'),
    ('expenditure_grand_total', 1, 'revenue_expenditure_summary', 'expenditure', 'grand_total', 'total', 'all'),
    ('expenditure_grand_total', 2, 'revenue_expenditure_summary', 'expenditure', 'total', 'total', 'all'),
    ('basic_expenditure', 1, 'expenditure_detail', 'expenditure', 'total', 'basic', 'all'),
    ('basic_expenditure', 2, 'general_basic_expenditure', 'expenditure', 'total', 'basic', 'general'),
    ('basic_expenditure', 3, 'general_expenditure', 'expenditure', 'total', 'basic', 'general'),
    ('project_expenditure', 1, 'expenditure_detail', 'expenditure', 'total', 'project', 'all'),
    ('project_expenditure', 2, 'general_expenditure', 'expenditure', 'total', 'project', 'general'),
    ('operating_expenditure', 1, 'expenditure_detail', 'expenditure', 'total', 'operating', 'all'),
    ('remitted_up', 1, 'expenditure_detail', 'expenditure', 'total', 'remitted_up', 'all'),
    ('subsidy_to_units', 1, 'expenditure_detail', 'expenditure', 'total', 'subsidy_to_units', 'all'),
    ('fiscal_appropriation_revenue', 1, 'fiscal_appropriation_summary', 'revenue', 'current_year_total', 'total', 'fiscal_appropriation'),
    ('fiscal_appropriation_revenue', 2, 'fiscal_appropriation_summary', 'revenue', 'total', 'total', 'fiscal_appropriation'),
    ('fiscal_appropriation_revenue', 3, 'revenue_expenditure_summary', 'revenue', 'fund', 'total', 'fiscal_appropriation'),
    ('fiscal_appropriation_revenue', 4, 'revenue_detail', 'revenue', 'total', 'total', 'fiscal_appropriation'),
    ('fiscal_appropriation_expenditure', 1, 'fiscal_appropriation_summary', 'expenditure', 'current_year_total', 'total', 'fiscal_appropriation'),
    ('fiscal_appropriation_expenditure', 2, 'fiscal_appropriation_summary', 'expenditure', 'total', 'total', 'fiscal_appropriation'),
    ('general_revenue', 1, 'fiscal_appropriation_summary', 'revenue', 'fund', 'total', 'general'),
    ('general_revenue', 2, 'revenue_expenditure_summary', 'revenue', 'fund', 'total', 'general'),
    ('general_revenue', 3, 'revenue_detail', 'revenue', 'total', 'total', 'general'),
    ('general_expenditure', 1, 'general_expenditure', 'expenditure', 'total', 'total', 'general'),
    ('general_expenditure', 2, 'fiscal_appropriation_summary', 'expenditure', 'current_year_total', 'total', 'general'),
    ('general_expenditure', 3, 'fiscal_appropriation_summary', 'expenditure', 'total', 'total', 'general'),
    ('general_basic_expenditure', 1, 'general_basic_expenditure', 'expenditure', 'total', 'basic', 'general'),
    ('general_basic_expenditure', 2, 'general_expenditure', 'expenditure', 'total', 'basic', 'general'),
    ('personnel', 1, 'general_basic_expenditure', 'expenditure', 'total', 'basic_personnel', 'general'),
    ('personnel', 2, 'general_expenditure', 'expenditure', 'total', 'basic_personnel', 'general'),
    ('public_funds', 1, 'general_basic_expenditure', 'expenditure', 'total', 'basic_public', 'general'),
    ('public_funds', 2, 'general_expenditure', 'expenditure', 'total', 'basic_public', 'general'),
    ('government_fund_revenue', 1, 'fiscal_appropriation_summary', 'revenue', 'fund', 'total', 'government_fund'),
    ('government_fund_revenue', 2, 'revenue_expenditure_summary', 'revenue', 'fund', 'total', 'government_fund'),
    ('government_fund_expenditure', 1, 'government_fund_expenditure', 'expenditure', 'total', 'total', 'government_fund'),
    ('government_fund_expenditure', 2, 'fiscal_appropriation_summary', 'expenditure', 'current_year_total', 'total', 'government_fund'),
    ('government_fund_expenditure', 3, 'fiscal_appropriation_summary', 'expenditure', 'total', 'total', 'government_fund'),
    ('state_capital_revenue', 1, 'fiscal_appropriation_summary', 'revenue', 'fund', 'total', 'state_capital'),
    ('state_capital_revenue', 2, 'revenue_expenditure_summary', 'revenue', 'fund', 'total', 'state_capital'),
    ('state_capital_expenditure', 1, 'state_capital_expenditure', 'expenditure', 'total', 'total', 'state_capital'),
    ('state_capital_expenditure', 2, 'fiscal_appropriation_summary', 'expenditure', 'current_year_total', 'total', 'state_capital'),
    ('state_capital_expenditure', 3, 'fiscal_appropriation_summary', 'expenditure', 'total', 'total', 'state_capital'),
    ('three_public_total', 1, 'three_public', 'expenditure', 'three_public_total', 'total', 'all'),
    ('three_public_total', 2, 'three_public', 'expenditure', 'three_public_total', 'total', 'fiscal_appropriation'),
    ('three_public_total', 3, 'three_public', 'expenditure', 'three_public_total', 'total', 'general'),
    ('overseas_travel', 1, 'three_public', 'expenditure', 'overseas_travel', 'total', 'all'),
    ('overseas_travel', 2, 'three_public', 'expenditure', 'overseas_travel', 'total', 'fiscal_appropriation'),
    ('overseas_travel', 3, 'three_public', 'expenditure', 'overseas_travel', 'total', 'general'),
    ('official_vehicle', 1, 'three_public', 'expenditure', 'official_vehicle', 'total', 'all'),
    ('official_vehicle', 2, 'three_public', 'expenditure', 'official_vehicle', 'total', 'fiscal_appropriation'),
    ('official_vehicle', 3, 'three_public', 'expenditure', 'official_vehicle', 'total', 'general'),
    ('vehicle_purchase', 1, 'three_public', 'expenditure', 'vehicle_purchase', 'total', 'all'),
    ('vehicle_purchase', 2, 'three_public', 'expenditure', 'vehicle_purchase', 'total', 'fiscal_appropriation'),
    ('vehicle_purchase', 3, 'three_public', 'expenditure', 'vehicle_purchase', 'total', 'general'),
    ('vehicle_operation', 1, 'three_public', 'expenditure', 'vehicle_operation', 'total', 'all'),
    ('vehicle_operation', 2, 'three_public', 'expenditure', 'vehicle_operation', 'total', 'fiscal_appropriation'),
    ('vehicle_operation', 3, 'three_public', 'expenditure', 'vehicle_operation', 'total', 'general'),
    ('reception', 1, 'three_public', 'expenditure', 'reception', 'total', 'all'),
    ('reception', 2, 'three_public', 'expenditure', 'reception', 'total', 'fiscal_appropriation'),
    ('reception', 3, 'three_public', 'expenditure', 'reception', 'total', 'general'),
    ('operating_cost', 1, 'operating_cost', 'expenditure', 'total', 'basic_public', 'general'),
    ('operating_cost', 2, 'three_public', 'expenditure', 'operating_cost', 'total', 'all'),
    ('operating_cost', 3, 'three_public', 'expenditure', 'operating_cost', 'total', 'fiscal_appropriation'),
    ('operating_cost', 4, 'three_public', 'expenditure', 'operating_cost', 'total', 'general'),
    ('procurement_total', 1, 'procurement', 'expenditure', 'total', 'total', 'all'),
    ('procurement_total', 2, 'procurement', 'expenditure', 'total', 'total', 'general'),
    ('procurement_goods', 1, 'procurement', 'expenditure', 'goods', 'total', 'all'),
    ('procurement_goods', 2, 'procurement', 'expenditure', 'goods', 'total', 'general'),
    ('procurement_works', 1, 'procurement', 'expenditure', 'works', 'total', 'all'),
    ('procurement_works', 2, 'procurement', 'expenditure', 'works', 'total', 'general'),
    ('procurement_services', 1, 'procurement', 'expenditure', 'services', 'total', 'all'),
    ('procurement_services', 2, 'procurement', 'expenditure', 'services', 'total', 'general')
),

-- the running text comes after every table
in_tables as (
    select
        lines.document_key,
        choices.measure,
        lines.stage,
        choices.rank,
        choices.form as source_form,
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
        and choices.side = lines.side
        and choices.item = lines.item
        and choices.nature = lines.nature
        and choices.fund = funds.code
),

in_text as (
    select
        statements.document_key,
        measures.measure,
        statements.stage,
        99 as rank,
        'statement' as source_form,
        statements.amount_yuan,
        cast(null as bigint) as line_key,
        statements.statement_key,
        statements.source_line,
        statements.source_start
    from statements
    join documents
        on documents.document_key = statements.document_key
        and documents.fiscal_year = statements.statement_year
    join measures
        on measures.measure = statements.topic
        or (measures.measure = 'revenue_grand_total' and statements.topic = 'revenue_expenditure_total')
        or (measures.measure = 'expenditure_grand_total' and statements.topic = 'revenue_expenditure_total')
    where statements.amount_yuan is not null and statements.stage is not null and statements.unit is null
),

places as (
    select * from in_tables
    union all
    select * from in_text
),

ranked as (
    select
        places.document_key,
        places.measure,
        places.stage,
        places.source_form,
        places.amount_yuan,
        places.line_key,
        places.statement_key,
        places.source_line,
        doubts.finding_keys,
        row_number() over (
            partition by places.document_key, places.measure, places.stage order by places.rank, places.source_start
        ) as place_rank,
        first_value(places.amount_yuan) over (
            partition by places.document_key, places.measure, places.stage order by places.rank, places.source_start
        ) as chosen_yuan
    from places
    left join doubts on doubts.fact_key = coalesce(places.line_key, places.statement_key)
),

compared as (
    select
        ranked.*,
        coalesce(
            bool_or(source_form = 'statement' and abs(amount_yuan - chosen_yuan) <= 50) over (partition by document_key, measure, stage),
            false
        ) as is_said
    from ranked
),

figures as (
    select
        document_key,
        measure,
        stage,
        max(amount_yuan) filter (where place_rank = 1) as amount_yuan,
        max(source_form) filter (where place_rank = 1) as source_form,
        max(source_line) filter (where place_rank = 1) as source_line,
        coalesce(list(line_key) filter (where place_rank = 1 and line_key is not null), []) as line_keys,
        coalesce(list(statement_key) filter (where place_rank = 1 and statement_key is not null), []) as statement_keys,
        coalesce(
            list(distinct amount_yuan) filter (
                where abs(amount_yuan - chosen_yuan) > 50 and (source_form <> 'statement' or not is_said)
            ),
            []
        ) as other_yuan,
        coalesce(flatten(list(finding_keys) filter (where place_rank = 1 and finding_keys is not null)), []) as finding_keys
    from compared
    group by document_key, measure, stage
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
    figures.measure,
    measures.measure_name,
    figures.stage,
    figures.amount_yuan,
    figures.source_form,
    figures.source_line,
    figures.line_keys,
    figures.statement_keys,
    list_sort(figures.other_yuan) as other_yuan,
    figures.finding_keys,
    array_length(figures.finding_keys) > 0 as is_in_doubt
from figures
join documents on documents.document_key = figures.document_key
join measures on measures.measure = figures.measure
