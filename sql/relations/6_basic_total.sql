-- basic_total: one row per nature of basic expenditure that both the table of general expenditure and the table of basic
-- expenditure of a checked document total. Columns are those of a comparison: the first table's total is `actual`.
create or replace temporary table basic_total as
with
figures as (
    select *
    from figure
    where item = 'total' and fund = 'general' and is_own_year and is_printed
        and nature in ('basic', 'basic_personnel', 'basic_public')
),

tables as (
    select
        document_key,
        nature,
        stage,
        min(form_name) as form_name,
        min(column_name) as column_name,
        sum(coalesce(amount_yuan, 0)) as amount_yuan,
        sum(display_unit) as display_units,
        count(amount_yuan) as printed,
        list(amount_yuan) filter (where amount_yuan is not null) as amounts,
        list(source_line) as source_lines,
        list(source_line) filter (where is_printed) as printed_lines,
        list(fact_key) as facts,
        bool_and(is_comparable) as is_comparable
    from figures
    where form = 'general_basic_expenditure'
    group by document_key, nature, stage
),

-- a table without a column of all basic expenditure is totalled by its two columns
whole as (
    select
        document_key,
        'basic' as nature,
        stage,
        min(form_name) as form_name,
        '人员经费、公用经费' as column_name,
        sum(coalesce(amount_yuan, 0)) as amount_yuan,
        sum(display_unit) as display_units,
        count(amount_yuan) as printed,
        list(amount_yuan) filter (where amount_yuan is not null) as amounts,
        list(source_line) as source_lines,
        list(source_line) filter (where is_printed) as printed_lines,
        list(fact_key) as facts,
        bool_and(is_comparable) as is_comparable
    from figures
    where form = 'general_basic_expenditure'
    group by document_key, stage
    having not bool_or(nature = 'basic') and count(distinct nature) = 2
),

parts as (
    select * from tables
    union all
    select * from whole
)

select
    total.document_key,
    total.document_kind,
    total.nature || '/' || total.stage as subject,
    total.form_name || '合计行的' || total.column_name as place,
    parts.form_name || parts.column_name || '合计' as other_place,
    coalesce(total.amount_yuan, 0) as actual,
    parts.amount_yuan as expected,
    rounding_envelope(parts.display_units + total.display_unit) as tolerance,
    parts.amounts,
    [total.source_line] as actual_lines,
    parts.printed_lines,
    parts.source_lines,
    list_append(parts.facts, total.fact_key) as facts,
    total.is_comparable and parts.is_comparable as is_comparable
from figures as total
join parts
    on parts.document_key = total.document_key
    and parts.nature = total.nature
    and parts.stage = total.stage
where total.form = 'general_expenditure'
