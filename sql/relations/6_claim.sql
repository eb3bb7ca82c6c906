-- claim: one row per quantity claimed in the running text of a checked document, with words for its keys.
-- `display_unit` (of the amount) and `change_unit` (of the change) are yuan of one last digit as the claim writes them:
-- 2.4 万元 is 1 000 yuan, for prose rounds as it likes; a zero is as exact as the document's finest claim.
-- `pct_unit`, `share_unit` and `completion_unit` are the same of the percents. `whole_yuan` is the amount that a change or a percent is about: the claim's own or, where it states none,
-- the largest amount that the same line, or one of the two before it, stated of the same thing (of 收支总计 also that of
-- both sides): a page breaks sentences where it ends.
create or replace temporary table claim as
with
documents as (select * from checked_document),
statements as (select * from fact_statement),
years as (select * from dim_year),
functional as (select * from dim_functional_code),
economic as (select * from dim_economic_code),
projects as (select * from dim_project),
topics as (select * from vocabulary_term where vocabulary = 'topic'),

named as (
    select
        statements.statement_key,
        statements.document_key,
        documents.document_kind,
        documents.fiscal_year,
        statements.topic,
        case
            when statements.functional_key <> 0 then functional.name
            when statements.economic_key <> 0 then economic.name
            when statements.project_key <> 0 then '“' || projects.name || '”'
            else coalesce(topics.name, statements.topic)
        end as topic_name,
        statements.stage,
        statements.statement_year,
        statements.statement_year = documents.fiscal_year as is_own_year,
        case when statements.functional_key <> 0 then functional.code end as functional_code,
        case when statements.economic_key <> 0 then economic.code end as economic_code,
        statements.project_key,
        statements.amount_yuan,
        statements.quantity,
        statements.unit,
        statements.base,
        statements.change_yuan,
        statements.change_quantity,
        statements.change_pct,
        statements.completion_pct,
        statements.share_pct,
        statements.share_of,
        statements.text,
        statements.source_line,
        statements.source_start,
        statements.source_end,
        case
            when contains(statements.text, '亿元') then 100000000
            when contains(statements.text, '万') then 10000
            else 1
        end as scale
    from statements
    join documents on documents.document_key = statements.document_key
    join functional on functional.functional_key = statements.functional_key
    join economic on economic.economic_key = statements.economic_key
    join projects on projects.project_key = statements.project_key
    left join topics on topics.code = statements.topic
),

-- decimals of the figures in the unit they are written in; none for a zero
precise as (
    select
        named.*,
        case when amount_yuan <> 0 then text_decimals(text, amount_yuan / scale) end as amount_decimals,
        case when change_yuan <> 0 then text_decimals(text, change_yuan / scale) end as change_decimals,
        percent_unit(text_decimals(text, change_pct)) as pct_unit,
        percent_unit(text_decimals(text, share_pct)) as share_unit,
        percent_unit(text_decimals(text, completion_pct)) as completion_unit
    from named
),

finest as (
    select document_key, scale, max(amount_decimals) as decimals
    from precise
    where amount_decimals is not null
    group by document_key, scale
)
,

exact as (
    select
        precise.* exclude (amount_decimals, change_decimals),
        display_unit(precise.scale, coalesce(precise.amount_decimals, finest.decimals, 2)) as display_unit,
        display_unit(precise.scale, coalesce(precise.change_decimals, finest.decimals, 2)) as change_unit
    from precise
    left join finest
        on finest.document_key = precise.document_key
        and finest.scale = precise.scale
),

-- 收入总计 and 支出总计 of one amount, said together: what is said next of both is of that amount
both_sides as (
    select distinct
        revenue.statement_key,
        case revenue.topic
            when 'revenue_total' then 'revenue_expenditure_total'
            else 'fiscal_appropriation_total'
        end as topic
    from exact as revenue
    join exact as expenditure
        on expenditure.document_key = revenue.document_key
        and expenditure.source_line between revenue.source_line and revenue.source_line + 1
        and expenditure.topic = replace(revenue.topic, 'revenue', 'expenditure')
        and expenditure.amount_yuan = revenue.amount_yuan
        and expenditure.stage = revenue.stage
        and expenditure.statement_year = revenue.statement_year
    where revenue.topic in ('revenue_total', 'fiscal_appropriation_revenue') and revenue.unit is null
),

spoken as (
    select * from exact where amount_yuan is not null and unit is null
    union all by name
    select exact.* replace (both_sides.topic as topic)
    from exact
    join both_sides on both_sides.statement_key = exact.statement_key
),

said_before as (
    select
        later.statement_key,
        max(earlier.amount_yuan) as amount_yuan,
        arg_max(earlier.display_unit, earlier.amount_yuan) as display_unit
    from exact as later
    join spoken as earlier
        on earlier.document_key = later.document_key
        and earlier.source_line between later.source_line - 2 and later.source_line
        and earlier.source_start < later.source_start
        and earlier.topic = later.topic
        and coalesce(earlier.functional_code, '') = coalesce(later.functional_code, '')
        and coalesce(earlier.economic_code, '') = coalesce(later.economic_code, '')
        and earlier.project_key = later.project_key
        and earlier.stage is not distinct from later.stage
        and earlier.statement_year = later.statement_year
    where later.amount_yuan is null
    group by later.statement_key
)

select
    exact.*,
    coalesce(exact.amount_yuan, said_before.amount_yuan) as whole_yuan,
    coalesce(case when exact.amount_yuan is not null then exact.display_unit end, said_before.display_unit) as whole_unit
from exact
left join said_before on said_before.statement_key = exact.statement_key
