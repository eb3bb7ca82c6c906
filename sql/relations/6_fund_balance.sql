-- fund_balance: one row per table and fund of a summary of fiscal appropriations of a checked document that prints both
-- sides: what came in (this year's appropriation and what was carried in) against what went out (this year's expenditure
-- and what is carried out). Columns are those of a comparison; `is_divided` is false where the table prints a balance for
-- all funds together only.
create or replace temporary table fund_balance as
with
documents as (select * from checked_document),

cells as (select * from grid_cell where form = 'fiscal_appropriation_summary' and nature = 'total'),

-- what came in, by fund: this year's appropriation and what was carried in
coming as (
    select
        document_key,
        table_number,
        fund,
        stage,
        fiscal_year,
        sum(coalesce(amount_yuan, 0)) as amount_yuan,
        sum(display_unit) as display_units,
        count(amount_yuan) as printed,
        list(amount_yuan) filter (where amount_yuan is not null) as amounts,
        list(source_line) as source_lines,
        list(source_line) filter (where is_printed) as printed_lines,
        list(fact_key) as facts,
        bool_and(is_comparable) as is_comparable
    from cells
    where side = 'revenue' and item in ('fund', 'current_year_total', 'carry_in') and is_printed
    group by document_key, table_number, fund, stage, fiscal_year
    having bool_or(item in ('fund', 'current_year_total'))
),

-- what went out, by fund: this year's expenditure and what is carried out
going as (
    select
        document_key,
        table_number,
        fund,
        stage,
        fiscal_year,
        min(form_name) as form_name,
        sum(coalesce(amount_yuan, 0)) as amount_yuan,
        sum(display_unit) as display_units,
        count(amount_yuan) as printed,
        list(amount_yuan) filter (where amount_yuan is not null) as amounts,
        list(source_line) as source_lines,
        list(source_line) filter (where is_printed) as printed_lines,
        list(fact_key) as facts,
        bool_and(is_comparable) as is_comparable
    from cells
    where side = 'expenditure' and item in ('current_year_total', 'carry_out') and is_printed
    group by document_key, table_number, fund, stage, fiscal_year
    having bool_or(item = 'current_year_total')
),

-- balances that the table prints for all funds together only: whose they are it does not say
undivided as (
    select distinct document_key, table_number, stage, fiscal_year
    from cells
    where item in ('carry_in', 'carry_out') and is_printed
    group by document_key, table_number, stage, fiscal_year, item
    having max(abs(amount_yuan)) filter (where fund = 'fiscal_appropriation') > 0
        and count(*) filter (where fund <> 'fiscal_appropriation') = 0
),

names as (select * from dim_fund)

select
    going.document_key,
    documents.document_kind,
    concat_ws('/', cast(going.table_number as varchar), going.fund, going.stage) as subject,
    going.form_name || '“' || names.name || '”本年支出与结转下年之和' as place,
    '本年收入与上年结转之和' as other_place,
    going.amount_yuan as actual,
    coming.amount_yuan as expected,
    rounding_envelope(coming.display_units + going.display_units) as tolerance,
    list_concat(coming.amounts, going.amounts) as amounts,
    going.printed_lines as actual_lines,
    coming.printed_lines,
    coming.source_lines,
    list_concat(coming.facts, going.facts) as facts,
    coming.is_comparable and going.is_comparable as is_sure,
    going.fund = 'fiscal_appropriation' or undivided.document_key is null as is_divided
from going
join documents on documents.document_key = going.document_key
join coming
    on coming.document_key = going.document_key
    and coming.table_number = going.table_number
    and coming.fund = going.fund
    and coming.stage = going.stage
    and coming.fiscal_year = going.fiscal_year
left join undivided
    on undivided.document_key = going.document_key
    and undivided.table_number = going.table_number
    and undivided.stage = going.stage
    and undivided.fiscal_year = going.fiscal_year
join names on names.code = going.fund
