-- peer_measure: one row per disclosure, of all departments, and measure in which departments of one kind can be compared.
-- `function_code` is what a department is for: the functional group under which most of its basic expenditure stands,
-- apart from those that every department pays (pensions, medical care, housing). `value` is in `unit`.
create or replace temporary table peer_measure as
with
documents as (
    select
        disclosure.*,
        departments.admin_level,
        case disclosure.document_kind when 'budget' then 'budget' else 'final' end as own_stage
    from disclosure
    join dim_department as departments on departments.department_key = disclosure.department_key
),
lines as (
    select * from fact_budget_line where side = 'expenditure' and placement <> 'ambiguous'
        and (item in ('total', 'three_public_total') or (item = 'code' and nature = 'basic'))
),
claims as (
    select * from fact_statement
    where topic in ('headcount_actual', 'general_expenditure', 'fiscal_appropriation_expenditure')
),
forms as (select * from dim_form),
funds as (select * from dim_fund),
years as (select * from dim_year),
functional as (select * from dim_functional_code),

cells as (
    select
        lines.document_key,
        forms.code as form,
        funds.code as fund,
        lines.item,
        lines.nature,
        lines.functional_key,
        lines.amount_yuan,
        lines.line_key,
        lines.source_line,
        lines.source_start
    from lines
    join documents
        on documents.document_key = lines.document_key
        and documents.own_stage = lines.stage
    join years
        on years.year_key = lines.year_key
        and years.fiscal_year = documents.fiscal_year
    join forms on forms.form_key = lines.form_key
    join funds on funds.fund_key = lines.fund_key
),

groups as (
    select cells.document_key, functional.group_code, sum(cells.amount_yuan) as amount_yuan
    from (
        select document_key, functional_key, max(amount_yuan) as amount_yuan
        from cells
        where item = 'code' and functional_key <> 0 and form in ('expenditure_detail', 'general_expenditure')
        group by document_key, functional_key
    ) as cells
    join functional on functional.functional_key = cells.functional_key
    where functional.level = 'item' and functional.group_code not in ('20805', '20827', '20899', '21011', '22102')
    group by cells.document_key, functional.group_code
),

functions as (
    select document_key, arg_max(group_code, (amount_yuan, group_code)) as function_code
    from groups
    where amount_yuan > 0
    group by document_key
),

-- the first cell of a total: 合计 stands before the units
meanings(part, form, item, nature, fund) as (
    values
    ('expenditure', 'expenditure_detail', 'total', 'total', 'all'),
    ('project', 'expenditure_detail', 'total', 'project', 'all'),
    ('public', 'general_basic_expenditure', 'total', 'basic_public', 'general'),
    ('three_public', 'three_public', 'three_public_total', 'total', 'all'),
    ('three_public', 'three_public', 'three_public_total', 'total', 'fiscal_appropriation'),
    ('three_public', 'three_public', 'three_public_total', 'total', 'general')
),

totals as (
    select
        cells.document_key,
        meanings.part,
        cast(arg_min(cells.amount_yuan, cells.source_start) as double) as amount,
        arg_min(cells.line_key, cells.source_start) as fact_key,
        arg_min(cells.source_line, cells.source_start) as source_line
    from cells
    join meanings
        on meanings.form = cells.form
        and meanings.item = cells.item
        and meanings.nature = cells.nature
        and meanings.fund = cells.fund
    group by cells.document_key, meanings.part
),

-- people in place: the largest count that the text gives of them
heads as (
    select
        claims.document_key,
        cast(max(claims.quantity) as double) as amount,
        arg_max(claims.statement_key, claims.quantity) as fact_key,
        arg_max(claims.source_line, claims.quantity) as source_line
    from claims
    where claims.topic = 'headcount_actual' and claims.quantity > 0
    group by claims.document_key
),

parts as (
    select document_key, part, amount, fact_key, source_line from totals
    union all
    select document_key, 'heads', amount, fact_key, source_line from heads
),

ratios(measure, name, part, whole, factor, unit) as (
    values
    ('public_per_head', '人均公用经费', 'public', 'heads', 1, 'yuan'),
    ('three_public_share', '“三公”经费占支出合计', 'three_public', 'expenditure', 100, 'percent'),
    ('project_share', '项目支出占支出合计', 'project', 'expenditure', 100, 'percent')
),

measured as (
    select
        part.document_key,
        ratios.measure,
        ratios.name,
        ratios.factor * part.amount / whole.amount as value,
        ratios.unit,
        [part.source_line, whole.source_line] as source_lines,
        [part.fact_key, whole.fact_key] as facts
    from ratios
    join parts as part on part.part = ratios.part
    join parts as whole
        on whole.part = ratios.whole
        and whole.document_key = part.document_key
    where whole.amount > 0
    union all
    select
        claims.document_key,
        'execution',
        '完成年初预算',
        cast(arg_min(claims.completion_pct, claims.source_start) as double),
        'percent',
        [min(claims.source_line)],
        [arg_min(claims.statement_key, claims.source_start)]
    from claims
    join documents on documents.document_key = claims.document_key
    where claims.completion_pct is not null
        and claims.base = 'initial_budget'
        and claims.topic in ('general_expenditure', 'fiscal_appropriation_expenditure')
        and claims.statement_year = documents.fiscal_year
        and documents.document_kind = 'final_account'
    group by claims.document_key
)

select
    measured.document_key,
    documents.document_kind,
    documents.fiscal_year,
    documents.scope,
    documents.admin_level,
    functions.function_code,
    measured.measure,
    measured.name,
    measured.value,
    measured.unit,
    measured.source_lines,
    measured.facts
from measured
join documents on documents.document_key = measured.document_key
join functions on functions.document_key = measured.document_key
