-- three_public_item: one row per item of the three public expenses (三公) of which a checked document prints the economic item
-- as well, in its table of basic expenditure. Columns are those of a comparison: the item of 三公 is `actual`.
create or replace temporary table three_public_item as
with
items as (
    select 'reception' as item, '30217' as code
    union all select 'vehicle_operation', '30231'
    union all select 'overseas_travel', '30212'
    union all select 'vehicle_purchase', '31013'
),

figures as (
    select *
    from figure
    where stage = case document_kind when 'budget' then 'budget' else 'final' end and is_own_year and is_printed
),

-- the item in the table of basic expenditure: its total, or its only column
economic as (
    select
        figures.*,
        row_number() over (
            partition by figures.document_key, figures.code
            order by case figures.nature when 'basic' then 1 when 'total' then 2 else 3 end, figures.amount_yuan desc, figures.fact_key
        ) as rank
    from figures
    where figures.form = 'general_basic_expenditure' and figures.fund = 'general'
)

select
    second.document_key,
    second.document_kind,
    second.item as subject,
    second.form_name || '“' || second.row_name || '”' as place,
    first.form_name || '“' || first.row_name || '”' as other_place,
    coalesce(second.amount_yuan, 0) as actual,
    coalesce(first.amount_yuan, 0) as expected,
    rounding_envelope(first.display_unit + second.display_unit) as tolerance,
    case when second.is_printed then [second.source_line] end as actual_lines,
    case when first.is_printed then [first.source_line] end as printed_lines,
    [first.source_line, second.source_line] as source_lines,
    [first.fact_key, second.fact_key] as facts,
    first.is_comparable and second.is_comparable as is_comparable
from items
join figures as second on second.item = items.item and second.form = 'three_public'
join economic as first
    on first.document_key = second.document_key
    and first.code = items.code
    and first.rank = 1
where second.fund in ('general', 'fiscal_appropriation', 'all')
