-- XF6 一般公共预算支出决算表的基本支出与基本支出决算表一致 | Final account: basic expenditure equals its table; personnel and public funds likewise
-- severity: error
-- tolerance: T1
-- applies: 一般公共预算支出表合计行的基本支出、人员经费、公用经费 = 基本支出表相应合计；基本支出表没有基本合计的，用人员经费合计 + 公用经费合计
-- not_applicable: 不是决算，或文中没有同时印出两表的合计
-- insufficient: 两表中有一个数字归列不能确定，或同一表式的几张表数字不同时，不比较
-- formula: |甲 − 乙| ≤ (u + Σu′) / 2
-- example: 基本支出表合计 73.54 万元，一般公共预算支出表合计行基本支出 50.97 万元
-- guard: 只比较合计行；某一表没有该栏的不比较
-- source: 财政部《地方预决算公开操作规程》（财预〔2016〕143号）附表：一般公共预算基本支出表是一般公共预算支出表中基本支出的明细
-- grain: one row per nature of basic expenditure that both tables total
with
figures as (
    select *
    from figure
    where document_kind = 'final_account' and item = 'total' and fund = 'general' and is_own_year and is_printed
        and nature in ('basic', 'basic_personnel', 'basic_public')
),

tables as (
    select
        document_key,
        nature,
        stage,
        any_value(form_name) as form_name,
        any_value(column_name) as column_name,
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
        any_value(form_name) as form_name,
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
),

compared as (
    select
        total.document_key,
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
)

select
    document_key,
    subject,
    case when not is_comparable then 'insufficient_data' end as outcome,
    case when not is_comparable then place || '或与其比较的数字归列不能确定' end as reason,
    cast(null as varchar) as severity,
    sum_slip(expected, actual, amounts, tolerance) as diagnosis,
    cast(expected as decimal(20, 4)) as expected,
    cast(actual as decimal(20, 4)) as actual,
    tolerance,
    'yuan' as unit,
    cast(null as varchar) as expected_text,
    cast(null as varchar) as actual_text,
    differ_message(
        place, actual, actual_lines, other_place, expected, printed_lines
    ) as message,
    lines_of(list_concat(source_lines, actual_lines)) as source_lines,
    facts
from compared
