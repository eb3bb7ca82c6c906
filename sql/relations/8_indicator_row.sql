-- indicator_row: one row per performance indicator of a checked document, with words for its keys. `target_yuan` is the
-- target in yuan where it is money; `implied_value` is the actual value in the target's unit: 76 % of a target of 100
-- times is 76 times.
create or replace temporary table indicator_row as
with
documents as (select * from checked_document),
facts as (select * from fact_indicator),
forms as (select * from dim_form),
indicators as (select * from dim_indicator),
projects as (select * from dim_project),

-- where the actual value stands: the token of the indicator that prints it
tokens as (
    select target_key, printed, max(source_line) as source_line
    from token
    where outcome = 'indicator'
    group by target_key, printed
),

actuals as (
    select facts.indicator_fact_key, max(tokens.source_line) as source_line
    from facts
    join documents on documents.document_key = facts.document_key
    join tokens on tokens.target_key = facts.indicator_fact_key
    where facts.actual_value is not null and printed_number(tokens.printed) = cast(facts.actual_value as double)
    group by facts.indicator_fact_key
)

select
    facts.indicator_fact_key,
    facts.document_key,
    documents.document_kind,
    forms.code as form,
    forms.name as form_name,
    facts.project_key,
    case when facts.project_key <> 0 then projects.name end as project_name,
    indicators.level1,
    indicators.level2,
    indicators.name,
    facts.horizon,
    facts.weight,
    facts.comparator,
    facts.target_text,
    facts.target_value,
    facts.actual_text,
    facts.actual_value,
    facts.unit,
    facts.score,
    facts.full_score,
    facts.source_line,
    coalesce(actuals.source_line, facts.source_line) as actual_line,
    coalesce(facts.unit, '') in ('%', '％', '百分比') or contains(coalesce(facts.target_text, ''), '%') as is_percent,
    case
        when facts.unit in ('万元', '元', '亿元') or regexp_matches(coalesce(facts.target_text, ''), '[0-9] ?(万|亿)?元$')
            then cast(
                facts.target_value * case
                    when facts.unit = '亿元' or contains(coalesce(facts.target_text, ''), '亿元') then 100000000
                    when facts.unit = '万元' or contains(coalesce(facts.target_text, ''), '万元') then 10000
                    else 1
                end as decimal(20, 2)
            )
    end as target_yuan,
    case
        when contains(coalesce(facts.actual_text, ''), '%') and not (
            coalesce(facts.unit, '') in ('%', '％', '百分比') or contains(coalesce(facts.target_text, ''), '%')
        )
            then cast(facts.target_value * facts.actual_value / 100 as decimal(20, 4))
        else facts.actual_value
    end as implied_value
from facts
join documents on documents.document_key = facts.document_key
join forms on forms.form_key = facts.form_key
join indicators on indicators.indicator_key = facts.indicator_key
join projects on projects.project_key = facts.project_key
left join actuals on actuals.indicator_fact_key = facts.indicator_fact_key
