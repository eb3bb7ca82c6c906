-- family_figure: one row per figure of the own year that a disclosure in `own_unit`, of a department or a unit, gives:
-- for one row (class of codes, or total) of a form, nature, stage and fund. Where it is printed in several places (a row a unit
-- under 合计, a table a unit) they are from `least_yuan` to `most_yuan`. `is_comparable` is false where a column is a guess, the
-- form has numbers without a place, or the figure holds money that units pay each other, which a department leaves out.
create or replace temporary table family_figure as
with
documents as (
    select disclosure.*
    from disclosure
    where document_key in (select document_key from own_unit union select unit_key from own_unit)
),

forms as (
    select *
    from dim_form
    where code in (
        'revenue_expenditure_summary', 'revenue_detail', 'expenditure_detail', 'fiscal_appropriation_summary',
        'general_expenditure', 'general_basic_expenditure', 'three_public', 'government_fund_expenditure',
        'state_capital_expenditure'
    )
),

funds as (select * from dim_fund),
years as (select * from dim_year),
functional as (select * from dim_functional_code),
economic as (select * from dim_economic_code),
items as (select * from vocabulary_term where vocabulary = 'item'),
natures as (select * from vocabulary_term where vocabulary = 'nature'),

lines as (
    select lines.*, forms.code as form, forms.name as form_name, funds.code as fund, funds.name as fund_name
    from fact_budget_line as lines
    join documents on documents.document_key = lines.document_key
    join years
        on years.year_key = lines.year_key
        and years.fiscal_year = documents.fiscal_year
    join forms on forms.form_key = lines.form_key
    join funds on funds.fund_key = lines.fund_key
    where lines.amount_yuan >= 0
        and lines.item not in (
            'carry_in', 'carry_out', 'use_of_surplus', 'surplus_distribution', 'project', 'project_total', 'unit',
            'purchase', 'unit_price'
        )
        and (
            lines.item <> 'code'
            or lines.functional_key in (select functional_key from functional where level = 'class')
            or lines.economic_key in (select economic_key from economic where level = 'class')
        )
),

unread as (
    select distinct tables.document_key, tables.form_key
    from fact_table_seen as tables
    join documents on documents.document_key = tables.document_key
    join cell_ledger as ledger
        on ledger.document_key = tables.document_key
        and ledger.source_line between tables.source_line and tables.last_line
    where ledger.outcome = 'unplaced'
),

-- 上级补助收入, 附属单位上缴收入, 上缴上级支出, 对附属单位补助支出
paid_to_each_other as (
    select distinct document_key
    from lines
    where amount_yuan <> 0
        and (fund in ('superior_subsidy', 'subsidiary_remittance') or nature in ('remitted_up', 'subsidy_to_units'))
)

select
    lines.document_key,
    lines.form,
    min(lines.form_name) as form_name,
    lines.side,
    lines.item,
    lines.functional_key,
    lines.economic_key,
    lines.nature,
    lines.stage,
    lines.fund,
    min(
        case
            when lines.functional_key <> 0 then functional.code || functional.name
            when lines.economic_key <> 0 then economic.code || economic.name
            when lines.item = 'fund' then lines.fund_name
            else items.name
        end
    ) as row_name,
    min(
        case
            when lines.nature <> 'total' then natures.name
            when lines.fund <> 'all' and lines.item <> 'fund' then lines.fund_name
            else '合计'
        end
    ) as column_name,
    min(lines.amount_yuan) as least_yuan,
    max(lines.amount_yuan) as most_yuan,
    max(
        case
            when lines.amount_yuan = 0 then 0
            else display_unit(
                coalesce(printed_scale(lines.amount_yuan, lines.printed), 10000), printed_decimals(lines.printed)
            )
        end
    ) as display_unit,
    min(lines.source_line) as source_line,
    arg_min(lines.line_key, lines.source_start) as fact_key,
    bool_and(
        lines.placement <> 'ambiguous'
        and unread.document_key is null
        and (lines.fund <> 'all' or paid_to_each_other.document_key is null)
    ) as is_comparable
from lines
join items on items.code = lines.item
join natures on natures.code = lines.nature
join functional on functional.functional_key = lines.functional_key
join economic on economic.economic_key = lines.economic_key
left join unread
    on unread.document_key = lines.document_key
    and unread.form_key = lines.form_key
left join paid_to_each_other on paid_to_each_other.document_key = lines.document_key
group by
    lines.document_key, lines.form, lines.side, lines.item, lines.functional_key, lines.economic_key, lines.nature,
    lines.stage, lines.fund
