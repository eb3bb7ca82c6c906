-- topic_figure: one row per topic of running text, object (code) and stage, and per figure of the document's tables that
-- may be meant. Prose does not always say which fund it speaks of, so a topic may have several figures: a claim agrees
-- when it equals one of them. `is_whole` is false where the figure is the general budget's part of what the topic names:
-- a claim may exceed it by other money. `is_sure` is whether the figure itself may be compared,
-- `is_comparable` whether, besides, every form that may give the topic was read.
create or replace temporary table topic_figure as
with
figures as (select * from figure where is_own_year and is_printed),

meanings(topic, form, side, items, natures, funds) as (
    values
    ('revenue_total', 'revenue_expenditure_summary', 'revenue', ['total', 'current_year_total', 'grand_total'], ['total'], ['all']),
    ('revenue_total', 'revenue_detail', 'revenue', ['total', 'current_year_total'], ['total'], ['all']),
    ('expenditure_total', 'revenue_expenditure_summary', 'expenditure', ['total', 'current_year_total', 'grand_total'], ['total'], ['all']),
    ('expenditure_total', 'expenditure_detail', 'expenditure', ['total'], ['total'], ['all']),
    ('revenue_expenditure_total', 'revenue_expenditure_summary', 'revenue', ['total', 'grand_total', 'current_year_total'], ['total'], ['all']),
    ('fiscal_appropriation_total', 'fiscal_appropriation_summary', 'revenue', ['total', 'grand_total', 'current_year_total'], ['total'], ['fiscal_appropriation']),
    ('fiscal_appropriation_revenue', 'fiscal_appropriation_summary', 'revenue', ['total', 'current_year_total', 'grand_total'], ['total'], ['fiscal_appropriation']),
    ('fiscal_appropriation_revenue', 'revenue_detail', 'revenue', ['total'], ['total'], ['fiscal_appropriation']),
    ('fiscal_appropriation_revenue', 'revenue_expenditure_summary', 'revenue', ['fund'], ['total'], ['fiscal_appropriation', 'general']),
    ('fiscal_appropriation_expenditure', 'fiscal_appropriation_summary', 'expenditure', ['total', 'current_year_total', 'grand_total'], ['total'], ['fiscal_appropriation', 'general']),
    ('fiscal_appropriation_expenditure', 'general_expenditure', 'expenditure', ['total'], ['total'], ['general']),
    ('general_revenue', 'fiscal_appropriation_summary', 'revenue', ['fund', 'total', 'current_year_total', 'grand_total'], ['total'], ['general', 'fiscal_appropriation']),
    ('general_revenue', 'revenue_detail', 'revenue', ['total'], ['total'], ['general', 'fiscal_appropriation']),
    ('general_revenue', 'revenue_expenditure_summary', 'revenue', ['fund'], ['total'], ['general']),
    ('general_expenditure', 'general_expenditure', 'expenditure', ['total'], ['total'], ['general']),
    ('general_expenditure', 'fiscal_appropriation_summary', 'expenditure', ['total', 'current_year_total', 'grand_total'], ['total'], ['general']),
    ('general_basic_expenditure', 'general_expenditure', 'expenditure', ['total'], ['basic'], ['general']),
    ('general_basic_expenditure', 'general_basic_expenditure', 'expenditure', ['total'], ['basic'], ['general']),
    ('basic_expenditure', 'expenditure_detail', 'expenditure', ['total'], ['basic'], ['all']),
    ('basic_expenditure', 'general_expenditure', 'expenditure', ['total'], ['basic'], ['general']),
    ('basic_expenditure', 'general_basic_expenditure', 'expenditure', ['total'], ['basic'], ['general']),
    ('project_expenditure', 'expenditure_detail', 'expenditure', ['total'], ['project'], ['all']),
    ('project_expenditure', 'general_expenditure', 'expenditure', ['total'], ['project'], ['general']),
    ('personnel', 'general_basic_expenditure', 'expenditure', ['total'], ['basic_personnel'], ['general']),
    ('personnel', 'general_expenditure', 'expenditure', ['total'], ['basic_personnel'], ['general']),
    ('public_funds', 'general_basic_expenditure', 'expenditure', ['total'], ['basic_public'], ['general']),
    ('public_funds', 'general_expenditure', 'expenditure', ['total'], ['basic_public'], ['general']),
    ('functional', 'expenditure_detail', 'expenditure', ['code'], ['total', 'basic', 'project'], ['all']),
    ('functional', 'general_expenditure', 'expenditure', ['code'], ['total', 'basic', 'project'], ['general']),
    ('functional', 'revenue_expenditure_summary', 'expenditure', ['code'], ['total'], ['all']),
    ('functional', 'fiscal_appropriation_summary', 'expenditure', ['code'], ['total'], ['fiscal_appropriation', 'general', 'government_fund', 'state_capital']),
    ('functional', 'government_fund_expenditure', 'expenditure', ['code'], ['total', 'basic', 'project'], ['government_fund']),
    ('functional', 'revenue_detail', 'revenue', ['code'], ['total'], ['all', 'general', 'fiscal_appropriation']),
    ('economic', 'general_basic_expenditure', 'expenditure', ['code'], ['basic', 'basic_personnel', 'basic_public', 'total'], ['general']),
    ('government_fund_revenue', 'fiscal_appropriation_summary', 'revenue', ['fund'], ['total'], ['government_fund']),
    ('government_fund_revenue', 'revenue_expenditure_summary', 'revenue', ['fund'], ['total'], ['government_fund']),
    ('government_fund_revenue', 'government_fund_expenditure', 'revenue', ['total', 'current_year_total'], ['total'], ['government_fund']),
    ('government_fund_expenditure', 'government_fund_expenditure', 'expenditure', ['total', 'current_year_total'], ['total'], ['government_fund']),
    ('government_fund_expenditure', 'fiscal_appropriation_summary', 'expenditure', ['total', 'current_year_total', 'grand_total'], ['total'], ['government_fund']),
    ('state_capital_revenue', 'fiscal_appropriation_summary', 'revenue', ['fund'], ['total'], ['state_capital']),
    ('state_capital_revenue', 'revenue_expenditure_summary', 'revenue', ['fund'], ['total'], ['state_capital']),
    ('state_capital_expenditure', 'state_capital_expenditure', 'expenditure', ['total', 'current_year_total'], ['total'], ['state_capital']),
    ('state_capital_expenditure', 'fiscal_appropriation_summary', 'expenditure', ['total', 'current_year_total', 'grand_total'], ['total'], ['state_capital']),
    ('three_public_total', 'three_public', 'expenditure', ['three_public_total'], ['total'], ['all', 'fiscal_appropriation', 'general']),
    ('overseas_travel', 'three_public', 'expenditure', ['overseas_travel'], ['total'], ['all', 'fiscal_appropriation', 'general']),
    ('official_vehicle', 'three_public', 'expenditure', ['official_vehicle'], ['total'], ['all', 'fiscal_appropriation', 'general']),
    ('vehicle_purchase', 'three_public', 'expenditure', ['vehicle_purchase'], ['total'], ['all', 'fiscal_appropriation', 'general']),
    ('vehicle_operation', 'three_public', 'expenditure', ['vehicle_operation'], ['total'], ['all', 'fiscal_appropriation', 'general']),
    ('reception', 'three_public', 'expenditure', ['reception'], ['total'], ['all', 'fiscal_appropriation', 'general']),
    ('procurement_total', 'procurement', 'expenditure', ['total'], ['total'], ['all', 'general']),
    ('procurement_goods', 'procurement', 'expenditure', ['goods'], ['total'], ['all', 'general']),
    ('procurement_works', 'procurement', 'expenditure', ['works'], ['total'], ['all', 'general']),
    ('procurement_services', 'procurement', 'expenditure', ['services'], ['total'], ['all', 'general'])
),

unread as (
    select distinct unread_form.document_key, meanings.topic
    from unread_form
    join meanings on meanings.form = unread_form.form
)

select
    figures.document_key,
    meanings.topic,
    figures.code,
    figures.stage,
    figures.form,
    figures.form_name || '“' || figures.row_name || '”' || figures.column_name as place,
    figures.amount_yuan,
    figures.display_unit,
    figures.source_line,
    figures.fact_key,
    figures.is_comparable as is_sure,
    figures.is_comparable and unread.document_key is null as is_comparable,
    meanings.topic not in ('basic_expenditure', 'project_expenditure', 'fiscal_appropriation_expenditure')
        or figures.form not in ('general_expenditure', 'general_basic_expenditure') as is_whole
from figures
join meanings
    on meanings.form = figures.form
    and meanings.side = figures.side
    and list_contains(meanings.items, figures.item)
    and list_contains(meanings.natures, figures.nature)
    and list_contains(meanings.funds, figures.fund)
left join unread
    on unread.document_key = figures.document_key
    and unread.topic = meanings.topic
where figures.item = 'code' or figures.code = ''
